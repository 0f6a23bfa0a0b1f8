// Entities and groups to show in, the drawing out: nodes, edges, and labels that never cover each other.
"use strict";
const colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ink", "ground", "faint", "edge", "link"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
}
const LABEL = 13, LETTERS = 10; // pixels on the screen; Chinese characters a line
const FIRST_LABELS = 40; // seen from afar, the most important ones may cover small nodes, but no other label
const LETTER = /[\u1100-\u11ff\u2e80-\uffef]/;
const wideOf = (s) => [...s].reduce((n, c) => n + (LETTER.test(c) ? 1 : 0.56), 0);
const fonts = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", system-ui, sans-serif';
const sizeOf = (degree) => 8 + Math.min(20, 3 * Math.sqrt(degree));
function nodeOf(i) {
  const [kind, , , , x, y, degree] = KG.entities[i], [, shape, colour] = KG.classes[kind];
  return { id: i, x, y, shape, title: KG.entities[i][1], color: { background: colour, border: colours.ground, highlight: { background: colour, border: colours.ink }, hover: { background: colour, border: colours.ink } }, size: sizeOf(degree), borderWidth: 1 };
}
function bubbleOf(g) {
  const members = groupMembers(g), colour = KG.classes[KG.entities[members[0]][0]][2], [x, y, r] = KG.groups[g];
  const tint = { background: `${colour}55`, border: colour };
  return { id: `g${g}`, x, y, shape: "dot", title: text("group", { n: members.length }), color: { ...tint, highlight: tint, hover: { background: `${colour}88`, border: colour } }, size: r * 0.82, borderWidth: 2 };
}
const isBubble = (id) => typeof id === "string";
const groupMembers = (g) => (membersOf.get(g) || []).filter((i) => !state.hiddenClasses.has(KG.entities[i][0]));
function factEdge(f) {
  const [s, , o, proofs] = KG.facts[f];
  return { id: f, from: s, to: o, color: { color: colours.edge, highlight: colours.link, hover: colours.link }, dashes: statusBadges(proofs).length > 0, width: 1, arrows: "to" };
}
function bundles(ends) { // facts between groups that are not open, or between one and an entity: one line for all
  const found = new Map();
  KG.facts.forEach(([s, p, o], f) => {
    if (typeof o !== "number" || !factVisible(f)) return;
    const [a, b] = [ends(s), ends(o)];
    if (a === null || b === null || a === b || (!isBubble(a) && !isBubble(b))) return;
    const id = [a, b].map(String).sort().join("~");
    if (!found.has(id)) found.set(id, { id: `b${id}`, from: a, to: b, n: 0 });
    found.get(id).n += 1;
  });
  return [...found.values()].map((e) => ({ ...e, color: { color: colours.edge, highlight: colours.link }, width: Math.min(8, 1 + Math.log2(e.n)), arrows: "" }));
}
function replaceAll(set, rows) {
  const wanted = new Set(rows.map((r) => r.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  set.update(rows);
}
function drawNow() {
  const single = visibleNodes(), open = new Set(single);
  const groups = narrowed() ? [] : [...state.groups].filter((g) => groupMembers(g).length);
  const inBubble = new Set(groups);
  const ends = (i) => (open.has(i) ? i : inBubble.has(KG.entities[i][7]) && !state.hiddenClasses.has(KG.entities[i][0]) ? `g${KG.entities[i][7]}` : null);
  edges.clear();
  replaceAll(nodes, [...single.map(nodeOf), ...groups.map(bubbleOf)]);
  edges.add([...visibleFacts(open).map(factEdge), ...(groups.length ? bundles(ends) : [])]);
  say(text("shown", { n: KG.entities.length, m: single.length, g: groups.length }));
}
class Screen { // boxes taken on the screen, in cells, so that a new label is compared with its neighbours only
  constructor() { this.cells = new Map(); }
  * keys([x0, y0, x1, y1]) { for (let x = x0 >> 6; x <= x1 >> 6; x += 1) for (let y = y0 >> 6; y <= y1 >> 6; y += 1) yield x * 100003 + y; }
  free(box) {
    for (const key of this.keys(box)) for (const b of this.cells.get(key) || []) if (box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]) return false;
    return true;
  }
  take(box) { for (const key of this.keys(box)) keep(this.cells, key, box); }
}
function linesOf(name) { // one line, or two about as long, cut with … where two do not suffice
  if (wideOf(name) <= LETTERS) return [name];
  const all = [...name], half = wideOf(name) / 2, target = Math.min(half, LETTERS + 2);
  let n = 0, wide = 0;
  while (n < all.length && wide < target) { wide += LETTER.test(all[n]) ? 1 : 0.56; n += 1; }
  while (n < all.length && /[”’」』）》】·、]/.test(all[n])) n += 1; // these never begin a line
  const rest = all.slice(n).join("");
  if (!rest) return [name];
  return [all.slice(0, n).join(""), wideOf(rest) > LETTERS + 3 ? `${all.slice(n, n + LETTERS + 1).join("")}…` : rest];
}
const shortName = (name) => (wideOf(name) > 12 ? `${[...name].slice(0, 11).join("")}…` : name);
function labelOf(id) {
  if (!isBubble(id)) return linesOf(KG.entities[id][1]);
  const members = groupMembers(Number(id.slice(1)));
  return [...linesOf(shortName(KG.entities[members[0]][1])), `+${members.length - 1}`];
}
function importance() { // ids of all nodes, those first whose labels matter most
  const near = state.picked === null ? new Set() : new Set([state.picked, ...neighboursOf(state.picked)]);
  const weight = (id) => (isBubble(id) ? 1000 + groupMembers(Number(id.slice(1))).length : KG.entities[id][6] + (near.has(id) ? 500 : 0) + (id === state.picked ? 5000 : 0));
  return nodes.getIds().map((id) => [weight(id), id]).sort((a, b) => b[0] - a[0]).map((w) => w[1]);
}
let ranked = null; // kept until something is drawn anew
function drawLabels(context) {
  const scale = network.getScale(), view = network.getViewPosition(), body = network.body.nodes, screen = new Screen(), dots = new Screen();
  const half = [network.canvas.frame.canvas.clientWidth / 2 / scale, network.canvas.frame.canvas.clientHeight / 2 / scale];
  const toScreen = (x, y) => [(x - view.x + half[0]) * scale, (y - view.y + half[1]) * scale];
  ranked ||= importance();
  smallDots(context, scale, body);
  context.textAlign = "center";
  context.lineJoin = "round";
  const inside = ranked.filter((id) => body[id] && Math.abs(body[id].x - view.x) < half[0] && Math.abs(body[id].y - view.y) < half[1]);
  for (const id of inside.slice(0, 600)) if (!isBubble(id)) { const n = body[id], [x, y] = toScreen(n.x, n.y), r = n.options.size * scale * 0.8; dots.take([x - r, y - r, x + r, y + r]); }
  let left = 260;
  inside.forEach((id, n) => { if (left && nodeLabel(context, body[id], id, scale, toScreen, screen, n < FIRST_LABELS && scale < 0.45 ? null : dots)) left -= 1; });
  if (scale > 0.4) edgeLabels(context, scale, toScreen, screen, dots, half, view);
}
function smallDots(context, scale, body) { // what the zoom makes too small to see keeps two pixels and its colour
  for (const id of ranked) {
    const node = body[id];
    if (!node || isBubble(id) || node.options.size * scale > 2.2) continue;
    context.fillStyle = KG.classes[KG.entities[id][0]][2];
    context.beginPath();
    context.arc(node.x, node.y, 2.2 / scale, 0, 2 * Math.PI);
    context.fill();
  }
}
function write(context, lines, x, y, px, colour, weight = 400) {
  context.font = `${weight} ${px}px ${fonts}`;
  context.strokeStyle = colours.ground;
  context.lineWidth = px / 3.5;
  context.fillStyle = colour;
  lines.forEach((line, k) => { context.strokeText(line, x, y + k * px * 1.2); context.fillText(line, x, y + k * px * 1.2); });
}
function nodeLabel(context, node, id, scale, toScreen, screen, dots) {
  const lines = labelOf(id), wide = Math.max(...lines.map(wideOf)) * LABEL, high = lines.length * LABEL * 1.2;
  const [x, y] = toScreen(node.x, node.y), r = node.options.size * scale;
  const tops = isBubble(id) ? [y - high / 2] : [y + r + 3, y - r - 3 - high]; // below, else above
  const boxAt = (top) => [x - wide / 2, top + 1, x + wide / 2, top + high];
  const mustShow = id === state.picked;
  const top = tops.find((t) => screen.free(boxAt(t)) && (!dots || dots.free(boxAt(t)))) ?? (mustShow ? tops[0] : null);
  if (top === null) return false;
  screen.take(boxAt(top));
  context.textBaseline = "top";
  write(context, lines, node.x, node.y + (top - y) / scale, LABEL / scale, colours.ink, mustShow || isBubble(id) ? 600 : 400);
  return true;
}
function edgeLabels(context, scale, toScreen, screen, dots, half, view) {
  context.textBaseline = "middle";
  const picked = state.picked, all = edges.get().filter((e) => typeof e.id === "number");
  const first = all.filter((e) => e.from === picked || e.to === picked), rest = picked === null && all.length <= 400 ? all : [];
  for (const e of [...first, ...rest]) {
    const a = network.body.nodes[e.from], b = network.body.nodes[e.to];
    if (!a || !b || Math.hypot(a.x - b.x, a.y - b.y) * scale < 60) continue;
    for (const share of [0.5, 0.38, 0.62]) {
      const x = a.x + (b.x - a.x) * share, y = a.y + (b.y - a.y) * share;
      if (Math.abs(x - view.x) > half[0] || Math.abs(y - view.y) > half[1]) continue;
      const label = propertyName(KG.facts[e.id][1]), [sx, sy] = toScreen(x, y), w = wideOf(label) * 11 / 2 + 2;
      const box = [sx - w, sy - 7, sx + w, sy + 7];
      if (!screen.free(box) || !dots.free(box)) continue;
      screen.take(box);
      write(context, [label], x, y, 11 / scale, first.includes(e) ? colours.link : colours.faint);
      break;
    }
  }
}
