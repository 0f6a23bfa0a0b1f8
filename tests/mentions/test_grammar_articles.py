"""Invented articles through proposal, settling and short forms: exact mentions out."""

from __future__ import annotations

import pytest

from kg.documents import article_of
from kg.mentions.grammar import propose, settle
from kg.mentions.shortforms import propagate
from kg.mentions.tagger import LacTagger, Words
from kg.records import Article, Home, Mention

TAGGER = LacTagger()

SENTENCES = [
    (
        "绍兴市公安局柯桥区分局会同区检察院上线“清纺哨”预警平台。",
        "UNIT 绍兴市公安局柯桥区分局|ORG 区检察院|PLATFORM “清纺哨”预警平台",
    ),
    ("市局刑侦支队侦破“8·15”跨省盗车案。", "UNIT 市局刑侦支队|CASE “8·15”跨省盗车案"),
    ("皖浙赣三省民警在新安江上巡逻。", "PLACE 皖|PLACE 浙|PLACE 赣|PLACE 新安江"),
    ("全局开展“净水”“护渔”等专项行动。", "PROGRAM 净水|PROGRAM 护渔"),
    ("设立河道、林区、景区警长九名。", "ROLE 河道|ROLE 林区|ROLE 景区警长"),
    ("该所获评全国“枫桥式公安派出所”。", "AWARD 全国“枫桥式公安派出所”"),
    ("第四届清江流域警务协作会议在南通召开。", "EVENT 第四届清江流域警务协作会议|PLACE 南通"),
    ("组建“银杏嫂子”巡逻队,推行矛盾纠纷“三问三答”机制。", "TEAM 银杏嫂子|PROGRAM 矛盾纠纷“三问三答”机制"),
    ("各派出所民警走村入户,全市刑事警情下降。", ""),
    ("苏浙皖沪四地民警会商。", "PLACE 苏|PLACE 浙|PLACE 皖|PLACE 沪"),
    ("横跨豫、皖、鲁三地追逃。", "PLACE 豫|PLACE 皖|PLACE 鲁"),
    ("经验辐射到潜口、呈坎两地。", "PLACE 潜口|PLACE 呈坎"),
    ("推行派出所“两队一室”改革,狠抓“回头看”。", "PROGRAM 派出所“两队一室”改革"),
    ("打造“金招牌”,对“零容忍”警情开展“地毯式”排查。", ""),
    ("刑警破获“李某·王某”特大跨境赌博案件。", "CASE “李某·王某”特大跨境赌博案件"),
    (
        "第三届长三角(清河段)水上警务协作会议在南通召开。",
        "EVENT 第三届长三角(清河段)水上警务协作会议|PLACE 南通",
    ),
    ("全市成立打击电诈推进专班。", "TEAM 打击电诈推进专班"),
    ("(记者 李晓明 通讯员 王强 盛夏)", "PERSON 李晓明|PERSON 王强|PERSON 盛夏"),
    ("教师JOHN SMITH致谢。", "PERSON JOHN SMITH"),
    ("绍兴市府山街道“书圣”公园亮了灯。", "PLACE 绍兴市府山街道“书圣”公园"),
    ("中心镇、古镇各有难处,一家贸易公司报了警。", ""),
    ("平安天水建设提速,丽水市民满意。", "PROGRAM 平安天水|PLACE 丽水"),
    ("走进海滨大学城北校区警务室,找市局办案组。", "UNIT 海滨大学城北校区警务室|UNIT 市局办案组"),
    ("清河支队二大队和高速交警一支队三大队在路口设卡。", "UNIT 清河支队二大队|UNIT 高速交警一支队三大队"),
    ("坚持“防为主、防为上”,忠诚担当,公安机关全力以赴。", ""),
]

STORY = """城南派出所的新哨兵
本报记者 孙晓明 通讯员 赵立新

去年3月,如皋市公安局城南派出所上线“清波智眼”巡检平台(以下简称“清波”)。平台运行以来,发现险情九起。
民警周海波说,“清波智眼”帮了大忙。周海波是所里的水库警长,也是“夜渡义警”的队长。
“夜渡义警”成立三年,如皋少了许多纠纷。城南所把“清波”装进了渔船。
"""


def words_of(article: Article) -> list[Words]:
    words: list[Words] = [()] * len(article.sentences)
    for batch in TAGGER.tag([sentence.text for sentence in article.sentences]):
        for place, tags in zip(batch.places, batch.words, strict=True):
            words[place] = tags
    return words


def read(article: Article) -> list[Mention]:
    proposed = propose(article, words_of(article))
    return settle([*proposed, *propagate(article, settle(proposed))])


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentence_yields_exactly_these_names(text: str, expected: str) -> None:
    found = read(article_of("one.txt", text))
    assert "|".join(f"{m.label} {m.surface}" for m in found) == expected


def test_story_yields_full_and_short_forms() -> None:
    article = article_of("story.txt", STORY, home=Home("如皋市", "given"))
    assert [f"{m.label} {m.surface}" for m in read(article)] == [
        "UNIT 城南派出所",
        "PERSON 孙晓明",
        "PERSON 赵立新",
        "UNIT 如皋市公安局城南派出所",
        "PLATFORM “清波智眼”巡检平台",
        "PLATFORM 清波",
        "PERSON 周海波",
        "PLATFORM 清波智眼",
        "PERSON 周海波",
        "ROLE 水库警长",
        "TEAM 夜渡义警",
        "TEAM 夜渡义警",
        "PLACE 如皋",
        "UNIT 城南所",
        "PLATFORM 清波",
    ]


def test_mentions_carry_their_place_in_the_file_and_their_rule() -> None:
    article = article_of("story.txt", STORY)
    for mention in propose(article, words_of(article)):
        assert article.exact(mention.start, mention.end).replace("\n", "") == mention.surface.replace(
            ",", ","
        )
        assert mention.origin.startswith("grammar/")
        assert 0 < mention.confidence <= 1


def test_same_article_gives_the_same_mentions() -> None:
    article = article_of("story.txt", STORY)
    assert propose(article, words_of(article)) == propose(article, words_of(article))
