"""The nouns every stage speaks: article, sentence, mention, entity, statement, observation, evidence.

All are frozen and hold only plain values, so that a record can be hashed, pickled to a worker and
written as one JSON line (`kg.serial`). Offsets count code points in the decoded source file, end
exclusive. What each class and property covers is stated in `ontology/policing.ttl`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Label(StrEnum):
    """Class of a named thing; the value is the tag used in gold files."""

    PLACE = "PLACE"
    UNIT = "UNIT"
    ORG = "ORG"
    TEAM = "TEAM"
    ROLE = "ROLE"
    PROGRAM = "PROGRAM"
    PLATFORM = "PLATFORM"
    PERSON = "PERSON"
    EVENT = "EVENT"
    AWARD = "AWARD"
    CASE = "CASE"


class Predicate(StrEnum):
    """Relation between two entities, or (`started`) between an entity and a date."""

    PART_OF = "partOf"
    LOCATED_IN = "locatedIn"
    RUNS = "runs"
    PARTNER_OF = "partnerOf"
    MEMBER_OF = "memberOf"
    HAS_ROLE = "hasRole"
    RECEIVED = "received"
    TOOK_PART_IN = "tookPartIn"
    USES = "uses"
    HANDLED = "handled"
    STARTED = "started"


class Status(StrEnum):
    """How the text stands to what it says."""

    ASSERTED = "Asserted"
    PLANNED = "Planned"
    NEGATED = "Negated"
    ALLEGED = "Alleged"


class Kind(StrEnum):
    """What sort of figure an observation is."""

    LEVEL = "Level"
    CHANGE = "Change"
    RANK = "Rank"
    STREAK = "Streak"


class Direction(StrEnum):
    """Which way a Change goes."""

    UP = "Up"
    DOWN = "Down"


class Basis(StrEnum):
    """What a Change is measured against."""

    YEAR_ON_YEAR = "YearOnYear"
    PERIOD_ON_PERIOD = "PeriodOnPeriod"
    FROM_TO = "FromTo"


class Bound(StrEnum):
    """How a written number stands to the true one."""

    AT_LEAST = "AtLeast"
    NEARLY = "Nearly"
    ABOUT = "About"


class Role(StrEnum):
    """What a sentence is on its page."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, joined over line breaks, with the way back to its file.

    `text` is what later stages read: breaks inside it removed, width of marks and Latin letters
    normalised one character for one. `offsets[i]` is the place of `text[i]` in the decoded file: a range
    where no character of the file was left out between them, else a tuple.
    """

    text: str
    offsets: Sequence[int]
    role: Role = Role.BODY
    paragraph: int = 0  # counts from 0 in the article; a heading is a paragraph of its own
    section: str = ""  # the nearest heading above, "" under none

    @property
    def start(self) -> int:
        """Offset in the file of the first character."""
        return self.offsets[0]

    @property
    def end(self) -> int:
        """Offset in the file just after the last character."""
        return self.offsets[-1] + 1

    def locate(self, low: int, high: int) -> tuple[int, int]:
        """File offsets of `text[low:high]`."""
        return self.offsets[low], self.offsets[high - 1] + 1


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with how it is known. `value` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`."""

    value: str
    origin: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Home:
    """The place that 我市/全市/全省 mean in an article: official name of the division, e.g. 湖州市."""

    place: str
    origin: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Article:
    """One piece of news: what every later stage works on, one at a time.

    `identifier` is the input's relative path, with `#n` for the n-th of several articles in a file.
    `text` is the article's stretch of the decoded file and begins there at `start`.
    `sources` lists further identifiers under which the same text was met (reprints).
    """

    identifier: str
    text: str
    start: int
    digest: str  # sha256 of the text, hex
    sentences: tuple[Sentence, ...]
    title: str = ""
    byline: str = ""
    publisher: str = ""
    issued: Dated | None = None
    home: Home | None = None
    sources: tuple[str, ...] = ()
    boxes: tuple[
        tuple[int, int, int, float, float, float, float], ...
    ] = ()  # start, end, page, x0, y0, x1, y1

    def exact(self, start: int, end: int) -> str:
        """The characters of the file from `start` to `end`, as they stand there."""
        return self.text[start - self.start : end - self.start]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something. `low` and `high` are its place in its sentence's `text`."""

    label: Label
    sentence: int  # index into Article.sentences
    low: int
    high: int
    start: int  # in the file
    end: int
    surface: str  # sentence.text[low:high]: no line breaks, marks normalised
    origin: str  # rule or model that found it, with version: "grammar/unit-station@3"
    confidence: float = 1.0


def entity_id(label: Label, name: str) -> str:
    """The key of an entity: its label and its canonical name, nothing else."""
    return f"{label.value}/{name}"


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing as one article knows it; `mentions` are indices into the extraction's mentions."""

    label: Label
    name: str  # canonical name within what the article and official data tell
    aliases: tuple[str, ...] = ()  # sorted, without `name`
    mentions: tuple[int, ...] = ()  # empty for what is only implied (全市 → the home place)
    code: str = ""  # GB/T 2260 code of a PLACE where known
    private: bool = False  # victims, suspects, 李某, 孙女士: never joined across documents
    origin: str = ""  # how the canonical name was reached

    @property
    def id(self) -> str:
        """Key of the entity: label and canonical name."""
        return entity_id(self.label, self.name)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence a fact stands on. `document` is the article's identifier."""

    document: str
    start: int
    end: int
    exact: str
    origin: str
    confidence: float = 1.0
    status: Status = Status.ASSERTED


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact: two entity ids and a predicate; for `started` the object is a date string."""

    subject: str
    predicate: Predicate
    object: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One measured figure; `about`, `rank_scope`, `attributed_to` are entity ids."""

    about: str
    metric: str  # shortest noun phrase that names what is measured
    kind: Kind
    value: Decimal
    evidence: Evidence
    unit: str = ""
    direction: Direction | None = None
    basis: Basis | None = None
    from_value: Decimal | None = None
    bound: Bound | None = None
    period_start: str | None = None  # xsd:date, inclusive
    period_end: str | None = None
    rank_scope: str | None = None
    attributed_to: str | None = None
    quote: str = ""  # the words of the figure itself, narrower than the sentence
    figure: tuple[int, int] = (0, 0)  # offsets of the number in the file
    speaker: str = ""  # who says it: an entity id, or "" for the paper itself
    flags: tuple[str, ...] = ()  # what does not add up, as codes: "change-mismatch", "future-period"


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one article; a pure function of it, the official data and the rules."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()  # sorted by id
    statements: tuple[Statement, ...] = ()  # sorted by subject, predicate, object
    observations: tuple[Observation, ...] = field(default=())  # in the order of their figures
