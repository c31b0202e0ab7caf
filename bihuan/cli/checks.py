"""What ``bihuan doctor`` looks at: one function for each line."""

import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, connection

from bihuan.cli.console import now
from bihuan.cli.database import data_folder, pending_migrations
from bihuan.cli.serving import WORKER
from bihuan.ledger.queries import oldest_waiting
from bihuan.rules.words import Words

OLDEST_PYTHON, OLDEST_POSTGRES = (3, 11), 15
FREE_WARN, FREE_FAIL = 5 * 2**30, 2**29
#: The calendar must reach as far ahead as limits do.
AHEAD = timedelta(days=60)
LONG_WAIT = timedelta(minutes=10)


class Finding(NamedTuple):
    """``grade`` is ok, warn or fail; ``advice`` what to do, if anything."""

    grade: str
    found: Words
    advice: Words | None = None


def all_findings(*, embedded: bool) -> Iterator[tuple[Words, Finding]]:
    """Every check by name, one after the other; a database that does not answer fails only its own lines."""
    for name, check in _CHECKS:
        try:
            yield name, check(embedded)
        except DatabaseError as fault:
            reason = str(fault).strip().splitlines()[0]
            yield (
                name,
                Finding("fail", Words(reason, reason), Words("先处理数据库", "Mend the database first")),
            )


def _plain(text: str) -> Words:
    return Words(text, text)


def _python(_embedded: bool) -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return Finding(
            "fail", _plain(version), Words("请安装 Python 3.11 或更新版本", "Install Python 3.11 or later")
        )
    return Finding("ok", _plain(version))


def _postgres(embedded: bool) -> Finding:
    number = connection.cursor().execute("SHOW server_version_num").fetchone()[0]
    version = f"{int(number) // 10000}.{int(number) % 10000}"
    found = Words(f"{version}（自带）", f"{version} (its own)") if embedded else _plain(version)
    if int(number) // 10000 < OLDEST_POSTGRES:
        return Finding(
            "fail", found, Words("请升级到 PostgreSQL 15 或更新版本", "Upgrade to PostgreSQL 15 or later")
        )
    return Finding("ok", found)


def _chinese(_embedded: bool) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_extension WHERE extname = 'pg_trgm'")
        if not cursor.fetchone()[0]:
            return Finding(
                "fail",
                Words("缺少 pg_trgm", "pg_trgm is missing"),
                Words("运行 bihuan migrate", "Run: bihuan migrate"),
            )
        cursor.execute("SELECT cardinality(show_trgm('噪音扰民')), getdatabaseencoding()")
        trigrams, encoding = cursor.fetchone()
    if not trigrams or encoding != "UTF8":
        return Finding(
            "fail", Words("中文无法检索", "Chinese cannot be searched"),
            Words("数据库须用 UTF8 与 C.UTF-8 区域重建：见 docs/running/upgrading.md", "Lay the database out again with UTF8 and C.UTF-8: docs/running/upgrading.md"),
        )  # fmt: skip
    return Finding("ok", Words("可检索中文", "finds Chinese"))


def _tables(_embedded: bool) -> Finding:
    pending = pending_migrations()
    if pending:
        return Finding(
            "fail",
            Words(f"缺 {len(pending)} 项", f"{len(pending)} migrations behind"),
            Words("运行 bihuan migrate", "Run: bihuan migrate"),
        )
    return Finding("ok", Words("最新", "up to date"))


