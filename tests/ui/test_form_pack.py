"""The form pack: labels, hints, errors and the summary, as a browser and a screen reader meet them."""

import re
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe

from probation_planning.ui.forms import DayField, HintedRadios
from probation_planning.ui.templatetags.ui_forms import SENT_ALONG


class AssessmentForm(forms.Form):
    """One field of each sort that our pages use."""

    sequence = forms.IntegerField(widget=forms.HiddenInput)
    likelihood = forms.ChoiceField(
        choices=[("1", "1 Rare"), ("2", "2 Unlikely")],
        widget=HintedRadios(hints={"1": "Less than 5%"}),
        help_text="In the coming year",
    )
    categories = forms.MultipleChoiceField(
        choices=[("f", "Financial"), ("r", "Reputation")], widget=forms.CheckboxSelectMultiple, required=False
    )
    owner = forms.ChoiceField(choices=[("", "Choose an owner"), ("1", "Chief Executive")])
    comments = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=20, help_text="Printed for SMT")
    title = forms.CharField(label="<script>alert(1)</script>", max_length=10, required=False)
    due = DayField()
    told = forms.BooleanField(label="Told by the owner")


VALID = {"sequence": "3", "likelihood": "1", "owner": "1", "comments": "Fine", "due": "31 3 2012", "told": "on"}


def drawn(form: forms.Form, source: str = "{{ form|crispy }}") -> str:
    """What the pack writes for a form, with runs of white space as one."""
    template = Template("{% load crispy_forms_tags ui_forms %}" + source)
    return re.sub(r"\s+", " ", template.render(Context({"form": form})))


def summary(form: forms.Form) -> str:
    """What the page's error summary says."""
    return drawn(form, "{% error_summary %}")


def test_a_label_is_escaped() -> None:
    html = drawn(AssessmentForm())
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>" not in html


def test_a_label_in_an_error_is_escaped() -> None:
    class Form(forms.Form):
        name = forms.CharField(label="<img src=x>")

    form = Form({})
    assert "<img" not in drawn(form) + summary(form)
    assert "Enter &lt;img src=x&gt;." in summary(form)


def test_a_hint_is_escaped_in_choices() -> None:
    class Form(forms.Form):
        level = forms.ChoiceField(choices=[("1", "<b>One</b>")], widget=HintedRadios(hints={"1": "<i>first</i>"}))

    html = drawn(Form())
    assert "&lt;b&gt;One&lt;/b&gt;" in html
    assert "&lt;i&gt;first&lt;/i&gt;" in html


def test_typed_text_comes_back_on_an_error() -> None:
    typed = {**VALID, "comments": "Far too long <b>for</b> this box", "due": "31 2 2012", "likelihood": "2"}
    html = drawn(AssessmentForm(typed))
    assert "Far too long &lt;b&gt;for&lt;/b&gt; this box</textarea>" in html
    assert 'value="31 2 2012"' in html
    assert re.search(r'<input class="govuk-radios__input"[^>]* value="2" checked', html)
    assert re.search(r'<option value="1" selected>\s*Chief Executive', html)


def test_a_control_is_described_by_its_hint_and_error() -> None:
    html = drawn(AssessmentForm({**VALID, "due": "nonsense"}))
    assert 'aria-describedby="id_due_helptext id_due_error"' in html
    assert 'id="id_due_helptext"' in html
    assert 'id="id_due_error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span>' in html


def test_a_text_area_with_a_limit_says_so_and_is_described_by_it() -> None:
    html = drawn(AssessmentForm())
    assert "You can enter up to 20 characters" in html
    assert 'aria-describedby="id_comments_helptext id_comments-info"' in html
    assert "maxlength" not in re.sub(r"data-maxlength", "", html)


def test_radio_buttons_stand_in_a_group_with_a_legend_and_a_hint_each() -> None:
    html = drawn(AssessmentForm())
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_likelihood_helptext">' in html
    assert re.search(r'<legend class="govuk-fieldset__legend [^"]*">\s*Likelihood\s*</legend>', html)
    assert 'aria-describedby="id_likelihood_0_hint"' in html
    assert 'id="id_likelihood_0_hint">Less than 5%' in html
    assert "id_likelihood_1_hint" not in html


def test_what_may_be_left_out_says_so() -> None:
    html = drawn(AssessmentForm())
    assert html.count("(optional)") == 2


def test_a_hidden_field_has_no_label() -> None:
    html = drawn(AssessmentForm())
    assert '<input type="hidden" name="sequence" id="id_sequence">' in html
    assert "Sequence" not in html


