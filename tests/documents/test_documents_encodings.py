"""Bytes in each encoding come back as the same text; what is no text is refused with a way out."""

import codecs

import pytest

from kg.documents.decode import decode
from kg.errors import UnreadableInput

SIMPLE = "青溪市公安局在老街设了一个警务站，民警和队员每天夜里都要走一圈。\n去年，全市警情同比下降12.4%。"
TRADITIONAL = (
    "青溪市警察局在老街設了一個服務站，員警和隊員每天夜裡都要走一圈。\n去年，全市案件比前年少了一成。"
)
ASCII = "plain ascii, 2031-02-03\n"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (SIMPLE, "utf-8", "utf-8"),
        (SIMPLE, "utf-8-sig", "utf-8-sig"),
        (SIMPLE, "gb18030", "gb18030"),
        (SIMPLE, "gbk", "gb18030"),
        (SIMPLE, "gb2312", "gb18030"),
        (SIMPLE, "utf-16", "utf-16"),
        (SIMPLE * 40, "utf-16-le", "utf-16-le"),
        (SIMPLE * 40, "utf-16-be", "utf-16-be"),
        (SIMPLE, "utf-32", "utf-32"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "gb18030", "gb18030"),
        ("警情少了。", "gb18030", "gb18030"),
        ("全市下降", "gbk", "gb18030"),
        (ASCII, "ascii", "utf-8"),
    ],
)
def test_detects(text, written, read):
    assert decode(text.encode(written)) == (text, read)


def test_big_endian_mark():
    assert decode(codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be"))[0] == SIMPLE


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le"])
def test_a_given_encoding_is_used(encoding):
    text = "公安局 2031"
    assert decode(text.encode(encoding), encoding) == (text, encoding)


def test_a_character_cut_off_at_the_end_is_left_out():
    assert decode((SIMPLE + "局").encode()[:-1])[0] == SIMPLE
    assert decode((SIMPLE + "局").encode("gb18030")[:-1])[0] == SIMPLE


def test_few_broken_bytes_become_marks():
    data = (SIMPLE * 60).encode()
    assert decode(data[:300] + b"\xff" + data[300:])[0].count("\ufffd") == 1


def test_few_null_bytes_stay_in_place():
    text = SIMPLE * 60
    assert decode(text.encode()[:0] + b"\x00" + text.encode())[0] == "\x00" + text


@pytest.mark.parametrize(
    ("data", "encoding", "reason"),
    [
        (b"\x00\x01\x02" * 100, None, "is no text: it is full of null bytes"),
        (bytes(range(128, 256)) * 8, None, "is in no encoding we know; name it with --encoding"),
        (SIMPLE.encode("gb18030"), "utf-8", "is not utf-8: byte 0 cannot be decoded"),
        (b"abc", "utf-88", "no encoding is called 'utf-88'; try gb18030, big5 or utf-8"),
        (
            codecs.BOM_UTF8 + b"\xff\xff\xff\xff\xff",
            None,
            "says it is utf-8-sig, but its bytes are not; name the encoding",
        ),
    ],
)
def test_refuses(data, encoding, reason):
    with pytest.raises(UnreadableInput) as caught:
        decode(data, encoding)
    assert str(caught.value) == reason
