// The map: our own outlines, no map service. Every area can be reached by Tab and entered by Enter, and stands in the table too.
const place = document.getElementById("map");
const pair = ([east, north]) => [north, east];

function styled(feature) {
  const { role, kind, step } = feature.properties;
  const words = { border: "map-border", grid: `map-grid map-grid-${kind}`, part: `map-part map-step-${step}` };
  return { className: words[role], weight: role === "border" ? 2 : 1, interactive: role !== "border" };
}

function tie(feature, layer, map) {
  const { role, key, name, href, label } = feature.properties;
  if (role === "border") return;
  layer.bindTooltip(label || name, { sticky: true });
  const row = key && document.querySelector(`[data-area="${CSS.escape(key)}"]`);
  const show = (on) => {
    layer.getElement()?.classList.toggle("map-shown", on);
    row?.toggleAttribute("data-shown", on);
  };
  layer.on({ mouseover: () => show(true), mouseout: () => show(false) });
  row?.addEventListener("pointerenter", () => show(true));
  row?.addEventListener("pointerleave", () => show(false));
  row?.addEventListener("focusin", () => show(true));
  row?.addEventListener("focusout", () => show(false));
  if (href) layer.on("click", () => location.assign(href));
  layer.on("add", () => reach(layer, label || name, href, show));
  layer.addTo(map);
}

// A path of the drawing becomes something a keyboard and a screen reader can reach.
function reach(layer, label, href, show) {
  const path = layer.getElement();
  if (!path) return;
  path.setAttribute("tabindex", "0");
  path.setAttribute("role", href ? "link" : "img");
  path.setAttribute("aria-label", label);
  path.addEventListener("focus", () => show(true));
  path.addEventListener("blur", () => show(false));
  path.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && href) location.assign(href);
  });
}

function number(feature) {
  const { orders, middle, name } = feature.properties;
  const label = window.L.divIcon({ className: "map-number", html: "", iconSize: null });
  const marker = window.L.marker(pair(middle), { icon: label, interactive: false, keyboard: false });
  marker.on("add", () => {
    marker.getElement().textContent = orders ? `${name} ${orders}` : name;
  });
  return marker;
}

async function draw() {
  const answer = await fetch(place.dataset.map, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const sheet = await answer.json();
  const map = window.L.map(place, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, maxZoom: 19 });
  window.L.control.zoom({ zoomInTitle: place.dataset.zoomIn, zoomOutTitle: place.dataset.zoomOut }).addTo(map);
  const order = { part: 0, border: 1, grid: 2, dot: 3 };
  const features = sheet.features.sort((one, other) => order[one.properties.role] - order[other.properties.role]);
  const layers = features.map((feature) => {
    const layer = window.L.geoJSON(feature, { style: styled });
    layer.eachLayer((each) => tie(feature, each, map));
    return layer;
  });
  map.fitBounds(window.L.featureGroup(layers).getBounds(), { padding: [12, 12], animate: false });
  const numbers = window.L.layerGroup(features.filter((f) => f.properties.role === "part" && f.properties.middle).map(number));
  numbers.addTo(map);
  // Names would cover each other where many small areas meet; the table has them all.
  const thin = () => {
    const taken = [];
    numbers.eachLayer((marker) => {
      const box = marker.getElement().getBoundingClientRect();
      const free = taken.every((b) => box.right < b.left || box.left > b.right || box.bottom < b.top || box.top > b.bottom);
      marker.getElement().toggleAttribute("hidden", !free);
      if (free) taken.push(box);
    });
  };
  map.on("zoomend", () => {
    for (const marker of numbers.getLayers()) marker.getElement().removeAttribute("hidden");
    thin();
  });
  thin();
  place.dataset.ready = "";
}

if (place) draw();
