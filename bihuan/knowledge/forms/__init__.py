"""Forms of knowledge."""

from bihuan.knowledge.forms.asking import AskForm as AskForm
from bihuan.knowledge.forms.asking import CalculatorForm as CalculatorForm
from bihuan.knowledge.forms.asking import WhereForm as WhereForm
from bihuan.knowledge.forms.editing import EntryFilter as EntryFilter
from bihuan.knowledge.forms.editing import EntryForm as EntryForm
