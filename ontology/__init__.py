"""The vocabulary (OWL), its shapes (SHACL) and the named queries; installed as `kg.ontology`."""
