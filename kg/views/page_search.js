// Letters and keys in, the entity that was meant out; `choose` and `relabel` belong to the page's own script.
"use strict";
const say = (message) => { $("status").textContent = message; };
function hitRow(i, n) {
  const row = make("li", { role: "option", id: `hit-${n}`, "aria-selected": String(n === 0) }, make("span", {}, entity(i).name), make("small", {}, className(entity(i).kind)));
  row.dataset.entity = i;
  row.addEventListener("mousedown", (event) => { event.preventDefault(); take(i); });
  return row;
}
function showHits() {
  const asked = $("box").value.trim(), hits = search(asked), list = $("hits");
  list.replaceChildren(...(hits.length || !asked ? hits.map(hitRow) : [make("li", { "aria-disabled": "true" }, text("nothing"))]));
  hideHits(!asked);
  if (hits.length) $("box").setAttribute("aria-activedescendant", "hit-0"); else $("box").removeAttribute("aria-activedescendant");
}
function hideHits(hidden = true) {
  $("hits").hidden = hidden;
  $("box").setAttribute("aria-expanded", String(!hidden));
}
function take(i) { hideHits(); $("box").value = entity(i).name; choose(i); }
function moveHit(step) {
  const rows = [...$("hits").querySelectorAll("[data-entity]")];
  if (!rows.length) return;
  if ($("hits").hidden) hideHits(false);
  const at = rows.findIndex((r) => r.getAttribute("aria-selected") === "true");
  rows.forEach((r) => r.setAttribute("aria-selected", "false"));
  const next = rows[(at + step + rows.length) % rows.length];
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
  $("box").setAttribute("aria-activedescendant", next.id);
}
function typed(event) {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); moveHit(event.key === "ArrowDown" ? 1 : -1); }
  else if (event.key === "Escape" && !$("hits").hidden) { event.preventDefault(); event.stopPropagation(); hideHits(); }
}
function everywhere(event) {
  if (event.key === "Escape" && !panel.hidden) closePanel();
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); $("box").focus(); $("box").select(); }
}
function relabelShell() {
  document.documentElement.lang = state.language;
  document.title = text(`title.${KG.view}`);
  document.querySelectorAll("[data-text]").forEach((e) => { e.textContent = text(e.dataset.text); });
  $("box").placeholder = text("search");
  $("box").setAttribute("aria-label", text("search"));
  $("hits").setAttribute("aria-label", text("search"));
}
function startShell() {
  $("find").addEventListener("submit", (event) => { event.preventDefault(); const hit = $("hits").querySelector('[aria-selected="true"]'); if (hit) take(Number(hit.dataset.entity)); });
  $("box").addEventListener("input", showHits);
  $("box").addEventListener("keydown", typed);
  $("box").addEventListener("blur", () => hideHits());
  document.addEventListener("keydown", everywhere);
  $("language").addEventListener("click", () => { state.language = state.language === "zh" ? "en" : "zh"; relabelShell(); relabel(); });
  relabelShell();
}
