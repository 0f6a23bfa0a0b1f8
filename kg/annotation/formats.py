"""Annotated documents in, the files of an annotation tool out, and back without loss.

`label-studio`: one JSON file of tasks. `brat`: a folder with NAME.txt and NAME.ann for each document.
`spacy`: one DocBin with a token for each character, entities in `doc.ents`.
Offsets in the files count from the beginning of the document's own text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from kg.annotation.corrections import Correction
from kg.errors import UnreadableInput, Unwritable
from kg.records import Extraction, Label


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document's text with its spans, offsets from the beginning of `text`."""

    document: str
    digest: str
    start: int  # where `text` begins in its file
    text: str
    spans: tuple[tuple[int, int, Label], ...]

    def correction(self) -> Correction:
        """The same spans as offsets in the file."""
        return Correction(
            self.document, self.digest, tuple((a + self.start, b + self.start, k) for a, b, k in self.spans)
        )


def annotated(extraction: Extraction) -> Annotated:
    """What was found in one article."""
    article = extraction.article
    spans = {(m.start - article.start, m.end - article.start, m.label) for m in extraction.mentions}
    return Annotated(article.identifier, article.digest, article.start, article.text, tuple(sorted(spans)))


def _task(each: Annotated) -> dict[str, Any]:
    result = [
        {
            "id": f"{a}-{b}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": a, "end": b, "text": each.text[a:b], "labels": [k.value]},
        }
        for a, b, k in each.spans
    ]
    about = {"document": each.document, "digest": each.digest, "start": each.start}
    return {"data": {"text": each.text, **about}, "annotations": [{"result": result}]}


def _write_label_studio(found: Iterable[Annotated], target: Path) -> None:
    tasks = [_task(each) for each in found]
    target.write_text(json.dumps(tasks, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _read_label_studio(source: Path) -> Iterator[Annotated]:
    for task in json.loads(source.read_text("utf-8")):
        told = task["data"]
        values = [r["value"] for a in task["annotations"][-1:] for r in a["result"] if r["type"] == "labels"]
        spans = sorted((v["start"], v["end"], Label(v["labels"][0])) for v in values)
        yield Annotated(told["document"], told["digest"], told["start"], told["text"], tuple(spans))


def _fragments(text: str, start: int, end: int) -> str:
    """A brat span: line breaks cut it into fragments."""
    pieces = re.finditer(r"[^\r\n]+", text[start:end])
    return ";".join(f"{start + p.start()} {start + p.end()}" for p in pieces)


def _write_brat(found: Iterable[Annotated], target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for each in found:
        name = quote(each.document, safe="")
        (target / f"{name}.txt").write_text(each.text, "utf-8", newline="")
        lines = [f"#0\tAnnotatorNotes T0\t{each.digest} {each.start}"]
        for n, (a, b, kind) in enumerate(each.spans, 1):
            words = re.sub(r"[\r\n]+", " ", each.text[a:b])
            lines.append(f"T{n}\t{kind.value} {_fragments(each.text, a, b)}\t{words}")
        (target / f"{name}.ann").write_text("\n".join(lines) + "\n", "utf-8")


def _read_brat(source: Path) -> Iterator[Annotated]:
    for path in sorted(source.glob("*.ann")):
        with path.with_suffix(".txt").open(encoding="utf-8", newline="") as words:
            text = words.read()
        lines = path.read_text("utf-8").splitlines()
        digest, start = next(line.split("\t")[2] for line in lines if line.startswith("#0")).split(" ")
        spans = []
        for line in lines:
            if line.startswith("T"):
                kind, _, places = line.split("\t")[1].partition(" ")
                numbers = [int(n) for n in re.findall(r"\d+", places)]
                spans.append((numbers[0], numbers[-1], Label(kind)))
        yield Annotated(unquote(path.stem), digest, int(start), text, tuple(sorted(spans)))


def _write_spacy(found: Iterable[Annotated], target: Path) -> None:
    import spacy
    from spacy.tokens import Doc, DocBin, Span

    words, bin_ = spacy.blank("zh").vocab, DocBin(store_user_data=True)
    for each in found:
        doc = Doc(words, words=list(each.text), spaces=[False] * len(each.text))
        doc.ents = [Span(doc, a, b, label=k.value) for a, b, k in each.spans]
        doc.user_data = {"document": each.document, "digest": each.digest, "start": each.start}
        bin_.add(doc)
    target.write_bytes(bin_.to_bytes())


def _read_spacy(source: Path) -> Iterator[Annotated]:
    import spacy
    from spacy.tokens import DocBin

    for doc in DocBin().from_bytes(source.read_bytes()).get_docs(spacy.blank("zh").vocab):
        told = doc.user_data
        spans = tuple(sorted((e.start_char, e.end_char, Label(e.label_)) for e in doc.ents))
        yield Annotated(told["document"], told["digest"], told["start"], doc.text, spans)


Write = Callable[[Iterable[Annotated], Path], None]
Read = Callable[[Path], Iterator[Annotated]]
FORMATS: dict[str, tuple[Write, Read]] = {
    "label-studio": (_write_label_studio, _read_label_studio),
    "brat": (_write_brat, _read_brat),
    "spacy": (_write_spacy, _read_spacy),
}


def write_annotations(extractions: Iterable[Extraction], target: Path, form: str) -> None:
    """Write what was found in documents for an annotation tool; Unwritable where that cannot be."""
    try:
        FORMATS[form][0]((annotated(each) for each in extractions), target)
    except OSError as error:
        raise Unwritable(f"{target} cannot be written ({error.strerror})") from None


def read_annotations(source: Path, form: str) -> list[Annotated]:
    """Read back what an annotation tool left; UnreadableInput where the file is none of this format."""
    try:
        return list(FORMATS[form][1](source))
    except OSError as error:
        raise UnreadableInput(f"{source} cannot be read ({error.strerror})") from None
    except (ValueError, KeyError, TypeError, IndexError, StopIteration, RuntimeError) as error:
        raise UnreadableInput(f"{source} holds no {form} annotations of ours ({error!r})") from None
