// The desk: counts the call, chooses urgency by Alt and a figure, and never loses what was typed into a combobox.
const form = document.querySelector("[data-desk]");
const clock = document.querySelector("[data-call-clock]");
const seconds = form.elements.seconds;
let began = seconds.value ? Date.now() - Number(seconds.value) * 1000 : 0;

function count() {
  if (!began) return;
  const passed = Math.round((Date.now() - began) / 1000);
  seconds.value = passed;
  clock.textContent = `${clock.dataset.callClock} ${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, "0")}`;
}

form.addEventListener("input", (event) => {
  began ||= Date.now();
  count();
  // What was wrong is being put right: from here on the live check beside the field says how it stands.
  const wrong = event.target.closest(".field-wrong");
  wrong?.querySelector(".field-error")?.remove();
  wrong?.classList.remove("field-wrong");
});
setInterval(count, 1000);

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
  // By the key's place: with Alt some keyboards write another sign.
  const choice = document.querySelector(`[data-alt="${CSS.escape(event.code.replace("Digit", ""))}"]`);
  if (!choice) return;
  event.preventDefault();
  choice.click();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-emergency]");
  if (button) form.querySelector(`[name="emergency"][value="${button.dataset.emergency}"]`).click();
});

// Comboboxes. Leaving by Tab takes what is pointed at; what was typed goes along in a hidden field of its own.
for (const box of form.querySelectorAll(".combobox")) {
  const text = box.querySelector('[role="combobox"]');
  const list = box.querySelector('[role="listbox"]');
  const chosen = box.querySelector('input[type="hidden"]');
  const words = form.elements[`${chosen.name}_words`];
  const keep = () => { words.value = text.value; };
  text.addEventListener("input", keep);
  chosen.addEventListener("change", keep);
  text.addEventListener("keydown", (event) => {
    const option = list.querySelector('[aria-selected="true"]');
    if (event.key === "Tab" && !event.shiftKey && !event.isComposing && option && text.value.trim() && !chosen.value) {
      option.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
    }
  });
  text.addEventListener("focus", () => {
    // The matters are few enough to be shown before anything is typed.
    if (!text.value && chosen.name === "matter") window.htmx.ajax("GET", text.getAttribute("hx-get"), { target: list });
  });
}
