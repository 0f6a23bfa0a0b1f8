"""Names of programmes, platforms, teams, events, awards and cases in, which of them are one thing out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.entities.named import cleaned, unquoted
from kg.lexicon.names import folded

KEPT = 1 << 14  # names whose reading is remembered: more than a long article has
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]+)[”\"」』]")
_BRACKET = re.compile(r"[(（][^()（）]*[)）]$")
_KIND = re.compile(
    r"(?:综合|智慧|专项|预警|分析|管理|服务|实战|闭环|联动|全民|警务|工作|小?)*(?:系统|平台|模型|大模型|小程序|App|APP|应用|机制|体系|模式|警务|工作法"
    r"|行动|改革|工程|品牌|计划|活动|方案|制度|项目|调解团|服务队|服务团|工作室|队|团|视频号|公众号)$"
)


@lru_cache(KEPT)
def head(name: str) -> str:
    """The quoted part of a name that holds one, else "": “渭眼”视频分析系统 → 渭眼."""
    found = _QUOTED.findall(name)
    return found[0] if len(found) == 1 else ""


@lru_cache(KEPT)
def stem(name: str) -> str:
    """What a name is known by: its quoted part, or itself without type noun and bracket."""
    if quoted := head(name):
        return folded(quoted)
    plain = _BRACKET.sub("", unquoted(name))
    cut = _KIND.sub("", plain)
    return folded(cut if len(cut) >= 2 else plain)


_KINDS = (
    re.compile(r"(?:模式|体系|机制|工作法|制度|改革|警务|方案)$"),
    re.compile(r"(?:行动|活动|攻坚|战役)$"),
    re.compile(r"(?:平台|系统|应用|模型|大脑|驾驶舱)$"),
    re.compile(r"案$"),
    re.compile(r"(?:小程序|App|APP|公众号|视频号)$"),
    re.compile(r"(?:队|团|工作室|小组)$"),
    re.compile(r"(?:[\d.]+版|矩阵|品牌|工程|计划|项目|工作站|中心|联盟|行)$"),
)


@lru_cache(KEPT)
def _kind(name: str) -> str:
    """The sort of thing that a name says it is, by its last noun; "" if it says nothing."""
    tail = name.rsplit("”", 1)[-1] if head(name) else name
    for i, pattern in enumerate(_KINDS):
        if match := pattern.search(tail):
            return match[0] if i == len(_KINDS) - 1 else str(i)
    return tail if head(name) else ""


def alike_kinds(left: str, right: str) -> bool:
    """Whether two names may be of one sort: 模式 and 体系, or one that does not say."""
    a, b = _kind(left), _kind(right)
    if "2" in (a, b) and any(re.fullmatch(r"[\d.]+版", kind) for kind in (a, b)):
        return True
    return a == b or not a or not b


def _same(left: str, right: str) -> bool:
    """Whether two names of one article and one class are the same thing."""
    a, b = folded(_BRACKET.sub("", left)), folded(_BRACKET.sub("", right))
    if a == b or (_edition(a) == _edition(b) and _edition(a) in (a, b)):
        return True
    heads = head(left), head(right)
    if all(heads):
        return _same_heads(*heads) and alike_kinds(left, right)
    if any(heads):
        quoted, plain = (heads[0], b) if heads[0] else (heads[1], a)
        full, named = (left, right) if heads[0] else (right, left)
        if folded(quoted) == plain or _clipped(plain, quoted) or _counted(named, full):
            return True
        return stem(named) == folded(quoted) and alike_kinds(left, right)
    if stem(left) == stem(right) and (a in b or b in a):
        return True
    short, long = sorted((a, b), key=len)
    return 2 <= len(short) <= 3 < len(long) and long.endswith(short) and not short.isdigit()


def _same_heads(a: str, b: str) -> bool:
    return folded(a) == folded(b) or any(x in re.split("[·・]", y) for x, y in ((a, b), (b, a)))


def _edition(name: str) -> str:
    """An event without its number: 第七届世界布商大会 → 世界布商大会; two numbered ones keep theirs."""
    return re.sub(r"^(?:(?:20\d\d)年?)?(?:第[一二三四五六七八九十\d]+届|首届)(?=.{4})", "", name)


def _counted(plain: str, full: str) -> bool:
    """三大警务 of “共富、共治、生态”三大警务: the number stands for the list."""
    return re.match(r"[一二三四五六七八九十]+[大项个]", plain) is not None and full.endswith(f"”{plain}")


def _clipped(plain: str, quoted: str) -> bool:
    """A clipped head: 智脑 of “佛警智脑”, e企安 of “e企安·365”."""
    whole = folded(quoted)
    if len(plain) < 2 or plain == whole or "、" in quoted:
        return False
    begins = len(whole) >= 4 and whole.startswith(plain)
    return plain in re.split("[·・]", quoted) or whole.endswith(plain) or begins


def groups(surfaces: Sequence[str]) -> list[int]:
    """For each name the index of the first name that it is one thing with (its own if new).

    Longer names lead; a name that fits several of them joins the one that comes first.
    """
    names = [cleaned(s) for s in surfaces]
    first = {name: i for i, name in reversed(list(enumerate(names)))}
    leader: dict[str, str] = {}
    for name in sorted(first, key=lambda n: (-len(n), first[n])):
        matches = {leader[other] for other in leader if _same(name, other)}
        leader[name] = min(matches, key=lambda n: first[n], default=name)
    begin: dict[str, int] = {}
    for i, name in enumerate(names):
        begin.setdefault(leader[name], i)
    return [begin[leader[name]] for name in names]


def fullest(names: Sequence[str]) -> str:
    """The canonical one of several surfaces: the longest without enclosing quotes, then the first."""
    cleaned_names = [cleaned(n) for n in names]
    return max(cleaned_names, key=lambda n: (len(unquoted(_BRACKET.sub("", n))), -cleaned_names.index(n)))
