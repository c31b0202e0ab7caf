// Copy what data-copy names.
const toasts = document.getElementById("toasts");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without https there is no clipboard: go by way of a selection.
    const text = document.createElement("textarea");
    text.value = button.dataset.copy;
    document.body.append(text);
    text.select();
    document.execCommand("copy");
    text.remove();
  }
  document.dispatchEvent(new CustomEvent("toast", { detail: { words: toasts.dataset.copied, tone: "done" } }));
});
