"""Whom a figure is about: who is spoken of clause by clause, what is counted, and the choice between them."""
