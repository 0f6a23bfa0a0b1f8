"use strict";
// A query in the text area in, its answer as a table out. Values are written as text, never as HTML.
const query = document.getElementById("query");
const answer = document.getElementById("answer");
const error = document.getElementById("error");
const count = document.getElementById("count");

function cell(row, tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  row.appendChild(made);
}

function table(result) {
  const made = document.createElement("table");
  const head = made.insertRow();
  const names = result.head.vars || [];
  names.forEach((name) => cell(head, "th", name));
  result.results.bindings.forEach((binding) => {
    const row = made.insertRow();
    names.forEach((name) => cell(row, "td", binding[name] ? binding[name].value : ""));
  });
  count.textContent = result.results.bindings.length;
  answer.replaceChildren(made);
}

function plain(text) {
  const made = document.createElement("pre");
  made.textContent = text;
  answer.replaceChildren(made);
}

async function run() {
  error.textContent = count.textContent = "";
  answer.replaceChildren();
  const reply = await fetch("/sparql", {
    method: "POST",
    headers: {
      "Content-Type": "application/sparql-query",
      Accept: "application/sparql-results+json, text/turtle;q=0.9",
    },
    body: query.value,
  });
  const text = await reply.text();
  if (!reply.ok) error.textContent = text;
  else if ((reply.headers.get("content-type") || "").includes("json")) {
    const result = JSON.parse(text);
    if (result.results) table(result);
    else plain(String(result.boolean));
  } else plain(text);
}

document.getElementById("run").addEventListener("click", run);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
