"""What can go wrong, named by its condition; each text says what, where, and the way out."""


class PolicingError(Exception):
    """Root of every error this package raises on purpose; the command line prints it as one line."""


class UnreadableInput(PolicingError):
    """A document cannot be read; the build reports it and goes on."""


class MalformedRule(PolicingError):
    """A row of a data file (rules, lexicon, judgements) is wrong: the text names file and line."""


class NoSuchName(PolicingError):
    """No entity answers to a name; the text suggests near ones."""


class NotAGraph(PolicingError):
    """A folder holds no graph of ours, or one that a newer version wrote."""


class GraphBusy(PolicingError):
    """Another process is writing to the graph folder."""


class BadQuery(PolicingError):
    """A SPARQL query cannot be parsed or run as asked."""


class NotAllowed(PolicingError):
    """An update would write more than the graphs that are the users' own."""


class Unwritable(PolicingError):
    """An output cannot be written: no space, no permission, or the target is something else."""


class WorkerLost(PolicingError):
    """Workers, or the cluster that holds them, cannot be reached or kept; the text says which and why."""
