"""What shows that an objective is complete: links and files, who may read them, and what is refused."""

import datetime
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from objectives.models import LARGEST, Deadline, EvidenceBytes, EvidenceFile, Objective, OutcomeEvidence, StatusUpdate
from objectives.services.evidence import MOST_PENDING
from probation_planning.organisation.models import Owner, Quarter, Trust
from tests.objectives.conftest import OFFICER, OWNER, PLAN
from tests.objectives.files import PDF, PNG, TEXT, upload

SignIn = Callable[[str], Client]
PAGE = f"{PLAN}objectives/1.2-3/"
COMPLETE = {"status": "complete", "comment": "Done.", "quarter": "1", "seen": "0", "evidence_1": "The reports are out."}
OTHER = "board.secretary@derbyshire.example"


def page_of(response: Any) -> str:
    """As text without spare spaces."""
    return " ".join(response.content.decode().split())


def address_of(file: EvidenceFile, reference: str = "1.2-3") -> str:
    """Where a file is served."""
    return f"{PLAN}objectives/{reference}/evidence/{file.uuid}/{quote(file.name)}"


@pytest.fixture
def pending(sign_in: SignIn, derbyshire: Trust) -> EvidenceFile:
    """A file that the owner put in for outcome 1 with a form that had a fault elsewhere."""
    sign_in(OWNER).post(PAGE, COMPLETE | {"file_2": upload("plan.pdf"), "status": ""})
    return EvidenceFile.objects.get()


def test_a_link_and_a_file_show_an_outcome_too(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)
    link = {"evidence_1": "", "link_1": " https://derbyshire.example/reports?a=1&b=2 "}

    response = client.post(PAGE, COMPLETE | link | {"file_2": upload("plan of June.pdf")}, follow=True)

    first, second = OutcomeEvidence.objects.order_by("outcome__order")
    assert first.link == "https://derbyshire.example/reports?a=1&b=2"
    assert second.file
    assert (second.file.name, second.file.content_type, second.file.size) == (
        "plan of June.pdf",
        "application/pdf",
        len(PDF),
    )
    page = page_of(response)
    assert 'href="https://derbyshire.example/reports?a=1&amp;b=2" rel="noopener noreferrer nofollow external"' in page
    assert f'href="{address_of(second.file)}" download' in page


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://a.example",
        "data:text/html,<script>",
        "ftp://derbyshire.example/",
        "derbyshire.example/reports",
        "//derbyshire.example",
        "https://",
        "https://derbyshire.example/" + "x" * 480,
        "https://derbyshire.example/\u202egnp",
    ],
)
def test_only_a_whole_link_of_the_web_is_taken(sign_in: SignIn, derbyshire: Trust, link: str) -> None:
    response = sign_in(OWNER).post(PAGE, COMPLETE | {"evidence_2": "Seen.", "link_2": link})

    page = page_of(response)
    assert response.status_code == 200
    assert "Enter a whole link, beginning with https:// or http://." in page or "invisible character" in page
    assert "Seen." in page
    assert not StatusUpdate.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("plan.pdf", PNG, "“plan.pdf” does not hold what its name says. Save it anew as PDF and choose it."),
        ("plan.exe", b"MZ", "“plan.exe” is no file that is taken here."),
        ("plan.txt", b"a\0b", "“plan.txt” does not hold what its name says."),
        ("plan.txt", b"x" * (LARGEST + 1), "“plan.txt” is larger than 10 MB."),
    ],
)
def test_a_file_that_cannot_be_taken_is_explained_and_nothing_else_is_lost(
    sign_in: SignIn, derbyshire: Trust, name: str, data: bytes, sentence: str
) -> None:
    response = sign_in(OWNER).post(PAGE, COMPLETE | {"file_2": upload(name, data)})

    page = page_of(response)
    assert response.status_code == 200
    assert sentence in page
    assert "The reports are out." in page
    assert not EvidenceFile.objects.exists()
    assert not StatusUpdate.objects.exists()


def test_a_file_of_exactly_ten_megabytes_is_taken(sign_in: SignIn, derbyshire: Trust) -> None:
    response = sign_in(OWNER).post(PAGE, COMPLETE | {"file_2": upload("plan.txt", b"x" * LARGEST)})

    assert response.status_code == 302
    assert len(bytes(EvidenceBytes.objects.get().data)) == LARGEST


def test_a_form_that_is_far_too_large_is_turned_away_in_words(sign_in: SignIn, derbyshire: Trust) -> None:
    response = sign_in(OWNER).post(PAGE, COMPLETE | {"file_2": upload("plan.txt", b"x" * (LARGEST + 3 * 2**20))})

    assert response.status_code == 413
    assert "larger than 12 MB, so nothing was saved" in page_of(response)
    assert not EvidenceFile.objects.exists()


