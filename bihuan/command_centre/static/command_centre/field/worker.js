// The service worker of the grid worker's page: its shell comes from the phone when there is no network. It keeps no data of
// the office; reports wait in the page's own store. SHELL (version and addresses) is said by the script that imports this one.
const NAME = `field-${self.SHELL.version}`;

self.addEventListener("install", (event) => {
  const fresh = self.SHELL.addresses.map((address) => new Request(address, { cache: "reload" }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clear = caches.keys().then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))));
  event.waitUntil(clear.then(() => self.clients.claim()));
});

// The page: from the office while it answers, else as it was. Its parts: as they were, for their names change with them.
async function page(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(4000) });
    if (answer.ok && !answer.redirected) (await caches.open(NAME)).put(self.SHELL.page, answer.clone());
    return answer;
  } catch {
    return (await caches.match(self.SHELL.page)) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname, origin } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === self.SHELL.page) event.respondWith(page(request));
  else if (pathname.startsWith(self.SHELL.parts)) event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
});
