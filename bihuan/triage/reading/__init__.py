"""What a call says, read with the characters it was read from; pure, quick, and never a decision."""

from bihuan.triage.reading.kinds import PlaceRead as PlaceRead
from bihuan.triage.reading.kinds import Read as Read
from bihuan.triage.reading.kinds import Reading as Reading
from bihuan.triage.reading.reader import read as read
