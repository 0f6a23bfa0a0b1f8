"""Gold annotations in, scores of a graph or of one stage out."""
