"""What is said when something about messages and mails is refused."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

SENTENCES: dict[str, tuple[Kind, Words]] = {
    "message_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这条消息：不存在，或不是发给您的。请回到消息页查看。",
            "No such message: it does not exist or was not sent to you. Go back to your inbox.",
        ),
    ),
    "mail_not_found": (
        Kind.HIDDEN,
        Words(
            "没有找到这封邮件：不存在，或收件人不在您的管理范围内。请从列表中重新选择。",
            "No such mail: it does not exist, or its reader lies outside what you administer. Choose one from the list.",
        ),
    ),
    "mail_not_in_trouble": (
        Kind.CONFLICT,
        Words(
            "这封邮件已经送出，或正在发送，无需重发。请刷新列表查看最新状态。",
            "This mail has gone out or is on its way, so it is not sent again. Reload the list to see how it stands.",
        ),
    ),
}
