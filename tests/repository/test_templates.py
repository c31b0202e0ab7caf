"""Pages a strict Content-Security-Policy can serve: no inline script or style, nothing from outside."""

import re
from pathlib import Path

import pytest

from tests.repository.conftest import ROOT

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)", re.IGNORECASE),
    "inline style": re.compile(r"<style\b|<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "inline event": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=|javascript:|\bhx-on\b", re.IGNORECASE),
    "outside source": re.compile(
        r"<(?:script|link|img|iframe|use|source)\b[^>]*=\s*[\"']?(?:https?:)?//", re.IGNORECASE
    ),
    "unescaped output": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_page_has_an(kind, templates):
    def comments_blanked(template: Path) -> str:
        return re.sub(
            r"{#.*?#}|{%\s*comment.*?endcomment\s*%}",
            "",
            template.read_text(encoding="utf-8"),
            flags=re.DOTALL,
        )

    pages = [template for template in templates if template.suffix == ".html"]
    assert [str(p.relative_to(ROOT)) for p in pages if FORBIDDEN[kind].search(comments_blanked(p))] == []


def test_every_page_can_be_read_by_the_engine(templates):
    """A slip in a page nobody opened in a test shows here."""
    from django.template import engines

    for template in templates:
        engines["django"].from_string(template.read_text(encoding="utf-8"))


def test_no_page_writes_its_own_styles(files):
    """Pages compose components; the stylesheet is one, in the website's assets."""
    stylesheets = [f.relative_to(ROOT) for f in files if f.suffix in {".css", ".scss"}]
    assert [str(f) for f in stylesheets if not f.is_relative_to("bihuan/website/assets")] == []
