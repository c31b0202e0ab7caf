"""Tables of supervision: warnings and what they grow into, bulletins that were issued, and what is foretold."""

from bihuan.supervision.models.bulletins import Bulletin
from bihuan.supervision.models.cases import EarlyWarning, SlipSerial, SupervisionSlip, TalkRecord
from bihuan.supervision.models.forecasts import Foretelling, HandlingTable, LateForecast

__all__ = [
    "Bulletin", "EarlyWarning", "Foretelling", "HandlingTable", "LateForecast", "SlipSerial", "SupervisionSlip", "TalkRecord",
]  # fmt: skip
