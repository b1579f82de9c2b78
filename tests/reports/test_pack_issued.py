"""An issued pack on screen: withdrawn or not, drawn or not yet."""

from collections.abc import Callable, Sequence

import pytest
from django.test import Client
from django.utils import timezone

from probation_planning.organisation.models import Trust
from probation_planning.reports import files
from probation_planning.reports.drawing import NOBODY_DRAWS
from probation_planning.reports.files import draw_file
from probation_planning.reports.models import Drawing, Pack, PackFile
from probation_planning.reports.pdf import PdfError
from risks.models import Register, Review
from tests.reports.cycle import issue
from tests.risks import cycle

SignIn = Callable[[str], Client]
LIST = "/derbyshire/2011-12/reports/"
REVIEW = "/derbyshire/2011-12/risks/reviews/jun-11/"


@pytest.fixture
def given(june: Review) -> Pack:
    """What SMT was given for Jun-11, with exceptions, and not drawn yet."""
    return Pack.objects.select_related("year__trust").get(pk=issue(june).pk)


@pytest.mark.parametrize("email", [cycle.OFFICER, "smt@derbyshire.example", "business.services@derbyshire.example"])
def test_its_page_says_what_it_says(sign_in: SignIn, given: Pack, email: str) -> None:
    html = sign_in(email).get(given.get_absolute_url()).content.decode()

    assert "Issued with exceptions" in html
    assert "New accommodation in Chesterfield" in html
    assert given.fingerprint in html


def test_withdrawn_papers_stay_and_are_marked_everywhere(sign_in: SignIn, given: Pack, june: Review) -> None:
    cycle.withdraw(june, reason="Page 3 is missing.")
    again = issue(june)
    client = sign_in("smt@derbyshire.example")
    page = client.get(given.get_absolute_url()).content.decode()

    assert '<strong class="withdrawn">Withdrawn</strong> on 20 June 2011: Page 3 is missing.' in page
    assert "Withdrawn</strong>" not in client.get(again.get_absolute_url()).content.decode()
    for address in (LIST, REVIEW):
        assert client.get(address).content.decode().count("Withdrawn</strong> on 20 June 2011") == 1
    assert "given on 20 June 2011, since withdrawn" in client.get("/").content.decode()


def test_the_committee_keeps_a_pack_that_was_withdrawn_and_reads_why(
    sign_in: SignIn, june: Review, derbyshire: Trust
) -> None:
    cycle.skip(june)
    pack = Pack.objects.get(pk=issue(june, cycle.AUDIT).pk)
    cycle.withdraw(june, cycle.AUDIT, reason="Wrong annex.")
    client = sign_in("audit@derbyshire.example")

    assert "Wrong annex." in client.get(pack.get_absolute_url()).content.decode()
    assert client.get(REVIEW).status_code == 404


def test_why_papers_with_section_2_were_withdrawn_is_told_to_nobody_else(sign_in: SignIn, june: Review) -> None:
    cycle.skip(june)
    issue(june, cycle.AUDIT)
    cycle.withdraw(june, cycle.AUDIT, reason="Canary reason")
    client = sign_in("smt@derbyshire.example")

    for address in (LIST, REVIEW):
        assert "Canary reason" not in client.get(address).content.decode()


def test_a_pack_without_a_file_is_read_and_the_officer_is_told_how_its_drawing_stands(
    sign_in: SignIn, given: Pack
) -> None:
    client = sign_in(cycle.OFFICER)

    def page() -> str:
        return client.get(given.get_absolute_url()).content.decode()

    waits = page()
    Drawing.objects.update(asked_at=timezone.now() - 2 * NOBODY_DRAWS)
    stands_still = page()
    Drawing.objects.update(state="failed", problem="It took too long.", ended_at=timezone.now())
    failed = page()
    Drawing.objects.all().delete()
    never_asked = page()

    assert "it waits for its turn" in waits
    assert "Look again now" in waits
    assert "Make the PDF" not in waits
    assert "nobody seems to be drawing it" in stands_still
    assert "It took too long." in failed
    assert "Make the PDF again" in stands_still
    assert "Make the PDF again" in failed
    assert "Make the PDF</button>" in never_asked
    assert "not drawn yet" in client.get(LIST).content.decode()


def test_the_officer_asks_again_for_one_that_failed(
    sign_in: SignIn, given: Pack, django_capture_on_commit_callbacks: Callable[..., list[object]]
) -> None:
    Drawing.objects.update(state="failed", problem="It took too long.", ended_at=timezone.now())
    with django_capture_on_commit_callbacks() as to_do:
        answer = sign_in(cycle.OFFICER).post(f"{given.get_absolute_url()}draw/")

    assert answer["Location"] == given.get_absolute_url()
    assert len(to_do) == 1
    assert sorted(Drawing.objects.values_list("state", flat=True)) == ["failed", "waiting"]


@pytest.mark.parametrize("email", ["smt@derbyshire.example", "business.services@derbyshire.example"])
def test_nobody_else_makes_it(sign_in: SignIn, given: Pack, email: str) -> None:
    client = sign_in(email)

    assert "Make the PDF" not in client.get(given.get_absolute_url()).content.decode()
    assert client.post(f"{given.get_absolute_url()}draw/").status_code == 403


def test_nor_do_those_who_may_not_read_it(sign_in: SignIn, june: Review, register: Register) -> None:
    cycle.skip(june)
    pack = Pack.objects.select_related("year__trust").get(pk=issue(june, cycle.AUDIT).pk)
    Register.objects.filter(pk=register.pk).update(section_two_roles=["audit"])

    for email in (cycle.OFFICER, "smt@derbyshire.example", "officer@merseyside.example"):
        assert sign_in(email).post(f"{pack.get_absolute_url()}draw/").status_code == 404


def test_making_it_is_no_get(sign_in: SignIn, given: Pack) -> None:
    assert sign_in(cycle.OFFICER).get(f"{given.get_absolute_url()}draw/").status_code == 405


def test_a_drawing_that_failed_leaves_the_pack_and_is_made_from_the_same_data(
    given: Pack, derbyshire: Trust, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(html: str, sheets: Sequence[str]) -> None:
        raise PdfError("The report could not be made: the program that draws it failed.")

    with monkeypatch.context() as broken:
        broken.setattr(files, "render", fails)
        with pytest.raises(PdfError):
            draw_file(derbyshire, given)
    without = PackFile.objects.filter(pack=given).exists()
    draw_file(derbyshire, given)
    drawn = Pack.objects.get(pk=given.pk)

    assert not without
    assert (drawn.data, drawn.fingerprint) == (given.data, given.fingerprint)
    assert drawn.file.name == "derbyshire-2011-12-risk-register-jun-11-smt"
    assert drawn.file.made_at is not None


def test_the_file_is_served_as_it_was_drawn(sign_in: SignIn, given: Pack, derbyshire: Trust) -> None:
    draw_file(derbyshire, given)
    file = PackFile.objects.get(pack=given)
    answer = sign_in("smt@derbyshire.example").get(f"{given.get_absolute_url()}{file.name}.pdf")

    assert answer.content == bytes(file.content)


def test_the_second_issue_has_a_name_of_its_own(given: Pack, june: Review, derbyshire: Trust) -> None:
    cycle.withdraw(june)
    again = issue(june)
    draw_file(derbyshire, again)

    assert PackFile.objects.get(pack=again).name == "derbyshire-2011-12-risk-register-jun-11-smt-2"
