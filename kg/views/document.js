// The text in pieces and what was read from it in, the text out with every mention and figure marked.
"use strict";
const proofsHere = new Map(); // "start:length" of a sentence → what was read from it
const sentenceKey = (p) => `${p[1]}:${Array.from(p[2]).length}`;
KG.facts.forEach(([, , , proofs], f) => proofs.forEach((n) => keep(proofsHere, sentenceKey(KG.evidence[n]), ["fact", f])));
KG.figures.forEach(([, , , proofs], m) => proofs.forEach((n) => keep(proofsHere, sentenceKey(KG.evidence[n]), ["figure", m])));
const ends = new Map(); // offset at which a sentence ends → its keys
for (const key of proofsHere.keys()) { const [start, length] = key.split(":").map(Number); keep(ends, start + length, key); }
function figureSpans() {
  const found = new Map();
  KG.figures.forEach(([, , , proofs], m) => proofs.forEach((n) => {
    const [, start, , , , , spans] = KG.evidence[n];
    for (let k = 0; k < spans.length; k += 3) if (spans[k] === -1 && !found.has(start + spans[k + 1])) found.set(start + spans[k + 1], [start + spans[k + 1], start + spans[k + 2], -1, m]);
  }));
  return [...found.values()];
}
function spansOf(start, end) { // mentions, and figures where no mention stands; in order, without overlaps
  const named = KG.mentions.filter(([, , i]) => !state.hiddenClasses.has(KG.entities[i][0])), kept = [];
  const inOrder = (spans) => spans.filter((s) => s[0] >= start && s[1] <= end && s[1] > s[0]).sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  for (const s of inOrder(named)) if (!kept.length || s[0] >= kept[kept.length - 1][1]) kept.push(s);
  const free = inOrder(figureSpans()).filter((s) => kept.every((k) => s[1] <= k[0] || s[0] >= k[1]));
  for (const s of free) if (s === free[0] || s[0] >= free[free.indexOf(s) - 1][1]) kept.push(s);
  return kept;
}
function pressable(kind, title, words, act) { // a real button cannot run over the end of a line
  const mark = make("span", { role: "button", tabindex: "0", class: kind, title }, words);
  mark.addEventListener("click", act);
  mark.addEventListener("keydown", (e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); act(); } });
  return mark;
}
function mention(words, i) {
  const mark = pressable("mention", `${className(KG.entities[i][0])} · ${KG.entities[i][1]}`, words, () => choose(i));
  mark.style.setProperty("--tint", colourOf(i));
  mark.dataset.entity = i;
  return mark;
}
function number(words, m) {
  const [, metric, slots] = KG.figures[m];
  return pressable("number", figureText(metric, slots), words, () => openPanel(text("figures"), make("ul", {}, figureRow(m))));
}
function readHere(keys) {
  const found = keys.flatMap((key) => proofsHere.get(key)), count = new Set(found.map(String)).size;
  const button = make("button", { type: "button", class: "read", "aria-label": `${text("in_sentence")}: ${count}` }, String(count));
  button.addEventListener("click", () => {
    const facts = [...new Set(found.filter((f) => f[0] === "fact").map((f) => f[1]))], seen = [...new Set(found.filter((f) => f[0] === "figure").map((f) => f[1]))];
    const rows = facts.map((f) => { const row = factRow(KG.facts[f][0], f); row.prepend(goTo(KG.facts[f][0]), " "); return row; });
    openPanel(text("in_sentence"), ...section("facts", rows), ...section("figures", seen.map((m) => figureRow(m))));
  });
  return button;
}
function pieceOf([start, words]) {
  const letters = Array.from(words), end = start + letters.length, box = make("div", { class: "piece" });
  const stops = new Map(); // offset → what happens there
  for (const s of spansOf(start, end)) stops.set(s[0], s);
  let at = start, run = "";
  const flush = () => { if (run) box.append(run); run = ""; };
  while (at <= end) {
    if (at > start && ends.has(at)) { flush(); box.append(readHere(ends.get(at))); }
    const span = stops.get(at);
    if (span) {
      flush();
      const inside = letters.slice(at - start, span[1] - start).join("");
      box.append(span[2] === -1 ? number(inside, span[3]) : mention(inside, span[2]));
      for (let k = at + 1; k < span[1]; k += 1) if (ends.has(k)) box.append(readHere(ends.get(k)));
      at = span[1];
    } else { if (at < end) run += letters[at - start]; at += 1; }
  }
  flush();
  return box;
}
function lineBox([start, end, , x0, y0, x1, y1], words) { // a line where it stood, with what it names
  const across = (offset) => x0 + (x1 - x0) * (offset - start) / Math.max(1, end - start), line = drawn("g");
  for (const [low, high, i, m] of spansOf(start, end)) {
    const mark = drawn("rect", { x: across(low), y: y0, width: across(high) - across(low), height: y1 - y0, class: i === -1 ? "found figure" : "found", fill: i === -1 ? "none" : colourOf(i) });
    mark.append(drawn("title", {}, i === -1 ? figureText(KG.figures[m][1], KG.figures[m][2]) : KG.entities[i][1]));
    mark.addEventListener("click", () => (i === -1 ? openPanel(text("figures"), make("ul", {}, figureRow(m))) : choose(i)));
    line.append(mark);
  }
  line.prepend(drawn("rect", { x: x0, y: y0, width: x1 - x0, height: y1 - y0, class: "print" }));
  line.append(drawn("text", { x: x0, y: y1 - (y1 - y0) * 0.2, "font-size": (y1 - y0) * 0.8, textLength: x1 - x0, lengthAdjust: "spacingAndGlyphs" }, words));
  return line;
}
function scans() {
  const [start, whole] = KG.pieces[0], letters = Array.from(whole), pages = new Map();
  for (const box of KG.boxes) keep(pages, box[2], box);
  return [...pages].map(([number, boxes]) => {
    const wide = Math.max(...boxes.map((b) => b[5])) * 1.04, high = Math.max(...boxes.map((b) => b[6])) * 1.04;
    const lines = boxes.map((box) => lineBox(box, letters.slice(box[0] - start, box[1] - start).join("")));
    return drawn("svg", { viewBox: `0 0 ${wide} ${high}`, class: "scan", role: "img", "aria-label": text("scanned", { n: number }) }, ...lines);
  });
}
function paint() {
  $("scan").hidden = !KG.boxes.length;
  if ($("scan").getAttribute("aria-pressed") === "true") return $("text").replaceChildren(...scans());
  return paintText();
}
function paintText() {
  $("text").replaceChildren(...(KG.whole ? [] : [make("p", { class: "where" }, text("pieces"))]), ...KG.pieces.map(pieceOf));
}
function relabel() {
  const [file, title, issued, publisher] = KG.documents[0];
  $("heading").textContent = title || file;
  $("about").textContent = [issued, publisher, file].filter(Boolean).join(" · ");
  classChecks($("checks"), new Set(KG.mentions.map((m) => KG.entities[m[2]][0])), paint);
  paint();
  say(text("marks", { m: KG.mentions.length, f: KG.facts.length, n: KG.figures.length }));
  if (state.picked !== null) showPanel(state.picked);
}
reveal = (i) => {
  const found = [...document.querySelectorAll(".mention")];
  found.forEach((e) => e.classList.toggle("picked", Number(e.dataset.entity) === i));
  const one = found.find((e) => Number(e.dataset.entity) === i);
  if (one && document.activeElement.id === "box") one.scrollIntoView({ block: "center" });
};
$("scan").addEventListener("click", () => { $("scan").setAttribute("aria-pressed", String($("scan").getAttribute("aria-pressed") !== "true")); paint(); });
startSheet();
