"""Changing knowledge."""

from bihuan.knowledge.actions.entries import Imported as Imported
from bihuan.knowledge.actions.entries import check_entries as check_entries
from bihuan.knowledge.actions.entries import edit_entry as edit_entry
from bihuan.knowledge.actions.entries import import_entries as import_entries
from bihuan.knowledge.actions.entries import import_synonyms as import_synonyms
from bihuan.knowledge.actions.entries import take_step as take_step
from bihuan.knowledge.actions.indexing import count_terms as count_terms
from bihuan.knowledge.actions.laws import Checked as Checked
from bihuan.knowledge.actions.laws import check_laws as check_laws
from bihuan.knowledge.actions.laws import import_laws as import_laws
