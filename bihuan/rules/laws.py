"""The laws this office speaks of: full title, what they are called for short, and from when each version is in force.

Titles and dates are facts of the promulgation notices; the texts themselves are imported by each office. A law that is
not in this table can be imported and cited all the same, by its full title.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bihuan.rules.chinese_numbers import in_chinese
from bihuan.rules.words import Words


class Law(NamedTuple):
    """One law.

    Attributes:
        key: its short title, by which everything here speaks of it.
        title: its full title.
        english: its short title in English.
        others: other names it is called by, document numbers among them.
        versions: day of each version known here and first day it is in force, oldest first.
        repealed: first day on which the law no longer holds, or ``None``.
    """

    key: str
    title: str
    english: str
    others: tuple[str, ...]
    versions: tuple[tuple[date, date], ...]
    repealed: date | None = None


def _law(key: str, english: str, *versions: tuple[str, str], title: str = "", others: str = "") -> Law:
    days = tuple((date.fromisoformat(made), date.fromisoformat(since)) for made, since in versions)
    return Law(key, title or f"中华人民共和国{key}", english, tuple(others.split()), days)


_ROWS = (
    _law("劳动法", "Labour Law", ("1994-07-05", "1995-01-01"), ("2009-08-27", "2009-08-27"), ("2018-12-29", "2018-12-29")),
    _law("劳动合同法", "Labour Contract Law", ("2007-06-29", "2008-01-01"), ("2012-12-28", "2013-07-01"), others="劳合法 劳动合同法"),
    _law("劳动合同法实施条例", "Regulations on the Labour Contract Law", ("2008-09-18", "2008-09-18"), others="劳动合同法条例"),
    _law("劳动争议调解仲裁法", "Labour Dispute Mediation and Arbitration Law", ("2007-12-29", "2008-05-01"), others="调解仲裁法 劳动仲裁法 劳动争议仲裁法"),
    _law("社会保险法", "Social Insurance Law", ("2010-10-28", "2011-07-01"), ("2018-12-29", "2018-12-29"), others="社保法"),
    _law("就业促进法", "Employment Promotion Law", ("2007-08-30", "2008-01-01"), ("2015-04-24", "2015-04-24")),
    _law("工会法", "Trade Union Law", ("1992-04-03", "1992-04-03"), ("2001-10-27", "2001-10-27"), ("2009-08-27", "2009-08-27"), ("2021-12-24", "2022-01-01")),
    _law("安全生产法", "Work Safety Law", ("2002-06-29", "2002-11-01"), ("2014-08-31", "2014-12-01"), ("2021-06-10", "2021-09-01"), others="安生法"),
    _law("职业病防治法", "Occupational Disease Prevention Law", ("2001-10-27", "2002-05-01"), ("2018-12-29", "2018-12-29")),
    _law("妇女权益保障法", "Law on Protecting Women", ("1992-04-03", "1992-10-01"), ("2022-10-30", "2023-01-01"), others="妇女法 妇保法"),
    _law("法律援助法", "Legal Aid Law", ("2021-08-20", "2022-01-01"), others="法援法"),
    _law("民法典", "Civil Code", ("2020-05-28", "2021-01-01")),
    _law("刑法", "Criminal Law", ("1997-03-14", "1997-10-01"), ("2020-12-26", "2021-03-01"), ("2023-12-29", "2024-03-01")),
    _law("民事诉讼法", "Civil Procedure Law", ("2021-12-24", "2022-01-01"), ("2023-09-01", "2024-01-01"), others="民诉法"),
    _law("个人信息保护法", "Personal Information Protection Law", ("2021-08-20", "2021-11-01"), others="个保法"),
    _law("工伤保险条例", "Work Injury Insurance Regulations", ("2003-04-27", "2004-01-01"), ("2010-12-20", "2011-01-01"), title="工伤保险条例", others="工伤条例"),
    _law("失业保险条例", "Unemployment Insurance Regulations", ("1999-01-22", "1999-01-22"), title="失业保险条例"),
    _law("职工带薪年休假条例", "Paid Annual Leave Regulations", ("2007-12-14", "2008-01-01"), title="职工带薪年休假条例", others="带薪年休假条例 年休假条例"),
    _law("企业职工带薪年休假实施办法", "Measures on Paid Annual Leave in Enterprises", ("2008-07-17", "2008-09-18"), title="企业职工带薪年休假实施办法", others="带薪年休假实施办法 年休假实施办法 年休假办法"),
    _law("女职工劳动保护特别规定", "Special Rules on Women Workers", ("2012-04-28", "2012-04-28"), title="女职工劳动保护特别规定", others="女职工特别规定 女职工保护规定 女职工规定"),
    _law("劳动保障监察条例", "Labour Inspection Regulations", ("2004-11-01", "2004-12-01"), title="劳动保障监察条例", others="监察条例 劳动监察条例"),
    _law("保障农民工工资支付条例", "Regulations on Paying Migrant Workers", ("2019-12-30", "2020-05-01"), title="保障农民工工资支付条例", others="农民工工资支付条例 农民工工资条例 工资条例 根治欠薪条例"),
    _law("信访工作条例", "Petition Regulations", ("2022-02-25", "2022-05-01"), title="信访工作条例", others="信访条例"),
    _law("工资支付暂行规定", "Provisional Rules on Paying Wages", ("1994-12-06", "1995-01-01"), title="工资支付暂行规定", others="工资支付规定 劳部发〔1994〕489号"),
    _law("职工全年月平均工作时间和工资折算问题的通知", "Notice on Monthly Working Time and Wage Conversion", ("2008-01-03", "2008-01-03"), title="关于职工全年月平均工作时间和工资折算问题的通知", others="劳社部发〔2008〕3号"),
    _law("劳动争议司法解释一", "Judicial Interpretation on Labour Disputes (I)", ("2020-12-29", "2021-01-01"), title="最高人民法院关于审理劳动争议案件适用法律问题的解释（一）", others="法释〔2020〕26号 劳动争议司法解释(一) 劳动争议解释一 新劳动争议司法解释一"),
    _law("劳动争议司法解释二", "Judicial Interpretation on Labour Disputes (II)", ("2025-07-31", "2025-09-01"), title="最高人民法院关于审理劳动争议案件适用法律问题的解释（二）", others="法释〔2025〕12号 劳动争议司法解释(二) 劳动争议解释二"),
    _law("拒不支付劳动报酬司法解释", "Judicial Interpretation on Refusing to Pay Wages", ("2013-01-16", "2013-01-23"), title="最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释", others="法释〔2013〕3号"),
    _law("住房公积金管理条例", "Housing Provident Fund Regulations", ("1999-04-03", "1999-04-03"), ("2002-03-24", "2002-03-24"), ("2019-03-24", "2019-03-24"), title="住房公积金管理条例", others="公积金条例"),
    _law("重庆市工会条例", "Chongqing Trade Union Regulations", ("2011-11-29", "2011-11-29"), title="重庆市工会条例"),
    _law("重庆市集体合同条例", "Chongqing Collective Contract Regulations", ("2016-11-24", "2016-11-24"), title="重庆市集体合同条例"),
    _law("重庆市失业保险条例", "Chongqing Unemployment Insurance Regulations", ("2011-11-29", "2011-11-29"), title="重庆市失业保险条例"),
    _law("重庆市安全生产条例", "Chongqing Work Safety Regulations", ("2015-12-08", "2016-03-01"), title="重庆市安全生产条例"),
    _law("重庆市城乡居民最低生活保障条例", "Chongqing Minimum Living Allowance Regulations", ("2016-03-31", "2016-07-01"), title="重庆市城乡居民最低生活保障条例"),
    _law("重庆市残疾人保障条例", "Chongqing Regulations on People with Disabilities", ("2011-11-25", "2012-01-01"), title="重庆市残疾人保障条例"),
)  # fmt: skip

LAWS: dict[str, Law] = {law.key: law for law in _ROWS}


def plain_title(name: str) -> str:
    """A title as it is compared: without its book marks, blanks, the state's name and the shape of its brackets."""
    for mark, instead in (("《", ""), ("》", ""), (" ", ""), ("　", ""), ("（", "("), ("）", ")"), ("[", "〔"), ("]", "〕"), ("【", "〔"), ("】", "〕")):  # fmt: skip
        name = name.replace(mark, instead)
    return name.removeprefix("中华人民共和国")