def _calendar(_embedded: bool) -> Finding:
    from bihuan.calendars.queries import national
    from bihuan.work_orders.queries import provisional_limits

    last, provisional = national().covered_until, provisional_limits()
    found = Words(f"已公布至 {last}", f"published until {last}")
    if provisional:
        found = Words(
            f"{found.zh}，{provisional} 个时限暂定", f"{found.en}, {provisional} limits provisional"
        )
    if now().date() > last:
        return Finding(
            "fail",
            found,
            Words(
                "期限只能暂按周一至周五计算：请导入新的放假安排（bihuan calendar import）",
                "Limits count plain Mondays to Fridays: import the new notice (bihuan calendar import)",
            ),
        )
    if now().date() + AHEAD > last:
        return Finding(
            "warn",
            found,
            Words(
                "新一年放假安排公布后请导入（bihuan calendar import）；此前跨年期限为暂定",
                "Import next year's notice once it is published (bihuan calendar import); limits beyond are provisional",
            ),
        )
    return Finding("ok", found)


def _worker(_embedded: bool) -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()",
            [WORKER],
        )
        alive = cursor.fetchone()[0]
    waiting = oldest_waiting(now())
    if not alive:
        return Finding(
            "warn",
            Words("没有运行", "none runs"),
            Words("运行 bihuan up 或 bihuan worker", "Run: bihuan up, or bihuan worker"),
        )
    if waiting and now() - waiting > LONG_WAIT:
        return Finding(
            "warn",
            Words(
                f"通知积压，自 {waiting:%m-%d %H:%M}", f"announcements wait since {waiting:%m-%d %H:%M} UTC"
            ),
            Words("查看后台进程输出", "Look at the worker's output"),
        )
    return Finding("ok", Words("运行中", "running"))


def _disk(_embedded: bool) -> Finding:
    free = shutil.disk_usage(next(p for p in (data_folder(), *data_folder().parents) if p.exists())).free
    found = Words(f"剩余 {free / 2**30:.1f} GB", f"{free / 2**30:.1f} GB free")
    if free < FREE_WARN:
        return Finding(
            "fail" if free < FREE_FAIL else "warn",
            found,
            Words("清理磁盘或换一个数据目录", "Free some, or move the data folder"),
        )
    return Finding("ok", found)


def _secrets(_embedded: bool) -> Finding:
    folder = data_folder() / "secrets"
    open_to_others = [
        p.name for p in (folder, *folder.glob("*")) if p.exists() and _mode(p) & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    if open_to_others:
        names = ", ".join(open_to_others)
        return Finding(
            "fail", Words(f"他人可读：{names}", f"others can read {names}"), _plain(f"chmod -R go= {folder}")
        )
    return Finding("ok", Words("仅所有者可读", "for the owner only"))


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _demo(embedded: bool) -> Finding:
    if settings.DEMO and not embedded:
        return Finding(
            "fail",
            Words("已开启", "on"),
            Words("真实城市不得开启：去掉 BIHUAN_DEMO", "Never on a real city: remove BIHUAN_DEMO"),
        )
    return Finding("ok", Words("已开启", "on") if settings.DEMO else Words("关闭", "off"))


def _static(_embedded: bool) -> Finding:
    stylesheet = Path(settings.PACKAGE) / "website" / "static" / "vendor"
    if not any(stylesheet.glob("*.css")):
        return Finding(
            "fail",
            Words("样式表没有生成", "the stylesheet was not built"),
            Words("在源码目录运行 ./dev run", "Run ./dev run in the checkout"),
        )
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return Finding(
            "warn",
            Words("尚未收集", "not collected yet"),
            Words("bihuan up 会自动收集", "`bihuan up` collects them"),
        )
    return Finding("ok", Words("已收集", "collected"))


_CHECKS: tuple[tuple[Words, Callable[[bool], Finding]], ...] = (
    (Words("Python", "Python"), _python),
    (Words("PostgreSQL", "PostgreSQL"), _postgres),
    (Words("中文检索", "Chinese text"), _chinese),
    (Words("表结构", "Tables"), _tables),
    (Words("工作日历", "Working calendar"), _calendar),
    (Words("后台进程", "Worker"), _worker),
    (Words("磁盘", "Disk"), _disk),
    (Words("密钥", "Secrets"), _secrets),
    (Words("演示模式", "Demo mode"), _demo),
    (Words("静态文件", "Static files"), _static),
)
