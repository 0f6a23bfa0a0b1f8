"use strict";
// The vocabulary and example queries of the server in, an editor over its endpoint out; it asks no other host.
const START = `SELECT ?unit ?programme {
  ?u a pol:PoliceUnit ; skos:prefLabel ?unit ; pol:runs ?p .
  ?p a pol:Program ; skos:prefLabel ?programme .
} ORDER BY ?unit ?programme LIMIT 50`;

function complete(from, name, words) {
  Yasgui.Yasqe.forkAutocompleter(from, { name, bulk: true, autoShow: true, get: () => words, persistenceId: null }, false);
}

// Only the prefixes that a query uses stand at its head.
function withPrefixes(query, prefixes) {
  const used = Object.keys(prefixes).filter((name) => new RegExp(`(^|[^\\w:])${name}:`).test(query));
  return used.map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("") + query;
}

function offer(queries, prefixes, yasgui) {
  const select = document.getElementById("examples");
  queries.forEach((each) => select.add(new Option(`${each.zh} · ${each.en}`, each.name)));
  select.addEventListener("change", () => {
    const chosen = queries.find((each) => each.name === select.value);
    if (!chosen) return;
    const tab = yasgui.addTab(true, { name: chosen.zh, yasqe: { value: withPrefixes(chosen.sparql, prefixes) } });
    tab.getYasqe().query().catch(() => {}); // the answer's place shows what was wrong
  });
}

// A thing of the graph has its page on this server, whatever its IRI.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='https://w3id.org/policing-kg/id/']");
  if (link) link.href = link.href.replace("https://w3id.org/policing-kg/id/", "/id/");
}, true);

async function begin() {
  const known = await (await fetch("/editor.json")).json();
  const prefixes = Object.entries(known.prefixes).map(([name, iri]) => `${name}: <${iri}>`);
  complete("prefixes", "kg-prefixes", prefixes);
  complete("class", "kg-classes", known.classes);
  complete("property", "kg-properties", known.properties);
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: { endpoint: new URL("/sparql", location.href).href, method: "POST" },
    copyEndpointOnNewTab: false,
    autofocus: true,
    persistenceId: "kg",
    yasqe: {
      value: withPrefixes(START, known.prefixes),
      autocompleters: ["kg-prefixes", "kg-classes", "kg-properties", "variables"],
      editorHeight: "260px",
    },
    yasr: { prefixes: known.prefixes },
  });
  offer(known.queries, known.prefixes, yasgui);
  document.documentElement.dataset.ready = "yes";
}

begin();
