"""``bihuan token``: how programs sign in to the API."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bihuan.cli.console import err, now, out
from bihuan.cli.database import database
from bihuan.cli.language import say
from bihuan.rules.refusal import refuse

if TYPE_CHECKING:
    from bihuan.organisations.models import Person

Username = Annotated[str, typer.Argument(help=say("以谁的身份", "As whom it acts: a user name"))]
Program = Annotated[str, typer.Argument(help=say("哪个程序使用", "Which program it is for"))]

ISSUE_HELP = say(
    "签发接口令牌，只显示一次。例：bihuan token issue yangfan 统计导出 --days 90",
    "Issue a token for the API; it is shown once. Example: bihuan token issue yangfan export --days 90",
)
REVOKE_HELP = say(
    "立即吊销令牌。例：bihuan token revoke yangfan 统计导出",
    "Revoke a token at once. Example: bihuan token revoke yangfan export",
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    group = typer.Typer(
        no_args_is_help=True, help=say("接口令牌：签发与吊销", "Tokens of the API: issue, revoke")
    )
    group.command("issue", help=ISSUE_HELP)(issue)
    group.command("revoke", help=REVOKE_HELP)(revoke)
    app.add_typer(group, name="token")


def issue(
    username: Username,
    program: Program,
    days: Annotated[
        int | None,
        typer.Option(
            min=1, max=3650, help=say("有效天数（默认不过期）", "Days it holds (default: until revoked)")
        ),
    ] = None,
) -> None:
    with database():
        from bihuan.organisations.actions.tokens import issue_token

        at = now()
        expires_at = at + timedelta(days) if days else None
        secret = issue_token(_person(username), program, at, expires_at)
    err.print(say("请保存，令牌不会再次显示：", "Keep it, it cannot be shown again:"))
    out.print(secret, soft_wrap=True, markup=False)


def revoke(username: Username, program: Program) -> None:
    with database():
        from bihuan.organisations.actions.tokens import revoke_token

        living: list[Any] = list(_person(username).api_tokens.filter(name=program, revoked_at=None))
        for token in living:
            revoke_token(token, now())
        if not living:
            refuse("token_unknown", name=program)
    out.print(say(f"已吊销 {len(living)} 个令牌。", f"{len(living)} revoked."))


def _person(username: str) -> "Person":
    from django.contrib.auth import get_user_model

    person = get_user_model().objects.filter(username=username, is_active=True).first()
    return person or refuse("person_unknown", field="username", username=username)
