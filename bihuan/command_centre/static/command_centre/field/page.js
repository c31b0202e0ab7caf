// The grid worker's page: fill in, put into the queue, see what becomes of it. Works without a network.
import { all, kept, keep, one, put, remove } from "./store.js";
import { refresh, sendAll, SignedOut } from "./send.js";

const page = document.getElementById("field");
const form = document.getElementById("field-form");
const queue = document.getElementById("field-queue");
const mine = document.getElementById("field-mine");
const said = document.getElementById("field-said");
const words = (name) => page.querySelector(`template[data-words="${name}"]`).content.textContent.trim();
let position = null;
let editing = null;

function say(sentence, tone = "blue") {
  said.hidden = !sentence;
  said.className = `notice notice-${tone}`;
  said.querySelector("p").textContent = sentence;
}

function online() {
  page.querySelector("[data-online]").hidden = navigator.onLine;
}

// The form follows what is chosen: a photo only where the kind needs one, a result only where it was settled.
function follow() {
  const kind = form.querySelector("input[name=kind]:checked");
  const photo = form.querySelector("[data-part=photo]");
  photo.hidden = !kind?.dataset.photo;
  photo.querySelector("[data-why]").textContent = kind?.dataset.photo ?? "";
  form.querySelector("[data-part=result]").hidden = form.settled.value !== "1";
}

async function fillPlaces() {
  const told = await kept("places");
  const list = form.place;
  const chosen = list.value;
  list.replaceChildren(new Option(words("choose-place"), ""));
  for (const group of told?.groups ?? []) {
    const box = document.createElement("optgroup");
    box.label = group.name;
    for (const place of group.places) box.append(new Option(place.name, place.code));
    list.append(box);
  }
  list.value = chosen || (await kept("last-place")) || "";
  if (list.selectedIndex < 0) list.value = "";
}

function row(report) {
  const item = page.querySelector('template[data-row="report"]').content.firstElementChild.cloneNode(true);
  item.dataset.state = report.state;
  item.querySelector("[data-text]").textContent = report.words.text;
  const sent = report.photos.reduce((sum, photo) => sum + (photo.received ?? 0), 0);
  const whole = report.photos.reduce((sum, photo) => sum + photo.blob.size, 0);
  const share = whole && report.number ? ` ${Math.floor((100 * sent) / whole)} %` : "";
  item.querySelector("[data-state-words]").textContent = words(`state-${report.state}`) + share;
  item.querySelector("[data-number]").textContent = report.number ?? "";
  item.querySelector("[data-sentence]").textContent = report.sentence ?? "";
  for (const button of item.querySelectorAll("button[data-for]")) {
    button.hidden = !button.dataset.for.split(" ").includes(report.state);
    button.addEventListener("click", () => acts[button.name](report.id));
  }
  item.querySelector("a[data-for]").hidden = report.state !== "door";
  return item;
}

async function show() {
  const reports = await all();
  queue.replaceChildren(...reports.map(row));
  document.getElementById("field-nothing").hidden = reports.length > 0;
  const told = (await kept("mine")) ?? [];
  mine.replaceChildren(
    ...told.map((event) => {
      const item = page.querySelector('template[data-row="event"]').content.firstElementChild.cloneNode(true);
      for (const part of ["number", "words", "text", "result", "at"]) item.querySelector(`[data-${part}]`).textContent = event[part];
      return item;
    }),
  );
  document.getElementById("field-none").hidden = told.length > 0;
  online();
}

const acts = {
  async again(id) {
    await put({ ...(await one(id)), state: "waiting" });
    await go();
  },
  async sure(id) {
    const report = await one(id);
    await put({ ...report, state: "waiting", words: { ...report.words, sure: true } });
    await go();
  },
  async edit(id) {
    const report = await one(id);
    editing = report.id;
    for (const [name, value] of Object.entries(report.words)) {
      if (typeof value === "boolean" && form[name]?.type === "checkbox") form[name].checked = value;
      else if (form[name] && typeof value === "string") form[name].value = value;
    }
    form.settled.value = report.words.settled ? "1" : "0";
    position = report.words.position;
    follow();
    form.scrollIntoView({ block: "start" });
  },
  // Under a new id it is a new report; what was received stays as it is.
  async anew(id) {
    const report = await one(id);
    await remove(id);
    await put({ ...report, id: crypto.randomUUID(), state: "waiting", number: undefined });
    await go();
  },
  async discard(id) {
    if (confirm(words("discard"))) await remove(id);
    await show();
  },
};

async function go() {
  await show();
  await sendAll(await kept("owner"), show);
  if (!navigator.onLine) return;
  try {
    await refresh();
    await fillPlaces();
  } catch (fault) {
    if (fault instanceof SignedOut) say(words("door"), "yellow");
  }
  await show();
}

function wrong(field, sentence) {
  say(sentence, "yellow");
  form.querySelector(`[data-field="${field}"] :is(input, textarea, select)`)?.focus();
}

async function submit(event) {
  event.preventDefault();
  const kind = form.querySelector("input[name=kind]:checked");
  if (!kind) return wrong("kind", words("no-kind"));
  if (!form.place.value) return wrong("place", words("no-place"));
  if (!form.text.value.trim()) return wrong("text", words("no-text"));
  const settled = form.settled.value === "1";
  if (settled && !form.result.value.trim()) return wrong("result", words("no-result"));
  const files = kind.dataset.photo ? [...form.photo.files] : [];
  const before = editing ? await one(editing) : null;
  if (kind.dataset.photo && !files.length && !before?.photos.length) return wrong("photo", `${words("no-photo")} ${kind.dataset.photo}`);
  const heavy = files.find((file) => file.size > Number(page.dataset.most));
  if (heavy) return wrong("photo", words("too-large").replace("{size}", Math.ceil(heavy.size / 1048576)));
  const photos = files.map((file) => ({ id: crypto.randomUUID(), name: file.name, blob: file, received: 0 }));
  await put({
    id: before?.number ? crypto.randomUUID() : (before?.id ?? crypto.randomUUID()),
    owner: await kept("owner"),
    at: before?.at ?? new Date().toISOString(),
    state: "waiting",
    photos: photos.length ? photos : kind.dataset.photo ? (before?.photos ?? []) : [],
    words: {
      kind: kind.value, text: form.text.value, place: form.place.value, address: form.address.value, position, sure: false,
      urgent: form.urgent.checked, settled, result: settled ? form.result.value : "",
    },
  });
  await keep("last-place", form.place.value);
  editing = null;
  position = null;
  const place = form.place.value;
  form.reset();
  form.place.value = place;
  follow();
  say(navigator.onLine ? words("queued") : words("queued-offline"), "blue");
  queue.scrollIntoView({ block: "nearest" });
  await go();
}

function locate() {
  const button = page.querySelector("[data-locate]");
  const told = page.querySelector("[data-located]");
  button.setAttribute("aria-busy", "true");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      button.removeAttribute("aria-busy");
      position = [coords.longitude, coords.latitude];
      told.textContent = words("located");
    },
    () => {
      button.removeAttribute("aria-busy");
      told.textContent = words("not-located");
    },
    { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
  );
}

form.addEventListener("submit", submit);
form.addEventListener("change", follow);
page.querySelector("[data-locate]").addEventListener("click", locate);
window.addEventListener("online", go);
window.addEventListener("offline", online);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && go());
if ("serviceWorker" in navigator) navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope });
follow();
fillPlaces().then(go);
page.dataset.ready = "";
