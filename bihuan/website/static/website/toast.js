// Short messages at the corner. Asked for by the event "toast" {words, tone}: from other modules or an HX-Trigger header.
const toasts = document.getElementById("toasts");
const STAYS = 6000; // ms; what went wrong stays until it is closed

const sign = (tone) =>
  (toasts.querySelector("template").content.querySelector(`[data-tone="${tone}"]`) ?? sign("info")).firstElementChild.cloneNode(true);

function furnish(toast) {
  const close = document.createElement("button");
  close.type = "button";
  close.setAttribute("aria-label", toasts.dataset.close);
  close.append(sign("close"));
  close.addEventListener("click", () => toast.remove());
  toast.append(close);
  if (toast.dataset.tone !== "red") setTimeout(() => toast.remove(), STAYS);
}

function show(words, tone = "done") {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.tone = tone;
  const text = document.createElement("span");
  text.textContent = words;
  toast.append(sign(tone), text);
  toasts.append(toast);
  furnish(toast);
}

toasts.querySelectorAll(":scope > .toast").forEach(furnish);
document.addEventListener("toast", (event) => show(event.detail.words, event.detail.tone));
document.addEventListener("htmx:responseError", () => show(toasts.dataset.server, "red"));
document.addEventListener("htmx:sendError", () => show(toasts.dataset.offline, "red"));
