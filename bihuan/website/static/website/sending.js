// A second click does not send twice: what is being sent is busy until its answer is there.
const LONGEST = 8000; // ms; a download never tells that it has begun

function begin(element) {
  element.setAttribute("aria-busy", "true");
  setTimeout(() => end(element), LONGEST);
}

function end(element) {
  element.removeAttribute("aria-busy");
}

const busy = (element) => element.getAttribute("aria-busy") === "true";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (busy(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  // After the other listeners: one of them may still call the sending off.
  setTimeout(() => (event.defaultPrevented && !form.matches("[hx-post],[hx-put],[hx-patch],[hx-delete]")) || begin(form));
}, true);

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, requestConfig } = event.detail;
  if (requestConfig.verb === "get" || elt.tagName === "FORM") return;
  if (busy(elt)) event.preventDefault();
  else begin(elt);
});
document.addEventListener("htmx:afterRequest", (event) => end(event.detail.elt));
window.addEventListener("pageshow", () => document.querySelectorAll('form[aria-busy="true"]').forEach(end));
