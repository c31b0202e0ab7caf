"""The inbox, and what an administrator sees of mails that did not go out."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as toasts
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bihuan.ledger.queries import oldest_waiting, troubled_announcements
from bihuan.notifications import queries
from bihuan.notifications.actions.reading import choose_mail, read, read_all
from bihuan.notifications.actions.resending import resend
from bihuan.notifications.models import MailState, Message
from bihuan.organisations.guards import ActorRequest, holding, signed_in
from bihuan.rules.actors import Post
from bihuan.rules.notices import about_event, speak
from bihuan.rules.refusal import Kind, Refused
from bihuan.rules.words import Words

_COLUMNS = [
    {"key": "state", "words": Words("状态", "State"), "kind": "narrow"},
    {"key": "what", "words": Words("消息", "Message"), "kind": "", "fixed": True},
    {"key": "number", "words": Words("编号", "Number"), "kind": "narrow"},
    {"key": "at", "words": Words("时间", "Time"), "kind": "narrow"},
]
_MAIL_COLUMNS = [
    {"key": "state", "words": Words("状态", "State"), "kind": "narrow"},
    {"key": "what", "words": Words("邮件", "Mail"), "kind": "", "fixed": True},
    {"key": "person", "words": Words("收件人", "To"), "kind": "narrow"},
    {"key": "reason", "words": Words("服务器答复", "What the server said"), "kind": ""},
    {"key": "act", "words": Words("操作", "Act"), "kind": "narrow", "fixed": True},
]
_MAIL_PAGE = 50
_STATES = {
    MailState.FAILED: (Words("未送出", "Not sent"), "red"),
    MailState.UNCONFIRMED: (Words("未确认", "Unconfirmed"), "yellow"),
}
#: Where a message leads that is about no order: the name of a page, and what is asked of it.
_ELSEWHERE = {
    "rule_failed": ("routing-rules", ""),
    "accuracy_fell": ("triage", ""),
    "cluster_found": ("clusters", ""),
    "cluster_found_below": ("clusters", ""),
    "cluster_disposed": ("clusters", ""),
    "cluster_sent_back": ("clusters", ""),
    "items_unclaimed": ("duty-open", ""),
    "entries_to_review": ("knowledge", "?due=1"),
    "entries_expired": ("knowledge", "?state=expired"),
}


@require_safe
@signed_in
def inbox(request: ActorRequest) -> HttpResponse:
    """A person's messages, unread first."""
    page, after = queries.inbox(request.actor, queries.Place.of(request.GET.get("after", "")))
    context = {
        "columns": _COLUMNS,
        "rows": [(message, speak(message.code, message.fields)) for message in page],
        "next_url": f"{reverse('inbox')}?{urlencode({'after': after})}" if after else None,
        "newest": max((message.pk for message in page), default=0),
        "unread": queries.unread(request.actor),
        "mail": queries.wants_mail(request.actor),
        "address": request.user.email,  # type: ignore[union-attr]
        "administrator": request.actor.holds(Post.ADMINISTRATOR),
    }
    return render(request, "notifications/inbox.html", context)


@require_safe
@signed_in
def inbox_count(request: ActorRequest) -> HttpResponse:
    """The number beside the bell, asked for again and again."""
    return render(
        request,
        "notifications/count.html",
        {"unread": queries.unread(request.actor), "most": queries.MOST_COUNTED},
    )


@require_safe
@signed_in
def inbox_open(request: ActorRequest, message: int) -> HttpResponse:
    """Open a message: mark it as read and go to its order or event, or where what it is about stands."""
    try:
        opened: Message = read(request.actor, message, at=timezone.now())
    except Refused as refused:
        raise Http404 from refused
    if opened.code in _ELSEWHERE:
        page, asked = _ELSEWHERE[opened.code]
        return redirect(reverse(page) + asked)
    return redirect("event" if about_event(opened.code) else "order", opened.number)


@require_POST
@signed_in
def inbox_read_all(request: ActorRequest) -> HttpResponse:
    """Mark everything the page showed, and what is older, as read."""
    until = request.POST.get("until", "")
    count = read_all(
        request.actor, int(until) if until.isdecimal() and len(until) < 19 else 0, at=timezone.now()
    )
    if count:
        toasts.success(request, ngettext("已读 %(n)s 条消息", "已读 %(n)s 条消息", count) % {"n": count})
    return redirect("inbox")


@require_POST
@signed_in
def inbox_mail(request: ActorRequest) -> HttpResponse:
    """Switch mails on or off for oneself."""
    wanted = request.POST.get("mail") == "on"
    choose_mail(request.actor, wanted)
    toasts.success(request, _("邮件提醒已开启") if wanted else _("邮件提醒已关闭，消息仍在这里"))
    return redirect("inbox")


administrator = holding(Post.ADMINISTRATOR)


@require_safe
@administrator
def deliveries(request: ActorRequest) -> HttpResponse:
    """Mails that did not go out or of which nobody knows, and whether the worker keeps up."""
    before = request.GET.get("before", "")
    mails = queries.troubled_mails(request.actor)
    if before.isdecimal() and len(before) < 19:
        mails = mails.filter(pk__lt=int(before))
    found = list(mails[: _MAIL_PAGE + 1])
    page = found[:_MAIL_PAGE]
    now = timezone.now()
    context: dict[str, Any] = {
        "columns": _MAIL_COLUMNS,
        "rows": [
            (mail, speak(mail.message.code, mail.message.fields), *_STATES[MailState(mail.state)])
            for mail in page
        ],
        "next_url": f"{reverse('deliveries')}?before={page[-1].pk}" if len(found) > _MAIL_PAGE else None,
        "waiting": queries.mails_on_the_way(now),
        "oldest": oldest_waiting(now),
        "faults": troubled_announcements()[:10],
        "nav": "inbox",
    }
    return render(request, "notifications/deliveries.html", context)


@require_POST
@administrator
def delivery_resend(request: ActorRequest, mail: int) -> HttpResponse:
    """Have one mail sent again."""
    try:
        resend(request.actor, mail, at=timezone.now())
    except Refused as refused:
        if refused.kind is Kind.HIDDEN:
            raise Http404 from refused
        toasts.error(request, refused.sentence.in_language(get_language() or "zh-hans"))
    else:
        toasts.success(request, _("已交给系统重新发送"))
    return redirect("deliveries")
