"""Patterns of sentences in, short made-up articles with their mentions, entities and facts out.

Names come from closed lists of inventions; frame words from `kg/lexicon/frames.jsonl`. The same seed makes
the same articles. A relation called `none` only says that the two stand in none.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from kg.documents import article_of
from kg.facts.relations.triggers import frame_words
from kg.records import Dated, Entity, Extraction, Home, Label, Mention, Predicate, Statement, entity_id

PATTERNS = Path(__file__).with_name("relation_patterns.txt")
HOMES = ("永安市", "河口县", "云安市", "清江县", "南屏市", "东湖区")
STEMS = ("城东", "石桥", "柳湾", "白塔", "新河", "双桥", "青山", "临江", "沙洲", "古渡", "杨林", "西关")
WORDS = (
    "护苗",
    "清源",
    "亮剑",
    "安居",
    "暖心",
    "守望",
    "春风",
    "铁拳",
    "金盾",
    "灯塔",
    "快哨",
    "云网",
    "净街",
    "和顺",
)
GIVEN = ("方一鸣", "陆晓芸", "秦志远", "沈佳", "邵建国", "温如海", "葛明", "严冬梅", "卢骁", "孟繁星", "钟楚")
KINDS: dict[str, tuple[Label, tuple[str, ...]]] = {
    "U": (
        Label.UNIT,
        ("{h}公安局", "{h}公安局{s}分局", "{s}派出所", "{h}公安局交警支队", "{s}警务站", "{h}反诈中心"),
    ),
    "O": (
        Label.ORG,
        (
            "{h}教育局",
            "{h}司法局",
            "{s}小学",
            "{h}日报",
            "{s}商会",
            "{h}农商银行",
            "{h}人民法院",
            "{s}街道办事处",
        ),
    ),
    "T": (Label.TEAM, ("“{w}”服务队", "{w}义警", "“{w}”工作室", "{s}骑警队", "“{w}”护学队")),
    "G": (
        Label.PROGRAM,
        (
            "“{w}”行动",
            "“{w}”机制",
            "“{w}{w2}”工作法",
            "{w}工程",
            "“{w}”专项行动",
            "“1+{n}+N”防控体系",
            "{w}警务",
        ),
    ),
    "F": (Label.PLATFORM, ("“{w}”平台", "“{w}”小程序", "{w}大脑", "“{w}”预警系统", "“{w}”App")),
    "P": (Label.PERSON, ("{p}",)),
    "R": (Label.ROLE, ("{w}警长", "企业警长", "项目警官", "{w}联络员")),
    "E": (Label.EVENT, ("第{n}届{h}文化节", "{h}警务协作会议", "全省{w}现场会")),
    "A": (Label.AWARD, ("全国优秀公安局", "“最美警察”", "全省{w}先进集体", "集体二等功", "青年文明号")),
    "C": (Label.CASE, ("“{n}·1{n}”盗窃案", "“{w}”专案")),
    "L": (Label.PLACE, ("{s}镇", "{s}街道", "{h}", "{s}景区")),
}
SLOT = re.compile(r"\{([A-Z])(\d)\}|\[([a-z-]+)\]")


def _patterns() -> list[tuple[str, list[tuple[str, str, str]]]]:
    found = []
    for line in PATTERNS.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            text, _, facts = line.partition("|")
            found.append((text.strip(), [tuple(f.split()) for f in facts.split(";")]))  # type: ignore[misc]
    return found


class Maker:
    """Makes articles from patterns with one random source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        frames: dict[str, list[str]] = {}
        for word, frame in sorted(frame_words().items()):
            frames.setdefault(frame, []).append(word)
        self.frames = frames

    def name(self, kind: str, home: str) -> tuple[Label, str]:
        label, forms = KINDS[kind]
        w, w2 = self.random.sample(WORDS, 2)
        filled = {"h": home, "s": self.random.choice(STEMS), "w": w, "w2": w2}
        filled |= {"n": str(self.random.randint(2, 9)), "p": self.random.choice(GIVEN)}
        return label, self.random.choice(forms).format(**filled)

    def sentence(
        self, pattern: str, home: str
    ) -> tuple[str, list[tuple[int, Label, str]], dict[str, tuple[Label, str]]]:
        """A pattern's text with its slots filled, the names in it and which slot each is."""
        names: dict[str, tuple[Label, str]] = {}
        out, marks, at = "", [], 0
        for m in SLOT.finditer(pattern):
            out += pattern[at : m.start()]
            at = m.end()
            if m[3]:
                out += self.random.choice(self.frames[m[3]])
                continue
            slot = m[1] + m[2]
            while slot not in names or list(names.values()).count(names[slot]) > 1:
                names[slot] = self.name(m[1], home)
            marks.append((len(out), *names[slot]))
            out += names[slot][1]
        return out + pattern[at:], marks, names

    def article(self, number: int, patterns: list[tuple[str, list[tuple[str, str, str]]]]) -> Extraction:
        home = self.random.choice(HOMES)
        text, spans, facts = f"{home}平安见闻\n\n", [], set()
        for pattern, relations in self.random.sample(patterns, 6):
            sentence, marks, names = self.sentence(pattern, home)
            spans += [(len(text) + at, label, name) for at, label, name in marks]
            for a, p, b in relations:
                if p != "none":
                    facts.add((entity_id(*names[a]), Predicate(p), entity_id(*names[b])))
            text += sentence + "\n\n"
        return _extraction(f"made{number}.txt", text, home, spans, facts)


def _extraction(
    name: str,
    text: str,
    home: str,
    spans: list[tuple[int, Label, str]],
    facts: set[tuple[str, Predicate, str]],
) -> Extraction:
    article = article_of(name, text, issued=Dated("2025-03", "made"), home=Home(home, "made"))
    where = {o: (i, j) for i, s in enumerate(article.sentences) for j, o in enumerate(s.offsets)}
    mentions: list[Mention] = []
    owned: dict[tuple[Label, str], list[int]] = {}
    for start, label, surface in spans:
        sentence, low = where[start]
        owned.setdefault((label, surface), []).append(len(mentions))
        end = start + len(surface)
        mentions.append(Mention(label, sentence, low, low + len(surface), start, end, surface, "made"))
    entities = sorted((Entity(a, b, (), tuple(ids)) for (a, b), ids in owned.items()), key=lambda e: e.id)
    return Extraction(article, tuple(mentions), tuple(entities), tuple(Statement(*f) for f in sorted(facts)))


def samples(count: int, seed: int = 1) -> Iterator[Extraction]:
    """`count` made-up articles of six paragraphs each."""
    maker, patterns = Maker(seed), _patterns()
    for number in range(count):
        yield maker.article(number, patterns)
