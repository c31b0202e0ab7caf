// A field one types into and the server answers with a list (role=option). What is chosen goes into the hidden input.
const parts = (box) => ({
  text: box.querySelector('[role="combobox"]'),
  value: box.querySelector('input[type="hidden"]'),
  list: box.querySelector('[role="listbox"]'),
});

function fold(box) {
  const { text, list } = parts(box);
  list.replaceChildren();
  text.setAttribute("aria-expanded", "false");
  text.removeAttribute("aria-activedescendant");
}

function choose(box, option) {
  const { text, value } = parts(box);
  text.value = option.dataset.shown;
  value.value = option.dataset.value;
  value.dispatchEvent(new Event("change", { bubbles: true }));
  fold(box);
}

function point(box, option) {
  const { text, list } = parts(box);
  list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.id ||= `${list.id}-${[...list.children].indexOf(option)}`;
  text.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

document.addEventListener("htmx:afterSwap", (event) => {
  const box = event.detail.target?.closest?.(".combobox");
  if (!box) return;
  const first = event.detail.target.querySelector('[role="option"]');
  parts(box).text.setAttribute("aria-expanded", String(Boolean(first)));
  if (first) point(box, first);
});

document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".combobox");
  if (!box || event.isComposing || event.keyCode === 229) return;
  const options = [...box.querySelectorAll('[role="option"]')];
  if (!options.length) return;
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") point(box, options[(at + 1) % options.length]);
  else if (event.key === "ArrowUp") point(box, options[(at - 1 + options.length) % options.length]);
  else if (event.key === "Enter" && at >= 0 && !event.ctrlKey && !event.metaKey) choose(box, options[at]);
  else if (event.key === "Escape") fold(box);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("input", (event) => {
  // Words that are typed over a choice are no longer that choice.
  const box = event.target.closest?.(".combobox");
  if (box && event.target.role === "combobox") parts(box).value.value = "";
});
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest('.combobox [role="option"]');
  if (!option) return;
  event.preventDefault();
  choose(option.closest(".combobox"), option);
});
document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.(".combobox");
  if (box && !box.contains(event.relatedTarget)) fold(box);
});
