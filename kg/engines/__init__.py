"""Files in, extractions and quads out, by one process, several, or a cluster: the same results from each."""
