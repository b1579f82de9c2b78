"""The officer keeps the trust's ordered scales."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from probation_planning.organisation.models import Trust
from scorecard.models import OrderedScale, Result, Target
from tests.pressing import press, unseen
from tests.scorecard.conftest import HOLDER, OFFICER
from tests.scorecard.test_target import main

SignIn = Callable[[str], Client]
SCALES = "/derbyshire/settings/scales/"
STARS = f"{SCALES}stars/"
AUDIT = f"{SCALES}audit-opinions/"


def steps(name: str) -> list[tuple[int, str, str]]:
    scale = OrderedScale.objects.get(name=name)
    return [(step.position, step.code, step.name) for step in scale.steps.order_by("position")]


def codes(name: str) -> list[str]:
    return [code for _, code, _ in steps(name)]


def send(client: Client, address: str, *, follow: bool = True, **said: str) -> Any:
    """Opens the form of a scale, changes what is said, and sends it."""
    form = client.get(address).context["form"]
    now = {name: form[name].value() for name in form.fields if not name.startswith("drop_")}
    boxes = {name: "" if value is None else value for name, value in now.items()}
    return client.post(address, {**boxes, **said}, follow=follow)


def test_the_scales_are_listed_with_their_steps_and_what_is_on_them(sign_in: SignIn, derbyshire: Trust) -> None:
    page = main(sign_in(OFFICER).get(SCALES))

    assert "R (Red), AR (Amber/Red), GA (Green/Amber), G (Green)" in page
    assert "1★, 2★, 3★, 4★, 5★" in page
    assert Target.objects.filter(scale__name="Stars")[0].measure.name in page
    assert SCALES in sign_in(OFFICER).get("/derbyshire/settings/").content.decode()


def test_a_scale_is_added_empty_and_gets_its_steps_one_by_one(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    added = client.post(f"{SCALES}new/", {"name": "Inspection ratings", "steps": "empty"}, follow=True)
    address = f"{SCALES}inspection-ratings/"

    assert "The scale “Inspection ratings” is added." in main(added)
    assert added.redirect_chain[-1][0] == address
    send(client, address, code="Fair")
    send(client, address, code="Excellent", place="2")
    send(client, address, code="Poor", place="1")
    send(client, address, code="Good", code_name="Good enough", place="3")
    assert steps("Inspection ratings") == [
        (1, "Poor", ""),
        (2, "Fair", ""),
        (3, "Good", "Good enough"),
        (4, "Excellent", ""),
    ]


@pytest.mark.parametrize(
    ("brought", "lowest", "best"), [("Stars", "1★", "5★"), ("Audit opinions", "R", "G"), ("Levels", "1", "4")]
)
def test_a_scale_is_added_from_what_comes_with_the_product(
    sign_in: SignIn, derbyshire: Trust, brought: str, lowest: str, best: str
) -> None:
    client = sign_in(OFFICER)
    form = {"name": "Ours", "steps": brought}

    assert [client.post(f"{SCALES}new/", form).status_code for _ in range(2)] == [302, 302]
    assert OrderedScale.objects.filter(name="Ours").count() == 1
    assert (codes("Ours")[0], codes("Ours")[-1]) == (lowest, best)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "Give the scale a name."),
        ("★★★", "Give the scale a name of letters or digits"),
        ("New", "Give the scale a name of letters or digits"),
        ("stars", "The trust has the scale “Stars” already."),
        ("Audit  opinions!", "The trust has the scale “Audit opinions” already."),
    ],
)
def test_a_scale_has_a_name_that_addresses_can_tell_apart(
    sign_in: SignIn, derbyshire: Trust, name: str, says: str
) -> None:
    before = OrderedScale.objects.count()

    page = sign_in(OFFICER).post(f"{SCALES}new/", {"name": name, "steps": "empty"})

    assert says in main(page)
    assert OrderedScale.objects.count() == before


def test_names_of_the_scale_and_its_steps_are_changed(sign_in: SignIn, derbyshire: Trust) -> None:
    after = send(sign_in(OFFICER), AUDIT, name="Opinions of the auditors", name_1="No assurance")

    assert after.redirect_chain[-1][0] == f"{SCALES}opinions-of-the-auditors/"
    assert steps("Opinions of the auditors")[0] == (1, "R", "No assurance")
    assert sign_in(OFFICER).get(AUDIT).status_code == 404


def test_a_step_that_nothing_names_is_deleted_and_the_others_close_up(sign_in: SignIn, derbyshire: Trust) -> None:
    send(sign_in(OFFICER), STARS, drop_1="on", drop_2="on", code="3½★", place="4")

    assert steps("Stars") == [(1, "3★", "3★"), (2, "3½★", ""), (3, "4★", "4★"), (4, "5★", "5★")]


def test_a_step_that_a_target_names_stays(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    page = client.get(STARS)

    assert "drop_4" not in page.context["form"].fields
    assert "Named by a target or a result: it stays." in main(page)
    send(client, STARS, drop_4="on")
    assert "4★" in codes("Stars")


def test_a_step_that_a_result_names_stays(sign_in: SignIn, enter: Callable[..., Result], all_open: None) -> None:
    measure = Target.objects.filter(scale__name="Stars").select_related("measure__perspective")[0].measure
    enter(measure.reference, 4, step="2★")

    assert "drop_2" not in sign_in(OFFICER).get(STARS).context["form"].fields


def test_a_step_that_was_named_since_the_form_was_opened_stays(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    form = client.get(STARS).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if not name.startswith("drop_")} | {"drop_5": "on"}
    row = Target.objects.filter(scale__name="Stars")[0]
    Target.objects.create(
        measure=row.measure, sequence=2, printed="5★", scale=row.scale, effective_from="2011-07-01", reason="More."
    )

    page = client.post(STARS, sent)

    assert "5★ is named by a target or a result, and stays." in main(page)
    assert "5★" in codes("Stars")


@pytest.mark.parametrize("code", ["4★", "4*", "4 stars"])
def test_a_step_is_written_unlike_any_other(sign_in: SignIn, derbyshire: Trust, code: str) -> None:
    page = send(sign_in(OFFICER), STARS, code=code)

    assert "Choose another code." in main(page)
    assert len(codes("Stars")) == 5


def test_a_name_alone_is_no_step(sign_in: SignIn, derbyshire: Trust) -> None:
    assert "Enter how the step is written" in main(send(sign_in(OFFICER), STARS, code_name="Best"))


def test_a_new_name_does_not_take_a_step_from_a_target(sign_in: SignIn, derbyshire: Trust) -> None:
    row = Target.objects.filter(scale__name="Audit opinions")[0]
    Target.objects.create(
        measure=row.measure,
        sequence=2,
        printed="Green/Amber",
        scale=row.scale,
        effective_from="2011-07-01",
        reason="In words.",
    )

    page = send(sign_in(OFFICER), AUDIT, name_3="Reasonable")

    assert "The target “Green/Amber” would be read as another step." in main(page)
    assert steps("Audit opinions")[2] == (3, "GA", "Green/Amber")


def test_a_scale_without_targets_is_deleted_after_a_question(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    client.post(f"{SCALES}new/", {"name": "Ours", "steps": "Levels"})
    question = client.get(f"{SCALES}ours/delete/")

    assert "Delete the scale “Ours”?" in main(question)
    assert OrderedScale.objects.filter(name="Ours").exists()
    assert "is deleted" in main(press(client, f"{SCALES}ours/delete/", follow=True))
    assert not OrderedScale.objects.filter(name="Ours").exists()


def test_a_scale_that_was_changed_meanwhile_is_not_deleted_and_one_is_deleted_once(
    sign_in: SignIn, derbyshire: Trust
) -> None:
    client, delete = sign_in(OFFICER), f"{SCALES}ours/delete/"
    client.post(f"{SCALES}new/", {"name": "Ours", "steps": "Levels"})
    form = unseen(client, delete)
    OrderedScale.objects.get(name="Ours").steps.filter(code="4").update(name="Best of all")

    stale = client.post(delete, form)
    now = unseen(client, delete)

    assert stale.status_code == 409
    assert [client.post(delete, now).status_code for _ in range(2)] == [302, 302]
    assert client.post(f"{SCALES}never/delete/", now).status_code == 404


def test_a_scale_that_a_target_is_on_stays(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)

    page = press(client, f"{STARS}delete/")

    assert "The scale stays:" in main(page)
    assert "Delete the scale" not in main(client.get(STARS))
    assert OrderedScale.objects.filter(name="Stars").exists()


def test_of_two_who_change_a_scale_at_once_the_later_sees_both(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    form = client.get(STARS).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if not name.startswith("drop_")}
    send(client, STARS, code="6★")

    later = client.post(STARS, {**sent, "name": "Star ratings"})

    assert later.status_code == 409
    assert [line.label for line in later.context["lines"]] == ["Name", "Steps, lowest first"]
    assert codes("Stars")[-1] == "6★"


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        (OFFICER, 200),
        (HOLDER, 403),
        ("smt@derbyshire.example", 403),
        ("auditor@derbyshire.example", 403),
        ("officer@merseyside.example", 404),
    ],
)
@pytest.mark.parametrize("address", [SCALES, f"{SCALES}new/", STARS, f"{STARS}delete/"])
def test_who_may_open_the_scales(sign_in: SignIn, derbyshire: Trust, address: str, email: str, expected: int) -> None:
    client, before = sign_in(email), OrderedScale.objects.count()

    assert client.get(address).status_code == expected
    if expected != 200:
        assert client.post(address, {"name": "Ours", "steps": "empty"}).status_code in {expected, 405}
        assert OrderedScale.objects.count() == before or expected == 404


def test_what_is_no_scale_of_the_trust_is_an_unknown_page(sign_in: SignIn, derbyshire: Trust) -> None:
    assert sign_in(OFFICER).get(f"{SCALES}moons/").status_code == 404
    assert sign_in(OFFICER).get("/merseyside/settings/scales/").status_code == 404
