"""The text each kind of letter begins with where a union has none of its own, and what fills its placeholders.

Written for this product. The articles are those of the statutes a union relies on: 工会法 2021 (arts 23, 26) and the
union's right to ask the authorities to act.
"""

from collections.abc import Mapping
from string import Formatter
from typing import NamedTuple

from bihuan.rules.letters import LETTER_WORDS, PLACEHOLDERS, Letter
from bihuan.rules.refusal import refuse
from bihuan.rules.transitions import listed
from bihuan.rules.words import Words


class Text(NamedTuple):
    """A title and a body, both with placeholders."""

    title: str
    body: str
    version: str = "standard"


STANDARD = {
    Letter.REMINDER: Text(
        "关于依法解决{matter}问题的提示函",
        "近日，我会接到职工反映（工单{order}），你单位在{place}的用工存在{matter}问题，涉及{people}人，金额{amount}元。\n"
        "根据《中华人民共和国工会法》第二十三条、第二十六条，现提示你单位：\n"
        "一、立即核实职工反映的情况，与职工协商，依法解决。\n"
        "二、对照劳动法律法规自查，防止同类问题再次发生。\n"
        "三、自收到本函之日起{days}内，将核实和解决情况书面回复我会。\n"
        "我会愿意为双方协商提供协助。",
    ),
    Letter.OPINION: Text(
        "关于纠正{matter}行为的劳动法律监督意见书",
        "经我会调查（工单{order}），你单位在{place}存在{matter}的情况，涉及{people}人，金额{amount}元。{before}\n"
        "上述行为侵犯了职工的合法权益。根据《中华人民共和国工会法》第二十三条、第二十六条，现提出如下意见：\n"
        "一、立即停止上述行为，依法补足职工应得的待遇。\n"
        "二、自收到本意见书之日起{days}内，将改正情况书面答复我会，并附支付凭证等证明材料。\n"
        "逾期不答复或者拒不改正的，我会将依法提请有关部门处理。",
    ),
    Letter.RECOMMENDATION: Text(
        "关于依法查处{employer}{matter}问题的劳动法律监督建议书",
        "{employer}在{place}存在{matter}问题（工单{order}），涉及{people}人，金额{amount}元。{before}该单位至今未予改正。\n"
        "根据《中华人民共和国工会法》第二十三条，建议你单位依法调查处理，责令其改正，维护职工合法权益，"
        "并在{days}内将处理结果书面告知我会。",
    ),
    Letter.NOTICE: Text(
        "关于{matter}监督请求的不予受理通知书",
        "你于{demanded}向我会提出的劳动法律监督请求（工单{order}）收悉。\n"
        "经审查，你反映的{matter}事项{ground}，我会不予受理。\n"
        "你可以在有关程序中主张权利，也可以拨打12351向工会申请法律援助。如有新的事实和证据，可以再次向我会提出。",
    ),
}


def check_placeholders(text: str, field: str) -> None:
    """Raise ``Refused`` ``placeholder_unknown`` or ``braces_unpaired`` where a template could not be filled in."""
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError:
        refuse("braces_unpaired", field=field)
    for name in names:
        if name not in PLACEHOLDERS:
            known = listed(Words("{" + code + "}", "{" + code + "}") for code in PLACEHOLDERS)
            refuse("placeholder_unknown", field=field, name=name, known=known)


#: Stands where the order does not say what the text asks for.
BLANK = "____"


def fill(text: Text, values: Mapping[str, str]) -> Text:
    """The text with its placeholders filled in; what is not known stays open as a gap a clerk will see."""
    known = {name: values.get(name) or ("" if name == "before" else BLANK) for name in PLACEHOLDERS}
    return Text(text.title.format(**known), text.body.format(**known), text.version)


def title_of(kind: Letter) -> str:
    """What the document calls itself."""
    return LETTER_WORDS[kind].zh