def test_a_form_of_a_stranger_that_is_too_large_is_not_even_read(derbyshire: Trust) -> None:
    response = Client().generic(
        "POST", PAGE, b"", content_type="multipart/form-data; boundary=edge", CONTENT_LENGTH="99999999999"
    )

    assert response.status_code == 413


def test_a_file_is_kept_when_the_form_has_a_fault_elsewhere(sign_in: SignIn, pending: EvidenceFile) -> None:
    client = sign_in(OWNER)
    faulty = client.post(PAGE, COMPLETE | {"kept_2": str(pending.uuid), "status": ""})
    page = page_of(faulty)
    assert f"Kept: plan.pdf, {len(PDF)} bytes." in page
    assert f'name="kept_2" value="{pending.uuid}"' in page
    assert "Take plan.pdf away" in page

    response = client.post(PAGE, COMPLETE | {"kept_2": str(pending.uuid)})

    assert response.status_code == 302
    assert [row.file for row in OutcomeEvidence.objects.order_by("outcome__order")] == [None, pending]
    assert EvidenceFile.objects.count() == 1


def test_a_kept_file_can_be_taken_away_again(sign_in: SignIn, pending: EvidenceFile) -> None:
    response = sign_in(OWNER).post(PAGE, COMPLETE | {"kept_2": str(pending.uuid), "drop_2": "on"})

    assert "Say what shows that outcome 2 was reached." in page_of(response)
    assert "plan.pdf" not in page_of(response)
    assert not EvidenceFile.objects.exists()


def test_another_file_takes_the_place_of_the_kept_one(sign_in: SignIn, pending: EvidenceFile) -> None:
    sign_in(OWNER).post(PAGE, COMPLETE | {"kept_2": str(pending.uuid), "file_2": upload("new.txt", TEXT)})

    assert [file.name for file in EvidenceFile.objects.all()] == ["new.txt"]
    assert OutcomeEvidence.objects.get(outcome__order=1).file == EvidenceFile.objects.get()


def test_one_file_for_two_outcomes_stays_while_one_of_them_names_it(sign_in: SignIn, pending: EvidenceFile) -> None:
    both = {"kept_1": str(pending.uuid), "kept_2": str(pending.uuid)}

    response = sign_in(OWNER).post(PAGE, COMPLETE | both | {"drop_1": "on"})

    assert response.status_code == 302
    assert OutcomeEvidence.objects.get(outcome__order=1).file == pending


@pytest.mark.parametrize("forged", ["00000000-0000-0000-0000-000000000000", "nonsense"])
def test_a_file_that_is_not_there_is_asked_for_again(sign_in: SignIn, derbyshire: Trust, forged: str) -> None:
    response = sign_in(OWNER).post(PAGE, COMPLETE | {"evidence_2": "Seen.", "kept_2": forged})

    assert "The file that was put in is not here any more. Choose it again." in page_of(response)
    assert not StatusUpdate.objects.exists()


def test_nobody_uses_what_another_put_in_and_did_not_save(sign_in: SignIn, pending: EvidenceFile) -> None:
    post = Owner.objects.get(name="Director of Business Services")
    word = {"given_for": post.pk, "told_on": "17 6 2011"}

    response = sign_in(OFFICER).post(PAGE, COMPLETE | word | {"kept_2": str(pending.uuid), "drop_2": "on"})

    assert "plan.pdf" not in page_of(response)
    assert EvidenceFile.objects.get() == pending


def test_a_pending_file_is_its_uploaders_alone_and_then_everybodys(sign_in: SignIn, pending: EvidenceFile) -> None:
    address = address_of(pending)
    assert sign_in(OWNER).get(address).status_code == 200
    assert sign_in(OTHER).get(address).status_code == 404
    assert sign_in(OFFICER).get(address).status_code == 404

    sign_in(OWNER).post(PAGE, COMPLETE | {"kept_2": str(pending.uuid)})

    for reader in (OTHER, OFFICER, "audit@derbyshire.example", "auditor@derbyshire.example"):
        assert sign_in(reader).get(address).status_code == 200
    assert sign_in("officer@merseyside.example").get(address).status_code == 404
    assert sign_in("admin@probation.example").get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_file_comes_as_an_attachment_that_runs_nothing(sign_in: SignIn, pending: EvidenceFile) -> None:
    response = sign_in(OWNER).get(address_of(pending))

    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_has_one_address(sign_in: SignIn, pending: EvidenceFile) -> None:
    client = sign_in(OWNER)

    assert client.get(address_of(pending, "1.2-5")).status_code == 404
    assert client.get(address_of(pending).replace("plan.pdf", "other.pdf")).status_code == 404
    assert client.post(address_of(pending)).status_code == 405


