// Tables: a row opens in the drawer, j and k walk, and every reader keeps a choice of columns.
const rows = () => [...document.querySelectorAll("tr[data-row]")].filter((row) => row.offsetParent);
const marked = () => document.querySelector("tr[data-row][aria-current]");

function mark(row) {
  marked()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function open(row, whole) {
  mark(row);
  if (row.dataset.drawer && !whole) window.htmx.ajax("GET", row.dataset.drawer, { target: "#drawer-body" });
  else if (row.dataset.href) location.assign(row.dataset.href);
}

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("a, button, input, label, select, summary") || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href);
  else open(row, false);
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  const row = marked();
  if (event.key === "j" || event.key === "k") {
    const all = rows();
    const next = all[all.indexOf(row) + (event.key === "j" ? 1 : -1)] ?? row ?? all[0];
    if (!next) return;
    mark(next);
    if (!document.getElementById("drawer").hidden) open(next, false);
  } else if (row && event.key === "Enter" && !event.target.closest("a, button, summary")) open(row, false);
  else if (row && event.key === "o") open(row, true);
});

// Column choice: what is hidden is remembered by table, on this machine. Until somebody chooses, the spare ones are.
const kept = (table) => `columns:${table.dataset.columns}`;

function hidden(table) {
  try {
    const chosen = JSON.parse(localStorage.getItem(kept(table)));
    if (chosen) return new Set(chosen);
  } catch {
    // What cannot be read was not chosen.
  }
  const spare = [...table.querySelectorAll(".column-choice input")].filter((tick) => !tick.defaultChecked);
  return new Set(spare.map((tick) => tick.value));
}

function arrange(table) {
  const away = hidden(table);
  for (const cell of table.querySelectorAll("[data-column]")) cell.hidden = away.has(cell.dataset.column);
  for (const tick of table.querySelectorAll(".column-choice input")) tick.checked = !away.has(tick.value);
}

document.addEventListener("change", (event) => {
  const table = event.target.closest(".column-choice") && event.target.closest("[data-columns]");
  if (!table) return;
  const away = [...table.querySelectorAll(".column-choice input:not(:checked)")].map((tick) => tick.value);
  localStorage.setItem(kept(table), JSON.stringify(away));
  arrange(table);
});

const arrangeAll = () => document.querySelectorAll("[data-columns]").forEach(arrange);
document.addEventListener("htmx:afterSettle", arrangeAll);
arrangeAll();
