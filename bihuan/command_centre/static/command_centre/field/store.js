// What the phone keeps: reports on their way with their photos, the places to choose from, and what became of earlier reports.
const opened = new Promise((resolve, reject) => {
  const request = indexedDB.open("bihuan-field", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("reports", { keyPath: "id" });
    request.result.createObjectStore("kept");
  };
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function within(store, mode, act) {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode);
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const put = (report) => within("reports", "readwrite", (store) => store.put(report));
export const remove = (id) => within("reports", "readwrite", (store) => store.delete(id));
export const one = (id) => within("reports", "readonly", (store) => store.get(id));
export const all = async () => (await within("reports", "readonly", (store) => store.getAll())).sort((a, b) => b.at.localeCompare(a.at));
export const keep = (name, value) => within("kept", "readwrite", (store) => store.put(value, name));
export const kept = (name) => within("kept", "readonly", (store) => store.get(name));
