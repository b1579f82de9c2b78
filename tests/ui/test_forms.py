"""A day as people type it."""

import datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from probation_planning.ui.forms import DayField, read_day


@pytest.mark.parametrize(
    "typed",
    [
        "31 3 2012",
        " 31/3/2012 ",
        "31.03.2012",
        "31-3-2012",
        "31 March 2012",
        "31 mar 2012",
        "31 March, 2012",
        "2012-03-31",
    ],
)
def test_a_day_is_read_in_every_usual_form(typed: str) -> None:
    assert read_day(typed) == datetime.date(2012, 3, 31)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31 2 2012", "There is no 31 February 2012. February 2012 has 29 days."),
        ("29 February 2011", "There is no 29 February 2011. February 2011 has 28 days."),
        ("0 1 2012", "There is no 0 January 2012. January 2012 has 31 days."),
        ("1 13 2012", "There is no month “13”. Enter a month from 1 to 12, or its name."),
        ("1 Smarch 2012", "There is no month “Smarch”. Enter a month from 1 to 12, or its name."),
        ("1 1 0001", "Enter a year between 1900 and 2199."),
        ("31 3 12", "Enter a date as day, month and year, like 31 3 2012."),
        ("soon", "Enter a date as day, month and year, like 31 3 2012."),
        ("٣١ 3 2012", "Enter a date as day, month and year, like 31 3 2012."),
    ],
)
def test_a_day_that_does_not_exist_is_answered_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DayField().clean(typed)
    assert refused.value.messages == [sentence]


def test_an_empty_box_is_no_day_where_it_may_be_left_out() -> None:
    assert DayField(required=False).clean("") is None


def test_a_stored_day_is_shown_as_it_would_be_typed() -> None:
    class Form(forms.Form):
        due = DayField()

    assert 'value="20 6 2011"' in str(Form(initial={"due": datetime.date(2011, 6, 20)})["due"])
    assert not Form({"due": "20 6 2011"}, initial={"due": datetime.date(2011, 6, 20)}).has_changed()
