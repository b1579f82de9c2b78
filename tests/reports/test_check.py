"""Checking a PDF: what it is said to be, to whom, and what is never told."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from probation_planning.organisation.models import Trust
from probation_planning.reports.files import draw_file
from probation_planning.reports.models import Drawing, DrawnFile, Pack, PackFile
from risks.models import Review
from tests.reports.cycle import draw_now, issue
from tests.risks import cycle

SignIn = Callable[[str], Client]
PAGE = "/derbyshire/2011-12/reports/check/"
UNKNOWN = "This is not a file that was issued and that you may read, or it was altered since."


def answer(client: Client, content: bytes, name: str = "pack.pdf") -> str:
    """What the page says of the file, without its tags."""
    response = client.post(PAGE, {"file": SimpleUploadedFile(name, content, content_type="application/pdf")})
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def given(june: Review, derbyshire: Trust) -> Pack:
    """What SMT was issued at Jun-11, with its file."""
    pack = issue(june)
    draw_file(derbyshire, pack)
    return Pack.objects.select_related("file", "year__trust").get(pk=pack.pk)


def content_of(pack: Pack) -> bytes:
    """The bytes of its file."""
    return bytes(pack.file.content)


def test_a_file_that_was_issued_is_known_again(sign_in: SignIn, given: Pack) -> None:
    client = sign_in(cycle.OFFICER)
    said = answer(client, content_of(given), "renamed by somebody.pdf")

    assert f"This is the file issued to the Senior Management Team on {given.issued_on:%-d %B %Y}" in said
    assert "the risk register at the Jun-11 review of 2011/12" in said
    assert "withdrawn" not in said
    page = client.post(PAGE, {"file": SimpleUploadedFile("x.pdf", content_of(given))})
    assert f'href="{given.get_absolute_url()}"' in page.content.decode()


def test_papers_that_were_withdrawn_are_said_to_be(sign_in: SignIn, given: Pack, june: Review) -> None:
    cycle.withdraw(june)

    assert f"These papers were withdrawn on {cycle.day():%-d %B %Y}." in answer(
        sign_in(cycle.OFFICER), content_of(given)
    )


def test_a_re_creation_of_the_printed_register_is_called_so(sign_in: SignIn, smt_pack: Pack) -> None:
    said = answer(sign_in(cycle.OFFICER), content_of(smt_pack))

    assert "This is this product’s re-creation of the printed register" in said
    assert "was given the printed register on 5 April 2011, and not this file" in said


@pytest.mark.parametrize("place", [20, -200])
def test_one_letter_changed_is_an_altered_file(sign_in: SignIn, given: Pack, place: int) -> None:
    content = bytearray(content_of(given))
    content[place] ^= 1

    assert UNKNOWN in answer(sign_in(cycle.OFFICER), bytes(content))


def test_a_copy_with_something_behind_it_is_an_altered_file(sign_in: SignIn, given: Pack) -> None:
    said = answer(sign_in(cycle.OFFICER), content_of(given) + b"\n")

    assert UNKNOWN in said
    assert "a scan, a copy with notes in it" in said


def test_of_a_pack_that_the_reader_may_not_read_nothing_is_told(sign_in: SignIn, committee_pack: Pack) -> None:
    client = sign_in("business.services@derbyshire.example")
    said = answer(client, content_of(committee_pack))
    strange = answer(client, b"%PDF-1.7\nnothing of ours\n%%EOF\n")

    assert UNKNOWN in said
    assert said == strange, "a pack that is kept from the reader shows itself"
    assert "re-creation" in answer(sign_in("audit@derbyshire.example"), content_of(committee_pack))


def test_a_pack_of_another_trust_is_unknown(sign_in: SignIn, smt_pack: Pack) -> None:
    client = sign_in("officer@merseyside.example")
    page = "/merseyside/2010-11/reports/check/"
    response = client.post(page, {"file": SimpleUploadedFile("x.pdf", content_of(smt_pack))})

    assert UNKNOWN in response.content.decode()
    assert client.post(PAGE, {}).status_code == 404


def test_a_draft_is_known_to_whoever_had_it_drawn_alone(sign_in: SignIn, june: Review) -> None:
    client = sign_in(cycle.OFFICER)
    asked = client.post("/derbyshire/2011-12/risks/reviews/jun-11/issue/smt/draft/")
    drawing = Drawing.objects.get()
    file = draw_now(drawing)

    assert asked["Location"] == drawing.get_absolute_url()
    said = answer(client, bytes(file.content))
    assert "This is a draft that this product drew for you" in said
    assert "Nobody issued it to a body." in said
    assert UNKNOWN in answer(sign_in("smt@derbyshire.example"), bytes(file.content))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "“pack.pdf” is empty."),
        (b"A letter, and no PDF.", "“pack.pdf” is no PDF."),
        (b"<html>%PDF-1.7</html>", "“pack.pdf” is no PDF."),
        (b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024), "“pack.pdf” is larger than 10 MB"),
    ],
)
def test_what_is_no_pdf_is_refused_in_a_sentence(sign_in: SignIn, content: bytes, says: str, derbyshire: Trust) -> None:
    said = answer(sign_in(cycle.OFFICER), content)

    assert says in said
    assert UNKNOWN not in said


def test_without_a_file_the_page_says_what_to_do(sign_in: SignIn, derbyshire: Trust) -> None:
    page = sign_in(cycle.OFFICER).post(PAGE, {"file": "a word"}).content.decode()

    assert "Choose the PDF that is to be checked." in page


def test_nothing_of_the_file_is_kept(sign_in: SignIn, given: Pack) -> None:
    before = PackFile.objects.count(), DrawnFile.objects.count(), Drawing.objects.count()
    answer(sign_in(cycle.OFFICER), content_of(given) + b"\n")

    assert (PackFile.objects.count(), DrawnFile.objects.count(), Drawing.objects.count()) == before


def test_both_pages_of_packs_lead_there(sign_in: SignIn, smt_pack: Pack) -> None:
    client = sign_in("smt@derbyshire.example")

    assert PAGE in client.get("/derbyshire/2011-12/reports/").content.decode()
    assert PAGE in client.get(smt_pack.get_absolute_url()).content.decode()


def test_to_an_administrator_it_is_an_unknown_page(sign_in: SignIn, derbyshire: Trust) -> None:
    assert sign_in("admin@probation.example").get(PAGE).status_code == 404
