// Deadline chips count on by themselves where working time runs like the clock (the server marks those with data-ticks-to).
const EVERY = 30_000; // ms
const words = document.getElementById("toasts").dataset;

function tick() {
  for (const chip of document.querySelectorAll("[data-ticks-to]")) {
    const minutes = Math.floor((new Date(chip.dataset.ticksTo) - Date.now()) / 60_000);
    const shown = chip.querySelector("[data-words]");
    if (minutes < 0) {
      shown.textContent = words.timeUp;
      chip.dataset.tone = "red";
      const use = chip.querySelector("use");
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, "#octagon"));
      chip.removeAttribute("data-ticks-to");
    } else if (minutes < 60) shown.textContent = words.minutesLeft.replace("#", minutes);
    else shown.textContent = words.hoursLeft.replace("#", (minutes / 60).toFixed(1).replace(/\.0$/, ""));
  }
}

setInterval(tick, EVERY);
