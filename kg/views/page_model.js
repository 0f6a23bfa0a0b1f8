// The page's data in, look-ups over it out: what an entity is called, what is known of it, who is near.
"use strict";
const KG = JSON.parse(document.getElementById("kg").textContent);
const TEXTS = {
  zh: {
    search: "名称、别名、拼音或首字母", filters: "筛选", physics: "力学", path: "路径", all: "全部", other: "English",
    classes: "类别", narrow: "只看", property: "关系", place: "地方", year: "年份", document: "文档", confidence: "可信度",
    any: "不限", facts: "关系", figures: "成效", names: "又名", proof: "依据", planned: "计划", credited: "归功于", scope: "范围",
    pickTwo: "依次点选两个节点", noPath: "两者之间没有路径", shown: "显示 {n} 个实体中的 {m} 个", nothing: "没有找到", close: "关闭",
    neighbours: "只看邻近", from: "自", negated: "否定", alleged: "据称",
  },
  en: {
    search: "name, alias, pinyin or initials", filters: "Filter", physics: "Physics", path: "Path", all: "All", other: "中文",
    classes: "Classes", narrow: "Only", property: "property", place: "place", year: "year", document: "document", confidence: "confidence",
    any: "any", facts: "Facts", figures: "Outcomes", names: "Also called", proof: "evidence", planned: "planned", credited: "credited to", scope: "within",
    pickTwo: "click two nodes", noPath: "no path joins them", shown: "{m} of {n} entities shown", nothing: "nothing found", close: "close",
    neighbours: "Neighbours only", from: "from", negated: "negated", alleged: "alleged",
  },
};
const CLASS_NAMES = {
  zh: { Place: "地方", PoliceUnit: "公安机关", Organization: "机构", Team: "队伍", Role: "角色", Program: "项目机制", Platform: "平台", Person: "人物", Event: "活动", Award: "荣誉", Case: "案件" },
  en: { PoliceUnit: "Police unit" },
};
const PROPERTIES = {
  zh: { partOf: "隶属", locatedIn: "位于", runs: "开展", partnerOf: "合作", memberOf: "任职于", hasRole: "担任", received: "获得", tookPartIn: "参加", uses: "使用", handled: "侦办", started: "始于" },
  en: { partOf: "part of", locatedIn: "located in", runs: "runs", partnerOf: "partner of", memberOf: "member of", hasRole: "has role", received: "received", tookPartIn: "took part in", uses: "uses", handled: "handled", started: "started" },
};
const state = { language: KG.language, shown: new Set(), hiddenClasses: new Set(), property: "", place: "", year: "", document: "", confidence: 0, picked: null };
const text = (key) => TEXTS[state.language][key];
const className = (i) => CLASS_NAMES[state.language][KG.classes[i][0]] || KG.classes[i][0];
const propertyName = (p) => PROPERTIES[state.language][p] || p;
const entity = (i) => { const [kind, name, aliases, pinyin, x, y, degree, iri] = KG.entities[i]; return { i, kind, name, aliases, pinyin, x, y, degree, iri }; };
const factsOf = new Map(), figuresOf = new Map();
function keep(index, key, value) { if (!index.has(key)) index.set(key, []); index.get(key).push(value); }
KG.facts.forEach(([s, , o], f) => { keep(factsOf, s, f); if (typeof o === "number") keep(factsOf, o, f); });
KG.figures.forEach(([about], m) => keep(figuresOf, about, m));
function neighboursOf(i) {
  return (factsOf.get(i) || []).map((f) => KG.facts[f]).filter((f) => typeof f[2] === "number").map((f) => (f[0] === i ? f[2] : f[0]));
}
function within(place) { // the place, and all that is part of it or stands in it
  const found = new Set([place]), queue = [place];
  while (queue.length) {
    const at = queue.pop();
    for (const f of factsOf.get(at) || []) {
      const [s, p, o] = KG.facts[f];
      if (o === at && (p === "partOf" || p === "locatedIn") && !found.has(s)) { found.add(s); queue.push(s); }
    }
  }
  return found;
}
function proofsOf(numbers) {
  return numbers.map((n) => { const [d, start, exact, origin, confidence, status] = KG.evidence[n]; return { document: KG.documents[d], d, start, exact, origin, confidence, status }; });
}
function passes(proofs) {
  return proofsOf(proofs).some((p) => p.confidence >= state.confidence && (!state.document || String(p.d) === state.document) && (!state.year || (p.document && p.document[2].startsWith(state.year))))
    || (!proofs.length && !state.confidence && !state.document && !state.year);
}
const plain = (label) => label.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase(); // zhī lǐ → zhi li
const searchable = KG.entities.map(([, name, aliases, pinyin]) => [name, ...aliases, ...pinyin].map(plain));
function search(query) {
  const wanted = plain(query.trim());
  if (!wanted) return [];
  const hits = [];
  searchable.forEach((labels, i) => {
    const best = Math.max(...labels.map((label) => rank(label, wanted)));
    if (best > 0) hits.push([best, KG.entities[i][6], i]);
  });
  return hits.sort((a, b) => b[0] - a[0] || b[1] - a[1] || a[2] - b[2]).slice(0, 12).map((h) => h[2]);
}
function rank(label, wanted) {
  const flat = label.replace(/\s+/g, "");
  if (label === wanted || flat === wanted) return 4;
  if (flat.startsWith(wanted)) return 3;
  const initials = label.split(/\s+/).map((w) => w[0]).join("");
  if (initials.length > 1 && initials.startsWith(wanted)) return 2;
  return flat.includes(wanted) ? 1 : 0;
}
function shortestPath(from, to) {
  const before = new Map([[from, null]]), queue = [from];
  for (let at; queue.length; ) {
    at = queue.shift();
    if (at === to) break;
    for (const next of neighboursOf(at).sort((a, b) => a - b)) if (!before.has(next)) { before.set(next, at); queue.push(next); }
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let at = to; at !== null; at = before.get(at)) steps.unshift(at);
  return steps;
}
