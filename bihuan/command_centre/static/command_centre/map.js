// The map: our own outlines, no map service. Every area can be reached by Tab and entered by Enter, and stands in the table too.
const place = document.getElementById("map");
const pair = ([east, north]) => [north, east];

function styled(feature) {
  const { role, kind, step } = feature.properties;
  const words = { order: "map-order", heap: "map-heap", dot: `map-dot${feature.properties.urgent ? " map-dot-urgent" : ""}`, border: "map-border", grid: `map-grid map-grid-${kind}`, part: `map-part map-step-${step}` };
  return { className: words[role], weight: role === "border" ? 2 : 1, interactive: role !== "border" };
}

function tie(feature, layer, map) {
  const { role, key, name, href, label } = feature.properties;
  if (role === "border") {
    layer.addTo(map);
    return;
  }
  layer.bindTooltip(label || name, { sticky: true });
  const row = key ? document.querySelector(`[data-area="${CSS.escape(key)}"]`) : null;
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

const drawn = (feature) =>
  window.L.geoJSON(feature, { style: styled, pointToLayer: (_, at) => window.L.circleMarker(at, { ...styled(feature), radius: feature.properties.role === "heap" ? 9 : 6 }) });

async function asked() {
  const answer = await fetch(place.dataset.map, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// The points come and go while the areas stay: the console draws them anew when something changed.
async function redraw(map, dots) {
  const { features } = await asked();
  dots.clearLayers();
  for (const feature of features.filter((each) => each.properties.role === "dot")) {
    drawn(feature).eachLayer((each) => tie(feature, each, dots));
  }
}

async function draw() {
  const sheet = await asked();
  const map = window.L.map(place, { attributionControl: false, zoomControl: false, zoomSnap: 0.25, maxZoom: 19 });
  window.L.control.zoom({ zoomInTitle: place.dataset.zoomIn, zoomOutTitle: place.dataset.zoomOut }).addTo(map);
  const order = { part: 0, border: 1, grid: 2, heap: 3, order: 4 };
  const points = sheet.features.filter((feature) => feature.properties.role === "dot");
  const features = sheet.features.filter((feature) => feature.properties.role !== "dot").sort((one, other) => order[one.properties.role] - order[other.properties.role]);
  const layers = features.map((feature) => {
    const layer = drawn(feature);
    layer.eachLayer((each) => tie(feature, each, map));
    return layer;
  });
  // A border goes round what is shown; of a single grid it would make a speck.
  const shown = layers.filter((_, at) => features[at].properties.role !== "border");
  const bounds = window.L.featureGroup(shown.length ? shown : layers).getBounds();
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [12, 12], animate: false });
  const dots = window.L.layerGroup().addTo(map);
  for (const feature of points) drawn(feature).eachLayer((each) => tie(feature, each, dots));
  document.addEventListener("mapChanged", () => redraw(map, dots));
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
