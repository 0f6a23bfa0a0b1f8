// Marks with their entities in, a map out that can be moved, enlarged and asked.
"use strict";
const plane = $("plane");
let view = null, layer = null, land = null;
const shownMembers = (mark) => mark[3].filter((i) => !state.hiddenClasses.has(KG.entities[i][0]));
function boundsOf(marks) {
  const xs = marks.map((m) => m[0]), ys = marks.map((m) => m[1]);
  return marks.length ? [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] : [-450, -350, 450, 350];
}
function frame([x0, y0, x1, y1], least = 30) { // the view that holds these bounds, in the window's proportion
  const ratio = plane.clientWidth / Math.max(1, plane.clientHeight), wide = Math.max(x1 - x0, least) * 1.3, high = Math.max(y1 - y0, least / ratio) * 1.35;
  const w = Math.max(wide, high * ratio);
  return { x: (x0 + x1) / 2 - w / 2, y: (y0 + y1) / 2 - w / ratio / 2, w, h: w / ratio };
}
const unit = () => view.w / plane.clientWidth; // plane units in a pixel
function label(x, y, words, px, kind, taken) {
  const u = unit(), wide = words.length * px * u, box = [x - wide / 2, y - px * u * 0.6, x + wide / 2, y + px * u * 0.6];
  if (taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) return null;
  taken.push(box);
  return drawn("text", { x, y, "font-size": px * u, "stroke-width": 3 * u, class: kind }, words);
}
const radius = (n) => Math.min(22, 3.5 + 1.5 * Math.sqrt(n)); // pixels
function markName(mark) { return KG.entities[mark[2][0]][1]; }
function circle(mark, u) {
  const members = shownMembers(mark), r = radius(members.length) * u, [x, y] = mark;
  const shape = drawn("circle", { cx: x, cy: y, r, class: members.includes(state.picked) ? "mark picked" : "mark", tabindex: 0, role: "button", "aria-label": `${markName(mark)} ${members.length}`, "stroke-width": 1.5 * u });
  shape.append(drawn("title", {}, `${markName(mark)} · ${members.length}`));
  const open = () => showMark(mark);
  shape.addEventListener("click", open);
  shape.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } });
  return shape;
}
function paint() {
  plane.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  const u = unit(), taken = [], marks = KG.marks.filter((m) => shownMembers(m).length);
  land.setAttribute("stroke-width", 2.4 * u);
  const inView = ([x, y]) => x > view.x && x < view.x + view.w && y > view.y && y < view.y + view.h, inside = marks.filter(inView);
  for (const [x, y] of inside) taken.push([x - 5 * u, y - 5 * u, x + 5 * u, y + 5 * u]);
  const circles = [...inside].map((m) => circle(m, u));
  const beside = (m, side) => label(m[0], m[1] + side * (radius(shownMembers(m).length) + 10) * u, markName(m), 13, "place", taken);
  const names = inside.map((m) => beside(m, -1) || beside(m, 1));
  const counties = view.w < 160 ? KG.counties.filter(inView).map(([x, y, name]) => label(x, y + 9 * u, name, 11, "county", taken)) : [];
  const provinces = KG.provinces.map(([x, y, name]) => label(x, y, name, 15, "province", []));
  layer.replaceChildren(...counties.filter(Boolean), ...provinces.filter(Boolean), ...circles, ...names.filter(Boolean));
  say([text("shown", { n: KG.entities.length, m: new Set(marks.flatMap(shownMembers)).size, g: 0 }).split(/，另|, in /)[0], text("place_less", { n: KG.placeless })].join("；"));
}
function showMark(mark) {
  const members = shownMembers(mark), places = new Set(mark[2]);
  const rows = members.filter((i) => !places.has(i)).map((i) => make("li", {}, badge(i), " ", goTo(i), " ", make("small", {}, className(KG.entities[i][0]))));
  const figures = members.flatMap((i) => figuresOf.get(i) || []);
  openPanel(mark[2].map((i) => KG.entities[i][1]).join("、"), ...section("in_place", rows), ...section("figures", figures.slice(0, 200).map((m) => figureRow(m, mark[2].length === 1 ? mark[2][0] : null))));
}
reveal = (i) => {
  const found = KG.marks.filter((m) => m[3].includes(i));
  if (found.length) { view = frame(boundsOf(found), 60); paint(); }
};
function zoomBy(factor, at = [view.x + view.w / 2, view.y + view.h / 2]) {
  const w = Math.min(1600, Math.max(8, view.w * factor)), f = w / view.w;
  view = { x: at[0] - (at[0] - view.x) * f, y: at[1] - (at[1] - view.y) * f, w, h: view.h * f };
  paint();
}
function pointAt(event) { const box = plane.getBoundingClientRect(); return [view.x + (event.clientX - box.left) * unit(), view.y + (event.clientY - box.top) * unit()]; }
const fingers = new Map();
function moved(event) {
  const last = fingers.get(event.pointerId);
  if (!last) return;
  const before = [...fingers.values()];
  fingers.set(event.pointerId, event);
  const now = [...fingers.values()], u = unit();
  if (now.length === 2) {
    const gap = (pair) => Math.hypot(pair[0].clientX - pair[1].clientX, pair[0].clientY - pair[1].clientY);
    return zoomBy(gap(before) / Math.max(1, gap(now)), pointAt(event));
  }
  view.x -= (event.clientX - last.clientX) * u;
  view.y -= (event.clientY - last.clientY) * u;
  return paint();
}
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
function mapKey(event) {
  if (event.key === "+" || event.key === "=") zoomBy(0.7);
  else if (event.key === "-") zoomBy(1.4);
  else if (STEPS[event.key]) { event.preventDefault(); view.x += STEPS[event.key][0] * view.w * 0.15; view.y += STEPS[event.key][1] * view.h * 0.15; paint(); }
}
function relabel() {
  classChecks($("classes"), new Set(KG.marks.flatMap((m) => m[3]).map((i) => KG.entities[i][0])), paint);
  plane.setAttribute("aria-label", text("title.map"));
  paint();
  if (state.picked !== null) showPanel(state.picked);
}
function listenToPlane() {
  plane.addEventListener("wheel", (event) => { event.preventDefault(); zoomBy(event.deltaY > 0 ? 1.2 : 0.83, pointAt(event)); }, { passive: false });
  plane.addEventListener("pointerdown", (event) => { if (!event.target.closest(".mark")) { fingers.set(event.pointerId, event); plane.setPointerCapture(event.pointerId); } });
  plane.addEventListener("pointermove", moved);
  for (const name of ["pointerup", "pointercancel"]) plane.addEventListener(name, (event) => fingers.delete(event.pointerId));
  plane.addEventListener("keydown", mapKey);
  $("closer").addEventListener("click", () => zoomBy(0.6));
  $("farther").addEventListener("click", () => zoomBy(1.6));
  addEventListener("resize", () => { view.h = view.w * plane.clientHeight / plane.clientWidth; paint(); });
}
const lines = KG.graticule.map((flat) => drawn("polyline", { points: flat.join(" "), class: "grid" }));
land = drawn("path", { class: "land", d: KG.counties.map(([x, y]) => `M${x} ${y}h0`).join("") });
layer = drawn("g");
plane.append(...lines, land, layer);
view = frame(boundsOf(KG.marks), 45);
listenToPlane();
startSheet();
