"""A graph in, what a SPARQL endpoint says of itself out: service description and VoID."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.graph import Graph
from kg.graph.iris import POL, PREFIXES, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
FORMATS = "http://www.w3.org/ns/formats/"
RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
SYNTAXES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML")
TYPE = NamedNode(PREFIXES["rdf"] + "type")


def _count(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def service_description(endpoint: str, writes: bool = False) -> list[Triple]:
    """What the endpoint at this URL can do; `writes` where it takes updates."""
    service, data = NamedNode(endpoint), NamedNode(endpoint + "#dataset")
    triples = [
        Triple(service, TYPE, NamedNode(SD + "Service")),
        Triple(service, NamedNode(SD + "endpoint"), service),
        Triple(service, NamedNode(SD + "supportedLanguage"), NamedNode(SD + "SPARQL11Query")),
        Triple(service, NamedNode(SD + "feature"), NamedNode(SD + "UnionDefaultGraph")),
        Triple(service, NamedNode(SD + "defaultDataset"), data),
        Triple(data, TYPE, NamedNode(SD + "Dataset")),
    ]
    if writes:
        update = NamedNode(SD + "SPARQL11Update")
        triples.append(Triple(service, NamedNode(SD + "supportedLanguage"), update))
    for name in (*RESULTS, *SYNTAXES):
        triples.append(Triple(service, NamedNode(SD + "resultFormat"), NamedNode(FORMATS + name)))
    return triples


def void_description(graph: Graph, home: str) -> list[Triple]:
    """What the data set is and how much it holds; `home` is the server's own URL."""
    stats, data = graph.stats(), NamedNode(home + "void#dataset")
    triples = [
        Triple(data, TYPE, NamedNode(VOID + "Dataset")),
        Triple(data, NamedNode(VOID + "sparqlEndpoint"), NamedNode(home + "sparql")),
        Triple(data, NamedNode(VOID + "uriSpace"), Literal(PREFIXES["id"])),
        Triple(data, NamedNode(VOID + "vocabulary"), NamedNode(POL)),
        Triple(data, NamedNode(VOID + "triples"), _count(sum(1 for _ in graph.union()))),
        Triple(data, NamedNode(VOID + "documents"), _count(stats.documents)),
        Triple(data, NamedNode(VOID + "entities"), _count(sum(stats.entities.values()))),
    ]
    for name, number in stats.entities.items():
        part = NamedNode(f"{home}void#{name}")
        triples += [
            Triple(data, NamedNode(VOID + "classPartition"), part),
            Triple(part, NamedNode(VOID + "class"), NamedNode(POL + name)),
            Triple(part, NamedNode(VOID + "entities"), _count(number)),
        ]
    return triples


def written(triples: list[Triple], media: str) -> bytes:
    """Triples in the syntax of a media type."""
    syntax = RdfFormat.from_media_type(media) or RdfFormat.TURTLE
    prefixes = {**{k: v for k, v in PREFIXES.items() if k != "id"}, "sd": SD, "void": VOID}
    return serialize(triples, format=syntax, prefixes=prefixes) or b""
