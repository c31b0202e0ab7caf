"""``{% load organisations %}``"""

from django import template
from django.conf import settings
from django.utils import timezone

from bihuan.organisations.models import Appointment
from bihuan.organisations.queries import demo_cast_on
from bihuan.rules.actors import POST_WORDS, Post
from bihuan.rules.words import Words

register = template.Library()


@register.simple_tag
def demo_cast() -> list[dict[str, str | Words]]:
    """The demo's cast for the switcher: username, name, post (Words) and unit_name each; nobody outside demo mode."""
    if not settings.DEMO:
        return []
    return [_row(appointment) for appointment in demo_cast_on(timezone.localdate())]


def _row(appointment: Appointment) -> dict[str, str | Words]:
    return {
        "username": appointment.person.username,
        "name": appointment.person.name,
        "post": POST_WORDS[Post(appointment.post)],
        "unit_name": appointment.unit.name,
    }
