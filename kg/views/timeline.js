// Beginnings with their places in, rows on one axis of time out: a mark where it began, a dot a report.
"use strict";
const dayOf = (date) => { const [y, m = "07", d = "01"] = date.split("-"); return Number(y) + (Number(m) - 1) / 12 + (Number(d) - 1) / 372; };
const shownRows = () => KG.beginnings.filter(([i]) => !state.hiddenClasses.has(KG.entities[i][0]));
const all = KG.beginnings.flatMap(([, date, , , reports]) => [dayOf(date), ...reports.map((r) => dayOf(r[0]))]);
const first = Math.floor(Math.min(...all, 2100)), last = Math.ceil(Math.max(...all, 0) + 0.15);
const percent = (date) => `${2 + 96 * (dayOf(date) - first) / Math.max(1, last - first)}%`;
function ticks() {
  const step = [1, 2, 5, 10, 20, 50].find((s) => (last - first) / s <= (innerWidth < 700 ? 5 : 12)) || 100, found = [];
  for (let y = Math.ceil(first / step) * step; y <= last; y += step) found.push(y);
  return found;
}
function gridLines(withYears) {
  return ticks().flatMap((y) => {
    const x = percent(`${y}-01`), line = drawn("line", { x1: x, x2: x, y1: withYears ? 18 : 0, y2: "100%", class: "grid" });
    return withYears ? [drawn("text", { x, y: 13, class: "year" }, String(y)), line] : [line];
  });
}
function dots(row) {
  const [i, date, f, , reports] = row, planned = statusBadges(KG.facts[f][3]).length > 0;
  const seen = reports.map(([day, place]) => drawn("circle", { cx: percent(day), cy: 14, r: 4, class: "report" }, drawn("title", {}, `${day} ${KG.entities[place][1]} · ${text("reported")}`)));
  const start = drawn("rect", { x: percent(date), y: 7, width: 14, height: 14, rx: 3, transform: "translate(-7 0)", fill: planned ? "none" : colourOf(i), stroke: colourOf(i), "stroke-width": 2 }, drawn("title", {}, date));
  const span = reports.length ? [drawn("line", { x1: percent(date), x2: percent(reports[reports.length - 1][0]), y1: 14, y2: 14, stroke: colourOf(i), class: "span" })] : [];
  return [...span, ...seen, start];
}
function timeRow(row) {
  const [i, date, f, places, reports] = row;
  const where = [...new Set([...places, ...reports.map((r) => r[1])])].map((p) => KG.entities[p][1]);
  const name = make("div", { class: "who" }, badge(i), " ", goTo(i), " ", make("small", {}, [date, ...where].join(" · ")), ...statusBadges(KG.facts[f][3]));
  const line = drawn("svg", { class: "line", height: 28, width: "100%", "aria-hidden": "true" }, ...gridLines(false), ...dots(row));
  const box = make("div", { class: "time", role: "listitem" }, name, line);
  box.dataset.entity = i;
  return box;
}
function paint() {
  const rows = shownRows();
  $("axis").replaceChildren(make("div", { class: "who" }), drawn("svg", { class: "line", height: 26, width: "100%", "aria-hidden": "true" }, ...gridLines(true)));
  $("rows").replaceChildren(...(rows.length ? rows.map(timeRow) : [make("p", {}, text("undated"))]));
  say(text("started", { n: rows.length }));
}
function relabel() {
  classChecks($("checks"), new Set(KG.beginnings.map(([i]) => KG.entities[i][0])), paint);
  paint();
  if (state.picked !== null) showPanel(state.picked);
}
reveal = (i) => {
  document.querySelectorAll(".time.picked").forEach((e) => e.classList.remove("picked"));
  const row = document.querySelector(`.time[data-entity="${i}"]`);
  if (row) { row.classList.add("picked"); row.scrollIntoView({ block: "center" }); }
};
addEventListener("resize", paint);
startSheet();
