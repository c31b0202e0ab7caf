"""The page texts: gathered from Python and templates into one English catalogue for each app, and compiled.

Message ids are Chinese. ``python -m tools.messages extract`` adds what is new with an empty translation, drops what is
gone and keeps the rest; ``compile`` writes the ``.mo`` files, which are not committed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "bihuan"
#: What is called with a message id, and which arguments are ids (``c``: the context).
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def apps() -> list[Path]:
    """The folders of the apps, each with its own catalogue."""
    return sorted(folder for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())


def catalogue_of(app: Path) -> Path:
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """The catalogue at ``path``, or an empty English one."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def extracted(app: Path) -> Catalog:
    """Every message the Python files and templates of ``app`` ask for."""
    found = Catalog(locale="en")
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html"), *app.rglob("*.txt")]):
        place = str(path.relative_to(PACKAGE.parent))
        for context, ids in _messages(path):
            found.add(ids, locations=[(place, 0)], context=context)
    return found


def _messages(path: Path) -> Iterator[tuple[str | None, str | tuple[str, str]]]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        # What is left of the page around the texts is no Python; without indentation it passes for it.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    for _line, function, arguments, _comments in extract_python(
        io.BytesIO(source.encode()), KEYWORDS, [], {}
    ):
        parts = [arguments] if isinstance(arguments, str) else list(arguments)
        places = KEYWORDS[str(function)] or (1,)
        context = next((parts[place[0] - 1] for place in places if isinstance(place, tuple)), None)
        ids = [parts[place - 1] for place in places if isinstance(place, int)]
        if all(isinstance(each, str) and each for each in ids):
            yield context, ids[0] if len(ids) == 1 else (ids[0], ids[1])


def extract() -> None:
    for app in apps():
        path, found = catalogue_of(app), extracted(app)
        if not len(found):
            continue
        catalogue = read(path)
        catalogue.update(found, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        body = io.BytesIO()
        write_po(body, catalogue, width=100, sort_output=True, omit_header=True, include_lineno=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + body.getvalue().decode().strip() + "\n", encoding="utf-8")
        empty = sum(not is_translated(message) for message in catalogue if message.id)
        print(
            f"{path.relative_to(PACKAGE.parent)}: {len(catalogue)} texts"
            + (f", {empty} to translate" if empty else "")
        )


def is_translated(message: Message) -> bool:
    """Whether every form of ``message`` has its English."""
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings)


def compile_all() -> None:
    for app in apps():
        if (path := catalogue_of(app)).exists():
            with path.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read(path))


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=True)
    django.setup()
    {"extract": extract, "compile": compile_all}[sys.argv[1]]()
