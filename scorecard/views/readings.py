"""What was read into a measure: saying that it is right, or what it is instead."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.hands import Latest, fingerprint
from scorecard.forms.readings import ALL, FOOTNOTE, ConfirmForm, CorrectForm, in_words
from scorecard.models import Confirmation, Footnote
from scorecard.notes import Reading, answers, footnote_for, readings_of
from scorecard.readings import Made
from scorecard.services.readings import (
    COLUMNS,
    confirm,
    correct_reading,
    correction_seen,
    footnote_seen,
)
from scorecard.views.targets import MeasureAct

CHANGED = "What you were shown has changed meanwhile. It is shown below as it is now, and nothing was confirmed."


class Shown(NamedTuple):
    """A reading as the page shows it, with what its form carries."""

    name: str
    reading: Reading
    seen: str
    address: str


class ReadingsView(MeasureAct):
    """Everything that was read into a measure."""

    template_name = "scorecard/readings.html"
    heading = "What was read"

    @cached_property
    def footnote(self) -> Footnote | None:
        """The note that its marker is only read to mean."""
        notes = Footnote.objects.filter(scorecard=self.measure.perspective.scorecard).select_related("confirmed_by")
        found = footnote_for(self.measure.marker, notes)
        return found if found and not answers(found, self.measure.marker) else None

    @property
    def readings(self) -> list[Shown]:
        """Each with its words; what is due when is no reading."""
        made: Mapping[Confirmation.Reading, Made] = self.standing.readings
        said = {reading.label: reading for reading in readings_of(self.standing)}
        return [
            Shown(each.value, said[each.label], made[each].value, self._address(each)) for each in Confirmation.Reading
        ]

    def _address(self, reading: Confirmation.Reading) -> str:
        named = [self.request.reader.trust.slug, self.request.year.slug, self.measure.reference]
        if reading in COLUMNS:
            return reverse("scorecard:correct", args=[*named, reading.value])
        return reverse("scorecard:target", args=named)

    def form(self, data: QueryDict | None = None) -> ConfirmForm:
        """The buttons."""
        return ConfirmForm(data)

    def context(self) -> dict[str, Any]:
        """The readings, and the note."""
        readings = self.readings
        note = self.footnote
        waiting = [each for each in readings if each.reading.is_unconfirmed]
        unconfirmed = len(waiting) + (note is not None and note.confirmed_on is None)
        return super().context() | {
            "readings": readings,
            "footnote": note,
            "footnote_seen": footnote_seen(note) if note else "",
            "unconfirmed": unconfirmed,
        }

    def act(self, form: ConfirmForm) -> str:
        """Confirm one, or all."""
        wanted, seen, reader = form.cleaned_data["confirm"], form.seen, self.request.reader
        readings = [each for each in Confirmation.Reading if wanted in {each.value, ALL}]
        new = confirm(
            measure=self.measure,
            reader=reader,
            wanted=readings,
            seen=seen,
            footnote=self.footnote if wanted in {FOOTNOTE, ALL} else None,
            note_seen=seen[FOOTNOTE],
        )
        says = f"{new} reading{'' if new == 1 else 's'} confirmed." if new else "This was confirmed before."
        messages.success(self.request, says)
        return self.request.path

    def conflict(self, form: ConfirmForm, conflict: Conflict) -> HttpResponse:
        """The page as it is now: nothing was typed that could be lost."""
        form.add_error(None, CHANGED)
        return self.page(form, status=409)


class CorrectView(MeasureAct):
    """One reading, put right by a person's word."""

    template_name = "scorecard/correct.html"
    asked: Confirmation.Reading

    def find(self, **kwargs: Any) -> None:
        """Which one; the target's is put right by setting the target."""
        super().find(**kwargs)
        asked = next((each for each in COLUMNS if each.value == kwargs["reading"]), None)
        if asked is None:
            raise Http404
        self.asked = asked
        self.heading = f"Correct a reading: {asked.label[:1].lower()}{asked.label[1:]}"

    def form(self, data: QueryDict | None = None) -> CorrectForm:
        """As it is read now."""
        now = {name: getattr(self.measure, name) for name in COLUMNS[self.asked]}
        seen = correction_seen(self.measure, self.asked)
        return CorrectForm(data, reading=self.asked, measure=self.measure, initial={**now, "seen": seen})

    @property
    def back_url(self) -> str:
        """The page of its readings."""
        named = [self.request.reader.trust.slug, self.request.year.slug, self.measure.reference]
        return reverse("scorecard:readings", args=named)

    def context(self) -> dict[str, Any]:
        """On which ground it was read so."""
        ground = getattr(self.measure, COLUMNS[self.asked][-1])
        return super().context() | {"ground": ground, "back_url": self.back_url, "results": self.standing.results}

    def act(self, form: CorrectForm) -> str:
        """Save it."""
        new = correct_reading(
            measure=self.measure,
            reader=self.request.reader,
            reading=self.asked,
            values=form.values,
            seen=form.cleaned_data["seen"],
        )
        messages.success(self.request, f"{self.asked.label}: {'saved as your word' if new else 'nothing was changed'}.")
        return self.back_url

    def conflict(self, form: CorrectForm, conflict: Conflict) -> HttpResponse:
        """Both words."""
        latest: Latest = conflict.latest
        lines = [
            (str(form[name].label), in_words(name, latest.values[name]), in_words(name, form.cleaned_data[name]))
            for name in form.columns
        ]
        seen = fingerprint({name: latest.values[name] for name in COLUMNS[self.asked]})
        return conflict_response(self.request, form, lines, latest.who, latest.when, seen=seen)
