"""Training one's own model and putting it in force: measured beside the present one, refused where worse, taken back."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bihuan.rules.refusal import Refused
from bihuan.triage import actions
from bihuan.triage.actions.training import held_back
from bihuan.triage.classifier import to_bytes
from bihuan.triage.classifier.learning import Example
from bihuan.triage.confirmed import confirmed_examples
from bihuan.triage.examples import examples
from bihuan.triage.in_force import file_of, in_force
from bihuan.triage.matter import shipped
from bihuan.triage.models import ModelChange, ModelState, TrainedModel
from tests.town import Town
from tests.work_orders.stories import Story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_model")]
AT = datetime(2026, 11, 27, 8, tzinfo=UTC)
MATTERS = ("wage_arrears", "work_injury", "facilities")
OURS = [each for each in examples() if each.label in MATTERS][::4]


def trained(known: list[Example] = OURS) -> TrainedModel:
    return actions.train(known, name="matters", source="历史.csv", at=AT)


def trained_badly() -> TrainedModel:
    dice = random.Random(1)
    labels = [each.label for each in OURS]
    dice.shuffle(labels)
    return trained([each._replace(label=label) for each, label in zip(OURS, labels, strict=True)])


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    assert "{" not in caught.value.sentence.zh + caught.value.sentence.en
    return caught.value.code


def label_in_force() -> str:
    model = in_force().model
    assert model
    return model.label


def test_a_candidate_is_measured_on_texts_it_never_saw_beside_the_one_in_force() -> None:
    model = trained()
    assert model.state == ModelState.CANDIDATE
    assert model.examples + model.report["held_back"] == len(OURS)
    assert model.report["held_back"] == sum(map(held_back, OURS)) > 0
    assert model.report["against"].startswith("matters/shipped-")
    assert set(model.report["measured"]["per_class"]) == set(MATTERS)
    assert model.report["against_measured"]["macro_f1"] > 0
    assert label_in_force().startswith("matters/shipped-")


def test_what_ships_may_be_learned_too_but_nothing_is_measured_on_it() -> None:
    own, also = OURS[: len(OURS) // 2], OURS[len(OURS) // 2 :]
    model = actions.train(own, name="matters", source="历史.csv", also=also, at=AT)
    assert model.report["held_back"] == sum(map(held_back, own))
    assert model.examples > len(own)


def test_the_same_training_again_is_the_same_model() -> None:
    assert trained().pk == trained().pk
    assert TrainedModel.objects.count() == 1


def test_a_promotion_is_noticed_by_a_process_that_was_not_started_anew_and_so_is_its_roll_back() -> None:
    before = label_in_force()
    model = trained()
    actions.promote(model.version, "本市数据", by="陈工", at=AT)
    assert label_in_force() == f"matters/{model.version}"
    actions.roll_back("误报太多", by="陈工", at=AT)
    assert label_in_force() == before
    model.refresh_from_db()
    assert model.state == ModelState.RETIRED
    assert [(each.act, each.by_name, each.reason) for each in ModelChange.objects.order_by("pk")] == [
        ("promote", "陈工", "本市数据"),
        ("roll_back", "陈工", "误报太多"),
    ]


def test_rolling_back_twice_goes_back_two_models_and_then_says_there_is_none() -> None:
    first, second = trained(), trained(OURS[:-20])
    actions.promote(first.version, "一", by="陈工", at=AT)
    actions.promote(second.version, "二", by="陈工", at=AT)
    assert actions.roll_back("退", by="陈工", at=AT).model == first
    assert actions.roll_back("再退", by="陈工", at=AT).model is None
    assert refusal(lambda: actions.roll_back("三退", by="陈工", at=AT)) == "model_none_to_roll_back"
    assert refusal(lambda: actions.roll_back(" ", by="陈工", at=AT)) == "model_reason_missing"


def test_a_worse_model_is_refused_unless_told_why() -> None:
    model = trained_badly()
    assert refusal(lambda: actions.promote(model.version, "", by="陈工", at=AT)) == "model_worse"
    model.refresh_from_db()
    assert model.state == ModelState.CANDIDATE
    assert actions.promote(model.version, "试用三天", by="陈工", at=AT).reason == "试用三天"


def test_a_better_one_needs_no_word_but_one_never_compared_with_the_present_one_does() -> None:
    actions.promote(trained_badly().version, "试用三天", by="陈工", at=AT)
    model, other = trained(), trained(OURS[:-20])
    assert "≥" in actions.promote(model.version, "", by="陈工", at=AT).reason
    assert refusal(lambda: actions.promote(other.version, "", by="陈工", at=AT)) == "model_not_compared"
    assert refusal(lambda: actions.promote(model.version, "", by="陈工", at=AT)) == "model_in_force"
    assert refusal(lambda: actions.promote("20200101-x", "", by="陈工", at=AT)) == "model_unknown"


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda content: content[: len(content) // 2], "classifier_damaged"),
        (lambda content: b"", "classifier_damaged"),
        (lambda content: to_bytes(shipped()), "classifier_damaged"),  # whole, but another one
        (None, "model_file_missing"),
    ],
)
def test_a_file_that_is_not_what_was_trained_is_refused_and_the_desk_goes_on(
    damage: Callable[[bytes], bytes] | None, code: str
) -> None:
    model = trained()
    file = file_of(model)
    if damage:
        file.write_bytes(damage(file.read_bytes()))
    else:
        file.unlink()
    assert refusal(lambda: actions.promote(model.version, "本市", by="陈工", at=AT)) == code
    TrainedModel.objects.update(state=ModelState.IN_FORCE)
    ModelChange.objects.create(at=AT, act="promote", model=model, by_name="", reason="")
    assert label_in_force().startswith("matters/shipped-")


def test_a_file_of_another_version_is_named_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.triage.classifier.files.FORM", "bihuan-classifier-0")
    content = to_bytes(shipped())
    monkeypatch.undo()
    assert (
        refusal(lambda: actions.take_in("matters", content, source="a.npz", at=AT)) == "classifier_other_form"
    )
    assert not TrainedModel.objects.exists()


def test_a_file_from_elsewhere_comes_into_force_with_a_reason() -> None:
    model = actions.take_in("matters", to_bytes(shipped()), source="a.npz", at=AT)
    assert refusal(lambda: actions.promote(model.version, "", by="陈工", at=AT)) == "model_not_compared"
    actions.promote(model.version, "外市带来", by="陈工", at=AT)
    assert label_in_force() == f"matters/{model.version}"


def test_labels_that_are_no_matters_and_names_that_are_no_files_are_refused() -> None:
    odd = [each._replace(label="薪") for each in OURS]
    assert refusal(lambda: trained(odd)) == "labels_no_matters"
    assert refusal(lambda: actions.train(OURS, name="../x", source="", at=AT)) == "model_name_bad"


def test_the_confirmed_history_is_what_was_resolved_without_whoever_asked(town: Town) -> None:
    story = Story(town).closed()
    known = list(confirmed_examples())
    assert [each.label for each in known] == [story.order.matter]
    assert story.order.caller_name not in known[0].text
