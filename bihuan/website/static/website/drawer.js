// The drawer at the right: what #drawer-body receives is shown in it; the list beside it stays usable.
const drawer = document.getElementById("drawer");
let before = null;

function close() {
  if (drawer.hidden) return;
  drawer.hidden = true;
  document.getElementById("drawer-body").replaceChildren();
  before?.isConnected && before.focus();
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "drawer-body") return;
  const title = event.detail.target.querySelector("[data-drawer-title]")?.textContent ?? "";
  document.getElementById("drawer-title").textContent = title;
  if (drawer.hidden) before = document.activeElement;
  drawer.hidden = false;
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-drawer]")) close();
});
document.addEventListener("closeDrawer", close);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) close();
});
