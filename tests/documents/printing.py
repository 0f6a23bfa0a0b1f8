"""Words in, bytes of a PDF with a text layer out: enough of the format to print columns of Chinese."""

from __future__ import annotations

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [5 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe)"
    b" /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 6 0 R >>",
    b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 800 /StemV 80 >>",
)


def pdf(pages: list[list[tuple[float, float, float, str]]], encrypt: bool = False) -> bytes:
    """A PDF whose pages hold words at (x, y, size, text), in points from the lower left corner."""
    numbers = [7 + 2 * at for at in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< >>",
        *FONT,
    ]
    for number, words in zip(numbers, pages, strict=True):
        stream = b"".join(
            f"BT /F1 {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET\n".encode()
            for x, y, size, text in words
        )
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >>"
            + f" /Contents {number + 1} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"endstream")
    return _file(objects, encrypt)


def _file(objects: list[bytes], encrypt: bool) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    key = b"<" + b"41" * 32 + b">"
    locked = (
        b" /Encrypt << /Filter /Standard /V 1 /R 2 /O " + key + b" /U " + key + b" /P -4 >>"
        if encrypt
        else b""
    )
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R" % (len(objects) + 1)
        + b" /ID [<41> <41>]"
        + locked
        + b" >>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    )


def column(
    text: str, x: float, y: float, width: int, size: float = 12
) -> list[tuple[float, float, float, str]]:
    """The words of a column that is `width` characters wide, from its top at (x, y) down."""
    rows = [text[at : at + width] for at in range(0, len(text), width)]
    return [(x, y - 1.5 * size * number, size, row) for number, row in enumerate(rows)]
