"""The pages of challenge: every question, one of them, and what is done with it."""

import uuid
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.views.generic import View

from probation_planning.organisation import drafts
from probation_planning.organisation.conflict import Conflict, conflict_response
from probation_planning.organisation.models import Owner
from probation_planning.organisation.readers import ReaderRequest
from risks.asking import (
    QuestionRecord,
    asked,
    asks_for,
    known_as,
    left_under,
    may_answer,
    may_assign,
    may_close,
    may_settle,
    question_record,
    questions_of,
    who_closes,
)
from risks.forms.asking import AnswerForm, AskForm, AssignForm, CloseForm, QuestionFilterForm, SeenForm
from risks.models import Entry, Question
from risks.models.registers import SECTIONS
from risks.reading import OpenRegister
from risks.services.asking import answer_question, ask, assign_question, close_question, refuse_unless_asking
from risks.views import refused
from risks.views.base import entry_asked, register_of


class QuestionListView(View):
    """Every question of the register that the reader may see."""

    request: ReaderRequest

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The list under its filters; a filter that is none of ours is a bad request, and says so."""
        opened = register_of(self.request)
        everything = asked(opened, questions_of(opened).that_count().order_by("-moment")) if opened else []
        form = QuestionFilterForm(request.GET, questions=everything)
        faultless = form.is_valid()
        context = {
            "opened": opened,
            "filter": Narrowed(form),
            "questions": [one for one in everything if form.keeps(one)] if faultless else [],
            "any": bool(everything),
        }
        return TemplateResponse(request, "risks/question_list.html", context, status=200 if faultless else 400)


class Narrowed(NamedTuple):
    """What the page of filters draws."""

    form: QuestionFilterForm


class QuestionPage(View):
    """A page about the questions of one risk."""

    request: ReaderRequest
    opened: OpenRegister
    found: Entry | None
    entry_id: int
    reference: str
    title: str
    stands: int

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the risk among those the reader may see, in the words in which they see it."""
        super().setup(request, *args, **kwargs)
        opened, reference = register_of(self.request), kwargs["reference"]
        if opened is None:
            raise Http404
        self.opened, self.found = opened, entry_asked(self.request, opened, reference)
        self.entry_id = self.found.pk if self.found else left_under(opened, reference)
        named = known_as(opened, [self.entry_id])
        if self.entry_id not in named:
            raise Http404
        self.reference, self.title, self.stands = named[self.entry_id]

    @property
    def entry(self) -> Entry:
        """The risk as it is now; of one that has left what the reader sees its questions are only read."""
        if self.found is None:
            raise PermissionDenied("This risk is no longer a key risk. What was asked of it stays as it was.")
        return self.found

    def page(self, template: str, **context: Any) -> HttpResponse:
        """The page, with what every page about a question says."""
        reference = self.found.reference if self.found else self.reference
        always = {"opened": self.opened, "reference": reference, "title": self.title}
        return TemplateResponse(self.request, template, always | context)

    def to_question(self, question: Question) -> HttpResponse:
        """The way to its page."""
        year = self.request.year
        way = redirect("risks:question", year.trust.slug, year.slug, self.entry.reference, question.number)
        if question.section != self.stands:
            way["Location"] += f"?section={question.section}"
        return way


class QuestionNewView(QuestionPage):
    """Ask a question of a risk, or call for a deep dive."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Only who sits on a body that reads the risk asks."""
        super().setup(request, *args, **kwargs)
        refuse_unless_asking(self.entry, self.request.reader)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, with what was typed and not sent."""
        draft = drafts.draft_of(request)
        form = self._form(initial=draft.dict() if draft is not None else {})
        return self._page(form, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask it."""
        if "discard" in request.POST:
            drafts.discard(request)
            return redirect(request.path)
        form = self._form(request.POST)
        if form.is_valid():
            try:
                question = ask(opened=self.opened, entry=self.entry, **form.cleaned_data)
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except IntegrityError as error:
                refused.tell(form, error)
            except Conflict as conflict:
                number = conflict.latest.number
                form.add_error(
                    None,
                    f"This form was sent already, in other words: see Question {number}. Send it again to ask both.",
                )
                form.data = request.POST.copy()
                form.data["once"] = str(uuid.uuid4())
            else:
                drafts.discard(request)
                messages.success(request, f"{question.get_kind_display()} {question.number} is asked.")
                return self.to_question(question)
        return self._page(form)

    def _form(self, *args: Any, **kwargs: Any) -> AskForm:
        return AskForm(*args, bodies=asks_for(self.request.reader, self.entry.section), **kwargs)

    def _page(self, form: AskForm, *, draft: bool = False) -> HttpResponse:
        return self.page("risks/question_form.html", form=form, draft=draft, heading="Ask a question", button="Ask")


class OneQuestionPage(QuestionPage):
    """A page about one question."""

    record: QuestionRecord

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find it by its number; of a risk that has moved, in the section that the form or the address names."""
        super().setup(request, *args, **kwargs)
        named = request.POST.get("section") or request.GET.get("section", "")
        sections = [int(named)] if named in {"1", "2"} else sorted(SECTIONS, key=lambda one: one != self.stands)
        found = (self.recorded(kwargs["number"], section) for section in sections)
        record = next((one for one in found if one), None)
        if record is None:
            raise Http404
        self.record = record

    def recorded(self, number: int, section: int) -> QuestionRecord | None:
        """The question of this number, as the reader may see it now."""
        return question_record(self.opened, self.entry_id, self.found, number, section)


class QuestionView(OneQuestionPage):
    """A question, what became of it, and what can be done with it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """All of it."""
        return self.page("risks/question.html", record=self.record)


