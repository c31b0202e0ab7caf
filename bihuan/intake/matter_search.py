"""Finding a matter while the caller is speaking: by its words, by what callers call it, by pinyin initials."""

from bihuan.rules.matters import MATTERS

#: Pinyin initials, and what callers say. Matters that are not here are found by their words alone.
SAID = {
    "wage_arrears": "tqgz 欠薪 讨薪 欠钱 工钱 拖欠 农民工 不发工资",
    "pay_standard": "gzbz 扣钱 罚款 最低工资 克扣 绩效",
    "overtime_hours": "jbgs 加班费 996 超时",
    "leave": "xxxj 年假 病假 产假 婚假 请假",
    "contract": "ldht 没签合同 双倍工资 试用期",
    "termination": "jcbc 辞退 开除 裁员 赔偿金 离职 n+1",
    "social_insurance": "shbx 社保 五险 养老 医保 失业金",
    "housing_fund": "gjj 公积金",
    "work_injury": "gszyb 工伤 受伤 尘肺 伤残",
    "safety_health": "ldaq 高温 安全帽 防护 中暑",
    "women_minors": "ngwcn 怀孕 哺乳 童工 孕期",
    "dignity": "rgzy 骚扰 歧视 辱骂",
    "dispatch_outsourcing": "lwpq 外包 派遣 中介",
    "platform_work": "xjyxt 外卖 骑手 网约车 快递 主播",
    "democratic_management": "mzgl 职代会 集体合同 厂务公开",
    "union_membership": "jhrh 入会 建会 会费 会员卡",
    "union_benefits": "ghfl 福利 疗养 慰问 节日",
    "hardship_aid": "knbf 困难 救助 大病 补助 金秋助学",
    "facilities": "fwzd 驿站 暖心驿站 职工之家 母婴室",
    "skills_training": "jnpx 培训 学历 技能 证书 求学圆梦",
    "retirement": "tx 退休 提前退休",
    "suggestion_praise": "yjjy 建议 表扬 感谢",
    "other_labour": "qt 其他 档案",
    "out_of_scope": "fghzz 非职责 不属于",
}


def find_matters(text: str) -> list[str]:
    """Codes of the matters a text may mean, best first; all of them, in their order, for nothing."""
    said = text.strip().lower()
    named = [code for code, words in MATTERS.items() if said in words.zh or said in words.en.lower()]
    called = [
        code
        for code, names in SAID.items()
        if code in MATTERS and any(name.startswith(said) or said.startswith(name) for name in names.split())
    ]
    return list(dict.fromkeys(named + called))


def matter_named(text: str) -> tuple[str, int, int] | None:
    """The matter a sentence names by the longest of its words, with the place of that word; None for none."""
    found = [
        (len(name), code, said.index(name))
        for said in [text.lower()]
        for code, names in SAID.items()
        if code in MATTERS
        for name in (*names.split()[1:], MATTERS[code].zh)
        if name in said
    ]
    if not found:
        return None
    length, code, start = max(found, key=lambda one: (one[0], -one[2]))
    return code, start, start + length


def matters_in(text: str) -> list[str]:
    """Codes of the matters a sentence names, by their words or by what callers call them; the longest name first."""
    said = text.lower()
    found = {
        code: max(map(len, named))
        for code, names in SAID.items()
        if code in MATTERS
        and (named := [name for name in (*names.split()[1:], MATTERS[code].zh) if name in said])
    }
    return sorted(found, key=lambda code: -found[code])
