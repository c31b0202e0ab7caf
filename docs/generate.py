"""Write the pages of docs/rules from the rule book, or, with --check, say which of them are out of date."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bihuan.rules.cohandling import COHANDLING  # noqa: E402
from bihuan.rules.drawing import page  # noqa: E402
from bihuan.rules.lifecycle import MATTER  # noqa: E402
from bihuan.rules.refusal import SENTENCES  # noqa: E402
from bihuan.rules.responsibility import RESPONSIBILITY  # noqa: E402
from bihuan.rules.words import Words  # noqa: E402


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    return {
        "matter.md": page(
            Words("工单闭环", "The matter loop"),
            Words(
                "一张工单从登记到归档的全部状态和步骤。协办任务有自己的状态。",
                "Every state and step of an order, from registration to the archive. Supporting tasks have states of their own.",
            ),
            [MATTER, COHANDLING],
        ),
        "responsibility.md": page(
            Words("责任闭环", "The responsibility loop"),
            Words(
                "市、区县、镇街每一级各走一遍，自下而上闭环。",
                "Each level, city, district and street, goes through it by itself; levels are discharged from the bottom up.",
            ),
            [RESPONSIBILITY],
        ),
        "refusals.md": refusals(),
    }


def refusals() -> str:
    """The catalogue of refusals."""
    lines = [
        "# 办不成时怎么说 · What a refusal says",
        "每一句都说明：什么没办成、为什么、接下来怎么办。\n\nEvery sentence says what was not done, why, and what to do next.",
        "| 代码 Code | 类别 Kind | 中文 | English |\n| --- | --- | --- | --- |\n"
        + "\n".join(
            f"| `{code}` | {kind.value} | {words.zh} | {words.en} |"
            for code, (kind, words) in sorted(SENTENCES.items())
        ),
    ]
    return "\n\n".join(lines) + "\n"


def main() -> int:
    """Write the pages; with --check write nothing and return 1 if any differs."""
    stale = []
    for name, text in pages().items():
        file = HERE / "rules" / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"out of date: {', '.join(stale)}; run python docs/generate.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
