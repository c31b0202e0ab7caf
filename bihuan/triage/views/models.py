"""The models: which is in force, how each did on what it never saw, and the card of each."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.organisations.guards import ActorRequest, holding
from bihuan.rules.matters import MATTERS
from bihuan.rules.refusal import Refused
from bihuan.rules.words import Words
from bihuan.triage.in_force import opened, shipped_model
from bihuan.triage.models import ModelAct, ModelState, TrainedModel
from bihuan.triage.queries import MINDING, changes_of_models, trained_models
from bihuan.triage.views import tabs

STATES = {
    ModelState.CANDIDATE: (Words("候选", "Candidate"), "waiting"),
    ModelState.IN_FORCE: (Words("在用", "In force"), "done"),
    ModelState.RETIRED: (Words("已停用", "Retired"), "neutral"),
}
ACTS = {
    ModelAct.PROMOTE: Words("启用", "Put in force"),
    ModelAct.ROLL_BACK: Words("退回", "Rolled back"),
}
_SHIPS = Words("随产品附带", "Comes with the product")
_USES = Words(
    "给坐席提建议，附理由，由人决定；不得据此自动派单、办结或评价个人。",
    "It suggests to the operator, with its reasons; a person decides. Nothing is dispatched, closed or anybody judged by it.",
)
_FORM = Words(
    "纯数组和一段 JSON（.npz），打开时不执行任何代码。",
    "Plain arrays and one JSON text (.npz); nothing in it can run when it is opened.",
)


@require_safe
@holding(*MINDING)
def models(request: ActorRequest) -> HttpResponse:
    """Every model with its state, and how each came into force."""
    rows = [_listed(model) for model in trained_models()]
    if ships := shipped_model():
        in_use = not any(row["in_force"] for row in rows)
        card = ships.classifier.card
        words, tone = STATES[ModelState.IN_FORCE if in_use else ModelState.RETIRED]
        rows.append(
            {
                "version": ships.label.partition("/")[2], "url": reverse("triage-model-shipped"), "words": words, "tone": tone,
                "trained_at": None, "source": _SHIPS, "examples": card.get("examples"), "held_back": None,
                "f1": card.get("held_out", {}).get("macro_f1"), "before": None, "trouble": None,
            }
        )  # fmt: skip
    changes = [
        {
            "at": each.at, "words": ACTS[ModelAct(each.act)], "reason": each.reason,
            "to": each.model.version if each.model else _SHIPS, "by": each.by.name if each.by else each.by_name,
        }
        for each in changes_of_models()
    ]  # fmt: skip
    return render(
        request, "triage/models.html",
        {"nav": "triage", "tabs": tabs("triage-models"), "rows": rows, "changes": changes},
    )  # fmt: skip


@require_safe
@holding(*MINDING)
def model(request: ActorRequest, model: int) -> HttpResponse:
    """The card of a model that was trained here."""
    row = get_object_or_404(TrainedModel, pk=model)
    words, tone = STATES[ModelState(row.state)]
    measured = row.report.get("measured") or {}
    before = row.report.get("against_measured") or {}
    facts: list[tuple[Words, Any]] = [
        (Words("来源", "From"), row.source),
        (Words("训练样本", "Examples"), row.examples),
        (Words("留出检验", "Held back"), row.report.get("held_back")),
        (Words("宏平均 F1", "Macro F1"), measured.get("macro_f1", "—")),
        (Words("在用模型同场 F1", "F1 of the model then in force"), _beside(before, row.report.get("against"))),
        (Words("文件摘要", "Digest of the file"), row.digest[:16]),
        (Words("格式", "Form"), row.form),
    ]  # fmt: skip
    return _card(request, row.version, words, tone, facts, row.card, measured)


@require_safe
@holding(*MINDING)
def shipped(request: ActorRequest) -> HttpResponse:
    """The card of the model that ships."""
    ships = shipped_model()
    if ships is None:
        raise Http404
    in_use = not TrainedModel.objects.filter(state=ModelState.IN_FORCE).exists()
    words, tone = STATES[ModelState.IN_FORCE if in_use else ModelState.RETIRED]
    card = ships.classifier.card
    facts: list[tuple[Words, Any]] = [
        (Words("来源", "From"), card.get("source", "")),
        (Words("训练样本", "Examples"), card.get("examples", "")),
        (Words("宏平均 F1", "Macro F1"), card.get("held_out", {}).get("macro_f1", "—")),
    ]
    version = ships.label.partition("/")[2]
    return _card(request, version, words, tone, facts, dict(card), card.get("held_out", {}))


def _listed(row: TrainedModel) -> dict[str, Any]:
    words, tone = STATES[ModelState(row.state)]
    try:
        opened(row)
        trouble = None
    except Refused as refused:
        trouble = refused.sentence
    return {
        "version": row.version, "url": reverse("triage-model", args=[row.pk]), "words": words, "tone": tone,
        "in_force": row.state == ModelState.IN_FORCE, "trained_at": row.trained_at, "source": row.source,
        "examples": row.examples, "held_back": row.report.get("held_back"), "trouble": trouble,
        "f1": (row.report.get("measured") or {}).get("macro_f1"),
        "before": (row.report.get("against_measured") or {}).get("macro_f1"),
    }  # fmt: skip


def _beside(before: dict[str, Any], label: str | None) -> str:
    return f"{before['macro_f1']} ({label})" if before else "—"


def _card(
    request: ActorRequest, version: str, words: Words, tone: str, facts: list[tuple[Words, Any]],
    card: dict[str, Any], measured: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    per_class, counts = measured.get("per_class", {}), card.get("per_class", {})
    bins = measured.get("reliability", [])
    shown = {
        "nav": "triage",
        "version": version,
        "words": words,
        "tone": tone,
        "facts": [*facts, (Words("用途", "Use"), _USES), (Words("文件", "File"), _FORM)],
        "classes": [
            (MATTERS.get(code, code), counts.get(code, 0), per_class.get(code))
            for code in sorted({*counts, *per_class}, key=lambda code: -counts.get(code, 0))
        ],
        "reliability": {
            "title": Words("说的把握与实际", "How sure it was, and how right"),
            "reading": Words("在没有学过的样本上平均相差 {error} 个百分点。", "On examples it never saw they are {error} points apart on average.").fill(error=f"{100 * measured.get('calibration_error', 0):.1f}"),
            "unit": Words("%", "%"), "words": Words("实际", "Right"), "top": 100,
            "points": [{"words": f"{100 * each['said']:.0f}%", "value": round(100 * each["right"])} for each in bins],
            "second": {"words": Words("说的把握", "Said"), "values": [round(100 * each["said"]) for each in bins]},
        } if bins else None,
    }  # fmt: skip
    return render(request, "triage/model.html", shown)
