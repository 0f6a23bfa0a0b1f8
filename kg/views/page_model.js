// The page's rows in, look-ups over them out: what an entity is called, what is known of it, who is near.
"use strict";
const KG = JSON.parse(document.getElementById("kg").textContent);
const $ = (id) => document.getElementById(id);
const state = { language: KG.language, shown: new Set(), groups: new Set(), hiddenClasses: new Set(), property: "", place: "", year: "", document: "", confidence: 0, picked: null };
const word = (key) => (KG.words[key] || [key, key])[state.language === "en" ? 1 : 0];
const text = (key, values = {}) => Object.entries(values).reduce((t, [name, value]) => t.replace(`{${name}}`, value), word(`ui.${key}`));
const kindName = (i) => KG.classes[i][0];
const className = (i) => word(kindName(i));
const propertyName = (p) => word(p);
const entity = (i) => { const [kind, name, aliases, pinyin, x, y, degree, group] = KG.entities[i]; return { i, kind, name, aliases, pinyin, x, y, degree, group, key: keyOf(i) }; };
const keyOf = (i) => KG.entities[i][8] || `${kindName(KG.entities[i][0])}/${KG.entities[i][1]}`;
const byKey = new Map(KG.entities.map((_, i) => [keyOf(i), i]));
const factsOf = new Map(), figuresOf = new Map(), membersOf = new Map();
function keep(index, key, value) { if (!index.has(key)) index.set(key, []); index.get(key).push(value); }
KG.facts.forEach(([s, , o], f) => { keep(factsOf, s, f); if (typeof o === "number") keep(factsOf, o, f); });
KG.figures.forEach(([about], m) => keep(figuresOf, about, m));
KG.entities.forEach((e, i) => keep(membersOf, e[7], i));
function make(tag, options = {}, ...children) { // an element; text stays text, nothing is ever read as HTML
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(options)) key === "class" ? (element.className = value) : key.includes("-") || key === "role" ? element.setAttribute(key, value) : (element[key] = value);
  element.append(...children);
  return element;
}
function drawn(tag, attributes = {}, ...children) { // the same for SVG
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
function neighboursOf(i) {
  return (factsOf.get(i) || []).map((f) => KG.facts[f]).filter((f) => typeof f[2] === "number").map((f) => (f[0] === i ? f[2] : f[0]));
}
function within(place) { // the place, and all that is part of it, stands in it or is run there
  const found = new Set([place]), queue = [place];
  while (queue.length) {
    const at = queue.pop();
    for (const f of factsOf.get(at) || []) {
      const [s, p, o] = KG.facts[f];
      const next = o === at && (p === "partOf" || p === "locatedIn" || p === "memberOf") ? s : s === at && p === "runs" ? o : null;
      if (next !== null && !found.has(next)) { found.add(next); queue.push(next); }
    }
  }
  return found;
}
function proofsOf(numbers) {
  return numbers.map((n) => {
    const [d, start, exact, origin, confidence, status, spans, flags] = KG.evidence[n];
    return { n, document: KG.documents[d], d, start, exact, origin: KG.origins[origin], confidence, status, spans, flags };
  });
}
const narrowed = () => Boolean(state.property || state.place || state.year || state.document || state.confidence);
function passes(proofs) {
  return proofsOf(proofs).some((p) => p.confidence >= state.confidence && (!state.document || String(p.d) === state.document) && (!state.year || (p.document && p.document[2].startsWith(state.year))))
    || (!proofs.length && !state.confidence && !state.document && !state.year);
}
function factVisible(f) {
  const [, p, , proofs] = KG.facts[f];
  return (!state.property || p === state.property) && passes(proofs);
}
const plain = (label) => label.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(); // zhī lǐ → zhi li
let searchable = null; // made on the first search: 20,000 entities need a moment
function forms() {
  searchable ||= KG.entities.map(([, name, aliases, pinyin]) => [name, ...aliases, ...pinyin].map((label) => {
    const form = plain(label), parts = form.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return [form, parts.join(""), parts.length > 1 ? parts.map((w) => w[0]).join("") : ""];
  }));
  return searchable;
}
function rank([label, flat, initials], wanted) {
  if (label === wanted || flat === wanted) return 4;
  if (flat.startsWith(wanted)) return 3;
  if (initials && initials.startsWith(wanted)) return 2;
  return flat.includes(wanted) || (initials.length > 3 && initials.includes(wanted) && wanted.length > 1) ? 1 : 0;
}
function search(query, limit = 12) {
  const wanted = plain(query).replace(/[\s“”"'《》]+/g, "");
  if (!wanted) return [];
  const hits = [];
  forms().forEach((labels, i) => {
    let best = 0;
    for (const label of labels) best = Math.max(best, rank(label, wanted));
    if (best > 0) hits.push([best, KG.entities[i][6], i]);
  });
  return hits.sort((a, b) => b[0] - a[0] || b[1] - a[1] || a[2] - b[2]).slice(0, limit).map((h) => h[2]);
}
function shortestPath(from, to) {
  const before = new Map([[from, null]]), queue = [from];
  for (let head = 0; head < queue.length; head += 1) {
    const at = queue[head];
    if (at === to) break;
    for (const next of neighboursOf(at).sort((a, b) => a - b)) if (!before.has(next)) { before.set(next, at); queue.push(next); }
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let at = to; at !== null; at = before.get(at)) steps.unshift(at);
  return steps;
}
