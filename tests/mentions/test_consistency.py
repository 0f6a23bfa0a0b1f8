"""Names that an article establishes are marked wherever they stand as whole words."""

from __future__ import annotations

import pytest

from kg.documents import article_of
from kg.mentions.consistency import consistent
from kg.records import Label, Mention

CASES = [
    # text as words, what is found (word, label, confidence), what else it implies
    ("潮眼 上线 。 民警 打开 潮眼 。", ("潮眼", Label.PLATFORM, 0.9), ["潮眼"]),
    ("潮眼 上线 。 民警 打开 潮眼 。", ("潮眼", Label.PLATFORM, 0.7), []),
    ("潮眼 上线 。 渔民 走上 潮眼桥 。", ("潮眼", Label.PLATFORM, 0.9), []),
    ("织里派出所 出警 。 织里 平安 。", ("织里派出所", Label.UNIT, 0.9), ["织里"]),
    ("织里派出所 出警 。 织里 公安 出警 。", ("织里派出所", Label.UNIT, 0.9), []),
    ("织里派出所 出警 。 织里人 满意 。", ("织里派出所", Label.UNIT, 0.9), ["织里"]),
    ("回头看 启动 。 再来 回头看 。", ("回头看", Label.PROGRAM, 0.9), []),
]


@pytest.mark.parametrize(("text", "first", "implied"), CASES)
def test_names_hold_throughout(text: str, first: tuple[str, Label, float], implied: list[str]) -> None:
    article = article_of("one.txt", text.replace(" ", ""))
    words, parts = [], text.split()
    for sentence in article.sentences:
        line, at = [], 0
        while at < len(sentence.text):
            part = parts.pop(0)
            line.append((at, at + len(part), "n"))
            at += len(part)
        words.append(line)
    surface, label, sure = first
    start, end = article.sentences[0].locate(0, len(surface))
    given = Mention(label, 0, 0, len(surface), start, end, surface, "rule", sure)
    found = consistent(article, [given], words)
    assert found[0] == given
    assert [mention.surface for mention in found[1:]] == implied
