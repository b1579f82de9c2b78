"""Every page that writes carries what it was filled in beside, and the mark by which it is one when it is sent twice.

Pages are found from the routes, forms from the code of their views. `seen` is the version, sequence or fingerprint of
what the form showed; `once` is the form's own mark. A page with a form that has neither stands in `WITHOUT`, with its
reason.
"""

import inspect
import types
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from probation_planning.organisation.errors import page_not_found

OURS = ("probation_planning", "objectives", "risks", "scorecard")
MARKS = ("seen", "once")
# Sign-in, and the administration, whose one form is asked about in `tests/organisation/test_admin_at_once.py`.
ELSEWHERE = ("account_", "single_sign_on", "admin:")
# How far a view's helpers are followed.
DEEPEST = 3

STATE = "Brings about one state, named on its button: where things stand so already, nothing happens."
ONE_OF_A_KIND = "Adds what there is once: the same sent again finds it, another in its place is refused in words."
EACH_ITS_OWN = "Each line of the page carries the sequence it was made from, in a box of its own."
MARK_BY_HAND = "Carries its mark in a box of the page, without a form class; one message an owner and day."
DRAWN_ONCE = "Asks for a file, or calls it off: asked for twice it is drawn once."

WITHOUT: Mapping[str, tuple[frozenset[str], str]] = {
    name: (frozenset(lacking), why)
    for name, lacking, why in [
        (
            "organisation:draft",
            [],
            "Keeps what its writer is typing, for them alone.",
        ),
        ("organisation:administered_trust", [], "Chooses where its reader works next; nothing of a trust changes."),
        ("session", [], "Says that its reader is still there."),
        ("end_session", [], STATE),
        ("end_others", [], STATE),
        ("invitation", ["AcceptForm"], "Accepted once: it is gone afterwards."),
        ("organisation:invite", ["InviteForm"], ONE_OF_A_KIND),
        ("scales:add", ["AddScaleForm"], ONE_OF_A_KIND),
        ("organisation:hold", ["HoldForm"], ONE_OF_A_KIND),
        ("organisation:add_seat", ["AddSeatForm"], ONE_OF_A_KIND),
        ("objectives:give_owner", [], ONE_OF_A_KIND),
        ("objectives:table_add", ["PastedTableForm"], ONE_OF_A_KIND),
        ("objectives:plan_add", ["CreateForm"], ONE_OF_A_KIND),
        ("objectives:bring_forward", ["BringForwardForm"], ONE_OF_A_KIND),
        ("scorecard:bring_forward", ["BringForwardForm"], ONE_OF_A_KIND),
        ("risks:setup_carry", ["CarryForm"], ONE_OF_A_KIND),
        (
            "objectives:object",
            ["ObjectionForm"],
            "Names the answer it is about, which never changes; one objection.",
        ),
        ("reports:threats", ["LinkForm"], f"{ONE_OF_A_KIND} What is decided of a link carries what it was."),
        ("reports:measure_links", ["LinkForm"], f"{ONE_OF_A_KIND} What is decided of a link carries what it was."),
        ("reports:warnings", ["NameForm"], f"{ONE_OF_A_KIND} What is dropped carries what was said of it."),
        ("reports:answers", ["SameForm"], EACH_ITS_OWN),
        ("scorecard:sheet", ["SheetForm"], EACH_ITS_OWN),
        ("scorecard:readings", ["ConfirmForm"], EACH_ITS_OWN),
        ("reports:chase", [], MARK_BY_HAND),
        (
            "reports:chase_answers",
            [],
            MARK_BY_HAND,
        ),
        (
            "reports:chase_results",
            [],
            MARK_BY_HAND,
        ),
        ("risks:messages", [], STATE),
        ("risks:review_open", [], STATE),
        ("reports:board_pack_withdraw", ["WithdrawForm"], "Names a pack that never changes; withdrawn once."),
        (
            "risks:setup_bands",
            ["PictureForm"],
            "That form draws a picture and saves nothing.",
        ),
        ("reports:check", ["CheckForm"], "Reads a file and saves nothing."),
        ("reports:pack_draw", [], DRAWN_ONCE),
        ("reports:board_pack_draw", [], DRAWN_ONCE),
        ("reports:report_pdf", [], DRAWN_ONCE),
        ("reports:cancel_drawing", [], DRAWN_ONCE),
    ]
}


