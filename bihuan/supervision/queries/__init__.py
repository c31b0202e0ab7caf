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
from bihuan.supervision.queries.forecasts import (
    LIKELY,
    AfterLikely,
    LikelyLate,
    kind_of,
    last_foretelling,
    likely_late,
    tables_of,
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
    "COUNTED", "LIKELY", "PRESSING", "After", "AfterLikely", "CaseFilter", "CasePage", "Cell", "LikelyLate", "Mine", "Pressing", "Row",
    "Standing", "View", "case_seen_by", "cases_of_order", "cases_visible_to", "kind_of", "last_foretelling", "lights_of", "likely_late",
    "my_cases", "page_of_cases", "pressing_orders", "rows_below", "standing_of_line", "tables_of", "whole_line",
]  # fmt: skip
