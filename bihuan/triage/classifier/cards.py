"""The model card: where a classifier comes from, how good it is, what it is not for; Markdown made from its own facts."""

from bihuan.triage.classifier.classes import Classifier


def card(classifier: Classifier) -> str:
    """The card of a classifier, in Chinese with the figures it was measured with."""
    facts = classifier.card
    measured = facts.get("measured", {})
    lines = [
        f"# 模型卡：{facts.get('name', '')}",
        "",
        f"- 方法：字符1–3元，对数词频×逆文档频率，每类一个线性支持向量机；每类一组斜率和截距校准概率（在没有学过的样本上拟合）。共{len(classifier.vocabulary)}个特征、{len(classifier.classes)}个类别。",
        f"- 训练样本：{facts.get('examples', 0)}条，摘要 {facts.get('examples_digest', '')[:16]}。",
        f"- 来源：{facts.get('source', '由本单位提供的带标签文件训练。')}",
        "- 用途：给坐席提建议，附理由，由人决定；不得据此自动派单、办结或评价个人。",
        "- 格式：纯数组和一段JSON，打开时不执行任何代码。",
        "",
        "## 测得",
        "",
        *([f"- {name}：{value}" for name, value in measured.items()] or ["- 未测。"]),
        "",
        "## 各类样本数",
        "",
        "| 类别 | 样本 |",
        "| --- | --- |",
        *(f"| {label} | {count} |" for label, count in facts.get("per_class", {}).items()),
    ]
    return "\n".join(lines) + "\n"
