"""A rank or a streak in its sentence in, the words that name what is ranked or what has held out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.facts.metrics import trim
from kg.facts.observations_figures import Figure
from kg.records import Kind, Label, Mention

COUNTED_OFF = re.compile(
    r"(?:[两二三四五六七八九]|\d+)[个项大](?:单项|指标|项目|数据|分项)(?=[^一-龥]|均|都|$)"
)
HELD = re.compile(r"^(?:保持|实现|里|以来|如一日,?|圆满|都|均|在|没有发生|没有|发生)+")
CONFERRED = re.compile(r"^被[^,;。]{0,14}?(?:评为|评定为|确定为|授予|命名为|表彰为|列为|认定为)")
PLACING = re.compile(r"(?:在?全[省市县区州国盟旗])?(?:位列|排名|位居|居|名列|列|排|蝉联|第一)")
MOVED = re.compile(r"(?:[同环]比|持续|稳步|大幅|明显|逐年)*(?:下降|上升|增长|减少|提升|压降|走低|双降)")
OWNERS = frozenset({Label.UNIT, Label.PLACE})
GRADED = re.compile(
    r"全[省市县区州国盟旗](?:公安(?:机关|系统)?)?([^,;。第]{2,16}?)(?:排名|位列|位居|居)?(?:第[\d一二三四五六七八九十]|首位)"
)


def graded(text: str, figure: Figure, ahead: str, names: Sequence[Mention]) -> str | None:
    """What a rank or streak whose bearer alone stands before it grades (全省目标考核第二), "" or None."""
    bearer = figure.kind in (Kind.STREAK, Kind.RANK) and any(
        m.surface == ahead for m in names if m.label in OWNERS
    )
    found = GRADED.search(text, figure.lead, figure.clause[1]) if bearer else None
    return trim(found[1]) if found else "" if bearer else None


def ranked(text: str, figure: Figure, words: str) -> str:
    """Words that name what is ranked, without the field it is ranked in: 在全省各市中, 全市派出所."""
    words = COUNTED_OFF.sub("", words)
    if figure.rule == "superlative":
        inside = re.sub(r"^(?:在)?全.(?:[^,]*?(?:中|里|内))?", "", text[figure.lead : figure.low])
        return inside if trim(inside) and not re.search(r"派出所|分局|单位|降幅|增幅", inside) else words
    if re.search(r"考核|测评|指标|评比|评选|考评", words):
        return re.sub(r"中$", "", words)
    return re.sub(r"在?[^,在]{0,16}(?:中|里|内)$", "", words)


def streak(text: str, figure: Figure, ahead: str, last: str) -> str:
    """What has held for so long: the words before 连续 and those after the number."""
    rest = CONFERRED.sub("", HELD.sub("", text[figure.high : figure.clause[1]]))
    if figure.rule == "streak-won":
        return (ahead or last) + figure_words(text, figure)
    if PLACING.match(rest) and (ahead or last):
        return ahead or last
    if not rest and not ahead:
        following = text[figure.clause[1] + 1 :]
        return re.split(r"[,;。]", following)[0][:16] or last
    if re.search(r"\d", rest) or (last and not trim(ahead) and MOVED.fullmatch(rest)):
        return trim(ahead) or last
    return (trim(ahead) + rest)[:24] or last


def figure_words(text: str, figure: Figure) -> str:
    """The words of a won streak without its number: 十七连冠 → 连冠."""
    return re.sub(r"^[\d一二三四五六七八九十]+", "", text[figure.low : figure.high]).strip('”"')
