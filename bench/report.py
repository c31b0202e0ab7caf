"""The figures, for people and for programs."""

from collections.abc import Sequence
from typing import Any

from bench.driving import Driven
from bench.measuring import Measured

_ACTS = ("create", "dispatch", "sign", "resolve", "list")


def as_object(measured: Sequence[Measured]) -> dict[str, Any]:
    """Figures by size; those at the top are of the largest. Flatness: the rate at a size divided by that at the first."""
    sizes = {str(each.size): _figures(each, measured[0]) for each in measured}
    last = sizes[str(measured[-1].size)]
    top = {name: last[name] for name in ("create_ratio", "create_per_s", "lifecycles_per_s", "flatness")}
    return {**top, "sizes": sizes}


def _figures(each: Measured, first: Measured) -> dict[str, Any]:
    lives = each.lives
    return {
        "create_ratio": round(each.create_ratio, 3),
        "create_per_s": round(each.creates.per_second("create"), 1),
        "lifecycles_per_s": round(each.lives_per_second, 1),
        "flatness": {
            "create": round(each.creates.per_second("create") / first.creates.per_second("create"), 3),
            "lifecycle": round(each.lives_per_second / first.lives_per_second, 3),
        },
        "ceiling_per_s": round(each.ceiling_rows, 1),
        "ceiling_one_statement_per_s": round(each.ceiling_one_statement, 1),
        "p50_ms": {
            "create_only": _ms(each.creates, "create", 0.5),
            **{act: _ms(lives, act, 0.5) for act in _ACTS},
        },
        "p95_ms": {
            "create_only": _ms(each.creates, "create", 0.95),
            **{act: _ms(lives, act, 0.95) for act in _ACTS},
        },
        "cpu_ms_per_create": {name: round(value, 2) for name, value in each.cpu_ms.items()},
        "memory_mib": {name: round(value) for name, value in each.memory.items()},
        "statements": each.statements,
    }


def _ms(driven: Driven, act: str, share: float) -> float:
    return round(driven.quantile_ms(act, share), 1)


def print_report(measured: Sequence[Measured]) -> None:
    """A block for each size."""
    for size, figures in as_object(measured)["sizes"].items():
        print(f"\n{int(size):,} orders")
        print(
            f"  create           {figures['create_per_s']:8.1f} /s   {figures['create_ratio']:.3f} of the ceiling"
        )
        print(
            f"  ceiling          {figures['ceiling_per_s']:8.1f} /s   (in one statement {figures['ceiling_one_statement_per_s']:.0f} /s)"
        )
        print(f"  whole lives      {figures['lifecycles_per_s']:8.1f} /s")
        flat = figures["flatness"]
        print(f"  against the first size: create {flat['create']:.2f}, lives {flat['lifecycle']:.2f}")
        cpu, memory = figures["cpu_ms_per_create"], figures["memory_mib"]
        print("  processor ms per create: " + ", ".join(f"{name} {value:.2f}" for name, value in cpu.items()))
        print("  resident MiB: " + ", ".join(f"{name} {value}" for name, value in memory.items()))
        print(f"  {'':12}{'p50 ms':>8}{'p95 ms':>8}{'statements':>12}")
        for act in ("create_only", *_ACTS):
            statements = figures["statements"].get(act, figures["statements"]["create"])
            print(f"  {act:12}{figures['p50_ms'][act]:8.1f}{figures['p95_ms'][act]:8.1f}{statements:12}")
