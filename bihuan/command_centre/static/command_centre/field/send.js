// Sending what waits, one report after the other: the report first, then its photos piece by piece from where they broke off.
import { all, keep, one, put, remove } from "./store.js";

const PIECE = 256 * 1024;
const page = document.getElementById("field");
let busy = false;

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

export class SignedOut extends Error {}
class Refused extends Error {
  constructor(answer, status) {
    super(answer.sentence);
    Object.assign(this, { code: answer.code, field: answer.field, status });
  }
}

// Asks the office; what comes back is JSON, a refusal with its sentence, or the door.
async function ask(address, options = {}) {
  const answer = await fetch(address, {
    redirect: "manual",
    ...options,
    headers: { Accept: "application/json", "X-CSRFToken": token(), ...options.headers },
  });
  if (answer.type === "opaqueredirect" || answer.status === 403) throw new SignedOut();
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  if (body.sentence) throw new Refused(body, answer.status);
  throw new Error(String(answer.status));
}

const json = (body) => ({ method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });

export async function refresh() {
  const told = await ask(page.dataset.places);
  await keep("places", told);
  await keep("owner", told.owner);
  await keep("mine", (await ask(page.dataset.mine)).events);
}

async function sendPhoto(report, photo, changed) {
  const begun = await ask(page.dataset.photos, json({ id: photo.id, report: report.id, name: photo.name, size: photo.blob.size }));
  let received = begun.received;
  while (received < photo.blob.size) {
    const body = photo.blob.slice(received, received + PIECE);
    const address = `${page.dataset.photos}${photo.id}/?offset=${received}`;
    try {
      ({ received } = await ask(address, { method: "PUT", body, headers: { "Content-Type": "application/octet-stream" } }));
    } catch (fault) {
      if (fault.code !== "photo_offset") throw fault;
      ({ received } = await ask(page.dataset.photos, json({ id: photo.id, report: report.id, name: photo.name, size: photo.blob.size })));
    }
    photo.received = received;
    await put(report);
    changed();
  }
  photo.done = true;
  await put(report);
}

async function send(report, changed) {
  report.state = "sending";
  await put(report);
  changed();
  try {
    if (!report.number) {
      const { photos, ...words } = report.words;
      const told = await ask(page.dataset.reports, json({ ...words, id: report.id, photos: report.photos.length, happened_at: report.at }));
      report.number = told.number;
      await put(report);
    }
    for (const photo of report.photos.filter((each) => !each.done)) await sendPhoto(report, photo, changed);
    report.state = "sent";
    report.photos = [];
    report.sentence = "";
  } catch (fault) {
    if (fault instanceof SignedOut) report.state = "door";
    else if (fault.code === "event_far_away") report.state = "far";
    else if (fault.code === "event_report_changed") report.state = "conflict";
    else if (fault.code) report.state = "refused";
    else report.state = "waiting";
    report.sentence = fault.code ? fault.message : "";
    await put(report);
    if (!fault.code) throw fault;
  }
  await put(report);
}

// Everything that waits and is ours. What was refused waits for its author, not for the network.
export async function sendAll(owner, changed) {
  if (busy || !navigator.onLine) return;
  busy = true;
  try {
    for (const { id } of (await all()).reverse()) {
      const report = await one(id);
      const ours = !report.owner || report.owner === owner;
      if (report && ours && ["waiting", "sending", "door"].includes(report.state)) await send(report, changed);
    }
    for (const old of (await all()).filter((each) => each.state === "sent").slice(20)) await remove(old.id);
  } catch {
    // The network went away, or the door is shut: it waits, and the list says so.
  } finally {
    busy = false;
    changed();
  }
}
