"""Changing knowledge."""

from bihuan.knowledge.actions.entries import Imported as Imported
from bihuan.knowledge.actions.entries import check_entries as check_entries
from bihuan.knowledge.actions.entries import edit_entry as edit_entry
from bihuan.knowledge.actions.entries import import_entries as import_entries
from bihuan.knowledge.actions.entries import import_synonyms as import_synonyms
from bihuan.knowledge.actions.entries import take_step as take_step
from bihuan.knowledge.actions.figures import import_figures as import_figures
from bihuan.knowledge.actions.indexing import count_terms as count_terms
from bihuan.knowledge.actions.keeping import Kept as Kept
from bihuan.knowledge.actions.keeping import keep_in_date as keep_in_date
from bihuan.knowledge.actions.laws import Checked as Checked
from bihuan.knowledge.actions.laws import check_laws as check_laws
from bihuan.knowledge.actions.laws import import_laws as import_laws
from bihuan.knowledge.actions.uses import note_question as note_question
from bihuan.knowledge.actions.uses import quote as quote
from bihuan.knowledge.actions.uses import say_helped as say_helped
from bihuan.knowledge.actions.uses import say_helped_public as say_helped_public
