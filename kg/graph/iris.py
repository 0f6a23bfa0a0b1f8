"""Names and content in, IRIs out: the same content always has the same IRI, and no node is blank.

Things are `https://w3id.org/policing-kg/id/<class>/<key>`, where the key of an entity is its
canonical name and that of a statement, observation, mention or evidence a hash of its content.
"""

from __future__ import annotations

import hashlib
import re

from pyoxigraph import NamedNode

from kg.records import Label

POL = "https://w3id.org/policing-kg/ontology#"
ID = "https://w3id.org/policing-kg/id/"
GRAPH = "https://w3id.org/policing-kg/graph/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "pol": POL,
    "id": ID,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": SKOS,
    "dct": DCT,
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "qb": "http://purl.org/linked-data/cube#",
    "sosa": "http://www.w3.org/ns/sosa/",
    "schema": "https://schema.org/",
}

CLASS_OF = {
    Label.PLACE: "Place",
    Label.UNIT: "PoliceUnit",
    Label.ORG: "Organization",
    Label.TEAM: "Team",
    Label.ROLE: "Role",
    Label.PROGRAM: "Program",
    Label.PLATFORM: "Platform",
    Label.PERSON: "Person",
    Label.EVENT: "Event",
    Label.AWARD: "Award",
    Label.CASE: "Case",
}
LABEL_OF = {name: label for label, name in CLASS_OF.items()}

# RFC 3987: unreserved, sub-delims, ":", "@" and "/" stand in a path; all else is percent-encoded.
_FORBIDDEN = re.compile(
    r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/"
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]"
)

OFFICIAL = NamedNode(GRAPH + "official")
JUDGEMENTS = NamedNode(GRAPH + "judgements")
INFERRED = NamedNode(GRAPH + "inferred")


def escape(text: str) -> str:
    """`text` as one IRI path: Chinese stays, what an IRI forbids becomes `%XX` of its UTF-8."""
    return _FORBIDDEN.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode("utf-8", "replace")), text)


def digest(*parts: str) -> str:
    """24 hexadecimal digits of the SHA-256 of `parts`."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def pol(name: str) -> NamedNode:
    """Term `name` of the vocabulary."""
    return NamedNode(POL + name)


def thing(kind: str, key: str) -> NamedNode:
    """The thing of class `kind` with `key`."""
    return NamedNode(f"{ID}{kind}/{escape(key)}")


def entity(label: Label, key: str) -> NamedNode:
    """The entity with this label and key (its canonical name, unless it is private)."""
    return thing(CLASS_OF[label], key)


def document(identifier: str) -> NamedNode:
    """The document with this identifier."""
    return thing("Document", identifier)


def document_graph(identifier: str) -> NamedNode:
    """The named graph of what this document says."""
    return NamedNode(f"{GRAPH}document/{escape(identifier)}")


def hashed(kind: str, *parts: str) -> NamedNode:
    """The thing of class `kind` whose content is `parts`."""
    return NamedNode(f"{ID}{kind}/{digest(*parts)}")
