// What the words of the call suggest: Alt and a letter takes one over, Alt and Enter all that are ready. What a person entered stays.
const form = document.querySelector("[data-desk]");
const touched = new Set();
let accepting = false;

const empty = (field) => !field || !String(field.value).trim();

// Of nature and urgency a default always stands in the form; only what a person chose there is theirs.
for (const kind of ["input", "change"]) {
  form.addEventListener(kind, (event) => {
    if (!accepting && event.target.name) touched.add(event.target.name);
  });
}

function combobox(name, row) {
  const value = form.querySelector(`input[type="hidden"][name="${name}"]`);
  const text = value.closest(".combobox").querySelector('[role="combobox"]');
  if (!empty(value) || !empty(text)) return false;
  value.value = row.dataset.value;
  text.value = row.dataset.words;
  return value;
}

function choice(name, row) {
  if (touched.has(name)) return false;
  const field = form.elements[name];
  field.value = row.dataset.value;
  return field.tagName ? field : form.querySelector(`[name="${name}"]:checked`);
}

function tick(name, row) {
  const box = form.querySelector(`[name="${name}"][value="${CSS.escape(row.dataset.value)}"]`);
  if (!box || box.checked) return false;
  box.checked = true;
  return box;
}

function write(name, row) {
  const field = form.elements[name];
  if (!empty(field)) return false;
  field.value = row.dataset.value;
  return field;
}

const ways = { matter: combobox, place: combobox, nature: choice, urgency: choice, risks: tick };

function accept(row) {
  if (row?.dataset.suggestedKey) takeOver(row.dataset.suggested, row);
}

function takeOver(name, row) {
  accepting = true;
  const changed = (ways[name] ?? write)(name, row);
  if (changed) {
    const { accepted } = form.elements;
    accepted.value = [...new Set([...accepted.value.split(",").filter(Boolean), name])].join(",");
    changed.dispatchEvent(new Event("change", { bubbles: true }));
  }
  accepting = false;
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-accept]")) accept(event.target.closest("[data-suggested]"));
  if (event.target.closest("[data-accept-all]")) acceptReady();
  const other = event.target.closest("[data-further]");
  if (other) takeOver(other.closest("[data-suggested]").dataset.suggested, { dataset: { value: other.dataset.further, words: other.textContent } });
});

function acceptReady() {
  document.querySelectorAll('#suggested [data-band="fill"]').forEach(accept);
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
  if (event.key === "Enter" && document.querySelector("[data-accept-all]")) {
    event.preventDefault();
    acceptReady();
    return;
  }
  const rows = document.querySelectorAll(`#suggested [data-suggested-key="${CSS.escape(event.code)}"]`);
  if (!rows.length) return;
  event.preventDefault();
  rows.forEach(accept);
});
