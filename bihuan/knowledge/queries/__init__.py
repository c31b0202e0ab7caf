"""Reading knowledge."""

from bihuan.knowledge.queries.laws import Difference as Difference
from bihuan.knowledge.queries.laws import Verified as Verified
from bihuan.knowledge.queries.laws import article_on as article_on
from bihuan.knowledge.queries.laws import articles_of as articles_of
from bihuan.knowledge.queries.laws import differences as differences
from bihuan.knowledge.queries.laws import law_of as law_of
from bihuan.knowledge.queries.laws import laws as laws
from bihuan.knowledge.queries.laws import newest as newest
from bihuan.knowledge.queries.laws import verify_citations as verify_citations
from bihuan.knowledge.queries.laws import version_of as version_of