# Forms whose `seen` may be missing, or empty: that stands for having seen nothing, which meets the conflict page.
SEEN_NOTHING = frozenset({"MoveForm", "RestForm", "NewBoardPackForm"})


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, Any]]:
    """Every route by its name, and what it calls."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from routes(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield f"{space}{one.name}", one.callback


def is_ours(thing: Any) -> bool:
    """Whether it is written in one of our rooms."""
    return str(getattr(thing, "__module__", "")).split(".")[0] in OURS


def takes_posts(view: Any) -> bool:
    """Whether the page can be sent anything."""
    made = getattr(view, "view_class", None)
    if made is not None:
        return hasattr(made, "post") and "post" in view.view_initkwargs.get("http_method_names", made.http_method_names)
    allowed = inspect.getclosurevars(view).nonlocals.get("request_method_list")
    return allowed is None or "POST" in allowed


def functions_of(view: Any) -> Iterator[types.FunctionType]:
    """The code that answers: of a class each method as it is inherited, and what it overrides where it says super."""
    made = getattr(view, "view_class", None)
    if made is None:
        yield inspect.unwrap(view)
        return
    for name in dir(made):
        for one in made.__mro__:
            if name in vars(one):
                found = bare(vars(one)[name])
                if found is None or not is_ours(one):
                    break
                yield found
                if "super" not in found.__code__.co_names:
                    break


def bare(thing: Any) -> types.FunctionType | None:
    """A method, property or decorated function without its wrapping."""
    for name in ("fget", "__func__", "func"):
        thing = getattr(thing, name, thing)
    return thing if isinstance(thing, types.FunctionType) else None


def codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """A function's code with all that is written inside it."""
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from codes(one)


def forms_named(function: types.FunctionType, depth: int, been: set[types.FunctionType]) -> set[type[forms.BaseForm]]:
    """The forms that a function names, itself, in a table of its module or by a function of ours."""
    if function in been:
        return set()
    been.add(function)
    found: set[type[forms.BaseForm]] = set()
    for name in {name for code in codes(function.__code__) for name in code.co_names}:
        said = function.__globals__.get(name)
        for one in [said, *_inside(said)]:
            if isinstance(one, type) and issubclass(one, forms.BaseForm):
                found.add(one)
        if isinstance(said, types.FunctionType) and is_ours(said) and depth:
            found |= forms_named(said, depth - 1, been)
    return found


def _inside(said: Any) -> list[Any]:
    rows = list(said.values()) if isinstance(said, dict) else []
    return [one for row in rows for one in (row if isinstance(row, tuple) else (row,))]


def forms_of(view: Any) -> set[type[forms.BaseForm]]:
    """The forms of a page."""
    been: set[types.FunctionType] = set()
    found = [forms_named(function, DEEPEST, been) for function in functions_of(view)]
    named = vars(view.view_class).values() if hasattr(view, "view_class") else ()
    return set().union(*found, [one for one in named if isinstance(one, type) and issubclass(one, forms.BaseForm)])


def lacking(view: Any) -> list[str] | None:
    """The forms of a page that carry no mark; None where it has forms and all of them do."""
    found = forms_of(view)
    bare_ones = sorted(form.__name__ for form in found if not set(MARKS) & set(form.base_fields))
    return bare_ones if bare_ones or not found else None


WRITING = {
    name: view
    for name, view in routes()
    if is_ours(getattr(view, "view_class", view))
    and not name.startswith(ELSEWHERE)
    and takes_posts(view)
    # Addresses of the sign-in that are shut: what they call is the page of unknown addresses.
    and view is not page_not_found
}


def test_pages_that_write_are_found() -> None:
    assert len(WRITING) > 130
    assert {"risks:assess", "scorecard:result", "organisation:rename_post", "reports:close_quarter"} <= set(WRITING)


@pytest.mark.parametrize("name", sorted(WRITING))
def test_a_page_that_writes_carries_what_it_was_made_from_or_has_a_reason_not_to(name: str) -> None:
    without = lacking(WRITING[name])

    if name in WITHOUT:
        assert without is not None, "It carries a mark now: take it off the list."
        assert set(without) == WITHOUT[name][0]
    else:
        assert without is None, f"{name} can be sent twice, or over what somebody else has saved: {without}"


def test_no_reason_is_left_of_a_page_that_is_gone() -> None:
    assert set(WITHOUT) <= set(WRITING)


@pytest.mark.parametrize("name", sorted(set(WRITING) - set(WITHOUT)))
def test_a_form_that_comes_without_its_mark_is_not_taken(name: str) -> None:
    for form in forms_of(WRITING[name]):
        marks = [field for mark, field in form.base_fields.items() if mark in MARKS]
        needed = form.__name__ in SEEN_NOTHING or any(field.required for field in marks)
        assert needed, f"{form.__name__} of {name} can leave its mark out"
        assert all(field.widget.is_hidden for field in marks)
