"""All commands in one application, and what becomes of what goes wrong in them."""

from collections.abc import Sequence

import typer

from bihuan.cli import (
    calculating,
    calendar,
    centre,
    cities,
    clock,
    doctor,
    grids,
    knowledge,
    ladder,
    ledger,
    limits,
    predicting,
    routing,
    serving,
    story,
    supervising,
    tokens,
    triage,
)
from bihuan.cli.children import CannotRun
from bihuan.cli.console import err
from bihuan.cli.language import say
from bihuan.postgres import PostgresFailure
from bihuan.rules.refusal import Refused

FAILED, REFUSED, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="bihuan",
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "闭环：从一通来电到工资到账。\n\n"
        "没有设置 DATABASE_URL 时，使用数据目录（BIHUAN_DATA，默认 ./var）里自带的 PostgreSQL。\n\n"
        "任何位置都可以加 --language zh|en。\n\n"
        "第一次使用：[bold]bihuan up --demo[/bold]",
        "Bihuan: from the phone call to the money in the bank.\n\n"
        "Without DATABASE_URL it uses a PostgreSQL of its own in the data folder (BIHUAN_DATA, else ./var).\n\n"
        "--language zh|en may stand anywhere.\n\n"
        "The first time: [bold]bihuan up --demo[/bold]",
    ),
)
serving.add_to(app)
cities.add_to(app)
grids.add_to(app)
centre.add_to(app)
story.add_to(app)
ledger.add_to(app)
supervising.add_to(app)
predicting.add_to(app)
routing.add_to(app)
doctor.add_to(app)
calculating.add_to(app)
knowledge.add_to(app)
triage.add_to(app)
clock.add_to(app)
calendar.add_to(app)
ladder.add_to(app)
limits.add_to(app)
tokens.add_to(app)


def run(arguments: Sequence[str]) -> int:
    """Run the command; a foreseeable fault becomes one sentence on standard error and an exit code."""
    # Imported late: it wants to be configured only when a command has set Django up.
    from django.core.exceptions import ImproperlyConfigured
    from django.db.utils import OperationalError, ProgrammingError

    try:
        app(list(arguments), prog_name="bihuan")
    except (
        SystemExit
    ) as ended:  # how typer hands back exit codes, its own sentences about misuse already said
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except Refused as refused:
        err.print(say(refused.sentence), style="red", soft_wrap=True, markup=False)
        return REFUSED
    except (PostgresFailure, CannotRun) as failure:
        return _failed(str(failure))
    except OperationalError as fault:
        reason = str(fault).strip().splitlines()[0]
        return _failed(
            say(
                f"连不上数据库：{reason}。请检查 DATABASE_URL 与数据库服务，再运行 bihuan doctor。",
                f"The database cannot be reached: {reason}. Check DATABASE_URL and the server, then run: bihuan doctor",
            )
        )
    except ProgrammingError as fault:
        if "does not exist" not in str(fault):
            raise
        return _failed(
            say(
                "数据库表结构不是最新。请先运行：bihuan migrate",
                "The tables are not up to date. Run first: bihuan migrate",
            )
        )
    except (ImproperlyConfigured, ValueError) as fault:
        return _failed(str(fault))
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _failed(sentence: str) -> int:
    err.print(sentence, style="red", soft_wrap=True, markup=False)
    return FAILED
