// A form with data-autosave is kept as one types: sent shortly after the last keystroke, never while an input method composes.
const REST = 800; // ms after the last keystroke
const AGAIN = 5000; // ms after a failure
const waiting = new WeakMap();
const words = document.getElementById("toasts").dataset;

function say(form, text) {
  for (const status of form.querySelectorAll("[data-autosave-status]")) status.textContent = text;
}

function later(form, delay) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => save(form), delay));
}

async function save(form) {
  if (!form.isConnected || form.getAttribute("aria-busy") === "true") return;
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") } });
    if (!answer.ok) throw new Error(String(answer.status));
    const kept = answer.status === 204 ? {} : await answer.json();
    if (kept.draft && form.elements.draft) form.elements.draft.value = kept.draft;
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    say(form, `${words.saved} ${time}`);
  } catch {
    say(form, words.notSaved);
    later(form, AGAIN);
  }
}

function typed(event) {
  const form = event.target.form?.closest("form[data-autosave]") ?? event.target.closest?.("form[data-autosave]");
  if (form && !event.isComposing) later(form, REST);
}

document.addEventListener("input", typed);
document.addEventListener("change", typed);
document.addEventListener("compositionend", typed);
document.addEventListener("submit", (event) => clearTimeout(waiting.get(event.target)));
