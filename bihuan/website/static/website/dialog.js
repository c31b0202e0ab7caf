// Dialogs: a question before an act (data-confirm), and the host that #dialog-body answers are shown in.
const host = document.getElementById("dialog");
const confirmation = document.getElementById("confirm");
const agreed = new WeakSet();

function ask(words, verb) {
  const yes = confirmation.querySelector('[value="yes"]');
  document.getElementById("confirm-words").textContent = words;
  yes.textContent = verb || yes.dataset.otherwise;
  confirmation.returnValue = "";
  confirmation.showModal();
  return new Promise((resolve) => {
    confirmation.addEventListener("close", () => resolve(confirmation.returnValue === "yes"), { once: true });
  });
}

function hold(event, element, again) {
  if (agreed.delete(element)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  ask(element.dataset.confirm, element.dataset.confirmVerb).then((yes) => {
    if (!yes) return;
    agreed.add(element);
    again();
  });
}

document.addEventListener("click", (event) => {
  const element = event.target.closest("[data-confirm]:not(form)");
  if (element) hold(event, element, () => element.click());
}, true);

document.addEventListener("submit", (event) => {
  const form = event.target;
  const { submitter } = event;
  if (form.dataset.confirm) hold(event, form, () => form.requestSubmit(submitter));
}, true);

function show(title, body) {
  document.getElementById("dialog-title").textContent = title;
  if (body) document.getElementById("dialog-body").replaceChildren(body);
  if (!host.open) host.showModal();
}

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "dialog-body") return;
  show(event.detail.target.querySelector("[data-dialog-title]")?.textContent ?? "");
});
document.addEventListener("bihuan:dialog", (event) => show(event.detail.title, event.detail.body));
document.addEventListener("closeDialog", () => host.close());
document.addEventListener("click", (event) => {
  if (event.target === host || event.target.closest("[data-close-dialog]")) host.close();
});
