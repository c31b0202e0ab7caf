"""The knowledge base of the demo city: the entries that ship, with what callers say for the words of the law."""

from datetime import datetime

from bihuan.knowledge.actions import import_entries, import_synonyms
from bihuan.knowledge.entry_tables import packaged_entries, packaged_synonyms


def fill_shelf(at: datetime) -> int:
    """Import and publish the entries that ship; returns how many are new."""
    import_synonyms(packaged_synonyms())
    rows, errors = packaged_entries()
    return import_entries(rows, errors, publish=True, at=at).new
