// Theme and size change at once and are kept in a cookie; without this module the same form goes to the server.
const YEAR = 365 * 24 * 3600; // seconds

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-preferences]");
  const { name, value } = event.submitter ?? {};
  if (!form || !["theme", "size"].includes(name)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  document.documentElement.dataset[name] = value;
  for (const button of document.querySelectorAll(`[data-preferences] button[name="${name}"][aria-pressed]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
  for (const button of document.querySelectorAll("[data-when-size]")) {
    button.hidden = button.dataset.whenSize !== document.documentElement.dataset.size;
  }
}, true);

// A menu closes when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
