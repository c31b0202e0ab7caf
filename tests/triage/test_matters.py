"""The classifier of matters that ships: learned from today's examples, right on sentences that are in none of them."""

import pytest

from bihuan.rules.matters import MATTERS
from bihuan.rules.suggesting import Band
from bihuan.triage.classifier.cards import reliability_diagram
from bihuan.triage.classifier.learning import digest_of
from bihuan.triage.examples import examples
from bihuan.triage.likeness import gathered
from bihuan.triage.matter import matter_of, proposals, shipped
from bihuan.triage.measuring.hot import measure_hot


def test_it_was_learned_from_the_examples_of_today():
    written = examples()
    assert shipped().card["examples_digest"] == digest_of(written), (
        "run: bihuan triage train --own --out bihuan/triage/data/matters.npz"
    )
    assert set(shipped().classes) == {each.label for each in written} == set(MATTERS)


def test_no_example_holds_an_unfilled_field():
    assert [each.text for each in examples() if "{" in each.text] == []


@pytest.mark.parametrize(
    ("said", "matter"),
    [
        ("跟着张工头贴了四个月瓷砖，尾款到现在影子都没有", "wage_arrears"),
        ("迟到五分钟罚了半天工资，说是制度", "pay_standard"),
        ("车间从早上八点干到晚上十点，没有加班费", "overtime_hours"),
        ("工龄十二年，年休假该有几天", "leave"),
        ("进厂大半年，劳动合同一直没签", "contract"),
        ("昨天接到通知被辞退，赔偿金怎么算", "termination"),
        ("厂里没给买养老保险，能补吗", "social_insurance"),
        ("公司不肯开公积金账户", "housing_fund"),
        ("冲床压断两根手指，厂里不申报工伤", "work_injury"),
        ("焊接车间烟尘大，口罩都不发", "safety_health"),
        ("休完产假回去，喂奶的时间不给", "women_minors"),
        ("经理在会上骂人，还动手推我", "dignity"),
        ("劳务派遣的跟正式工同工不同酬", "dispatch_outsourcing"),
        ("骑手超时一单扣八块，申诉不了", "platform_work"),
        ("厂里改制方案没上职代会", "democratic_management"),
        ("我们店想组建工会，手续怎么办", "union_membership"),
        ("会员卡领的电影票怎么兑换", "union_benefits"),
        ("得了重病，想申请困难职工救助", "hardship_aid"),
        ("户外劳动者驿站的门总是关着", "facilities"),
        ("想参加叉车证培训，工会有补贴吗", "skills_training"),
        ("延迟退休后我几月份可以退", "retirement"),
        ("谢谢接线员，想给她写封表扬信", "suggestion_praise"),
        ("中介收了介绍费，工作没找到不退钱", "other_labour"),
        ("楼上邻居半夜装修吵得睡不着", "out_of_scope"),
    ],
)  # fmt: skip
def test_it_knows_the_matter_of(said, matter):
    assert matter_of(said) == matter


def test_a_proposal_says_how_sure_it_is_and_why():
    text = "工地上十几个人干完活，包工头拖欠工钱不给"
    first, second = proposals(text, most=2)
    assert (first.code, first.band) == ("wage_arrears", Band.FILL)
    assert first.probability > second.probability
    assert "工钱" in first.because
    assert all(text[slice(*each.span)] == each.words for each in first.reasons)


def test_of_no_text_nothing_is_said():
    assert proposals(" \n") == []


def test_hardly_a_word_is_asked_about_rather_than_filled_in():
    assert proposals("喂")[0].band is Band.ASK


def test_its_reliability_is_drawn():
    assert reliability_diagram(shipped()).count("<circle") == len(shipped().card["held_out"]["reliability"])


def test_messages_of_one_issue_are_gathered():
    titles = [
        "丽园小区搅拌站扰民",
        "投诉丽园小区附近的搅拌站扰民",
        "公交站牌坏了",
        "丽园小区旁搅拌站灰尘大扰民",
    ]
    assert sorted(map(sorted, gathered(titles))) == [[0, 1, 3], [2]]
    messages = [["留言编号", "留言主题"], *([str(i), title] for i, title in enumerate(titles))]
    measured = measure_hot(
        messages, [["issue", "留言编号"], ["搅拌站", "0"], ["搅拌站", "1"], ["搅拌站", "3"]]
    )
    assert measured["hot_f1"] == 1
