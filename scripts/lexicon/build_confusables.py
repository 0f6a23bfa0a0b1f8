"""A font and a pronunciation table in, `kg/lexicon/confusables.tsv.gz` out: characters easily mistaken.

For each character of GB 2312: its syllables without tone (pypinyin) and the characters that look like
it. Likeness is the cosine of blurred 24 × 24 glyphs of Noto Sans CJK SC (Debian's fonts-noto-cjk);
kept from 0.72 on, or from 0.62 on where both stand under one radical (radicals from jionlp). Needs
pillow, jionlp and the font; `--check` fails when the packaged file differs.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypinyin import Style, pinyin

OUT = Path(__file__).resolve().parents[2] / "kg" / "lexicon" / "confusables.tsv.gz"
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2  # index of the SC face in the collection
STRONG, WEAK = 0.72, 0.62
BEYOND = "囗溇浭藍鎮縣區廳隊臺灣廣東鄉"  # met in prints, outside GB 2312


def characters() -> list[str]:
    """The 6,763 characters of GB 2312 and a few beyond, sorted."""
    found = set(BEYOND)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            found |= set(bytes([high, low]).decode("gb2312", "ignore"))
    return sorted(found)


def radicals() -> dict[str, str]:
    """Character → radical, from jionlp's character list."""
    spec = importlib.util.find_spec("jionlp")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("jionlp is not installed")
    archive = Path(spec.submodule_search_locations[0]) / "dictionary" / "chinese_char_dictionary.zip"
    with zipfile.ZipFile(archive) as packed:
        lines = packed.read("chinese_char_dictionary.txt").decode("utf-8").splitlines()
    return {line.split("\t")[0]: line.split("\t")[1] for line in lines if line.count("\t") > 1}


def glyphs(chars: list[str]) -> np.ndarray:
    """One centred unit vector a character."""
    font = ImageFont.truetype(FONT, 48, index=SIMPLIFIED)
    rows = []
    for char in chars:
        image = Image.new("L", (48, 48))
        ImageDraw.Draw(image).text((24, 24), char, font=font, fill=255, anchor="mm")
        small = image.filter(ImageFilter.GaussianBlur(1.6)).resize((24, 24), Image.Resampling.BOX)
        row = np.asarray(small, dtype=np.float32).ravel()
        row -= row.mean()
        rows.append(row / np.linalg.norm(row))
    return np.array(rows)


def table() -> bytes:
    """Lines `char TAB syllables TAB like-char score-in-percent …`, gzipped."""
    chars = characters()
    radical = radicals()
    like = glyphs(chars)
    lines = []
    for i, char in enumerate(chars):
        row = like @ like[i]
        near = []
        for j in np.flatnonzero(row >= WEAK):
            other = chars[j]
            same = radical.get(char) and radical.get(char) == radical.get(other)
            if other != char and (row[j] >= STRONG or same):
                near.append(f"{other}{int(row[j] * 100):02d}")
        sounds = sorted(set(pinyin(char, style=Style.NORMAL, heteronym=True)[0]))
        lines.append(f"{char}\t{' '.join(sounds)}\t{''.join(near)}")
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as out:
        out.write(("\n".join(lines) + "\n").encode())
    return packed.getvalue()


def main() -> None:
    """Write the table, or compare it with `--check`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail if the packaged table differs")
    content = table()
    if not parser.parse_args().check:
        OUT.write_bytes(content)
    elif not OUT.exists() or OUT.read_bytes() != content:
        sys.exit(f"{OUT} differs from its sources: run scripts/lexicon/build_confusables.py and commit")


if __name__ == "__main__":
    main()
