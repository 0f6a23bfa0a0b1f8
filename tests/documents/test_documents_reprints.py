"""One text met several times is kept once, with every place it was met."""

from itertools import permutations

from kg.documents import article_of, reprints

TEXT = (
    "桥头的灯\n\n青溪市公安局在老街设了一个警务站，民警和队员每天夜里都要走一圈，看看谁家的门没有关好。"
    "去年，全市警情同比下降12.4%，其中盗窃案件下降两成。街坊们说，听见脚步声就知道天要亮了。"
    "派出所所长林朝阳介绍，队员大多是街上的店主，白天看店，晚上巡街，一个月下来能走两百多公里。"
)
NEAR = TEXT.replace("街坊们说", "附近居民说")
OTHER = "渡口的哨\n\n" + "巡逻队在渡口设岗，查验船只，劝返游客，半年来没有发生一起溺水事故。" * 4


def ids(texts, **options):
    kept = reprints([article_of(name, text) for name, text in texts], **options)
    return [(article.identifier, article.sources) for article in kept]


def test_exact_but_for_spaces_and_width():
    wide = TEXT.replace("，", ",").replace("\n\n", "\r\n\r\n　　")
    assert ids([("b.txt", wide), ("a.txt", TEXT)], near=False) == [("a.txt", ("b.txt",))]


def test_near():
    assert ids([("a.txt", TEXT), ("b.txt", NEAR), ("c.txt", OTHER)]) == [("a.txt", ("b.txt",)), ("c.txt", ())]
    assert len(ids([("a.txt", TEXT), ("b.txt", NEAR)], near=False)) == 2


def test_order_does_not_matter():
    texts = [("a.txt", TEXT), ("b.txt", NEAR), ("c.txt", OTHER), ("d.txt", TEXT)]
    wanted = [("a.txt", ("b.txt", "d.txt")), ("c.txt", ())]
    assert all(ids(order) == wanted for order in permutations(texts))


def test_short_texts_only_match_exactly():
    assert len(ids([("a.txt", "今天没有警情。"), ("b.txt", "昨天没有警情。")])) == 2


def test_ten_papers_are_one_text():
    assert [len(sources) for _, sources in ids([(f"{n}.txt", TEXT) for n in range(10)])] == [9]
