// What is drawn now in, a file for the user out: PNG, SVG, CSV.
"use strict";
function save(name, type, body) {
  const link = make("a", { download: name, href: URL.createObjectURL(new Blob([body], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
function savePng() { // on the page's own ground: a transparent picture is unreadable in a dark mail
  const from = document.querySelector("#mynetwork canvas"), to = make("canvas", { width: from.width, height: from.height }), pen = to.getContext("2d");
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, to.width, to.height);
  pen.drawImage(from, 0, 0);
  to.toBlob((blob) => save("policing-kg.png", "image/png", blob));
}
const xml = (s) => String(s).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
function svgText() {
  const drawn = visibleNodes().map(entity), places = network.getPositions(drawn.map((e) => e.i));
  const xs = Object.values(places).map((p) => p.x), ys = Object.values(places).map((p) => p.y);
  const left = Math.min(...xs) - 80, top = Math.min(...ys) - 40;
  const out = [`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${Math.max(...xs) - left + 80} ${Math.max(...ys) - top + 60}" font-family="sans-serif" font-size="12">`];
  for (const f of visibleFacts()) {
    const [s, p, o] = KG.facts[f], a = places[s], b = places[o];
    out.push(`<line x1="${a.x}" y1="${a.y}" x2="${b.x}" y2="${b.y}" stroke="#b8bec7" stroke-width="1"><title>${xml(propertyName(p))}</title></line>`);
  }
  for (const e of drawn) {
    const at = places[e.i];
    out.push(`<circle cx="${at.x}" cy="${at.y}" r="8" fill="${KG.classes[e.kind][2]}"/><text x="${at.x}" y="${at.y + 22}" text-anchor="middle">${xml(e.name)}</text>`);
  }
  return out.join("") + "</svg>";
}
function cell(value) { // a spreadsheet must not run what a document says
  const safe = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) && !/^[+-]?\d+(\.\d+)?$/.test(value) ? `'${value}` : String(value);
  return `"${safe.replace(/"/g, '""')}"`;
}
function csvText() {
  const rows = [["subject", "property", "object", "sentence", "document"]];
  for (const f of visibleFacts()) {
    const [s, p, o, proofs] = KG.facts[f], first = proofsOf(proofs)[0];
    rows.push([entity(s).name, p, entity(o).name, first ? first.exact : "", first && first.document ? first.document[0] : ""]);
  }
  return "\ufeff" + rows.map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n";
}
