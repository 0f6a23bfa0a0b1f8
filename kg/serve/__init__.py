"""A graph folder in, a web server over it out: SPARQL protocol, linked-data pages, JSON, reconciliation."""
