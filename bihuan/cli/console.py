"""Where the command line writes: answers to standard output, everything else to standard error."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bihuan.cli.language import say
from bihuan.rules.words import Words

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def now() -> datetime:
    """The present instant: commands read the clock here, and hand it down."""
    from django.utils import timezone

    return timezone.now()


@contextmanager
def progress_bars() -> Iterator[Callable[[Words, int, int], None]]:
    """Bars on standard error, one for each thing that is being made; yields what reports ``(what, done, total)``."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err) as bars:
        tasks: dict[Words, object] = {}

        def report(what: Words, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(say(what), total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield report
