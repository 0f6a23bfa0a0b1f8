"""A sentence's arguments in, who was given which honour out: by wording that names giver, verb and honour.

被省公安厅命名为“X”, 先后荣获“X”“Y”, 全国优秀人民警察方一鸣. The receiver is the subject of the verb: what
stands before it in its clause, or else what opens the sentence, never the giver after 被. An honour of
persons (个人三等功, 优秀人民警察) goes to no body, one of bodies (集体二等功, 先进单位) to no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.facts.relations.arguments import Argument
from kg.records import Article, Entity, Label

Given = tuple[int, int]  # entities: who received, the honour
BODIES = frozenset((Label.UNIT, Label.ORG, Label.TEAM))
GIVERS = frozenset((Label.UNIT, Label.ORG, Label.PLACE))  # 荣立永安市公安局个人三等功
OPEN = "“‘『「《"
SUBJECTS = BODIES | {Label.PERSON}
RECEIVERS = BODIES | {Label.PERSON, Label.PLACE, Label.PROGRAM, Label.PLATFORM}
VERB = re.compile(
    r"(?P<verb>(?:被|受|经|由|获)(?P<giver>[^,;:。!?]{0,40}?)(?:联合)?"
    r"(?:授予|评为|评定为|命名为|表彰为|确定为|认定为|评选为|记|追授|授|评)"
    r"|(?:荣获|获评|荣立|荣膺|获得|摘得|斩获|捧回|获颁|获授|获|入选|当选|记)(?:过|了)?)"
    r"(?:[一二三四五六两\d]+次)?(?:全[国省市县区州]|首批|第[一二三四五六]批|“|‘|《|「)*$"
)
ADVERBS = re.compile(
    r"[”’』」》)]*(?:,|(?:并且?|同时|且|先后|多次|曾|还|也|又|已|均|都|再次|再|连续[\d一二三四五六七八九十]+[年次]|去年|今年|前年"
    r"|(?:19|20)\d\d年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?|因此|成功|光荣|一举|刚刚|近日|日前))*"
)
PERSONAL = re.compile(r"个人|(?:人民警察|民警|辅警|干警|工作者|卫士|标兵|能手|党员|英模|调解员)[”’]*$")
SHARED = re.compile(r"集体|(?:单位|派出所|公安局|支部|团队|组织|队)[”’]*$")
APPOSED = re.compile(r"[”’』」》)]*(?:称号)?(?:获得者|荣誉获得者)?[“]?")


CLAUSE = re.compile(r"[,;:。!?]")
TITLE = re.compile(r"[”’』」》)]*[^,;:。!?]{1,16}")
OWNED = re.compile(r"[”’』」》)]*(?:的|[^,;:。!?]{0,6}(?:民警|辅警|[所队站局]长|教导员)[^,;:。!?])")
OPENS = re.compile(r"(?:[^,;:。!?]{0,10}[来中间年月日底初],)?[“‘]?")
NEXT = re.compile(r"[”’』」》)]*(?:[、和与及]|以及)(?:全[国省市县区州]|首批|第[一二三四五六]批)?[“‘『「《]*")


class Honours:
    """The honours that the wording of an article tells, sentence by sentence."""

    def __init__(
        self, article: Article, placed: Sequence[Sequence[Argument]], entities: Sequence[Entity]
    ) -> None:
        self.found: dict[tuple[int, int], list[int]] = {}  # sentence and honour, to who received it
        topic, paragraph = None, -1
        for number, row in enumerate(placed):
            sentence = article.sentences[number]
            before = topic if sentence.paragraph == paragraph else None
            for one, honour in honours_of(sentence.text, row, before, entities):
                self.found.setdefault((number, honour), []).append(one)
            topic, paragraph = topic_of(sentence.text, row), sentence.paragraph

    def bars(self, sentence: int, receiver: int, honour: int) -> bool:
        """Whether the sentence gives the honour to others than `receiver`."""
        return receiver not in self.found.get((sentence, honour), [receiver])


def honours_of(
    text: str, row: Sequence[Argument], before: Argument | None, entities: Sequence[Entity]
) -> Iterator[Given]:
    """Who received what, as the wording of one sentence tells; `before` is what the last one was about."""
    last: list[Argument] = []
    awards = [a for a in row if a.label == Label.AWARD]
    for i, award in enumerate(awards):
        name = entities[award.entity].name
        if person := _apposed(text, award, row):
            last = [] if SHARED.search(name) else [person]
        elif not (last and NEXT.fullmatch(text, awards[i - 1].high, award.low)):
            last = _receivers(text, award, row, before)
        for one in last:
            if fits(one.label, name):
                yield one.entity, award.entity


def topic_of(text: str, row: Sequence[Argument]) -> Argument | None:
    """What a sentence opens with, if that may receive an honour: the person of 河口派出所所长方一鸣, say."""
    named = [a for a in row if a.label in RECEIVERS]
    if not named or not OPENS.fullmatch(text, 0, named[0].low):
        return None
    first, after = named[0], named[1] if len(named) > 1 else None
    if after and after.label == Label.PERSON and TITLE.fullmatch(text, first.high, after.low):
        first = after
    plain = first.label in SUBJECTS and not first.pointing
    return first if plain and not OWNED.match(text, first.high) else None


def _apposed(text: str, award: Argument, row: Sequence[Argument]) -> Argument | None:
    after = next((a for a in row if a.low >= award.high), None)
    found = after and after.label == Label.PERSON and APPOSED.fullmatch(text, award.high, after.low)
    return after if found else None


def fits(label: Label, honour: str) -> bool:
    """Whether an honour may go to such a receiver: 个人三等功 to a person, 集体三等功 to none."""
    if PERSONAL.search(honour):
        return label == Label.PERSON
    return label != Label.PERSON or not SHARED.search(honour)


def _receivers(
    text: str, award: Argument, row: Sequence[Argument], before: Argument | None
) -> list[Argument]:
    """The subject of the verb that gives the honour, with those listed beside it."""
    giver = next((a for a in row if a.high <= award.left and not text[a.high : award.left].strip(OPEN)), None)
    found = VERB.search(text, 0, giver.low if giver and giver.label in GIVERS else award.left)
    if not found:
        return []
    named = [a for a in row if a.high <= found.start() and a.label in RECEIVERS]
    near = named[-1] if named else None
    if (
        near
        and ADVERBS.fullmatch(text, near.high, found.start())
        and near.label in SUBJECTS
        and not near.pointing
    ):
        return [a for a in named if a.group == near.group and a.label == near.label]
    clause = max((m.end() for m in CLAUSE.finditer(text, 0, found.start())), default=0)
    if not ADVERBS.fullmatch(text, clause, found.start()):
        return []
    if not named:
        return [before] if before else []
    topic = _opener(text, [a for a in named if a.label in SUBJECTS], found.start())
    return [topic] if topic else []


def _opener(text: str, named: Sequence[Argument], end: int) -> Argument | None:
    """The last name before `end` that opens a clause, or the person whose post does."""
    for i, a in reversed(list(enumerate(named))):
        opens = OPENS.fullmatch(text, 0, a.low) or (a.low > 0 and CLAUSE.fullmatch(text, a.low - 1, a.low))
        if not opens or a.pointing:
            continue
        after = named[i + 1] if i + 1 < len(named) else None
        if after and after.label == Label.PERSON and TITLE.fullmatch(text, a.high, after.low):
            a = after
        return None if OWNED.match(text, a.high) else a
    return None
