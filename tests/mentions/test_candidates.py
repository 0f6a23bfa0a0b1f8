"""Where people's names end, told from where the same names end elsewhere in the article."""

from __future__ import annotations

import pytest

from kg.documents import article_of
from kg.mentions import find_mentions
from kg.records import Label

STORIES = [
    ("站长江晓海和几名队员走村。江晓海说,灯亮着就好。", ["江晓海", "江晓海"]),
    ("调解员江海柏30年走遍山村。老人江海柏说好。", ["江海柏", "江海柏"]),
    ("陈旭焦急地说。陈旭来了。", ["陈旭", "陈旭"]),
    ("所里接到线索,喻某正在转账。", ["喻某"]),
]


@pytest.mark.parametrize(("text", "wanted"), STORIES)
def test_people(text: str, wanted: list[str]) -> None:
    (mentions,) = find_mentions([article_of("t.txt", text)])
    assert [m.surface for m in mentions if m.label is Label.PERSON] == wanted


def test_a_quoted_list_and_a_state_that_is_left() -> None:
    text = "全局推行“三访三清”“邻里夜话”“警邻互助”警务模式,推动从“被动处警”到“主动问诊”转变。"
    (mentions,) = find_mentions([article_of("t.txt", text)])
    assert [m.surface for m in mentions] == ["三访三清", "邻里夜话", "警邻互助"]
