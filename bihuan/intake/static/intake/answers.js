// Answers beside the desk's form: one key writes an answer with its basis under what the caller said, and remembers which it was.
const form = document.querySelector("[data-desk]");

function insert(button) {
  const content = form.elements.content;
  const quoted = form.elements.quoted;
  const codes = quoted.value ? quoted.value.split(",") : [];
  // Deleted again, it may be inserted again.
  if (content.value.includes(button.dataset.insert)) return;
  content.value = `${content.value.trimEnd()}\n${button.dataset.insert}`.trimStart();
  quoted.value = [...new Set([...codes, button.dataset.insertCode])].join(",");
  const matter = form.querySelector('input[type="hidden"][name="matter"]');
  if (matter && !matter.value) {
    const shown = matter.closest(".combobox").querySelector('[role="combobox"]');
    matter.value = button.dataset.insertMatter;
    shown.value = button.dataset.insertMatterWords;
    form.elements.matter_words.value = shown.value;
  }
  content.dispatchEvent(new Event("input", { bubbles: true }));
  content.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (button) insert(button);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
  const button = document.querySelector(`[data-insert-key="${CSS.escape(event.code)}"]:not(:disabled)`);
  if (!button) return;
  event.preventDefault();
  insert(button);
});
