"""Whatever the characters are: nothing raises, no offset is lost, twice read is the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import ReadOptions, articles_of, document
from kg.documents.script import readable

MARKS = [*'。，、：；！？“”《》（）—…\n\r\t\u3000 ,.!?"#*-𠮷\ufeff\x00', "\n\n", "——"]
LINES = ["本报讯（记者林一）", "记者：", "图为", "摄", "一、", "桥头的灯", "下降12.4%"]
WORDS = ["记者", "去年", "今年", "2031年", "3月", "青溪市公安局", "湖州", "全市", "我市"]
TIMES = ["三五年来", "十七八年", "第一二〇个警察节", "第十十届进博会", "从警二三十年", "二〇二六年"]
PIECES = st.sampled_from(MARKS + LINES + WORDS + TIMES)
NAMES = st.sampled_from(["a.txt", "a.csv", "a.jsonl", "a.zip", "a.docx", "a.html", "a.md"])
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map("".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.booleans())
def test_any_text(text, markdown):
    found = articles_of("a.txt", text, markdown)
    assert "".join(article.text for article in found) == text
    assert found == articles_of("a.txt", text, markdown)
    flat = readable(text)
    assert len(flat) == len(text)
    seen = [at for article in found for sentence in article.sentences for at in sentence.offsets]
    assert len(seen) == len(set(seen))
    for article in found:
        for sentence in article.sentences:
            assert "".join(flat[at] for at in sentence.offsets) == sentence.text
            assert article.start <= sentence.start < sentence.end <= article.start + len(article.text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), NAMES)
def test_any_bytes(data, name):
    assert list(document(name, data, ReadOptions(ocr=False), {})) is not None
