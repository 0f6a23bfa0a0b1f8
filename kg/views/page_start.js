// The page's buttons, filters and keys in, calls of page.js out; the last script: it starts the page.
"use strict";
const FILTERS = ["property", "place", "year", "document"];
function fillSelect(id, rows) {
  $(id).replaceChildren(make("option", { value: "" }, text("any")), ...rows.map(([value, label]) => make("option", { value }, label)));
  $(id).value = state[id];
}
const GLYPHS = { triangle: "M7 1L13 13H1Z", triangleDown: "M7 13L13 1H1Z", square: "M2 2H12V12H2Z", diamond: "M7 1L13 7L7 13L1 7Z", hexagon: "M4 2H10L13 7L10 12H4L1 7Z", star: "M7 1L8.8 5.2L13 5.5L9.8 8.4L10.9 13L7 10.5L3.1 13L4.2 8.4L1 5.5L5.2 5.2Z", dot: "M7 2A5 5 0 1 1 6.99 2Z" };
function legendRow([name, shape, colour], i) {
  const check = make("input", { type: "checkbox", checked: !state.hiddenClasses.has(i) });
  check.dataset.kind = name;
  check.addEventListener("change", () => { if (check.checked) state.hiddenClasses.delete(i); else state.hiddenClasses.add(i); draw(); });
  const glyph = drawn("svg", { viewBox: "0 0 14 14", class: "swatch", "aria-hidden": "true" }, drawn("path", { d: GLYPHS[shape], fill: colour }));
  return make("label", {}, check, glyph, className(i));
}
function labels() {
  const used = new Set(KG.entities.map((e) => e[0])), legend = $("classes").querySelector("legend");
  $("classes").replaceChildren(legend, ...KG.classes.map((c, i) => (used.has(i) ? legendRow(c, i) : "")));
  fillSelect("property", [...new Set(KG.facts.map((f) => f[1]))].sort().map((p) => [p, propertyName(p)]));
  fillSelect("place", KG.entities.map((e, i) => [String(i), e[1], kindName(e[0])]).filter((r) => r[2] === "Place").slice(0, 1500));
  fillSelect("year", [...new Set(KG.documents.map((d) => d[2].slice(0, 4)).filter(Boolean))].sort().map((y) => [y, y]));
  fillSelect("document", KG.documents.map((d, i) => [String(i), d[1] || d[0]]));
  $("confidence").value = state.confidence;
  $("confidence-value").value = String(state.confidence);
  $("mynetwork").setAttribute("aria-label", text("canvas"));
}
function relabel() { labels(); draw(); if (state.picked !== null) pick(state.picked); }
function clearFilters() {
  for (const id of FILTERS) state[id] = "";
  state.confidence = 0;
}
function reset() { clearFilters(); state.hiddenClasses.clear(); labels(); overview(); writeHash(); }
function toggle(button) {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  return on;
}
function nearest(dx, dy) { // the node that an arrow key means: near, and in that direction
  const at = network.getPosition(state.picked), found = nodes.getIds().filter((id) => id !== state.picked && !isBubble(id)).map((id) => {
    const p = network.getPosition(id), along = (p.x - at.x) * dx + (p.y - at.y) * dy, aside = Math.abs((p.x - at.x) * dy) + Math.abs((p.y - at.y) * dx);
    return [along > 0 && along >= aside * 0.5 ? Math.hypot(along, 2 * aside) : Infinity, id];
  }).sort((a, b) => a[0] - b[0]);
  return found.length && found[0][0] < Infinity ? found[0][1] : null;
}
const ARROW_KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function canvasKey(event) {
  const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
  if (zoom) return network.moveTo({ scale: network.getScale() * zoom });
  const way = ARROW_KEYS[event.key], first = visibleNodes()[0];
  if (!way && event.key !== "Enter") return undefined;
  event.preventDefault();
  if (state.picked === null || !nodes.get(state.picked)) return first === undefined ? showList() : choose(first);
  if (event.key === "Enter") return panel.focus();
  const next = nearest(...way);
  return next === null ? undefined : choose(next);
}
function listenToTools() {
  $("filters-open").addEventListener("click", () => { $("filters").hidden = !$("filters").hidden; $("filters-open").setAttribute("aria-expanded", String(!$("filters").hidden)); document.body.classList.toggle("filtering", !$("filters").hidden); });
  $("overview").addEventListener("click", reset);
  $("all").addEventListener("click", openAll);
  $("list").addEventListener("click", showList);
  $("physics").addEventListener("click", () => network.setOptions({ physics: { enabled: toggle($("physics")), solver: "forceAtlas2Based", stabilization: false } }));
  $("path").addEventListener("click", () => { pathStart = null; if (toggle($("path"))) say(text("pickTwo")); });
  $("png").addEventListener("click", savePng);
  $("svg").addEventListener("click", () => save("policing-kg.svg", "image/svg+xml", svgText()));
  $("csv").addEventListener("click", () => save("policing-kg.csv", "text/csv;charset=utf-8", csvText()));
  document.addEventListener("click", (event) => { if (!$("more").contains(event.target) || event.target.tagName === "BUTTON") $("more").open = false; });
}
function listen() {
  listenToTools();
  for (const id of FILTERS) $(id).addEventListener("change", () => { state[id] = $(id).value; draw(); fit(); writeHash(); });
  $("confidence").addEventListener("input", () => { state.confidence = Number($("confidence").value); $("confidence-value").value = $("confidence").value; draw(); });
  network.on("click", (event) => { if (event.nodes.length) onPick(event.nodes[0]); });
  $("mynetwork").addEventListener("dblclick", (event) => { // the browser's own: the library misses it when a frame takes long
    const id = network.getNodeAt({ x: event.offsetX, y: event.offsetY });
    if (id !== undefined && !isBubble(id)) onlyNeighbours(id);
  });
  network.on("afterDrawing", drawLabels);
  $("mynetwork").addEventListener("keydown", canvasKey);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); draw(); });
}
nodes.clear();
readColours();
$("mynetwork").tabIndex = 0;
$("mynetwork").setAttribute("role", "application");
network.setOptions({ nodes: { labelHighlightBold: false }, edges: { smooth: false, arrows: { to: { scaleFactor: 0.45 } }, selectionWidth: 1.5, hoverWidth: 0.5 }, interaction: { hover: true, hideEdgesOnDrag: false, hideEdgesOnZoom: false, keyboard: { enabled: false } }, physics: { enabled: false } });
startShell();
listen();
readHash();
addEventListener("hashchange", readHash);
document.documentElement.dataset.ready = "true";
