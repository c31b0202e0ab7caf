"""How many share the claim, by sentences."""

import pytest

from tests.triage.reading import reading


@pytest.mark.parametrize(
    ("text", "people", "collective"),
    [
        ("我们15个人的工资没发", 15, True),
        ("班组二十三名工友都没拿到钱", 23, True),
        ("包括我在内一共8人被拖欠工资", 8, False),
        ("我和两个同事都没签合同", None, False),
        ("我跟老婆两个人在工地干活，工钱没给", 2, False),
        ("其与同事等12人来电反映", 12, True),
        ("受30多名职工委托投诉", 30, True),
        ("我们组上百把人都没交社保", 100, True),
        ("车间里几十号人都没发防护口罩", None, True),
        ("我们队上十几个师傅都是这样", None, True),
        ("七八个人一起被辞退", None, False),
        ("全厂500多人，只有我没发工资", None, False),
        ("公司有员工200人，没有建工会", None, False),
        ("家里三口人就靠我一个", None, False),
        ("一个人干三个人的活", None, False),
        ("公司裁了20个人，我是其中一个", None, False),
        ("每人每天100元", None, False),
        ("坐席：几个人？\n来电人：加上我十一个。", 11, True),
        ("坐席：多少人没领到工资？\n来电人：四十二个嘛。", 42, True),
        ("坐席：涉及几个人？\n来电人：就我一个人。", 1, False),
        ("六十七位环卫工人的高温补贴被取消", 67, True),
        ("老乡共计19人被拖欠", 19, True),
        ("我们九个骑手被封号", 9, False),
        ("三十来个女工要求发卫生费", 30, True),
        ("属于个人原因离职", None, False),
        ("坐席：您单位在哪里？有多少职工？\n来电人：在涪陵，一百二十多个人。", None, False),
        ("我们夫妻俩的工资都没发", 2, False),
        ("连我一共五个服务员没发工资", 5, False),
        ("主管带了三个人来堵我", None, False),
    ],
)  # fmt: skip
def test_those_who_share_the_claim_are(text: str, people: int | None, collective: bool) -> None:
    read = reading(text)
    assert (read.people and read.people.value) == people
    assert bool(read.collective) == collective
