"""A spaCy Doc of any Chinese pipeline in, the same Doc with our mentions as its entities out.

`spacy.blank("zh").add_pipe("policing_mentions")` is all it takes. The Doc's text is read as one article
by the same function as the batch path, so both give the same mentions; where a mention's edge falls
inside a token, the Doc's own tokens decide (`alignment`). Like a build, it joins two stages: the text
is split as documents are, and then read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg.documents import article_of
from kg.mentions import find_mentions
from kg.records import Mention

NAME = "policing_mentions"


class PolicingMentions:
    """Sets `doc.ents`; `alignment` is spaCy's mode of `Doc.char_span` (strict, contract, expand)."""

    def __init__(self, alignment: str = "expand", keep: bool = False) -> None:
        """`keep` leaves entities of earlier components that overlap none of ours."""
        self.alignment = alignment
        self.keep = keep

    def __call__(self, doc: Doc) -> Doc:
        """Find the mentions of one Doc."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 64) -> Iterator[Doc]:
        """Find the mentions of many Docs, `batch_size` at a time."""
        waiting = iter(docs)
        while held := list(islice(waiting, batch_size)):
            for doc, mentions in zip(
                held, find_mentions([article_of("", d.text) for d in held]), strict=True
            ):
                yield self._set(doc, mentions)

    def _set(self, doc: Doc, mentions: Iterable[Mention]) -> Doc:
        spans: list[Span] = []
        for mention in mentions:
            span = doc.char_span(
                mention.start, mention.end, mention.label.value, alignment_mode=self.alignment
            )
            if span is not None:
                spans.append(span)
        kept = filter_spans(spans)
        taken = {token.i for span in kept for token in span}
        if self.keep:
            kept += [span for span in doc.ents if not taken.intersection(range(span.start, span.end))]
        doc.ents = tuple(kept)
        return doc


@Language.factory(
    NAME, assigns=["doc.ents", "token.ent_type"], default_config={"alignment": "expand", "keep": False}
)
def make_policing_mentions(nlp: Language, name: str, alignment: str, keep: bool) -> PolicingMentions:
    """Make the component for a pipeline; its entry point is `policing_mentions`."""
    return PolicingMentions(alignment, keep)
