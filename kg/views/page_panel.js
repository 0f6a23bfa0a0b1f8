// An entity in, its panel out: names, facts, outcomes, and under each the sentences it stands on.
"use strict";
const panel = $("panel");
let cameFrom = null; // what had the focus before the panel opened
function stretches(proof, wanted) { // [low, high, kind] without overlaps: the entities asked for, the figure, other names
  const found = [];
  for (let k = 0; k < proof.spans.length; k += 3) {
    const [who, low, high] = proof.spans.slice(k, k + 3);
    found.push([low, high, who === -1 ? "figure" : wanted.includes(who) ? "asked" : "named", who]);
  }
  for (const who of wanted) if (!found.some((s) => s[3] === who)) found.push(...byName(proof.exact, who));
  const order = { asked: 0, figure: 1, named: 2 };
  const kept = [];
  for (const one of found.sort((a, b) => order[a[2]] - order[b[2]] || a[0] - b[0])) if (kept.every((k) => one[1] <= k[0] || one[0] >= k[1])) kept.push(one);
  return kept.sort((a, b) => a[0] - b[0]);
}
function byName(sentence, who) { // where no offset is known: the longest of its names that the sentence has
  const e = entity(who), names = [e.name, ...e.aliases].filter((n) => n.length > 1 && sentence.includes(n)).sort((a, b) => b.length - a.length);
  return names.slice(0, 1).map((n) => [sentence.indexOf(n), sentence.indexOf(n) + n.length, "asked", who]);
}
function marked(proof, wanted) {
  const box = make("blockquote"), all = Array.from(proof.exact); // offsets count code points
  let at = 0;
  const cut = proof.exact.length === all.length ? (a, b) => proof.exact.slice(a, b) : (a, b) => all.slice(a, b).join("");
  for (const [low, high, kind] of stretches(proof, wanted)) {
    box.append(cut(at, low), make(kind === "named" ? "span" : "mark", { class: kind }, cut(low, high)));
    at = high;
  }
  box.append(cut(at));
  return box;
}
function sourceLine(p) {
  const [file, title, issued] = p.document || ["", "", ""];
  const parts = [title === file ? "" : title, issued, `${file} @${p.start}`, p.origin, p.confidence < 1 ? p.confidence : ""];
  return make("div", { class: "where" }, parts.filter(String).join(" · "));
}
function proofList(numbers, wanted) { // the first sentence at once, the others on demand
  const [first, ...others] = proofsOf(numbers), list = make("div", { class: "proofs" }, marked(first, wanted), sourceLine(first));
  if (!others.length) return list;
  const more = make("details", {}, make("summary", { class: "where" }, text("also", { n: others.length })));
  for (const p of others) more.append(marked(p, wanted), sourceLine(p));
  list.append(more);
  return list;
}
function goTo(i) {
  const link = make("button", { type: "button", class: "goto" }, entity(i).name);
  link.addEventListener("click", () => choose(i));
  return link;
}
function statusBadges(numbers) {
  const statuses = KG.evidence.length ? numbers.map((n) => KG.evidence[n][5]) : [];
  if (statuses.includes("Asserted") || !statuses.length) return [];
  return [" ", make("span", { class: "planned" }, word(statuses[0]))];
}
function factRow(i, f) {
  const [s, p, o, proofs] = KG.facts[f];
  const row = make("li"), other = s === i ? o : s;
  if (typeof other === "number") row.append(make("span", { class: "property" }, s === i ? propertyName(p) : `← ${propertyName(p)}`), " ", goTo(other));
  else row.append(make("span", { class: "property" }, propertyName(p)), ` ${other}`);
  row.append(...statusBadges(proofs));
  if (proofs.length) row.append(proofList(proofs, typeof other === "number" ? [i, other] : [i]));
  return row;
}
const ARROWS = { Up: "↑", Down: "↓" }, BOUNDS = { AtLeast: "≥", Nearly: "≲", About: "≈" };
function slotsOf(values) { return Object.fromEntries(KG.slots.map((name, i) => [name, values[i]])); }
const grouped = (value) => String(value).replace(/^(-?\d{5,})(?=\.|$)/, (n) => n.replace(/\B(?=(\d{3})+$)/g, ","));
function valueText(v) {
  const from = v.fromValue ? `${grouped(v.fromValue)} → ` : "";
  const rankOf = v.kind === "Rank" ? (state.language === "en" ? "no. " : "第 ") : "";
  return `${from}${ARROWS[v.direction] || ""}${BOUNDS[v.bound] || ""}${rankOf}${grouped(v.value)}${v.unit}`;
}
function figureText(metric, values) {
  const v = slotsOf(values), parts = [metric];
  if (v.kind === "Rank" || v.kind === "Streak") parts.push(word(v.kind));
  if (v.basis) parts.push(word(v.basis));
  return [...parts, valueText(v)].join(" ");
}
function periodText(v) {
  if (!v.periodStart && !v.periodEnd) return "";
  const [a, b] = [v.periodStart, v.periodEnd];
  if (a.slice(0, 4) === b.slice(0, 4) && a.endsWith("-01-01") && b.endsWith("-12-31")) return a.slice(0, 4);
  const months = a.endsWith("-01") && b && new Date(`${b}T00:00:00Z`).getUTCMonth() !== new Date(Date.parse(`${b}T00:00:00Z`) + 864e5).getUTCMonth();
  if (months) return a.slice(0, 7) === b.slice(0, 7) ? a.slice(0, 7) : `${a.slice(0, 7)} – ${b.slice(0, 7)}`;
  return `${a || "…"} – ${b || "…"}`;
}
function figureRow(m, subject = null) {
  const [about, metric, values, proofs] = KG.figures[m], v = slotsOf(values);
  const row = make("li", {}, ...(subject === about ? [] : [goTo(about), " "]), figureText(metric, values), ...statusBadges(proofs));
  const flags = new Set(proofsOf(proofs).flatMap((p) => p.flags));
  if (flags.size) row.append(" ", make("span", { class: "conflict" }, `${text("flagged")}: ${[...flags].join(", ")}`));
  const where = [periodText(v), v.rankScope ? `${text("scope")} ${v.rankScope}` : "", v.attributedTo ? `${text("credited")} ${v.attributedTo}` : ""].filter(Boolean);
  if (where.length) row.append(make("div", { class: "where" }, where.join(" · ")));
  if (proofs.length) row.append(proofList(proofs, [about]));
  return row;
}
function openPanel(heading, ...children) {
  const close = make("button", { type: "button", class: "close", "aria-label": text("close") }, "×");
  close.addEventListener("click", closePanel);
  if (panel.hidden) cameFrom = document.activeElement;
  panel.replaceChildren(close, make("h2", { id: "panel-name" }, heading), ...children);
  panel.setAttribute("aria-labelledby", "panel-name");
  panel.hidden = false;
  panel.scrollTop = 0;
}
function section(key, rows) { return rows.length ? [make("h3", {}, text(key)), make("ul", {}, ...rows)] : []; }
function showPanel(i, ...buttons) {
  const e = entity(i);
  const facts = (factsOf.get(i) || []).filter(factVisible), figures = (figuresOf.get(i) || []).filter((m) => passes(KG.figures[m][3]));
  const alias = e.aliases.length ? [make("h3", {}, text("names")), make("div", {}, e.aliases.join("、"))] : [];
  openPanel(e.name, make("div", { class: "kind" }, className(e.kind)), ...buttons, ...alias, ...section("facts", facts.map((f) => factRow(i, f))), ...section("figures", figures.map((m) => figureRow(m, i))));
}
function closePanel() {
  panel.hidden = true;
  state.picked = null;
  unpicked();
  if (cameFrom && cameFrom.focus) cameFrom.focus({ preventScroll: true });
}