@pytest.mark.parametrize(
    ("field", "target", "sentence"),
    [
        ("likelihood", "id_likelihood_0", "Choose likelihood."),
        ("owner", "id_owner", "Choose owner."),
        ("comments", "id_comments", "Enter comments."),
        ("told", "id_told", "Tick “Told by the owner”."),
    ],
)
def test_the_summary_leads_to_each_control_that_is_missing(field: str, target: str, sentence: str) -> None:
    form = AssessmentForm({name: value for name, value in VALID.items() if name != field})
    assert f'<a href="#{target}">{sentence}</a>' in summary(form)
    assert f'id="{target}"' in drawn(form)


def test_the_summary_takes_the_focus_without_javascript() -> None:
    assert re.search(r'<div class="govuk-error-summary" tabindex="-1" autofocus', summary(AssessmentForm({})))


def test_the_summary_says_what_is_wrong_with_the_whole_form_and_with_hidden_fields() -> None:
    form = AssessmentForm({**VALID, "sequence": "x"})
    form.add_error(None, "The rating has changed since you opened this page.")
    assert "<li>The rating has changed since you opened this page.</li>" in summary(form)
    assert f"<li>{SENT_ALONG}</li>" in summary(form)
    assert "Enter a whole number." not in summary(form)


def test_what_a_rule_says_of_a_hidden_field_is_told_as_it_is() -> None:
    form = AssessmentForm(VALID)
    form.add_error("sequence", "The review was closed meanwhile.")
    assert "<li>The review was closed meanwhile.</li>" in summary(form)


@pytest.mark.parametrize("form", [AssessmentForm(), AssessmentForm(VALID)])
def test_a_form_without_errors_has_no_summary(form: forms.Form) -> None:
    assert summary(form).strip() == ""


def test_the_summary_gathers_a_set_of_forms() -> None:
    forms_in_set = forms.formset_factory(AssessmentForm, extra=0)
    formset = forms_in_set({"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-sequence": "1"})
    template = Template("{% load crispy_forms_tags ui_forms %}{% error_summary %}{{ formset|crispy }}")
    html = template.render(Context({"formset": formset}))
    assert '<a href="#id_form-0-owner">Choose owner.</a>' in html
    assert 'name="form-TOTAL_FORMS"' in html


def test_the_title_begins_with_error_while_something_is_wrong() -> None:
    source = "{% load ui_tags %}{% error_prefix %}"
    assert drawn(AssessmentForm({}), source) == "Error: "
    assert drawn(AssessmentForm(VALID), source) == ""
    assert drawn(AssessmentForm(), source) == ""


def test_a_layout_draws_a_fieldset_and_buttons_with_their_words_escaped() -> None:
    form: Any = AssessmentForm()
    form.helper = FormHelper()
    form.helper.attrs = {"data-draft": "/draft/"}
    form.helper.layout = Layout(Fieldset("Rating & response", "likelihood", "owner"), Submit("save", "Save & close"))
    html = drawn(form, "{% crispy form %}")
    assert re.search(r'<form [^>]*data-draft="/draft/"[^>]* method="post" novalidate>', html)
    assert "Rating &amp; response</legend>" in html
    assert re.search(r'<button type="submit" class="govuk-button [^>]*>Save &amp; close</button>', html)
    assert "id_comments" not in html


def test_an_unknown_field_in_a_layout_is_an_error_not_a_gap() -> None:
    form: Any = AssessmentForm()
    form.helper = FormHelper()
    form.helper.layout = Layout("likelyhood")
    with pytest.raises(Exception, match="likelyhood"):
        drawn(form, "{% crispy form %}")


def test_a_password_never_comes_back() -> None:
    class Form(forms.Form):
        password = forms.CharField(widget=forms.PasswordInput(attrs={"placeholder": "Password"}))
        name = forms.CharField()

    html = drawn(Form({"password": "secret-word", "name": ""}))
    assert "secret-word" not in html
    assert "placeholder" not in html


def test_what_stands_around_a_box_follows_its_words_and_not_what_was_typed() -> None:
    class Form(forms.Form):
        name = forms.CharField(label="<b>Name</b>", help_text="As printed")

    class Bold(forms.Form):
        name = forms.CharField(label=mark_safe("<b>Name</b>"), help_text="As printed")

    first, second = drawn(Form({"name": "One"})), drawn(Form({"name": "Two"}))

    assert first.replace("One", "Two") == second
    assert "&lt;b&gt;Name" in first
    assert "<b>Name" in drawn(Bold())
    assert "Enter" in drawn(Form({"name": ""}))
    assert "Enter" not in drawn(Form({"name": "One"}))
    assert "error" not in drawn(Form({"name": "One"}))
