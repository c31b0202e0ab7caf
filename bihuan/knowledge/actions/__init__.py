"""Changing knowledge."""

from bihuan.knowledge.actions.indexing import count_terms as count_terms
from bihuan.knowledge.actions.laws import Checked as Checked
from bihuan.knowledge.actions.laws import check_laws as check_laws
from bihuan.knowledge.actions.laws import import_laws as import_laws