class QuestionActView(OneQuestionPage):
    """Something is done with a question."""

    heading = ""
    button = ""
    done = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse in words whoever may not."""
        super().setup(request, *args, **kwargs)
        if refusal := self.refusal():
            raise PermissionDenied(refusal)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, with what was typed and not saved; a question that is closed is only read."""
        if self.record.is_closed:
            return self.to_question(self.record.latest)
        latest = self.record.latest
        draft = drafts.draft_of(request, section=latest.section)
        typed = (
            draft.dict() if draft is not None else {name: getattr(latest, name, "") for name in self.form_class.said}
        )
        form = self.form(initial={**typed, "seen": self.record.seen, "section": latest.section})
        return self._page(form, draft=draft is not None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it."""
        if "discard" in request.POST:
            drafts.discard(request, section=self.record.latest.section)
            return redirect(request.get_full_path())
        form = self.form(request.POST)
        if form.is_valid():
            try:
                typed = {name: value for name, value in form.cleaned_data.items() if name != "section"}
                question = self.act(**typed)
            except ValidationError as wrong:
                form.add_error(None, wrong)
            except IntegrityError as error:
                refused.tell(form, error)
            except Conflict as conflict:
                theirs: Question = conflict.latest
                differences = [form.difference(name, theirs) for name in form.said]
                seen = len(self._rows_now())
                return conflict_response(request, form, differences, theirs.given_by, theirs.given_at, seen=seen)
            else:
                drafts.discard(request, section=self.record.latest.section)
                messages.success(request, self.done)
                return self.to_question(question)
        return self._page(form)

    form_class: type[SeenForm] = SeenForm

    def form(self, *args: Any, **kwargs: Any) -> SeenForm:
        """The form of the act."""
        return self.form_class(*args, **kwargs)

    def refusal(self) -> str:
        """Why the reader may not do it; empty where they may."""
        raise NotImplementedError

    def act(self, **typed: Any) -> Question:
        """Do it."""
        raise NotImplementedError

    def _rows_now(self) -> list[Question]:
        latest = self.record.latest
        record = self.recorded(latest.number, latest.section)
        return record.rows if record else []

    def _page(self, form: SeenForm, *, draft: bool = False) -> HttpResponse:
        context = {"heading": self.heading, "button": self.button, "draft": draft}
        return self.page("risks/question_form.html", form=form, record=self.record, **context)


class QuestionAssignView(QuestionActView):
    """Give it to somebody."""

    heading, button, done = "Give the question to somebody", "Give it", "The question is given to its owner."
    form_class = AssignForm

    def form(self, *args: Any, **kwargs: Any) -> SeenForm:
        """With the owners there are; in section 2 the risk's own, since others may not read it."""
        if self.record.latest.section == 2:
            owners = [row.owner for row in self.entry.owners.all()]
        else:
            owners = list(Owner.objects.filter(closed_on=None))
        return AssignForm(*args, owners=owners, **kwargs)

    def refusal(self) -> str:
        """Only the officer gives it."""
        return "" if may_assign(self.request.reader) else "Only the performance officer gives questions to somebody."

    def act(self, **typed: Any) -> Question:
        """Give it."""
        return assign_question(question=self.record.latest, entry=self.entry, reader=self.request.reader, **typed)


class QuestionAnswerView(QuestionActView):
    """Answer it."""

    heading, button, done = "Answer the question", "Save the answer", "The answer is saved."
    form_class = AnswerForm

    def refusal(self) -> str:
        """Who it was given to, the risk's owners, and the officer."""
        if may_answer(self.record.latest, self.entry, self.request.reader):
            return ""
        return "It is answered by whoever it was given to, by an owner of the risk, or by the officer."

    def act(self, **typed: Any) -> Question:
        """Answer it."""
        return answer_question(question=self.record.latest, entry=self.entry, reader=self.request.reader, **typed)


class QuestionCloseView(QuestionActView):
    """Close it for good."""

    heading, button, done = "Close the question", "Close it", "The question is closed."
    form_class = CloseForm

    def form(self, *args: Any, **kwargs: Any) -> SeenForm:
        """The officer names the minute."""
        settles = may_settle(self.record.latest, self.entry, self.request.reader)
        return CloseForm(*args, needs_minute=not settles, **kwargs)

    def refusal(self) -> str:
        """The body's members, but no owner, and the officer."""
        latest = self.record.latest
        return "" if may_close(latest, self.entry, self.request.reader) else who_closes(latest)

    def act(self, **typed: Any) -> Question:
        """Close it."""
        return close_question(question=self.record.latest, entry=self.entry, reader=self.request.reader, **typed)


ONE = "<reference:reference>/questions/<int:number>/"

urlpatterns = [
    path("questions/", QuestionListView.as_view(), name="question_list"),
    path("<reference:reference>/questions/new/", QuestionNewView.as_view(), name="question_new"),
    path(ONE, QuestionView.as_view(), name="question"),
    path(ONE + "assign/", QuestionAssignView.as_view(), name="question_assign"),
    path(ONE + "answer/", QuestionAnswerView.as_view(), name="question_answer"),
    path(ONE + "close/", QuestionCloseView.as_view(), name="question_close"),
]
