"""The spaCy component finds what the batch path finds."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy import displacy

from kg.documents import article_of
from kg.evaluation.gold import unmark
from kg.mentions import find_mentions

REPORTS = Path(__file__).parents[2] / "scripts" / "train" / "reports" / "dev"
TEXTS = [
    unmark((REPORTS / f"{name}.ann.txt").read_text("utf-8"))[0]
    for name in ("t1_nantong", "t3_qufu", "t5_yanji")
]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("zh")
    nlp.add_pipe("policing_mentions")
    return nlp


def test_component_and_batch_agree(nlp: spacy.language.Language) -> None:
    expected = find_mentions([article_of("", text) for text in TEXTS])
    for doc, mentions in zip(nlp.pipe(TEXTS), expected, strict=True):
        found = sorted((m.start, m.end, m.label.value) for m in mentions)
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == found


def test_one_doc_and_a_pipe_agree(nlp: spacy.language.Language) -> None:
    piped = [[(e.text, e.label_) for e in doc.ents] for doc in nlp.pipe(TEXTS, batch_size=2)]
    assert piped == [[(e.text, e.label_) for e in nlp(text).ents] for text in TEXTS]


def test_displacy_shows_the_labels(nlp: spacy.language.Language) -> None:
    page = displacy.render(nlp("城关派出所民警张建国在北京市参加培训。"), style="ent", page=False)
    assert "UNIT" in page and "PERSON" in page


def test_earlier_entities_can_be_kept() -> None:
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "FOOD", "pattern": "馒头"}])  # type: ignore[attr-defined]
    nlp.add_pipe("policing_mentions", config={"keep": True})
    assert ("馒头", "FOOD") in [(e.text, e.label_) for e in nlp("张建国在北京市卖馒头。").ents]


def test_an_empty_doc_has_no_entities(nlp: spacy.language.Language) -> None:
    assert nlp("").ents == ()


@pytest.mark.parametrize("verb", ["说。", "说:“来了”", "称,门开着。"])
def test_verb_of_speaking_is_no_part_of_a_name(nlp: spacy.language.Language, verb: str) -> None:
    doc = nlp(f"安阳市公安局民警郭勇{verb}")
    assert [ent.text for ent in doc.ents if ent.label_ == "PERSON"] == ["郭勇"]
