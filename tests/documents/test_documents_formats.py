"""Each format, read from real files in a folder, comes back as articles with what the file says of itself."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from kg.documents import ReadOptions, Skipped, read
from kg.documents.width import one_width
from tests.documents.printing import column, pdf

FIXTURES = Path(__file__).parent / "fixtures"
BODY = "青溪市公安局在老街设了一个警务站，民警和队员每天夜里都要走一圈。去年，全市警情同比下降12.4%。"
TEXT = f"桥头的灯\n\n本报记者 林一\n\n{BODY}\n"
HTML = f"""<!DOCTYPE html><html><head><title>桥头的灯_江畔网</title>
<meta property="article:published_time" content="2031-02-03T08:00:00+08:00">
<meta name="source" content="江畔日报"><script>document.write("不该出现")</script></head>
<body><nav><ul><li><a href="/">首页</a></li><li><a href="/news">新闻频道</a></li></ul></nav>
<article><h1>桥头的灯</h1><p>记者 林一</p><p>{BODY}</p>
<p>街坊们说，听见脚步声就知道天要亮了，这样的日子他过了十一年，谁家的门没有关好他都记在本子上。</p></article>
<div class="comments" id="comments"><p>网友甲：沙发！</p></div><footer>版权所有</footer></body></html>"""


def only(path, options=ReadOptions()):  # noqa: B008 - frozen
    found = list(read([path], options))
    assert len(found) == 1
    return found[0]


def back_to_source(article):
    flat = one_width(article.text)
    for sentence in article.sentences:
        assert "".join(flat[at - article.start] for at in sentence.offsets) == sentence.text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_text(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    article = only(path)
    assert (article.identifier, article.title, article.byline) == ("a.txt", "桥头的灯", "本报记者 林一")
    assert article.text == TEXT
    back_to_source(article)


def test_traditional_is_read_simplified_and_kept_as_evidence(tmp_path):
    pytest.importorskip("opencc")
    text = (
        "橋頭的燈\n\n青溪市警察局在老街設了一個服務站，員警和隊員每天夜裡都要走一圈，這樣的日子過了十一年。"
    )
    (tmp_path / "a.txt").write_bytes(text.encode("big5"))
    article = only(tmp_path / "a.txt")
    assert article.title == "桥头的灯"
    assert article.sentences[1].text.startswith("青溪市警察局在老街设了一个服务站")
    assert article.exact(*article.sentences[1].locate(9, 11)) == "設了"


def test_markdown(tmp_path):
    (tmp_path / "a.md").write_text("# 桥头的灯\n\n昨日，**桥头**添了[灯](http://e.cn/x)。\n", "utf-8")
    article = only(tmp_path / "a.md")
    assert [s.text for s in article.sentences] == ["桥头的灯", "昨日,桥头添了灯。"]
    back_to_source(article)


TABLES = {
    "drawn.md": "| 站点 | 接警数 |\n|---|---|\n| 桥头站 | 12起 |\n\n*桥头*很安静。",
    "spaced.txt": "昨日,桥头很安静。\n站点     2030年  2031年\n桥头站   1,204   980\n渡口站   312     290",
}


def test_rows_of_tables_are_captions_line_by_line(tmp_path):
    read = {}
    for name, text in TABLES.items():
        (tmp_path / name).write_text(text, "utf-8")
        read[name] = [(s.role.value, s.text) for s in only(tmp_path / name).sentences]
    assert read == {
        "drawn.md": [("caption", "站点   接警数"), ("caption", "桥头站   12起"), ("body", "桥头很安静。")],
        "spaced.txt": [
            ("body", "昨日,桥头很安静。"),
            ("caption", "站点     2030年  2031年"),
            ("caption", "桥头站   1,204   980"),
            ("caption", "渡口站   312     290"),
        ],
    }


def test_words_behind_a_dateline_belong_to_the_text(tmp_path):
    lines = "本报讯(记者 林一)昨日,桥头添了路灯和哨亭,街", "坊们天黑以后也愿意出来走走看看,江边的老街热闹多"
    more = "了。渡口也设了新岗,船家们都说好,往后夜里不怕没人", "管。"
    (tmp_path / "a.txt").write_text("\n".join(("桥头的灯", "", *lines, *more)), "utf-8")
    article = only(tmp_path / "a.txt")
    assert article.byline == "记者 林一"
    assert article.sentences[1].text == lines[0] + lines[1] + "了。"


def test_source_printed_beside_the_date_of_a_web_page(tmp_path):
    pytest.importorskip("trafilatura")
    printed = "<div>2031-02-03 来源：<a>渡口日报</a> 作者：林一</div>"
    source = re.sub(r"<meta[^>]*(?:ContentSource|site_name|source)[^>]*>", "", HTML)
    (tmp_path / "a.html").write_text(source.replace("<body>", f"<body>{printed}"), "utf-8")
    assert only(tmp_path / "a.html").publisher == "渡口日报"


def test_web_page(tmp_path):
    pytest.importorskip("trafilatura")
    (tmp_path / "a.html").write_text(HTML, "utf-8")
    article = only(tmp_path / "a.html")
    assert article.title == "桥头的灯"
    assert (article.issued.value, article.issued.origin) == ("2031-02-03", "html")
    assert article.publisher == "江畔日报"
    assert BODY in article.text
    assert not any(word in article.text for word in ("不该出现", "新闻频道", "沙发", "版权"))
    back_to_source(article)


def test_word_file(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for text in ("桥头的灯", "本报记者 林一", BODY):
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "警务站", "46个"
    document.add_paragraph("街坊们都说好。")
    document.save(tmp_path / "a.docx")
    article = only(tmp_path / "a.docx")
    assert article.text == f"桥头的灯\n\n本报记者 林一\n\n{BODY}\n\n警务站   46个\n\n街坊们都说好。"
    back_to_source(article)


LEFT = "　　清晨的集市还没有开张，民警已经把路口的护栏摆好，等着第一辆菜车从桥那头开过来。街坊们等在路边，"
RIGHT = "谁也不着急。这样的日子他过了十一年，街坊们说听见他的脚步声就知道天要亮了。去年全市警情同比下降一成。"


def test_pdf_in_two_columns(tmp_path):
    pytest.importorskip("pypdfium2")
    head = [(60, 780, 24, "桥头的灯为什么一直亮着"), (60, 745, 12, "本报记者　林一")]
    page = head + column(RIGHT, 320, 700, 18) + column(LEFT, 60, 700, 18)
    (tmp_path / "a.pdf").write_bytes(pdf([page, column("⻓江边的⺠警也来了，他们说好。", 60, 700, 20)]))
    article = only(tmp_path / "a.pdf")
    body = one_width((LEFT + RIGHT).strip())
    assert "".join(s.text for s in article.sentences) == (
        "桥头的灯为什么一直亮着" + "本报记者 林一" + body + "长江边的民警也来了,他们说好。"
    )
    low, high, number, x0, y0, x1, y1 = article.boxes[0]
    assert (article.text[low:high], number) == ("桥头的灯为什么一直亮着", 1)
    assert 50 < x0 < x1 < 400 and 30 < y0 < y1 < 80
    assert article.boxes[-1][2] == 2
    assert article.text[article.boxes[-1][0] : article.boxes[-1][1]] == "长江边的民警也来了，他们说好。"
    back_to_source(article)


@pytest.mark.parametrize("name", ["two_columns.png", "small_print.png"])
def test_picture_of_two_columns(name):
    pytest.importorskip("rapidocr")
    fuzz = pytest.importorskip("rapidfuzz.distance")
    wanted = "".join((FIXTURES / "two_columns.txt").read_text("utf-8").split())
    article = only(FIXTURES / name)
    got = "".join(article.text.split())
    assert fuzz.Levenshtein.distance(wanted, got) <= 0.01 * len(wanted)
    assert article.title == "桥头的灯为什么一直亮着"
    low, high, number, *_ = article.boxes[0]
    assert (article.text[low:high], number) == ("桥头的灯为什么一直亮着", 1)


def test_json_lines(tmp_path):
    rows = [
        {"正文": BODY, "标题": "桥头的灯", "发布日期": "2031-02-03", "来源": "江畔日报"},
        {"content": BODY, "url": "http://e.cn/2031-02/04/content_1.html"},
        {"title": "没有正文"},
        {"text": BODY, "home": "绍兴"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "a.jsonl").write_text("\n".join([*lines, "{broken", ""]), "utf-8")
    found = list(read([tmp_path / "a.jsonl"]))
    assert [x.identifier for x in found] == [f"a.jsonl#{n}" for n in range(1, 6)]
    first, second, third, fourth, fifth = found
    assert (first.title, first.publisher) == ("桥头的灯", "江畔日报")
    assert (first.issued.value, first.issued.origin) == ("2031-02-03", "metadata")
    assert (second.issued.value, second.issued.origin) == ("2031-02-04", "path")
    assert third == Skipped("a.jsonl#3", "has no text; its columns are title")
    assert (fourth.home.place, fourth.home.origin) == ("绍兴市", "metadata")
    assert fifth == Skipped("a.jsonl#5", "is not JSON; write one object a line")


def test_table(tmp_path):
    (tmp_path / "a.csv").write_bytes(f"标题,正文,日期\n桥头的灯,{BODY},2031年2月3日\n".encode("gb18030"))
    article = only(tmp_path / "a.csv")
    assert (article.identifier, article.title, article.issued.value) == ("a.csv#1", "桥头的灯", "2031-02-03")


def test_folder_archive_and_metadata(tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.txt").write_text(TEXT, "utf-8")
    (folder / ".x.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text(TEXT, "utf-8")
    (folder / "sub" / "a.txt").write_text(TEXT, "utf-8")
    (folder / "metadata.csv").write_text(
        "path,title,date,home,publisher\nsub/a.txt,另一个题目,2031-02,湖州,江畔晚报\n", "utf-8"
    )
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("里面/一.txt", TEXT)
        archive.writestr("__MACOSX/._一.txt", TEXT)
    found = list(read([folder]))
    assert [x.identifier for x in found] == ["b.txt", "c.zip/里面/一.txt", "sub/a.txt"]
    told = found[2]
    assert (told.title, told.publisher, told.issued.value) == ("另一个题目", "江畔晚报", "2031-02")
    assert (told.home.place, told.home.origin) == ("湖州市", "metadata.csv")


def test_options_override(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    article = only(tmp_path / "a.txt", ReadOptions(date="2030-01-02", home="德清县"))
    assert (article.issued.value, article.issued.origin) == ("2030-01-02", "option")
    assert (article.home.place, article.home.origin) == ("德清县", "option")


def test_date_from_the_path(tmp_path):
    (tmp_path / "2031-02-03_a.txt").write_text(TEXT, "utf-8")
    assert only(tmp_path / "2031-02-03_a.txt").issued.value == "2031-02-03"


def test_standard_input(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("gb18030"))))
    article = only("-")
    assert (article.identifier, article.title) == ("-", "桥头的灯")


def test_rows_from_standard_input(monkeypatch):
    line = json.dumps({"title": "桥头的灯", "text": BODY}, ensure_ascii=False)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
    article = only("-")
    assert (article.identifier, article.title) == ("-#1", "桥头的灯")


def test_two_folders_with_one_name(tmp_path):
    for name in ("east", "west"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(TEXT + name, "utf-8")
    either = [
        [x.identifier for x in read([tmp_path / a, tmp_path / b])]
        for a, b in (("east", "west"), ("west", "east"))
    ]
    assert either == [["east/a.txt", "west/a.txt"]] * 2


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_scan(tmp_path, kind):
    pytest.importorskip("rapidocr")
    image = pytest.importorskip("PIL.Image")
    with image.open(FIXTURES / "two_columns.png") as picture:
        name = f"a.{'pdf' if kind == 'PDF' else 'tif'}"
        picture.convert("L").save(tmp_path / name, kind, **({"resolution": 200} if kind == "PDF" else {}))
    article = only(tmp_path / name)
    assert "".join(article.text.split()) == "".join((FIXTURES / "two_columns.txt").read_text("utf-8").split())
    refused = only(tmp_path / name, ReadOptions(ocr=False))
    assert refused.reason.endswith("is a picture; leave out --no-ocr to read it")


def test_faint_print_is_refused_not_guessed(tmp_path):
    pytest.importorskip("rapidocr")
    image = pytest.importorskip("PIL.Image")
    with image.open(FIXTURES / "small_print.png") as picture:
        picture.resize((picture.width // 3, picture.height // 3)).save(tmp_path / "a.png")
    refused = only(tmp_path / "a.png")
    assert isinstance(refused, Skipped)
    assert "scan it at 300 dpi" in refused.reason or refused.reason == "shows no words"
