"""The history of a record and the record of changes: what they tell, and to whom."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from objectives.models import Objective
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Trust
from risks.models import Entry

SignIn = Callable[[str], Client]
OFFICER, SMT, AUDIT, AUDITOR = (f"{one}@derbyshire.example" for one in ("officer", "smt", "audit", "auditor"))
RECORD = "/derbyshire/settings/record/"
RISK = "/derbyshire/2011-12/risks/1.3/history/"
PAGES = [
    RISK,
    "/derbyshire/2011-12/plan/objectives/1.2-3/history/",
    "/derbyshire/2011-12/plan/aims/1.2/history/",
    "/derbyshire/2011-12/scorecard/measures/2-5/history/",
    "/derbyshire/settings/groups/smt/history/",
    "/derbyshire/settings/posts/chief-executive/history/",
]


def text_of(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("page", PAGES)
def test_each_record_has_a_history(sign_in: SignIn, derbyshire: Trust, page: str) -> None:
    text = text_of(sign_in(OFFICER).get(page))

    assert " added</h2>" in text
    assert "The system" in text


@pytest.mark.parametrize("page", [*PAGES, RECORD, RECORD + "export.csv"])
def test_another_trusts_reader_finds_no_such_page(sign_in: SignIn, db: None, page: str) -> None:
    assert sign_in("officer@merseyside.example").get(page).status_code == 404


def test_a_change_is_told_with_its_person_its_request_and_what_was_before(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    page = "/derbyshire/2011-12/scorecard/measures/2-1/assign/"
    smt, piu = Owner.objects.get(name="SMT"), Owner.objects.get(name="PIU")
    client.post(page, {"leads": smt.pk, "others": [], "seen": 0})
    done = client.post(page, {"leads": piu.pk, "others": [], "seen": 1})

    text = text_of(client.get("/derbyshire/2011-12/scorecard/measures/2-1/history/"))

    assert "Performance officer, <time" in text
    assert done["X-Request-Id"] in text
    assert "SMT" in text
    assert "PIU" in text


def test_a_field_that_changed_stands_beside_what_it_was(sign_in: SignIn, derbyshire: Trust) -> None:
    entry = Entry.objects.get(reference="1.3", register__year__start="2011-04-01")
    entry.proximity = "6"
    entry.save()
    entry.proximity = "now"
    entry.save()

    text = text_of(sign_in(OFFICER).get(RISK))

    assert (
        '<dt>How soon it could happen</dt><dd><span class="change__before"><span class="govuk-visually-hidden">before: '
        "</span>Within 6 months</span>" in text
    )
    assert "after: </span>Within a month</span>" in text


def test_a_director_is_told_of_no_request(sign_in: SignIn, derbyshire: Trust) -> None:
    tenancy.tell_history(user=1, request="f00dcafe", address="/x/")
    Entry.objects.filter(reference="1.3").update(cause="Because")

    assert "f00dcafe" in text_of(sign_in(OFFICER).get(RISK))
    assert "Because" in text_of(sign_in(SMT).get(RISK))
    assert "f00dcafe" not in text_of(sign_in(SMT).get(RISK))


def test_the_history_of_a_risk_of_section_2_is_not_found_by_others(sign_in: SignIn, derbyshire: Trust) -> None:
    hidden = Entry.objects.filter(section=2)[0]
    page = f"/derbyshire/2011-12/risks/{hidden.reference}/history/"

    assert sign_in(OFFICER).get(page).status_code == 200
    assert sign_in(SMT).get(page).status_code == 404


def test_what_was_changed_while_a_risk_stood_in_section_2_leaves_no_trace(sign_in: SignIn, derbyshire: Trust) -> None:
    entry = Entry.objects.get(reference="1.3", register__year__start="2011-04-01")
    client = sign_in(SMT)
    with tenancy.trust(derbyshire):
        rows = Entry.pgh_event_model.objects.filter(pgh_obj=entry.pk)  # type: ignore[attr-defined]
        event = rows.latest("pgh_id")
        event.pk, event.section, event.title = None, 2, "Kept from them"
        event.save(force_insert=True)
        event.pk, event.section, event.title = None, 1, "Arrived"
        event.pgh_label = "update"
        event.save(force_insert=True)

    text = text_of(client.get(RISK))

    assert "Arrived" in text
    assert "Kept from them" not in text
    assert "Owner of a risk" not in text
    assert "Kept from them" in text_of(sign_in(OFFICER).get(RISK))
    assert "Owner of a risk" in text_of(sign_in(OFFICER).get(RISK))


def test_the_audit_committee_is_told_of_ratings_it_was_issued_and_of_no_changes_between(
    sign_in: SignIn, derbyshire: Trust
) -> None:
    Entry.objects.filter(reference="1.3").update(cause="Being written")

    text = text_of(sign_in(AUDIT).get(RISK))

    assert "Assessment <bdi>1.3</bdi> added" in text
    assert "Being written" not in text


@pytest.mark.parametrize("who", [OFFICER, AUDITOR])
def test_the_officer_and_the_auditor_read_the_record(sign_in: SignIn, derbyshire: Trust, who: str) -> None:
    Objective.objects.filter(reference="1.2-3").update(text="Told anew")

    assert "Told anew" in text_of(sign_in(who).get(RECORD))


@pytest.mark.parametrize("who", [SMT, AUDIT, "business.services@derbyshire.example"])
@pytest.mark.parametrize("page", [RECORD, RECORD + "export.csv"])
def test_others_are_refused_in_words(sign_in: SignIn, derbyshire: Trust, who: str, page: str) -> None:
    response = sign_in(who).get(page)

    assert response.status_code == 403
    assert "The record of changes is read by the performance officer and the auditor." in response.content.decode()


def test_the_auditor_finds_the_way_to_the_record(sign_in: SignIn, derbyshire: Trust) -> None:
    assert f'href="{RECORD}"' in sign_in(AUDITOR).get("/derbyshire/2011-12/").content.decode()
    assert f'href="{RECORD}"' not in sign_in(SMT).get("/derbyshire/2011-12/").content.decode()


def test_the_record_is_narrowed_by_person_room_and_day(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    Objective.objects.filter(reference="1.2-3").update(text="Told anew")

    assert "Told anew" in text_of(client.get(RECORD, {"person": "0", "room": "objectives"}))
    assert "Told anew" not in text_of(client.get(RECORD, {"room": "risks"}))
    assert "No change is on record that fits." in text_of(client.get(RECORD, {"day": "2011-06-20"}))
    assert "Write a day that there is" in text_of(client.get(RECORD, {"day": "2011-02-31"}))
    assert " added</h2>" in text_of(client.get(RECORD, {"page": "x", "person": "x", "room": "x"}))


def test_the_record_is_paged_by_fifty(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)

    first, second = text_of(client.get(RECORD)), text_of(client.get(RECORD, {"page": "2"}))

    assert first.count('<li class="change">') == second.count('<li class="change">') == 50
    assert "Older changes" in first
    assert "Newer changes" in second


def test_the_record_as_a_file_says_the_same(sign_in: SignIn, derbyshire: Trust) -> None:
    Objective.objects.filter(reference="1.2-3").update(text="=Told anew")

    lines = sign_in(AUDITOR).get(RECORD + "export.csv", {"room": "objectives"}).content.decode("utf-8-sig").splitlines()

    assert lines[0] == "when,who,what,thing,name,field,before,after,request"
    assert any("changed,objective,1.2-3" in line and "'=Told anew" in line for line in lines)


def test_working_notes_and_drafts_are_not_in_a_risks_history(sign_in: SignIn, derbyshire: Trust) -> None:
    text = text_of(sign_in(SMT).get(RISK))

    assert "Working note" not in text
    assert "Draft" not in text


@pytest.mark.parametrize("page", [RISK, RECORD])
def test_queries_do_not_grow_with_changes(sign_in: SignIn, derbyshire: Trust, count_queries: Any, page: str) -> None:
    client = sign_in(OFFICER)
    entry = Entry.objects.get(reference="1.3", register__year__start="2011-04-01")
    for text in ("a", "b"):
        Entry.objects.filter(pk=entry.pk).update(cause=text)
    client.get(page)
    with count_queries() as counted:
        client.get(page)
    few = len(counted())
    for number in range(45):
        Entry.objects.filter(pk=entry.pk).update(cause=str(number))

    with count_queries() as counted:
        client.get(page)

    assert len(counted()) <= few


def test_every_page_leads_to_its_history(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    for page in PAGES:
        assert f'href="{page}"' in client.get(page.removesuffix("history/")).content.decode()
    assert f'href="{RECORD}"' in client.get("/derbyshire/settings/").content.decode()


def test_the_history_of_a_risk_tells_no_machinery(sign_in: SignIn, derbyshire: Trust) -> None:
    Objective.objects.filter(reference="1.2-3").update(order=400)
    client = sign_in(OFFICER)

    text = text_of(client.get(RISK))
    labels = re.findall(r"<dt>(.*?)</dt>", text)

    assert not {"Order", "Id", "Sequence", "Once", "Moment"} & set(labels)
    assert "<dd>Risk " not in text
    assert "<dt>Is a reading, not printed</dt><dd>no</dd>" not in text
    assert "<dt>Place among the others</dt>" in text_of(client.get(PAGES[1]))
    assert "Place among the others" not in text
    assert re.search(r"Owner of a risk <bdi>[A-Z]", text)


def test_no_label_of_the_record_stands_twice_in_a_change(sign_in: SignIn, derbyshire: Trust) -> None:
    client = sign_in(OFFICER)
    for page in [*PAGES, RECORD]:
        for one in text_of(client.get(page)).split('<li class="change">')[1:]:
            labels = re.findall(r"<dt>(.*?)</dt>", one)
            assert len(labels) == len(set(labels)), (page, labels)
