// Events in, the drawing out: what is shown, filtered, searched, picked, linked to by the address.
"use strict";
const $ = (id) => document.getElementById(id);
const say = (message) => { $("status").textContent = message; };
let pathStart = null, placeMembers = null;

function nodeVisible(i) {
  return state.shown.has(i) && !state.hiddenClasses.has(entity(i).kind) && (!placeMembers || placeMembers.has(i));
}
function factVisible(f) {
  const [, p, , proofs] = KG.facts[f];
  return (!state.property || p === state.property) && passes(proofs);
}
const visibleNodes = () => [...state.shown].filter(nodeVisible).sort((a, b) => a - b);
function visibleFacts() {
  const drawn = new Set(visibleNodes()), found = [];
  for (const i of drawn) for (const f of factsOf.get(i) || []) {
    const [s, , o] = KG.facts[f];
    if (s === i && typeof o === "number" && drawn.has(o) && factVisible(f)) found.push(f);
  }
  return found.sort((a, b) => a - b);
}
function nodeOf(i) {
  const e = entity(i), [, shape, colour] = KG.classes[e.kind];
  const ink = getComputedStyle(document.documentElement).getPropertyValue("--ink").trim();
  return { id: i, label: e.name.length > 14 ? e.name.slice(0, 13) + "…" : e.name, x: e.x, y: e.y, shape, color: colour, size: 8 + Math.min(22, 4 * Math.sqrt(e.degree)), font: { color: ink, size: 14 } };
}
function draw() {
  placeMembers = state.place === "" ? null : within(Number(state.place));
  let drawn = visibleNodes();
  if (state.property || state.year || state.document || state.confidence) {
    const ends = new Set(visibleFacts().flatMap((f) => [KG.facts[f][0], KG.facts[f][2]]));
    for (const i of drawn) if ((figuresOf.get(i) || []).some((m) => passes(KG.figures[m][3])) && !state.property) ends.add(i);
    drawn = drawn.filter((i) => ends.has(i));
  }
  const kept = new Set(drawn);
  nodes.remove(nodes.getIds().filter((i) => !kept.has(i)));
  nodes.update(drawn.map(nodeOf));
  const facts = visibleFacts().filter((f) => kept.has(KG.facts[f][0]) && kept.has(KG.facts[f][2]));
  const wanted = new Set(facts);
  edges.remove(edges.getIds().filter((f) => !wanted.has(f)));
  edges.update(facts.map((f) => ({ id: f, from: KG.facts[f][0], to: KG.facts[f][2], label: drawn.length <= 150 ? propertyName(KG.facts[f][1]) : undefined, font: { size: 10, align: "middle", strokeWidth: 0, color: "#8a929e" }, color: { color: "#b8bec7", highlight: "#1d4e89" }, dashes: statusBadges(KG.facts[f][3]).length > 0 })));
  say(text("shown").replace("{n}", KG.entities.length).replace("{m}", drawn.length));
}
function overview() {
  state.shown = new Set(KG.entities.slice(0, KG.overview).map((_, i) => i));
  draw();
  network.fit();
}
function onlyNeighbours(i) {
  state.shown = new Set([i, ...neighboursOf(i)]);
  draw();
  network.fit({ animation: false });
  writeHash();
}
function choose(i) {
  if (!state.shown.has(i)) { [i, ...neighboursOf(i)].slice(0, 80).forEach((n) => state.shown.add(n)); draw(); }
  state.picked = i;
  if (nodes.get(i)) { network.selectNodes([i]); network.focus(i, { scale: 1 }); }
  showPanel(i);
  writeHash();
}
function writeHash() {
  const parts = new URLSearchParams();
  if (state.picked !== null) parts.set("entity", entity(state.picked).iri);
  for (const key of ["property", "year"]) if (state[key]) parts.set(key, state[key]);
  history.replaceState(null, "", "#" + parts);
}
function readHash() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const key of ["property", "year"]) if (parts.get(key)) { state[key] = parts.get(key); $(key).value = state[key]; }
  const wanted = KG.entities.findIndex((e) => e[7] === parts.get("entity"));
  draw();
  if (wanted >= 0) choose(wanted);
}
function showHits() {
  const hits = search($("box").value), list = $("hits");
  list.replaceChildren(...hits.map((i, n) => {
    const row = make("li", { role: "option", id: `hit-${n}` }, entity(i).name, make("small", {}, className(entity(i).kind)));
    row.dataset.entity = i;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(n === 0));
    row.addEventListener("mousedown", (event) => { event.preventDefault(); take(i); });
    return row;
  }));
  if (!hits.length && $("box").value.trim()) list.replaceChildren(make("li", {}, text("nothing")));
  list.hidden = !$("box").value.trim();
  $("box").setAttribute("aria-expanded", String(!list.hidden));
}
function take(i) { $("hits").hidden = true; $("box").value = entity(i).name; choose(i); }
function moveHit(step) {
  const rows = [...$("hits").querySelectorAll("[data-entity]")];
  if (!rows.length) return;
  const at = rows.findIndex((r) => r.getAttribute("aria-selected") === "true");
  rows.forEach((r) => r.setAttribute("aria-selected", "false"));
  const next = rows[(at + step + rows.length) % rows.length];
  next.setAttribute("aria-selected", "true");
  $("box").setAttribute("aria-activedescendant", next.id);
}
function onPick(i) {
  if (!$("path").ariaPressed || $("path").ariaPressed === "false") return choose(i);
  if (pathStart === null) { pathStart = i; return say(`${entity(i).name} → ?`); }
  const steps = shortestPath(pathStart, i);
  pathStart = null;
  $("path").ariaPressed = "false";
  if (!steps) return say(text("noPath"));
  steps.forEach((s) => state.shown.add(s));
  draw();
  network.selectNodes(steps.filter((s) => nodes.get(s)));
  network.fit({ nodes: steps.filter((s) => nodes.get(s)) });
  return say(steps.map((s) => entity(s).name).join(" → "));
}
function fillSelect(id, rows) {
  $(id).replaceChildren(make("option", { value: "" }, text("any")), ...rows.map(([value, label]) => make("option", { value }, label)));
  $(id).value = state[id];
}
function labels() {
  document.querySelectorAll("[data-text]").forEach((e) => { e.textContent = text(e.dataset.text); });
  $("box").placeholder = text("search");
  $("box").setAttribute("aria-label", text("search"));
  const legend = $("classes").querySelector("legend");
  $("classes").replaceChildren(legend, ...KG.classes.map(([, , colour], i) => {
    const swatch = make("span", { class: "swatch" }), check = make("input", { type: "checkbox", checked: !state.hiddenClasses.has(i) });
    swatch.style.background = colour;
    check.addEventListener("change", () => { check.checked ? state.hiddenClasses.delete(i) : state.hiddenClasses.add(i); draw(); });
    check.dataset.kind = KG.classes[i][0];
    return make("label", {}, check, swatch, className(i));
  }));
  fillSelect("property", [...new Set(KG.facts.map((f) => f[1]))].sort().map((p) => [p, propertyName(p)]));
  const places = KG.entities.map((e, i) => [i, e]).filter(([, e]) => KG.classes[e[0]][0] === "Place");
  fillSelect("place", places.map(([i, e]) => [String(i), e[1]]));
  fillSelect("year", [...new Set(KG.documents.map((d) => d[2].slice(0, 4)).filter(Boolean))].sort().map((y) => [y, y]));
  fillSelect("document", KG.documents.map((d, i) => [String(i), d[1] || d[0]]));
}
function listen() {
  $("find").addEventListener("submit", (event) => { event.preventDefault(); const hit = $("hits").querySelector('[aria-selected="true"]'); if (hit) take(Number(hit.dataset.entity)); });
  $("box").addEventListener("input", showHits);
  $("box").addEventListener("keydown", (event) => { if (event.key === "ArrowDown") moveHit(1); else if (event.key === "ArrowUp") moveHit(-1); else if (event.key === "Escape") $("hits").hidden = true; });
  $("box").addEventListener("blur", () => { $("hits").hidden = true; });
  $("filters-open").addEventListener("click", () => { $("filters").hidden = !$("filters").hidden; $("filters-open").setAttribute("aria-expanded", String(!$("filters").hidden)); });
  $("physics").addEventListener("click", () => { const on = $("physics").ariaPressed !== "true"; $("physics").ariaPressed = String(on); network.setOptions({ physics: { enabled: on } }); });
  $("path").addEventListener("click", () => { pathStart = null; $("path").ariaPressed = String($("path").ariaPressed !== "true"); say(text("pickTwo")); });
  $("all").addEventListener("click", () => { Object.assign(state, { property: "", place: "", year: "", document: "", confidence: 0 }); $("confidence").value = 0; state.hiddenClasses.clear(); labels(); overview(); });
  $("png").addEventListener("click", savePng);
  $("svg").addEventListener("click", () => save("policing-kg.svg", "image/svg+xml", svgText()));
  $("csv").addEventListener("click", () => save("policing-kg.csv", "text/csv;charset=utf-8", csvText()));
  $("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; document.documentElement.lang = state.language; labels(); draw(); if (state.picked !== null) showPanel(state.picked); });
  for (const id of ["property", "place", "year", "document"]) $(id).addEventListener("change", () => { state[id] = $(id).value; draw(); writeHash(); });
  $("confidence").addEventListener("input", () => { state.confidence = Number($("confidence").value); $("confidence-value").value = $("confidence").value; draw(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !panel.hidden) closePanel(); if (event.key === "/" && document.activeElement !== $("box")) { event.preventDefault(); $("box").focus(); } });
  network.on("click", (event) => { if (event.nodes.length) onPick(event.nodes[0]); });
  network.on("doubleClick", (event) => { if (event.nodes.length) onlyNeighbours(event.nodes[0]); });
}
network.setOptions({ edges: { smooth: false, arrows: { to: { scaleFactor: 0.4 } } }, interaction: { hover: true, hideEdgesOnDrag: true, keyboard: { enabled: true, bindToWindow: false } }, physics: { enabled: false } });
labels();
listen();
overview();
readHash();
document.documentElement.dataset.ready = "true";
