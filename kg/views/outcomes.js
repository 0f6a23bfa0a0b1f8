// Figures in, cards of bars out: by metric, by whom they are about, or by what they are credited to.
"use strict";
let by = "metric", wantedCards = 60;
const figures = KG.figures.map(([about, metric, values, proofs], m) => ({ m, about, metric, proofs, v: slotsOf(values), planned: statusBadges(proofs).length > 0 }));
const sameThing = (f) => JSON.stringify([f.about, f.metric, f.v.kind, f.v.basis, f.v.unit, f.v.direction, f.v.periodStart, f.v.periodEnd, f.v.rankScope, f.v.attributedTo]);
const told = new Map();
figures.filter((f) => !f.planned && (f.v.periodStart || f.v.periodEnd)).forEach((f) => keep(told, sameThing(f), f.v.value));
const differs = (f) => !f.planned && new Set(told.get(sameThing(f)) || []).size > 1;
const KEYS = { metric: (f) => f.metric, place: (f) => KG.entities[f.about][1], credit: (f) => f.v.attributedTo || text("uncredited") };
const ownName = (f) => (by === "metric" ? KG.entities[f.about][1] : by === "place" ? f.metric : `${KG.entities[f.about][1]} ${f.metric}`);
function cards() {
  const found = new Map();
  for (const f of figures) keep(found, KEYS[by](f), f);
  const last = (key) => (by === "credit" && key === text("uncredited") ? 1 : 0);
  return [...found].sort((a, b) => last(a[0]) - last(b[0]) || b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
}
const scaleKey = (f) => `${f.v.kind === "Rank" ? "rank" : "amount"} ${f.v.unit} ${by === "metric" ? "" : f.metric}`;
function bar(f, most) {
  const share = Math.max(1.5, 100 * Math.abs(Number(f.v.value)) / most), kind = f.planned ? "plan" : f.v.direction === "Down" ? "down" : f.v.direction === "Up" ? "up" : "level";
  const svg = drawn("svg", { class: "bar", height: 12, width: "100%", "aria-hidden": "true" });
  if (f.v.kind === "Rank" || most === null) return svg;
  svg.append(drawn("rect", { x: 0, y: 1, width: `${share}%`, height: 10, rx: 2, class: kind }));
  if (f.v.fromValue) svg.append(drawn("line", { x1: `${Math.min(100, 100 * Number(f.v.fromValue) / most)}%`, x2: `${Math.min(100, 100 * Number(f.v.fromValue) / most)}%`, y1: 0, y2: 12, class: "from" }));
  return svg;
}
function outcomeRow(f, most) {
  const name = make("button", { type: "button", class: "goto" }, ownName(f));
  name.addEventListener("click", () => openPanel(`${KG.entities[f.about][1]} ${f.metric}`, make("ul", {}, figureRow(f.m))));
  const about = [f.v.basis ? word(f.v.basis) : "", periodText(f.v), f.v.rankScope ? `${text("scope")} ${f.v.rankScope}` : ""].filter(Boolean).join(" · ");
  const flags = new Set(proofsOf(f.proofs).flatMap((p) => p.flags));
  const marks = [...(differs(f) ? [make("span", { class: "conflict" }, text("conflict"))] : []), ...(flags.size ? [make("span", { class: "conflict", title: [...flags].join(", ") }, text("flagged"))] : []), ...(f.planned ? statusBadges(f.proofs) : [])];
  const row = make("div", { class: "outcome" }, make("div", { class: "who" }, name, " ", make("small", {}, about), " ", ...marks), bar(f, most), make("div", { class: "value" }, valueText(f.v)));
  row.dataset.figure = f.m;
  return row;
}
function scales(rows) { // the length of a whole bar: 100 for a share; none for an amount that stands alone
  const most = new Map(), count = new Map();
  for (const f of rows) {
    const key = scaleKey(f), start = f.v.unit === "%" ? 100 : 1e-9;
    count.set(key, (count.get(key) || 0) + (f.v.fromValue ? 2 : 1));
    most.set(key, Math.max(most.get(key) || start, Math.abs(Number(f.v.value)), Math.abs(Number(f.v.fromValue) || 0)));
  }
  return (f) => (count.get(scaleKey(f)) > 1 || f.v.unit === "%" ? most.get(scaleKey(f)) : null);
}
function card([name, rows]) {
  const most = scales(rows);
  const order = (f) => [f.planned ? 1 : 0, ownName(f), f.v.periodEnd || f.v.periodStart || ""].join("\t");
  const sorted = [...rows].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return make("section", { class: "card-of" }, make("h2", {}, name, " ", make("small", {}, String(rows.length))), ...sorted.map((f) => outcomeRow(f, most(f))));
}
function paint() {
  const found = cards(), asked = state.picked;
  const shown = asked === null ? found : found.map(([name, rows]) => [name, rows.filter((f) => f.about === asked || f.v.attributedTo === KG.entities[asked][1])]).filter((c) => c[1].length);
  const more = make("button", { type: "button" }, `${text("more")} (${shown.length - wantedCards})`);
  more.addEventListener("click", () => { wantedCards += 200; paint(); });
  $("cards").replaceChildren(...shown.slice(0, wantedCards).map(card), ...(shown.length > wantedCards ? [more] : []));
  say(text("count", { n: shown.reduce((n, c) => n + c[1].length, 0), g: shown.length }));
}
function relabel() {
  $("by").replaceChildren(...["metric", "place", "credit"].map((key) => make("option", { value: key }, text(`by.${key}`))));
  $("by").value = by;
  const example = (kind, key) => [drawn("svg", { width: 22, height: 10, "aria-hidden": "true" }, drawn("rect", { width: 22, height: 10, rx: 2, class: kind })), ` ${text(key)}  `];
  $("key").replaceChildren(...example("level", "achieved"), ...example("plan", "planned"), make("span", { class: "conflict" }, text("conflict")));
  paint();
  if (state.picked !== null) showPanel(state.picked);
}
reveal = () => paint();
const shellUnpicked = unpicked;
unpicked = () => { shellUnpicked(); paint(); };
$("by").addEventListener("change", () => { by = $("by").value; wantedCards = 60; paint(); });
startSheet();
