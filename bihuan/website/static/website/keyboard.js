// Shortcuts. An element declares its own with data-key ("d", "/", "mod+enter"); nothing fires while an input method composes.
const TYPED_INTO = "input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable]";
const PATIENCE = 1200; // ms between "g" and the letter of the place
let going = 0;

const shown = (element) => element.offsetParent !== null || element.getClientRects().length > 0;
const scope = () => document.querySelector("dialog[open]") ?? document;
const named = (key) => [...scope().querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((element) => shown(element) && !element.disabled);

function act(element) {
  if (!element.matches(TYPED_INTO)) return element.click();
  element.focus();
  element.select?.();
}

function send(from) {
  const form = from.closest("form");
  const button = form?.querySelector('[data-key="mod+enter"]') ?? named("mod+enter");
  if (button) button.click();
  else form?.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    send(event.target);
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches(TYPED_INTO)) return;
  if (going && Date.now() - going < PATIENCE) {
    going = 0;
    const place = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (place) return place.click();
  }
  if (event.key === "g") going = Date.now();
  const element = named(event.key);
  if (!element) return;
  event.preventDefault();
  act(element);
});

function explain(button) {
  const template = document.getElementById("keys-help");
  const list = template.content.firstElementChild.cloneNode(true);
  for (const element of document.querySelectorAll("[data-key]:not([data-help])")) {
    const words = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? plain(element);
    if (!shown(element) || ["/", "mod+enter"].includes(element.dataset.key) || !words.trim()) continue;
    row(list, element.dataset.key, words.trim());
  }
  for (const place of document.querySelectorAll(".side [data-go]")) row(list, `g ${place.dataset.go}`, plain(place));
  document.dispatchEvent(new CustomEvent("bihuan:dialog", { detail: { title: button.dataset.help, body: list } }));
}

function plain(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll("kbd").forEach((hint) => hint.remove());
  return copy.textContent.trim();
}

function row(list, keys, words) {
  const term = document.createElement("dt");
  for (const key of keys.split(" ")) {
    const hint = document.createElement("kbd");
    hint.className = "key";
    hint.textContent = key;
    term.append(hint, " ");
  }
  const meaning = document.createElement("dd");
  meaning.textContent = words;
  list.append(term, meaning);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-help]");
  if (button) explain(button);
});