_NAMES = {plain_title(name): law.key for law in _ROWS for name in (*law.others, law.title, law.key)}


def law_named(name: str) -> Law | None:
    """The law of this table that is called so, by full, short or document name; ``None`` for another."""
    key = _NAMES.get(plain_title(name))
    return LAWS[key] if key else None


def names_of(laws: Iterable[Law] = _ROWS) -> list[str]:
    """Every name by which a law of the table is called, as it is compared, longest first."""
    return sorted(_NAMES, key=len, reverse=True)


def in_force_since(name: str, version: date) -> date | None:
    """From when a version of a law is in force, if this table knows it."""
    law = law_named(name)
    return next((since for made, since in law.versions if made == version), None) if law else None


class Cited(NamedTuple):
    """An article as a basis: the law's key, the article, and which version of the law was read."""

    law: str
    article: int
    version: date

    @property
    def words(self) -> Words:
        """《劳动合同法》第四十七条（2012-12-28版）, in both languages."""
        law = LAWS[self.law]
        # A document number is how the office speaks of an interpretation.
        short = next((name for name in law.others if "〔" in name), law.key)
        quoted = short if "〔" in short else f"《{short}》"
        return Words(
            f"{quoted}第{in_chinese(self.article)}条（{self.version}版）",
            f"{law.english}, art. {self.article} (version of {self.version})",
        )


def cite(law: str, *articles: int, version: str = "") -> tuple[Cited, ...]:
    """Articles of a law as a basis, of its newest version in the table unless another is named.

    Raises: ``KeyError`` for a law that is not in the table.
    """
    made = date.fromisoformat(version) if version else LAWS[law].versions[-1][0]
    return tuple(Cited(law, article, made) for article in articles)
