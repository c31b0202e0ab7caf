"""Reading supervision: the wall, the cases, and what a bulletin counts. Everything starts from what the actor may see."""

from bihuan.supervision.queries.cases import (
    COUNTED,
    CaseFilter,
    CasePage,
    Mine,
    Standing,
    View,
    case_seen_by,
    cases_of_order,
    cases_visible_to,
    my_cases,
    page_of_cases,
    standing_of_line,
)
from bihuan.supervision.queries.wall import (
    PRESSING,
    After,
    Cell,
    Pressing,
    Row,
    lights_of,
    pressing_orders,
    rows_below,
    whole_line,
)

__all__ = [
    "COUNTED", "PRESSING", "After", "CaseFilter", "CasePage", "Cell", "Mine", "Pressing", "Row", "Standing", "View", "case_seen_by",
    "cases_of_order", "cases_visible_to", "lights_of", "my_cases", "page_of_cases", "pressing_orders", "rows_below",
    "standing_of_line", "whole_line",
]  # fmt: skip