def test_a_double_click_keeps_one_file_and_one_answer(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)

    answers = [client.post(PAGE, COMPLETE | {"file_2": upload()}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert (StatusUpdate.objects.count(), EvidenceFile.objects.count()) == (1, 1)


def test_the_oldest_file_that_no_answer_names_makes_room(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OWNER)
    for number in range(MOST_PENDING):
        client.post(PAGE, COMPLETE | {"status": "", "file_2": upload("plan.txt", b"%d" % number)})

    client.post(PAGE, COMPLETE | {"file_2": upload("plan.txt", b"one more")})

    assert EvidenceFile.objects.count() == MOST_PENDING


def test_what_no_answer_names_is_removed_after_a_day(
    sign_in: SignIn, pending: EvidenceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)

    sign_in(OWNER).post(PAGE, COMPLETE | {"status": "", "file_2": upload("later.txt", TEXT)})

    assert [file.name for file in EvidenceFile.objects.all()] == ["later.txt"]


def test_changing_a_complete_answer_keeps_its_file(sign_in: SignIn, pending: EvidenceFile) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, COMPLETE | {"kept_2": str(pending.uuid)})
    page = page_of(client.get(PAGE))
    assert f'name="kept_2" value="{pending.uuid}"' in page
    client.post("/derbyshire/draft/", {"address": f"{PAGE}?quarter=1", "status": "complete", "comment": "Half"})
    assert f'name="kept_2" value="{pending.uuid}"' in page_of(client.get(PAGE))

    client.post(PAGE, COMPLETE | {"seen": "1", "comment": "All done.", "kept_2": str(pending.uuid)})

    assert OutcomeEvidence.objects.filter(file=pending).count() == 2


def test_a_file_that_an_answer_names_stays_though_the_next_drops_it(sign_in: SignIn, pending: EvidenceFile) -> None:
    client = sign_in(OWNER)
    client.post(PAGE, COMPLETE | {"kept_2": str(pending.uuid)})

    client.post(PAGE, COMPLETE | {"seen": "1", "evidence_2": "Seen.", "kept_2": str(pending.uuid), "drop_2": "on"})

    assert [row.file for row in OutcomeEvidence.objects.filter(update__sequence=2)] == [None, None]
    assert EvidenceFile.objects.get() == pending


def test_without_outcomes_one_thing_shows_the_objective(
    sign_in: SignIn, objective: Objective, quarter: Quarter
) -> None:
    objective.outcomes.all().delete()
    client = sign_in(OWNER)

    refused = client.post(PAGE, COMPLETE | {"evidence_1": ""})
    assert "Say what shows that the objective was reached." in page_of(refused)
    client.post(PAGE, COMPLETE)

    row = OutcomeEvidence.objects.get()
    assert (row.outcome, row.text) == (None, "The reports are out.")


@pytest.mark.parametrize("box", ["evidence_1", "link_1"])
def test_what_shows_completion_goes_with_complete_alone(sign_in: SignIn, derbyshire: Trust, box: str) -> None:
    answer = {"status": "at_risk", "comment": "Late.", "quarter": "1", "seen": "0", box: "https://a.example/"}

    assert "Evidence goes with “Complete”" in page_of(sign_in(OWNER).post(PAGE, answer))
    assert not StatusUpdate.objects.exists()


def test_the_conflict_page_carries_link_file_and_month(
    sign_in: SignIn, on_track: StatusUpdate, derbyshire: Trust
) -> None:
    client = sign_in(OWNER)
    Deadline.objects.create(objective=on_track.objective, month=datetime.date(2012, 3, 1))
    typed = {"evidence_2": "Seen.", "link_2": "https://a.example/", "file_1": upload()}
    moved = {"month_1": "May 2012", "reason_1": "The supplier is late."}

    response = client.post(PAGE, COMPLETE | typed | moved)

    page = page_of(response)
    assert response.status_code == 409
    for said in (
        "https://a.example/",
        "minutes.pdf",
        "May 2012: The supplier is late.",
        'enctype="multipart/form-data"',
    ):
        assert said in page
    kept = re.search(r'name="kept_1" value="([^"]+)"', page)
    assert kept
    again = COMPLETE | {"seen": "1", "evidence_2": "Seen.", "kept_1": kept[1]} | moved
    assert client.post(PAGE, again).status_code == 302


def test_an_answer_for_a_quarter_closed_meanwhile_keeps_the_file(sign_in: SignIn, quarter: Quarter) -> None:
    Quarter.objects.filter(pk=quarter.pk).update(closed_on=quarter.opened_on)

    page = page_of(sign_in(OWNER).post(PAGE, COMPLETE | {"file_2": upload()}))

    assert "Q1 2011/12 is closed" in page
    assert "Kept: minutes.pdf" in page


def test_who_may_not_answer_puts_in_no_file(sign_in: SignIn, derbyshire: Trust) -> None:
    assert sign_in(OTHER).post(PAGE, COMPLETE | {"file_2": upload()}).status_code == 403
    assert not EvidenceFile.objects.exists()
