"""Nothing typed is lost, and nobody else reads it."""

from collections.abc import Callable

from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Draft, Trust, User

ADDRESS = "/derbyshire/2011-12/plan/objectives/2.1-1/"


def test_what_is_typed_is_kept_once_for_its_form(derbyshire: Trust, sign_in: Callable[[str], Client]) -> None:
    client = sign_in("probation.county@derbyshire.example")
    writer = User.objects.get(email="probation.county@derbyshire.example")

    for words in ("Half a", "Half a sentence"):
        response = client.post("/derbyshire/draft/", {"address": ADDRESS, "comment": words})
        assert response.status_code == 204

    with tenancy.trust(derbyshire, user=writer.pk):
        assert [draft.fields["comment"] for draft in Draft.objects.all()] == [["Half a sentence"]]


def test_nobody_else_reads_a_draft_whatever_they_ask(derbyshire: Trust, sign_in: Callable[[str], Client]) -> None:
    sign_in("probation.county@derbyshire.example").post("/derbyshire/draft/", {"address": ADDRESS, "comment": "Mine"})
    other = User.objects.get(email="officer@derbyshire.example")

    with tenancy.trust(derbyshire, user=other.pk):
        assert not Draft.objects.exists()


def test_a_draft_for_another_trusts_form_is_refused(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("probation.county@derbyshire.example")

    assert client.post("/derbyshire/draft/", {"address": "/merseyside/x/", "a": "b"}).status_code == 400
    assert client.post("/derbyshire/draft/", {"address": "/derbyshire/\0", "a": "b"}).status_code == 400
    assert client.post("/merseyside/draft/", {"address": "/merseyside/x/", "a": "b"}).status_code == 404


def test_a_password_is_never_kept(derbyshire: Trust, sign_in: Callable[[str], Client]) -> None:
    writer = User.objects.get(email="probation.county@derbyshire.example")
    sign_in(writer.email).post("/derbyshire/draft/", {"address": ADDRESS, "password": "secret", "comment": "x"})

    with tenancy.trust(derbyshire, user=writer.pk):
        assert list(Draft.objects.get().fields) == ["comment"]


def test_what_is_too_long_to_be_kept_is_refused_aloud(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("probation.county@derbyshire.example")

    assert client.post("/derbyshire/draft/", {"address": ADDRESS, "comment": "x" * 400_001}).status_code == 413
    assert client.post("/derbyshire/draft/", {"address": ADDRESS, "comment": "x" * 400_000}).status_code == 204
