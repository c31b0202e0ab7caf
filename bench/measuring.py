"""What is done at each size: fill, serve, and drive, with the ceiling measured before and after each phase."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench import ceiling, driving, filling, house, serving, statements
from bihuan.postgres import Cluster

Say = Callable[[str], None]
WARMING = 3.0  # seconds of work before anything is counted: plans are made, code is loaded


@dataclass(frozen=True)
class Measured:
    """The figures of one size. Rates are per second, times in milliseconds, memory in MiB."""

    size: int
    ceiling_rows: float
    ceiling_one_statement: float
    creates: driving.Driven
    lives: driving.Driven
    #: Processor time of one create: server, database, and our own client.
    cpu_ms: dict[str, float]
    memory: dict[str, float]
    statements: dict[str, int]

    @property
    def create_ratio(self) -> float:
        return self.creates.per_second("create") / self.ceiling_rows

    @property
    def lives_per_second(self) -> float:
        return self.lives.per_second("list")


def measure(sizes: Sequence[int], seconds: int, say: Say) -> list[Measured]:
    """Measure at each size, in one database that grows. Raises ``RuntimeError`` where something does not answer."""
    say("a database of our own, and the whole city in it …")
    with house.throw_away_database() as cluster:
        now = datetime.now(UTC)
        lines = house.found_city(now)
        filling.act_out(lines, now)
        measured = []
        for size in sizes:
            with house.without_durability(cluster):
                filling.fill(
                    cluster.url("bihuan"), size, lambda done, size=size: say(f"{done:,} of {size:,} orders")
                )
            measured.append(_at_size(cluster, lines, size, seconds, say))
        return measured


def _at_size(cluster: Cluster, lines: Sequence[house.Line], size: int, seconds: int, say: Say) -> Measured:
    counted, number = statements.count(lines[0])
    bare = ceiling.Ceiling(cluster, number)
    rest = max(2, seconds // 4)
    with serving.website() as (port, server):
        database = int((cluster.data / "postmaster.pid").read_text().split()[0])
        say(f"{size:,} orders: warming up …")
        driving.drive(port, [driving.lives(line) for line in lines], WARMING)
        say(f"{size:,} orders: creating for {seconds} s …")
        ceilings = [bare.per_second("rows", rest)]
        before = serving.cpu_seconds(server), serving.cpu_seconds(database)
        creates = driving.drive(port, [driving.creates(line) for line in lines], seconds)
        after = serving.cpu_seconds(server), serving.cpu_seconds(database)
        ceilings.append(bare.per_second("rows", rest))
        one_statement = bare.per_second("one_statement", rest)
        say(f"{size:,} orders: whole lives for {seconds} s …")
        lives = driving.drive(port, [driving.lives(line) for line in lines], seconds)
        memory = {"server": serving.resident_mib(server), "database": serving.resident_mib(database)}
    spent = [later - earlier for earlier, later in zip(before, after, strict=True)] + [creates.cpu]
    each = [seconds * 1000 / len(creates.answered["create"]) for seconds in spent]
    return Measured(
        size=size,
        ceiling_rows=sum(ceilings) / len(ceilings),
        ceiling_one_statement=one_statement,
        creates=creates,
        lives=lives,
        cpu_ms=dict(zip(("server", "database", "client"), each, strict=True)),
        memory=memory,
        statements=counted,
    )
