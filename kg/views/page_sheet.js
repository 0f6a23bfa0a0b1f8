// A page that is a sheet, not a graph: what choosing an entity does there, and the checks that narrow it.
"use strict";
let reveal = () => {}; // a page's own: bring the entity into view
const glyphs = { Place: "▲", PoliceUnit: "■", Organization: "■", Team: "●", Role: "●", Program: "★", Platform: "◆", Person: "●", Event: "⬢", Award: "★", Case: "▼" };
const colourOf = (i) => KG.classes[KG.entities[i][0]][2];
function badge(i) {
  const span = make("span", { class: "glyph", "aria-hidden": "true" }, glyphs[kindName(KG.entities[i][0])]);
  span.style.color = colourOf(i);
  return span;
}
function choose(i) {
  state.picked = i;
  showPanel(i);
  reveal(i);
  try { history.replaceState(null, "", `#${new URLSearchParams({ entity: keyOf(i) })}`); } catch { /* no address of its own */ }
}
function unpicked() { try { history.replaceState(null, "", "#"); } catch { /* the same */ } }
function classChecks(box, used, changed) { // one check a class; a hidden class is kept in `state`
  box.replaceChildren(...KG.classes.map(([name], k) => {
    if (!used.has(k)) return "";
    const check = make("input", { type: "checkbox", checked: !state.hiddenClasses.has(k) });
    check.dataset.kind = name;
    check.addEventListener("change", () => { if (check.checked) state.hiddenClasses.delete(k); else state.hiddenClasses.add(k); changed(); });
    const glyph = make("span", { class: "glyph", "aria-hidden": "true" }, glyphs[name]);
    glyph.style.color = KG.classes[k][2];
    return make("label", {}, check, glyph, className(k));
  }));
}
function startSheet() {
  startShell();
  relabel();
  const wanted = new URLSearchParams(location.hash.slice(1)).get("entity");
  if (byKey.has(wanted)) choose(byKey.get(wanted));
  document.documentElement.dataset.ready = "true";
}
