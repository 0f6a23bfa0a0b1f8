"""Bytes of a text file in, its characters and the name of their encoding out.

Order of trial: byte order mark, UTF-8, UTF-16 without a mark, then GB18030 and Big5, of which the one with
more everyday characters wins (each can decode most files of the other into rare ones), last the detector
charset-normalizer, whose answer must look like text too.
"""

from __future__ import annotations

import codecs

from kg.errors import UnreadableInput

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE = 1 << 16  # bytes that a guess looks at
PLAUSIBLE = 0.2  # least share of everyday characters among Chinese ones; prose has 0.4 and more
DAMAGED = 0.001  # largest share of undecodable characters in a text that is still read
EVERYDAY = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把"
    "性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反明看原利比或但质气第向"
    "道变条只没结解问意建月公无系情者最立代已通并提直题程展五员位入常文总次品式活设及管特件长求老基资边路级"
    "少图山统接知较将组见计别手期运农指几九区强放决西被干做必战先回任取据处队南给门即保治北百规领七海口东导"
    "個國這來時們為說會後對發過學經動種問開關當機實現應電長東見話車門間報書將幾務議線級體無義處業產據縣區"
    "警察派出所案件群众服务局市省县镇村安全防犯罪诈骗调解巡逻辖矛盾纠纷專項犯詐騙調糾紛轄眾，。、：；“”（）"
)


def plausibility(text: str) -> float:
    """Share of everyday characters among the Chinese ones of `text`; for plain ASCII 1."""
    han = [char for char in text if not char.isascii()]
    if not han:
        return 1.0
    return sum(char in EVERYDAY for char in han) / len(han)


def _strict(data: bytes, encoding: str, cut: bool = False) -> str | None:
    """Decode or None; with `cut` a character that the end of the data breaks is left out."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if cut and error.start >= len(data) - 3:
            return data[: error.start].decode(encoding)
        return None


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            unit = 2 if encoding == "utf-16" else 1
            text = _strict(data[: len(data) - len(data) % unit], encoding, cut=True)
            if text is None:
                raise UnreadableInput(f"says it is {encoding}, but its bytes are not; name the encoding")
            return text, encoding
    return None


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: its line breaks and Latin letters have null bytes, and one order gives prose."""
    found = []
    for encoding in ("utf-16-le", "utf-16-be"):
        sample = _strict(data[: SAMPLE & ~1], encoding, cut=True)
        if sample and "\x00" not in sample and plausibility(sample) > PLAUSIBLE:
            found.append((plausibility(sample), encoding))
    for _, encoding in sorted(found, reverse=True):
        if (text := _strict(data[: len(data) & ~1], encoding)) is not None:
            return text, encoding
    return None


def _chinese(data: bytes) -> tuple[str, str] | None:
    found = []
    for encoding in ("gb18030", "big5hkscs"):
        sample = _strict(data[:SAMPLE], encoding, cut=True)
        if sample is not None and plausibility(sample) > PLAUSIBLE:
            found.append((plausibility(sample), encoding))
    for _, encoding in sorted(found, key=lambda pair: -pair[0]):
        if (text := _strict(data, encoding, cut=True)) is not None:
            return text, encoding
    return None


def _damaged(data: bytes) -> tuple[str, str] | None:
    """A text with a few broken bytes, each read as U+FFFD."""
    for encoding in ("utf-8", "gb18030"):
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") <= DAMAGED * len(text) and plausibility(text[:SAMPLE]) > PLAUSIBLE:
            return text, encoding
    return None


def _detected(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:SAMPLE]).best()
    if best is None or (text := _strict(data, best.encoding, cut=True)) is None:
        return None
    return (text, best.encoding) if plausibility(text[:SAMPLE]) > 2 * PLAUSIBLE else None


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Decode `data`, with `encoding` where it is given; raise UnreadableInput where that fails."""
    if encoding:
        try:
            return data.decode(encoding), encoding
        except LookupError:
            raise UnreadableInput(f"no encoding is called {encoding!r}; try gb18030, big5 or utf-8") from None
        except UnicodeDecodeError as error:
            raise UnreadableInput(f"is not {encoding}: byte {error.start} cannot be decoded") from None
    if found := _marked(data):
        return found
    if 0 not in data and (text := _strict(data, "utf-8", cut=True)) is not None:
        return text, "utf-8"
    if 0 in data and (found := _wide(data)):
        return found
    if data.count(0) > len(data) // 1000:
        raise UnreadableInput("is no text: it is full of null bytes")
    if (text := _strict(data, "utf-8", cut=True)) is not None:
        return text, "utf-8"
    if found := _chinese(data) or _damaged(data) or _detected(data):
        return found
    raise UnreadableInput("is in no encoding we know; name it with --encoding")
