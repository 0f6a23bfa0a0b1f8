// An entity in, its panel out: names, facts, outcomes, and under each the sentences it stands on.
"use strict";
const panel = document.getElementById("panel");
function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) key === "class" ? (element.className = value) : (element[key] = value);
  element.append(...children);
  return element;
}
function marked(sentence, names) { // the sentence with each of `names` in a <mark>; text only, never HTML
  const box = make("blockquote");
  const sorted = names.filter((n) => n.length > 1).sort((a, b) => b.length - a.length);
  let rest = sentence;
  while (rest) {
    const hits = sorted.map((n) => [rest.indexOf(n), n]).filter((h) => h[0] >= 0).sort((a, b) => a[0] - b[0] || b[1].length - a[1].length);
    if (!hits.length) { box.append(rest); break; }
    const [at, name] = hits[0];
    box.append(rest.slice(0, at), make("mark", {}, name));
    rest = rest.slice(at + name.length);
  }
  return box;
}
function proofList(numbers, names) {
  const proofs = proofsOf(numbers);
  const details = make("details", { open: proofs.length === 1 }, make("summary", { class: "where" }, `${text("proof")} ${proofs.length}`));
  for (const p of proofs) {
    const [file, title, issued] = p.document || ["", "", ""];
    details.append(marked(p.exact, names), make("div", { class: "where" }, [title, issued, `${file} @${p.start}`, p.origin, p.confidence].filter(String).join(" · ")));
  }
  return details;
}
function goTo(i) {
  const link = make("button", { type: "button", class: "goto" }, entity(i).name);
  link.addEventListener("click", () => choose(i));
  return link;
}
function statusBadges(numbers) {
  const statuses = proofsOf(numbers).map((p) => p.status);
  if (statuses.includes("Asserted") || !statuses.length) return [];
  return [" ", make("span", { class: "planned" }, text(statuses[0].toLowerCase()) || statuses[0])];
}
const namesOf = (i) => [entity(i).name, ...entity(i).aliases];
function factRow(i, f) {
  const [s, p, o, proofs] = KG.facts[f];
  const row = make("li"), other = s === i ? o : s;
  if (typeof other === "number") row.append(s === i ? `${propertyName(p)} ` : `← ${propertyName(p)} `, goTo(other));
  else row.append(`${propertyName(p)} ${other}`);
  row.append(...statusBadges(proofs));
  if (proofs.length) row.append(proofList(proofs, typeof other === "number" ? [...namesOf(i), ...namesOf(other)] : namesOf(i)));
  return row;
}
const ARROWS = { Up: "↑", Down: "↓" }, BOUNDS = { AtLeast: "≥", Nearly: "≲", About: "≈" };
const BASES = { zh: { YearOnYear: "同比", PeriodOnPeriod: "环比", FromTo: "由…到" }, en: { YearOnYear: "year on year", PeriodOnPeriod: "on the period before", FromTo: "from…to" } };
const KINDS = { zh: { Rank: "排名", Streak: "连续" }, en: { Rank: "rank", Streak: "in a row" } };
function slotsOf(values) { return Object.fromEntries(KG.slots.map((name, i) => [name, values[i]])); }
function figureText(metric, values) {
  const v = slotsOf(values), parts = [metric];
  if (KINDS[state.language][v.kind]) parts.push(KINDS[state.language][v.kind]);
  if (v.basis) parts.push(BASES[state.language][v.basis]);
  if (v.fromValue) parts.push(`${v.fromValue} →`);
  parts.push(`${ARROWS[v.direction] || ""}${BOUNDS[v.bound] || ""}${v.value}${v.unit}`);
  return parts.join(" ");
}
function figureRow(m, names) {
  const [, metric, values, proofs] = KG.figures[m], v = slotsOf(values);
  const row = make("li", {}, figureText(metric, values), ...statusBadges(proofs));
  const where = [v.periodStart || v.periodEnd ? `${v.periodStart || "…"} – ${v.periodEnd || "…"}` : "", v.rankScope ? `${text("scope")} ${v.rankScope}` : "", v.attributedTo ? `${text("credited")} ${v.attributedTo}` : ""].filter(Boolean);
  if (where.length) row.append(make("div", { class: "where" }, where.join(" · ")));
  row.append(proofList(proofs, [...names, v.value]));
  return row;
}
function showPanel(i) {
  const e = entity(i);
  const close = make("button", { type: "button", class: "close", ariaLabel: text("close") }, "×");
  close.addEventListener("click", closePanel);
  const near = make("button", { type: "button" }, text("neighbours"));
  near.addEventListener("click", () => onlyNeighbours(i));
  panel.replaceChildren(close, make("h2", {}, e.name), make("div", { class: "kind" }, className(e.kind)), near);
  if (e.aliases.length) panel.append(make("h3", {}, text("names")), make("div", {}, e.aliases.join("、")));
  const facts = (factsOf.get(i) || []).filter((f) => factVisible(f)), figures = (figuresOf.get(i) || []).filter((m) => passes(KG.figures[m][3]));
  if (facts.length) panel.append(make("h3", {}, text("facts")), make("ul", {}, ...facts.map((f) => factRow(i, f))));
  if (figures.length) panel.append(make("h3", {}, text("figures")), make("ul", {}, ...figures.map((m) => figureRow(m, namesOf(i)))));
  panel.hidden = false;
  panel.scrollTop = 0;
}
function closePanel() {
  panel.hidden = true;
  state.picked = null;
  network.unselectAll();
  writeHash();
}
