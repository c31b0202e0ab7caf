// While one types: "typed" once the fingers rest and no input method composes (searches wait for it), how many characters
// there are, and a warning before leaving something unsaved.
const REST = 300; // ms
const changed = new Set();
let resting = 0;

function rest(event) {
  clearTimeout(resting);
  if (event.isComposing) return;
  resting = setTimeout(() => event.target.dispatchEvent(new Event("typed", { bubbles: true })), REST);
}

function count(control) {
  let shown = control.nextElementSibling;
  if (!shown?.matches(".field-count")) {
    shown = document.createElement("span");
    shown.className = "field-count tabular";
    control.after(shown);
  }
  const length = [...control.value].length;
  shown.textContent = `${length} / ${control.dataset.limit}`;
  control.setAttribute("aria-invalid", String(length > Number(control.dataset.limit)));
}

const countAll = () => document.querySelectorAll("[data-limit]").forEach((control) => control.value && count(control));

document.addEventListener("input", rest);
document.addEventListener("compositionend", rest);
document.addEventListener("input", (event) => {
  if (event.target.dataset.limit) count(event.target);
  const form = event.target.form;
  if (form?.matches("[data-guard]")) changed.add(form);
});
document.addEventListener("submit", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  if ([...changed].some((form) => form.isConnected)) event.preventDefault();
});
document.addEventListener("htmx:afterSettle", countAll);
countAll();
