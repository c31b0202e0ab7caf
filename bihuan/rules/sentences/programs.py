"""Sentences for programs that use the API."""

from bihuan.rules.refusal_kind import Kind
from bihuan.rules.words import Words

SENTENCES = {
    "key_missing": (
        Kind.INVALID,
        Words(
            "每次写入都要带 Idempotency-Key 请求头（1 到 {most} 个可见字符）。请为每次写入生成一个新的键。",
            "Every write needs an Idempotency-Key header of 1 to {most} visible characters. Make a new key for every write.",
        ),
    ),
    "key_used_otherwise": (
        Kind.CONFLICT,
        Words(
            "这个 Idempotency-Key 已用于另一个请求，本次没有执行。请换一个新的键。",
            "This Idempotency-Key was used for another request, so nothing was done. Use a new key.",
        ),
    ),
    "token_unknown": (
        Kind.INVALID,
        Words(
            "该账号没有名为“{name}”的有效令牌。请核对程序名称。",
            "This account has no living token called “{name}”. Check the program's name.",
        ),
    ),
}
