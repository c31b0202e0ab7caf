"""Everything a process needs for its first page, done before it is asked for one.

Addresses (and with them every view and the API's schemas) are imported, templates compiled and catalogues read when
first used, which makes the first page of a process several times slower than the next. Whoever serves does it at the
start instead, where nobody waits.
"""

from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.urls import get_resolver
from django.utils import translation


def make_ready() -> int:
    """Import every address, compile every template of ours and read both catalogues; return how many templates there are."""
    resolver = get_resolver()
    resolver.reverse_dict  # noqa: B018  (walks every address, which imports its views)
    engine = engines["django"]
    assert isinstance(engine, DjangoTemplates)
    names = template_names(engine)
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")
    for name in names:
        engine.get_template(name)
    return len(names)


def template_names(engine: DjangoTemplates) -> list[str]:
    """The product's own templates, by the names they are asked for."""
    ours = Path(__file__).resolve().parents[1]
    folders = [Path(folder) for folder in engine.template_dirs if Path(folder).is_relative_to(ours)]
    return sorted(
        str(file.relative_to(folder))
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and file.suffix in {".html", ".txt"}
    )
