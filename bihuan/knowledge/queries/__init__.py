"""Reading knowledge."""

from bihuan.knowledge.queries.entries import checked_basis as checked_basis
from bihuan.knowledge.queries.entries import entry_of as entry_of
from bihuan.knowledge.queries.entries import facts_of as facts_of
from bihuan.knowledge.queries.entries import held_standings as held_standings
from bihuan.knowledge.queries.entries import quotable as quotable
from bihuan.knowledge.queries.entries import readable as readable
from bihuan.knowledge.queries.entries import to_review as to_review
from bihuan.knowledge.queries.entries import usage_of as usage_of
from bihuan.knowledge.queries.entries import visibilities as visibilities
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
from bihuan.knowledge.queries.search import LEAST as LEAST
from bihuan.knowledge.queries.search import ArticleHit as ArticleHit
from bihuan.knowledge.queries.search import Hit as Hit
from bihuan.knowledge.queries.search import search_articles as search_articles
from bihuan.knowledge.queries.search import search_entries as search_entries
