// Events in, what is shown out: opened, filtered, picked, joined by a path, linked to by the address.
"use strict";
const MOST = 2000; // entities drawn at a time; more is no picture
let pathStart = null, narrowedTo = null;
const classShown = (i) => !state.hiddenClasses.has(KG.entities[i][0]);
function visibleNodes() {
  const from = narrowedTo || [...state.shown];
  return from.filter(classShown).sort((a, b) => a - b).slice(0, MOST);
}
function visibleFacts(open = new Set(visibleNodes())) {
  const found = [];
  for (const i of open) for (const f of factsOf.get(i) || []) {
    const [s, , o] = KG.facts[f];
    if (s === i && typeof o === "number" && open.has(o) && factVisible(f)) found.push(f);
  }
  return found.sort((a, b) => a - b);
}
function meetsFilters() { // entities of facts and figures that pass, within the place that was chosen
  const found = new Set(), inside = state.place === "" ? null : within(Number(state.place));
  const takeIn = (i) => { if (!inside || inside.has(i)) found.add(i); };
  KG.facts.forEach(([s, , o], f) => { if (factVisible(f) && (!inside || (inside.has(s) && (typeof o !== "number" || inside.has(o))))) { takeIn(s); if (typeof o === "number") takeIn(o); } });
  if (!state.property) KG.figures.forEach(([about, , , proofs]) => { if (passes(proofs)) takeIn(about); });
  return [...found];
}
function draw() {
  narrowedTo = narrowed() ? meetsFilters() : null;
  drawNow();
  ranked = null;
}
function overview() {
  const all = KG.entities.map((_, i) => i);
  state.shown = new Set(KG.entities.length <= KG.whole ? all : []);
  state.groups = new Set(KG.entities.length <= KG.whole ? [] : KG.groups.map((_, g) => g).filter((g) => g < 12 || membersOf.get(g).length > 2).slice(0, 120));
  draw();
  fit();
}
function openAll() {
  state.shown = new Set(KG.entities.map((_, i) => i).slice(0, MOST));
  state.groups = new Set();
  draw();
  fit();
}
function fit(ids = nodes.getIds()) {
  if (!ids.length) return;
  network.fit({ nodes: ids, animation: false });
  const most = Math.min(network.getScale() * 0.92, 1.4);
  network.moveTo({ scale: most, offset: offset() });
}
function offset() { // the middle of what the panel leaves free
  if (panel.hidden) return { x: 0, y: 20 };
  return innerWidth <= 640 ? { x: 0, y: -innerHeight * 0.22 } : { x: -panel.offsetWidth / 2, y: 20 };
}
function openGroup(g) {
  const members = groupMembers(g);
  state.groups.delete(g);
  members.slice(0, 600).forEach((i) => state.shown.add(i));
  draw();
  fit(members.filter((i) => nodes.get(i)));
}
function addNeighbours(i) {
  [i, ...neighboursOf(i)].forEach((n) => state.shown.add(n));
  draw();
}
function onlyNeighbours(i) {
  state.shown = new Set([i, ...neighboursOf(i)]);
  state.groups = new Set();
  draw();
  fit();
  writeHash();
}
function pick(i) { // without moving the drawing: a second click must find its node where it was
  state.picked = i;
  ranked = null;
  const button = (key, action) => { const b = make("button", { type: "button" }, text(key)); b.addEventListener("click", () => action(i)); return b; };
  showPanel(i, make("div", { class: "row" }, button("neighbours", onlyNeighbours), button("more_neighbours", addNeighbours)));
  if (nodes.get(i)) network.selectNodes([i]);
  network.redraw();
  writeHash();
}
function choose(i) {
  if (!nodes.get(i)) {
    if (narrowed()) clearFilters();
    state.hiddenClasses.delete(KG.entities[i][0]);
    const whole = state.groups.has(KG.entities[i][7]) ? groupMembers(KG.entities[i][7]) : [];
    if (whole.length && whole.length <= 80) { state.groups.delete(KG.entities[i][7]); whole.forEach((n) => state.shown.add(n)); }
    [i, ...neighboursOf(i)].slice(0, 80).forEach((n) => state.shown.add(n));
    labels();
    draw();
  }
  pick(i);
  network.focus(i, { scale: Math.max(0.9, Math.min(1.2, network.getScale())), offset: offset() });
}
function unpicked() { ranked = null; network.unselectAll(); network.redraw(); writeHash(); }
function writeHash() {
  const parts = new URLSearchParams();
  if (state.picked !== null) parts.set("entity", keyOf(state.picked));
  for (const key of ["property", "year", "confidence"]) if (state[key]) parts.set(key, state[key]);
  if (state.place !== "") parts.set("place", keyOf(Number(state.place)));
  if (state.document !== "") parts.set("document", KG.documents[Number(state.document)][0]);
  try { history.replaceState(null, "", `#${parts}`); } catch { /* a page inside another has no address of its own */ }
}
function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  state.property = parts.get("property") || "";
  state.year = parts.get("year") || "";
  state.confidence = Number(parts.get("confidence")) || 0;
  state.place = byKey.has(parts.get("place")) ? String(byKey.get(parts.get("place"))) : "";
  const named = KG.documents.findIndex((d) => d[0] === parts.get("document"));
  state.document = named < 0 ? "" : String(named);
  labels();
  overview();
  if (byKey.has(parts.get("entity"))) choose(byKey.get(parts.get("entity")));
}
function onPick(id) {
  if (isBubble(id)) return openGroup(Number(id.slice(1)));
  if ($("path").getAttribute("aria-pressed") !== "true") return pick(id);
  if (pathStart === null) { pathStart = id; return say(`${entity(id).name} → ?`); }
  const steps = shortestPath(pathStart, id);
  pathStart = null;
  $("path").setAttribute("aria-pressed", "false");
  return steps ? showPath(steps) : say(text("noPath"));
}
function showPath(steps) {
  state.shown = new Set(steps);
  state.groups = new Set();
  const links = steps.slice(1).map((b, k) => (factsOf.get(b) || []).filter((f) => [KG.facts[f][0], KG.facts[f][2]].includes(steps[k])));
  openPanel(text("path"), ...links.map((facts, k) => make("section", {}, make("h3", {}, goTo(steps[k])), make("ul", {}, ...facts.map((f) => factRow(steps[k], f))))));
  draw();
  fit();
  network.selectNodes(steps.filter((s) => nodes.get(s)));
  say(steps.map((s) => entity(s).name).join(" → "));
}
function showList() { // what is drawn, for those who do not see the drawing
  const rows = visibleNodes().slice(0, 500).map((i) => make("li", {}, goTo(i), " ", make("small", {}, className(entity(i).kind))));
  const groups = narrowed() ? [] : [...state.groups].filter((g) => groupMembers(g).length).map((g) => {
    const button = make("button", { type: "button", class: "goto" }, `${entity(groupMembers(g)[0]).name} +${groupMembers(g).length - 1}`);
    button.addEventListener("click", () => { openGroup(g); showList(); });
    return make("li", {}, button);
  });
  openPanel(text("list"), make("ul", {}, ...groups, ...rows));
  panel.focus();
}
