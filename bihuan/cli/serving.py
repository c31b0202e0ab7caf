"""``bihuan up``, ``worker`` and ``migrate``: the running product."""

import os
import signal
import socket
from contextlib import ExitStack
from threading import Event
from typing import Annotated

import typer
from rich.table import Table

from bihuan.cli.children import Child, running_alone, supervise
from bihuan.cli.cities import drop_half_made_demo, make_demo
from bihuan.cli.console import err, out
from bihuan.cli.database import data_folder, database, migrate
from bihuan.cli.language import say
from bihuan.cli.website import website_command

#: How the worker calls itself at the database, by which ``doctor`` finds it.
WORKER = "bihuan worker"

UP_HELP = say(
    "启动整个产品：自带数据库（未设 DATABASE_URL 时）、表结构、静态文件、网站与后台进程；Ctrl-C 全部停止。\n\n"
    "例：bihuan up --demo　　bihuan up --port 8080 --workers 4",
    "Start the whole product: its database (unless DATABASE_URL names one), tables, static files, website and worker; "
    "Ctrl-C stops all of it.\n\n"
    "Examples:  bihuan up --demo    bihuan up --port 8080 --workers 4",
)
WORKER_HELP = say(
    "只运行后台进程（通知、邮件、预警）；可同时运行多个。bihuan up 已包含一个。",
    "Run only the worker (announcements, mail, warnings); several may run at once. `bihuan up` includes one.",
)
MIGRATE_HELP = say(
    "把数据库表结构更新到本版本；可重复执行。", "Bring the tables up to this version; may be run again."
)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command("up", help=UP_HELP)(up)
    app.command("worker", help=WORKER_HELP)(worker)
    app.command("migrate", help=MIGRATE_HELP)(bring_up_to_date)


def up(
    demo: Annotated[
        bool,
        typer.Option(
            "--demo",
            help=say(
                "空数据库时建立演示城市，并可切换演示人员",
                "Make the demo city if the database is empty, and allow switching between its cast",
            ),
        ),
    ] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help=say("端口", "Port"))] = 8000,
    host: Annotated[str, typer.Option(help=say("监听地址", "Address to listen on"))] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option(min=1, max=64, help=say("网站进程数", "Processes of the website"))
    ] = 2,
) -> None:
    if demo:
        os.environ["BIHUAN_DEMO"] = "1"
    # Until everything runs, a signal interrupts what is being made ready; from then on it asks to stop.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    stop = Event()
    with ExitStack() as stack:
        stack.enter_context(running_alone(data_folder()))
        _refuse_taken(host, port)
        err.print(say("数据库 …", "Database …"), style="dim")
        if demo:
            drop_half_made_demo()
        stack.enter_context(database(migrated=False))
        applied = migrate()
        if applied:
            err.print(
                say(f"表结构：更新 {len(applied)} 项", f"Tables: {len(applied)} migrations applied"),
                style="dim",
            )
        _collect_static()
        if demo and not _any_unit():
            make_demo()
        children = [
            Child(say("网站", "website"), website_command(host, port, workers)),
            Child(say("后台进程", "worker"), ("-m", "bihuan", "worker")),
        ]
        _ask_to_stop_by_signal(stop)
        supervise(
            children, stop, ready=lambda: _answers(host, port), announce=lambda: _announce(host, port, demo)
        )
    err.print(say("已停止。", "Stopped."), style="dim")


def worker() -> None:
    os.environ["PGAPPNAME"] = WORKER
    stop = Event()
    _ask_to_stop_by_signal(stop)
    with database():
        from bihuan import schedule

        schedule.run(stop)


def bring_up_to_date() -> None:
    with database(migrated=False):
        applied = migrate()
    for name in applied:
        out.print(name)
    out.print(say("表结构已是最新。", "The tables are up to date."))


def _ask_to_stop_by_signal(stop: Event) -> None:
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            raise typer.BadParameter(
                say(
                    f"无法在 {host}:{port} 监听（{taken.strerror}）。可能已有程序在使用，请换一个 --port。",
                    f"{host}:{port} cannot be listened on ({taken.strerror}). Another program may be using it: choose another --port.",
                )
            ) from taken


def _answers(host: str, port: int) -> bool:
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        with socket.create_connection((reached, port), timeout=1):
            return True
    except OSError:
        return False


def _collect_static() -> None:
    """Gather the static files, unless what is gathered is as new as the product's own."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    newest = max(
        (
            os.stat(storage.path(path)).st_mtime_ns
            for finder in get_finders()
            for path, storage in finder.list([])
        ),
        default=0,
    )
    stamp = settings.STATIC_ROOT / "collected.stamp"
    if stamp.exists() and stamp.read_text() == str(newest):
        return
    err.print(say("静态文件 …", "Static files …"), style="dim")
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    stamp.write_text(str(newest))


def _any_unit() -> bool:
    from bihuan.cli.console import now
    from bihuan.organisations.queries import units_at

    return units_at(now().date()).exists()


def _announce(host: str, port: int, demo: bool) -> None:
    from django.conf import settings

    from bihuan.cli.console import now
    from bihuan.organisations.queries import demo_cast_on
    from bihuan.rules.actors import POST_WORDS, Post

    if demo:
        table = Table(
            say("账号", "Account"), say("姓名", "Name"), say("岗位", "Post"), say("单位", "Unit"), title_justify="left",
            title=say(f"演示账号，密码均为 {settings.DEMO_PASSWORD}", f"Demo accounts, password of all: {settings.DEMO_PASSWORD}"),
        )  # fmt: skip
        for held in demo_cast_on(now().date()):
            table.add_row(
                held.person.username, held.person.name, say(POST_WORDS[Post(held.post)]), held.unit.name
            )
        out.print(table)
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::", "::1") else host
    out.print(
        say(
            f"闭环已启动：http://{shown}:{port}/　（Ctrl-C 停止）",
            f"Bihuan is up: http://{shown}:{port}/   (Ctrl-C stops it)",
        ),
        style="bold green",
    )
