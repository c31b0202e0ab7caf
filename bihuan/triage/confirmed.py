"""The confirmed history as examples: orders that were resolved, with the matter that stood until then."""

from collections.abc import Iterator

from bihuan.rules.identifiers import redacted, without_house
from bihuan.rules.matters import MATTERS
from bihuan.triage.classifier.grams import even
from bihuan.triage.classifier.learning import Example
from bihuan.work_orders.queries import resolved_texts


def confirmed_examples() -> Iterator[Example]:
    """What callers said with the matter people worked by, the newest first; what leads to a person is taken out before."""
    for content, matter, names in resolved_texts():
        if content.strip() and matter in MATTERS:
            text = without_house(redacted(content, names))
            yield Example(text, matter, even(text))
