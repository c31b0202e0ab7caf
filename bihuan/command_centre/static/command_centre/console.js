// The console asks for its board anew when the office says that something changed. Without a stream it asks every while.
const board = () => document.getElementById("console");
let waiting = null;

function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    window.htmx.trigger(board(), "changed");
    document.dispatchEvent(new CustomEvent("mapChanged"));
  }, 300);
}

function listen() {
  const source = new EventSource(board().dataset.stream);
  source.addEventListener("changed", changed);
  source.addEventListener("open", () => board().toggleAttribute("data-live", true));
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 30000);
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

if (board()) listen();
