"""A candidate pair and its reading in, whether names or wording forbid the relation, whatever its score.

A title settles where a person serves, the subject of its verb who has an honour. What another is said to have
made (在省厅举办的比武中) is not run by those who met it there; an event that police guard is not theirs. A
body is no partner of its own part, and runs it only where it sets it up.
"""

from __future__ import annotations

import re

from kg.facts.relations.arguments import Argument
from kg.facts.relations.guards import GUARDED, GUARDING
from kg.facts.relations.honours import fits
from kg.facts.relations.pairs import Pair
from kg.facts.relations.posts import BOTH
from kg.facts.relations.readings import Reading
from kg.records import Label, Predicate

MAKERS = frozenset((Label.UNIT, Label.ORG, Label.TEAM, Label.PERSON))
MADE = re.compile(
    r"[”’』」》]*[^,;:。!?、]{0,6}?(?:举办|主办|召开|承办|举行|组织|推行|推出|研发|开发|建设|打造|创建|首创|开设|组建|成立|共建|设立)"
    r"的[“‘『「《]*"
)
SET_UP = re.compile(r"成立|设立|组建|挂牌|揭牌|建成|建起|建立|启用|增设|新设|设")
GIVER = re.compile(r"(?:被|接受)[“‘]?$")
BESIDES = re.compile(r"兼|队员|成员")
ENGAGED = re.compile(r"(?<![被受获应])(?:聘请|选聘|聘任|招募|发动|设立|配备|吸纳|推选|遴选)")


def barred(pair: Pair, predicate: Predicate, reading: Reading) -> bool:
    """Whether the relation is out of the question in the pair's sentence."""
    text = reading.article.sentences[pair.sentence].text
    subject, object_ = pair.subject, pair.object
    if predicate == Predicate.MEMBER_OF:
        return _serves_elsewhere(text, pair, reading)
    if predicate == Predicate.RECEIVED:
        if not fits(subject.label, reading.entities[object_.entity].name):
            return True
        return reading.honours.bars(pair.sentence, subject.entity, object_.entity)
    if predicate == Predicate.PARTNER_OF:
        return _part(pair, reading) or _part(pair, reading, turned=True)
    if predicate == Predicate.HAS_ROLE:
        return _engages(text, pair)
    return predicate == Predicate.RUNS and _not_theirs(text, pair, reading)


def _serves_elsewhere(text: str, pair: Pair, reading: Reading) -> bool:
    person, body, label = pair.subject.entity, pair.object, pair.object.label
    if label == Label.UNIT and reading.outsider(person):
        return True
    if not isinstance(body, Argument):
        sharing = bool(BESIDES.search(text))
    elif GIVER.search(text, 0, body.low):
        return True
    elif text[: body.low].endswith("是"):
        return False
    else:
        sharing = bool(BOTH.search(text))
    return reading.posts.bars(pair.sentence, person, body.entity, label, sharing)


def _part(pair: Pair, reading: Reading, turned: bool = False) -> bool:
    """Whether the object's name opens with the subject's: 市公安局, 市公安局反诈中心."""
    whole, part = (reading.entities[end.entity].name for end in (pair.subject, pair.object))
    return whole.startswith(part) if turned else part.startswith(whole)


def _engages(text: str, pair: Pair) -> bool:
    """所长方一鸣聘请老人为调解员: the role is another's."""
    if not isinstance(pair.subject, Argument) or not isinstance(pair.object, Argument):
        return False
    return bool(ENGAGED.search(text, pair.subject.high, max(pair.object.low, pair.subject.high)))


def _not_theirs(text: str, pair: Pair, reading: Reading) -> bool:
    thing = pair.object
    if not isinstance(thing, Argument):
        return False
    if thing.label == Label.UNIT and _part(pair, reading) and not SET_UP.search(text):
        return True
    guarded = GUARDING.search(text, 0, thing.low) or GUARDED.match(text, thing.high)
    if thing.label == Label.EVENT and guarded:
        return True
    return _by_another(text, pair, thing, reading)


def _by_another(text: str, pair: Pair, thing: Argument, reading: Reading) -> bool:
    """Whether the sentence says who made it, and names another: 市局举办的比武, for the county's police."""
    row = reading.rows[pair.sentence]
    makers = [
        a
        for a in row
        if a.label in MAKERS and a.high <= thing.left and MADE.fullmatch(text, a.high, thing.left)
    ]
    if not makers:
        return False
    groups = {a.group for a in makers}
    own = any(a.entity == pair.subject.entity for a in row if a.group in groups)
    shared = text[: makers[0].left].rstrip("“").endswith("、")  # 甲主办、乙承办的
    return not own and not shared
