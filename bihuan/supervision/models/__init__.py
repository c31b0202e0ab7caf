"""Tables of supervision: warnings and what they grow into, and the bulletins that were issued."""

from bihuan.supervision.models.bulletins import Bulletin
from bihuan.supervision.models.cases import EarlyWarning, SlipSerial, SupervisionSlip, TalkRecord

__all__ = ["Bulletin", "EarlyWarning", "SlipSerial", "SupervisionSlip", "TalkRecord"]
