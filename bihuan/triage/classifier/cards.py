"""The model card: where a classifier comes from, how good it is, what it is not for; Markdown made from its own facts."""

from bihuan.triage.classifier.classes import Classifier


def card(classifier: Classifier) -> str:
    """The card of a classifier, in Chinese with the figures it was measured with."""
    facts = classifier.card
    held_out = facts.get("held_out", {})
    lines = [
        f"# 模型卡：{facts.get('name', '')}",
        "",
        f"- 方法：字符1–3元，对数词频×逆文档频率，每类两个线性支持向量机取平均（后一个再按词串在该类中常见多少加权）；每类一组斜率和截距校准概率（在没有学过的样本上拟合）。共{len(classifier.vocabulary)}个特征、{len(classifier.classes)}个类别。",
        f"- 训练样本：{facts.get('examples', 0)}条，摘要 {facts.get('examples_digest', '')[:16]}。",
        f"- 来源：{facts.get('source', '由本单位提供的带标签文件训练。')}",
        "- 用途：给坐席提建议，附理由，由人决定；不得据此自动派单、办结或评价个人。",
        "- 格式：纯数组和一段JSON，打开时不执行任何代码。",
        "",
        "## 在没有学过的样本上（同一核心句的文本不分开）",
        "",
        f"- 宏平均F1：{held_out.get('macro_f1', '未测')}",
        f"- 校准误差（ECE）：{held_out.get('calibration_error', '未测')}",
        f"- 没有学过的样本里，没见过的两字组合：{held_out['unknown']:.1%}" if "unknown" in held_out else "",
        "",
        "| 说的把握（平均） | 实际对的比例 | 条数 |",
        "| --- | --- | --- |",
        *(
            f"| {row['said']:.0%} | {row['right']:.0%} | {row['texts']} |"
            for row in held_out.get("reliability", [])
        ),
        "",
        "## 各类样本数",
        "",
        "| 类别 | 样本 |",
        "| --- | --- |",
        *(f"| {label} | {count} |" for label, count in facts.get("per_class", {}).items()),
    ]
    return "\n".join(lines) + "\n"


def reliability_diagram(classifier: Classifier) -> str:
    """The reliability diagram as SVG: on the diagonal, what is called 80 % sure is right four times in five."""
    rows = classifier.card.get("held_out", {}).get("reliability", [])
    most = max((row["texts"] for row in rows), default=1)
    dots = [
        f'<circle cx="{40 + 240 * row["said"]:.1f}" cy="{260 - 240 * row["right"]:.1f}" r="{3 + 9 * (row["texts"] / most) ** 0.5:.1f}"/>'
        for row in rows
    ]
    marks = [
        f'<text x="{40 + 240 * share}" y="278" text-anchor="middle">{share:.0%}</text>'
        f'<text x="34" y="{264 - 240 * share}" text-anchor="end">{share:.0%}</text>'
        for share in (0, 0.5, 1)
    ]
    return "\n".join(
        [
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 304" font-family="sans-serif" font-size="11" fill="#44546a">',
            '<rect width="300" height="304" fill="#fff"/>',
            '<path d="M40 20V260H280" fill="none" stroke="#9aa7b8"/>',
            '<path d="M40 260L280 20" stroke="#9aa7b8" stroke-dasharray="4 4"/>',
            f'<g fill="#1f5fbf" fill-opacity="0.75">{"".join(dots)}</g>',
            *marks,
            '<text x="160" y="296" text-anchor="middle">说的把握 said</text>',
            '<text x="14" y="140" text-anchor="middle" transform="rotate(-90 14 140)">实际对的比例 right</text>',
            "</svg>",
            "",
        ]
    )
