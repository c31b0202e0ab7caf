"""Form fields: label, help and error belong to their control, and nothing entered is lost."""

from datetime import date

from django import forms
from django.template import Context, Template


class Form(forms.Form):
    phone = forms.CharField(label="联系电话", help_text="与来电人核对")
    people = forms.IntegerField(label="涉及人数", required=False)
    due_on = forms.DateField(label="约定日期", required=False, widget=forms.DateInput)
    urgency = forms.ChoiceField(
        label="紧急程度", choices=[("a", "一般"), ("b", "紧急")], widget=forms.RadioSelect
    )
    unit = forms.CharField(label="主办单位")


def field(name: str, form: forms.Form, options: str = "") -> str:
    return Template("{% load website %}{% field bound " + options + " %}").render(
        Context({"bound": form[name]})
    )


def test_a_control_names_its_help_and_its_error():
    html = field("phone", Form({"phone": ""}))
    assert 'aria-describedby="id_phone-help id_phone-error"' in html
    assert 'id="id_phone-help"' in html
    assert 'id="id_phone-error"' in html
    assert 'aria-invalid="true"' in html


def test_what_was_entered_wrongly_is_still_there():
    html = field("people", Form({"people": "十几个"}))
    assert 'value="十几个"' in html
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html


def test_a_date_is_written_as_the_browsers_date_control_reads_it():
    assert 'value="2026-11-26"' in field("due_on", Form(initial={"due_on": date(2026, 11, 26)}))


def test_cards_show_the_chosen_one_and_the_hints():
    html = Template("{% load website %}{% field bound hints=hints %}").render(
        Context({"bound": Form(initial={"urgency": "b"})["urgency"], "hints": {"b": "当日联系"}})
    )
    assert 'value="b" checked' in html
    assert html.count("checked") == 1
    assert "当日联系" in html


def test_a_combobox_sends_the_choice_and_not_the_search():
    html = field("unit", Form(initial={"unit": "7"}), 'kind="combobox" url="/find/" shown="渝中区总工会"')
    assert '<input type="hidden" name="unit" value="7">' in html
    assert 'name="q" form=""' in html
    assert 'value="渝中区总工会"' in html


def test_the_summary_links_every_error_and_says_nothing_when_there_is_none():
    def summary(form):
        return Template("{% load website %}{% errors form %}").render(Context({"form": form})).strip()

    assert 'href="#id_phone"' in summary(Form({"phone": ""}))
    assert summary(Form({"phone": "1", "urgency": "a", "unit": "1"})) == ""
