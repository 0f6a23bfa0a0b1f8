"""Bad input becomes one clear line each, and the rest is read; nothing outside the paths is opened."""

import os
import zipfile

import pytest

from kg.documents import ReadOptions, Skipped, read
from kg.documents import files as files_module
from tests.documents.printing import pdf

TEXT = "桥头的灯\n\n本报记者 林一\n\n青溪市公安局在老街设了一个警务站。\n"
PAGE = [(60.0, 780.0, 24.0, "桥头的灯为什么一直亮着")]


def reasons(*paths, **options):
    return {x.identifier: x.reason for x in read(paths, ReadOptions(**options)) if isinstance(x, Skipped)}


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", " \n\u3000\n".encode(), "is empty"),
        ("null.txt", b"\x00" * 999, "is no text: it is full of null bytes"),
        ("noise.txt", bytes(range(128, 256)) * 8, "is in no encoding we know; name it with --encoding"),
        ("cut.pdf", pdf([PAGE])[:700], "is no sound PDF; it may be cut off"),
        ("locked.pdf", pdf([PAGE], encrypt=True), "is encrypted; save it without a password first"),
        ("cut.zip", b"PK\x03\x04" + b"x" * 50, "is no sound zip archive; it may be cut off"),
        ("cut.docx", b"PK\x03\x04" + b"x" * 50, "is no sound Word file (BadZipFile); save it again"),
        ("cut.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "is no sound picture; save it again as .png or .jpg"),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0" + b"x" * 50,
            "is in a format we do not read; save it as .docx, .pdf, .html or .txt",
        ),
        ("tool.py", b"print()", "is of a kind we do not read (.py)"),
        (
            "page.html",
            b"<html><body><script>x()</script></body></html>",
            "has no main text; save the page with its article",
        ),
        ("no_text.csv", b"a,b\n1,2\n", "has no column called text or 正文, only a, b"),
    ],
)
def test_one_line_each(tmp_path, name, data, reason):
    for module in ("pypdfium2", "docx", "PIL", "rapidocr", "trafilatura"):
        pytest.importorskip(module)
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT, "utf-8")
    found = list(read([tmp_path]))
    assert [x for x in found if isinstance(x, Skipped)] == [Skipped(name, reason)]
    assert [x.identifier for x in found if not isinstance(x, Skipped)] == ["good.txt"]


def test_missing_path():
    assert reasons("no/such/file") == {"no/such/file": "does not exist; check the path"}


def test_wrong_extension_is_read_by_content(tmp_path):
    pytest.importorskip("pypdfium2")
    (tmp_path / "a.txt").write_bytes(pdf([PAGE]))
    (tmp_path / "b.pdf").write_text(TEXT, "utf-8")
    assert [x.title for x in read([tmp_path])] == ["桥头的灯为什么一直亮着", "桥头的灯"]


def test_zip_bomb(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 30_000_000)
    assert reasons(tmp_path) == {"bomb.zip": "unpacks to far more than its size: a zip bomb"}
    assert reasons(tmp_path, most_unpacked=1_000_000) == {"bomb.zip": "unpacks to more than 1 MB; split it"}


def test_encrypted_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert reasons(tmp_path) == {"a.zip": "is encrypted; unpack it with its password first"}


def test_archive_members_stay_inside(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../outside.txt", TEXT)
        archive.writestr("inner.zip", b"PK\x03\x04")
    found = list(read([tmp_path]))
    assert [x.identifier for x in found] == ["a.zip/../../outside.txt", "a.zip/inner.zip"]
    assert found[0].reason == "has a path that leads out of its archive"
    assert found[1].reason == "is an archive inside an archive; unpack it first"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_word_file_with_an_external_entity(tmp_path):
    docx = pytest.importorskip("docx")
    (tmp_path / "secret").write_text("秘密", "utf-8")
    docx.Document().save(tmp_path / "plain.docx")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret">]>'.encode()
    with zipfile.ZipFile(tmp_path / "plain.docx") as old, zipfile.ZipFile(tmp_path / "bad.docx", "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace(b"?>", b"?>" + entity, 1) if name == "word/document.xml" else part
            )
    (tmp_path / "plain.docx").unlink()
    (tmp_path / "secret").unlink()
    assert reasons(tmp_path) == {
        "bad.docx": "declares an entity in word/document.xml, which no Word file does"
    }


def test_a_hundred_megabytes_of_one_line(tmp_path):
    (tmp_path / "line.txt").write_bytes("字".encode() * 33_000_000)
    assert reasons(tmp_path) == {"line.txt": "has a line of more than 2 million characters"}


def test_file_larger_than_allowed(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 2_000_001)
    assert reasons(tmp_path, most_bytes=2_000_000) == {"a.txt": "is larger than 2 MB; split it"}


def test_links(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(TEXT, "utf-8")
    (inside / "a.txt").write_text(TEXT, "utf-8")
    (inside / "loop").symlink_to(inside)
    (inside / "out").symlink_to(outside)
    (inside / "secret.txt").symlink_to(outside / "secret.txt")
    (inside / "same.txt").symlink_to(inside / "a.txt")
    (inside / "self.txt").symlink_to(inside / "self.txt")
    found = list(read([inside]))
    assert [x.identifier for x in found if not isinstance(x, Skipped)] == ["a.txt", "same.txt"]
    assert {x.identifier: x.reason for x in found if isinstance(x, Skipped)} == {
        "loop": "is a link to a folder; give that folder itself",
        "out": "is a link to a folder; give that folder itself",
        "secret.txt": "is a link that leads out of the folder; give its target itself",
        "self.txt": "is a link that leads nowhere",
    }


def test_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert reasons(tmp_path) == {"a.txt": "is no regular file"}


def test_file_that_vanishes(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    listed = files_module.files_of([tmp_path])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(files_module.UnreadableInput, match="vanished before it was read"):
        files_module.content(listed[0].path, 1000)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert reasons(tmp_path) == {"a.txt": "cannot be read (Permission denied)"}


def test_broken_metadata_is_reported(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "metadata.csv").write_bytes(b"\x00" * 500)
    assert reasons(tmp_path) == {"a.txt": "is no text: it is full of null bytes"}


def test_missing_parser_names_the_extra(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "trafilatura", None)
    (tmp_path / "a.html").write_text("<html><body><p>字</p></body></html>", "utf-8")
    assert reasons(tmp_path) == {"a.html": "needs what reads web pages: pip install 'policing-kg[formats]'"}
