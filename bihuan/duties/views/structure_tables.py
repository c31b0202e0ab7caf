"""A centre's posts and people as tables: handed in, looked at first, and taken away to be changed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bihuan.duties.actions.structure import (
    appoint_holders,
    check_holders,
    check_structure,
    establish_structure,
    posts_to_come,
)
from bihuan.duties.forms import StructureForm
from bihuan.duties.queries.tables import holders_table, structure_table
from bihuan.duties.scopes import keeper_of
from bihuan.duties.views.shared import centre_asked, page
from bihuan.organisations.forms import add_refusal
from bihuan.organisations.guards import ActorRequest, holding
from bihuan.organisations.models import Unit
from bihuan.organisations.queries import place_of
from bihuan.organisations.spreadsheet import read
from bihuan.organisations.taking_away import spreadsheet
from bihuan.rules.actors import SEEING_POSTS
from bihuan.rules.refusal import Refused

_MOST_BYTES = 8 * 1024 * 1024
office = holding(*SEEING_POSTS)


@require_http_methods(["GET", "HEAD", "POST"])
@office
def structure_upload(request: ActorRequest) -> HttpResponse:
    """Give a centre boards, lanes and posts, or its posts their people, from a table; all of it or nothing."""
    centre = centre_asked(request)
    if keeper_of(request.actor, place_of(centre)) is None:
        raise Http404
    form = StructureForm(
        request.POST or None, request.FILES or None, initial={"only_check": True, "since": timezone.localdate()}
    )  # fmt: skip
    checked: dict[str, Any] | None = None
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                checked = _read(centre, form)
            except Refused as refused:
                add_refusal(form, refused)
                status = refused.kind.status
        if checked and not checked["errors"]:
            status = 200
            if checked["written"] is not None:
                messages.success(request, _("已写入 %(count)s 个") % {"count": checked["written"]})
                return redirect(f"{reverse('centre')}?place={centre.parent_id}")
    shown = page(request, "centre", centre=centre, form=form, checked=checked)
    return render(request, "duties/structure_upload.html", shown, status=status)


@require_safe
@office
def structure_export(request: ActorRequest, what: str) -> HttpResponse:
    """The posts or the people of a centre as the table they are handed in by."""
    centre = centre_asked(request)
    if what not in ("posts", "people"):
        raise Http404
    rows = structure_table(centre) if what == "posts" else holders_table(centre, timezone.localdate())
    return spreadsheet(rows, f"{centre.name}-{what}.xlsx")


def _read(centre: Unit, form: StructureForm) -> dict[str, Any] | None:
    given, file = form.cleaned_data, form.cleaned_data["file"]
    if file.size > _MOST_BYTES:
        form.add_error("file", _("文件超过 8 MB。请删去图片后再上传。"))
        return None
    rows, only_check = read(file.name, file.read()), given["only_check"]
    if given["what"] == "people":
        people = check_holders(centre, rows, since=given["since"])
        written = None
        if not people.errors and not only_check:
            written = appoint_holders(centre, rows, since=given["since"])
        return {
            "errors": people.errors,
            "people": len(people.holders),
            "vacant": people.vacant,
            "written": written,
        }
    errors = check_structure(rows).errors
    if errors or only_check:
        return {"errors": errors, "posts": 0 if errors else posts_to_come(centre, rows), "written": None}
    return {"errors": errors, "written": establish_structure(centre, rows)}
