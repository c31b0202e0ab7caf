"""Addresses of knowledge."""

from django.urls import path

from bihuan.knowledge.views import editing, laws, public

urlpatterns = [
    path("ask/", public.ask, name="ask"),
    path("ask/calculate/", public.calculators, name="ask-calculators"),
    path("ask/calculate/<slug:key>/", public.calculator, name="ask-calculator"),
    path("ask/where/", public.where, name="ask-where"),
    path("ask/about/<slug:code>/", public.answer, name="ask-answer"),
    path("ask/about/<slug:code>/helped/", public.helped, name="ask-helped"),
    path("knowledge/", editing.entries, name="knowledge"),
    path("knowledge/new/", editing.write, name="knowledge-new"),
    path("knowledge/laws/", laws.laws, name="knowledge-laws"),
    path("knowledge/laws/<uuid:law_id>/", laws.law, name="knowledge-law"),
    path("knowledge/entries/<slug:code>/", editing.entry, name="knowledge-entry"),
    path("knowledge/entries/<slug:code>/edit/", editing.write, name="knowledge-edit"),
    path("knowledge/entries/<slug:code>/step/", editing.step, name="knowledge-step"),
]
