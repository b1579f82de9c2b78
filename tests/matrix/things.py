"""Real things of every kind in Derbyshire, and the people who ask for them."""

from collections.abc import Mapping
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from objectives.models import Aim, AnnualPlan, EvidenceFile, Objective, ObjectiveOwner, StatusUpdate
from objectives.services.answering import Proof, give_status
from objectives.services.evidence import keep_file
from objectives.services.publishing import draft_of, publish
from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.models import (
    Body,
    DeliveryUnit,
    GroupMember,
    Holding,
    Invitation,
    Owner,
    Quarter,
    Trust,
    User,
    Year,
)
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from probation_planning.organisation.views.people import handle_of
from probation_planning.reports.models import BoardPack, Drawing, EarlyWarning, Link, Pack
from risks.models import Acceptance, Action, Control, Entry, EntryOwner, Question, Register, Target
from scorecard.models import Measure, MeasureOwner
from tests.objectives.test_tables import TYPED
from tests.reports.test_board import hidden, said
from tests.risks.test_things import write

HOME = "/derbyshire/2011-12/"
OBJECTIVE, TOLD = "1.2-3", "1.2-2"
OWNING = "Operations Manager, City"
# Who asks, by the word that matrix.yaml has for them. `stranger` belongs to another trust, `nobody` to none.
PEOPLE = {
    "owner": "operations.city@derbyshire.example",
    "director": "board.secretary@derbyshire.example",
    "smt": "smt@derbyshire.example",
    "audit": "audit@derbyshire.example",
    "auditor": "auditor@derbyshire.example",
    "officer": "officer@derbyshire.example",
    "administrator": "admin@probation.example",
    "stranger": "officer@merseyside.example",
    "nobody": "nobody@nowhere.example",
}


class Things(NamedTuple):
    """What stands in addresses: by route name first, else by the parameter's own name."""

    always: Mapping[str, str]
    of_route: Mapping[str, Mapping[str, str]]
    query: Mapping[str, str]
    clients: Mapping[str, Client]

    def stands_for(self, route: str, parameter: str) -> str:
        """What the parameter is in the route's address."""
        room = route.partition(":")[0]
        for named in (route, room):
            if parameter in self.of_route.get(named, {}):
                return self.of_route[named][parameter]
        return self.always[parameter]


def person(word: str) -> Reader:
    """Somebody of Derbyshire as the pages know them."""
    with tenancy.kept_context():
        return readers_of(User.objects.get(email=PEOPLE[word]), "derbyshire")[0]


def build() -> Things:
    """Make what the papers do not have. Call as the owner of a transaction that is undone afterwards."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
        User.objects.create(email=PEOPLE["nobody"], name="Nobody")
    clients = {}
    for word, email in PEOPLE.items():
        clients[word] = Client()
        clients[word].force_login(User.objects.get(email=email))
    clients["anonymous"] = Client()
    with tenancy.trust(trust):
        return _in_derbyshire(trust, clients)


def _in_derbyshire(trust: Trust, clients: Mapping[str, Client]) -> Things:
    officer = clients["officer"]
    year = Year.objects.select_related("trust").get(trust=trust, start="2011-04-01")
    register, post = Register.objects.get(year=year), Owner.objects.get(name=OWNING)
    for reference in ("1.1", "2.1"):
        EntryOwner.objects.create(entry=register.entries.get(reference=reference), owner=post)
    for reference in ("1.1", "1.2", "2.1", "2.2"):
        _grow_risk(register.entries.get(reference=reference))
    measure = Measure.objects.get(perspective__number=2, number=5, perspective__scorecard__year=year)
    MeasureOwner.objects.create(measure=measure, owner=post)
    Link.objects.create(
        measure=measure, aim=Aim.objects.get(number="1.1"), ground=Link.Ground.SUBJECT, says="Of one subject."
    )
    file, answer = _answers(year, post)
    unit = DeliveryUnit.objects.create(name="City", kind=DeliveryUnit.Kind.OFFENDER_MANAGEMENT, owner=post)
    assert officer.post(HOME + "plan/tables/new/", TYPED).status_code == 302
    plan = AnnualPlan.objects.get(year=year)
    publish(
        annual_plan=plan,
        reader=person("officer"),
        approved_on=year.start,
        body=Body.objects.get(slug="board"),
        minute_reference="12/11",
        note="As printed.",
        seen=draft_of(plan).seen,
    )
    draft = officer.post(HOME + "reports/board/new/", said() | {"preview": "yes"})
    assert officer.post(HOME + "reports/board/new/", hidden(draft) | {"issue": "yes"}).status_code == 302
    assert officer.post(HOME + "reports/plan/pdf/").status_code == 302
    drawing = Drawing.objects.get(board_pack=None)
    holding, member = Holding.objects.filter(post=post).get(), GroupMember.objects.order_by("pk")[0]
    pack = {"uuid": str(Pack.objects.get(body__slug="smt").uuid), "name": "pack"}
    board = {"uuid": str(BoardPack.objects.get().uuid), "name": "pack"}
    drawn = {"uuid": str(drawing.uuid), "name": "pack"}
    of_post, of_group, of_unit = {"slug": post.slug}, {"slug": member.group.slug}, {"slug": unit.slug}
    always = {
        "trust": "derbyshire",
        "year": "2011-12",
        "ending": "csv",
        "number": "1",
        "place": "1",
        "slug": "jun-11",
        "body": "smt",
        "quarter": "2011-q1",
        "report": "plan",
        "scale": "stars",
        "measure": "2-5",
        # What a link in a mail would carry.
        "key": "MQ:1",
        "uidb36": "1",
        # Of a session of one's own; whose it is, is asked elsewhere.
        "handle": "0123456789abcdef",
        "token": "none",
        "provider_id": "oidc",
        "of": "derbyshire",
    }
    risk, of_objective = {"reference": "1.1"}, {"reference": OBJECTIVE}
    of_measure, aim = {"reference": "2-5"}, {"reference": "1.2"}
    of_route: dict[str, Mapping[str, str]] = {
        "risks": risk,
        "risks:setup_scale": {"kind": "likelihood"},
        "scorecard": of_measure,
        "scorecard:correct": {"reading": "polarity"},
        "objectives": of_objective | {"kind": "objective"},
        "objectives:aim_detail": aim,
        "objectives:aim_history": aim,
        "objectives:heading_add": {"kind": "aim"},
        "objectives:heading_edit": {"kind": "aim", "reference": "1.2"},
        "objectives:object": {"reference": TOLD},
        "objectives:evidence": of_objective | {"uuid": str(file.uuid), "name": file.name},
        "account_reset_password_from_key": {"key": "set-password"},
        "reports:aim_thread": aim,
        "reports:objective_thread": of_objective,
        "reports:measure_thread": of_measure,
        "reports:measure_links": of_measure,
        "reports:measure_link_move": of_measure | {"key": "aim-1.1"},
        "reports:threat_move": risk | {"key": "aim-1.1"},
        "organisation": of_post,
        "organisation:group": of_group,
        "organisation:holding": of_post | {"number": str(holding.number)},
        "organisation:cancel_holding": of_post | {"number": str(holding.number)},
        "organisation:seat": of_group | {"number": str(member.number)},
        "history:post_history": of_post,
        "history:group_history": of_group,
        "reports:hand_to_person": of_post,
        "reports:hand_to_post": of_post,
        "reports:hand_group_over": of_group,
    }
    for name in ("roles", "sign_out", "leave", "remove_factor"):
        of_route[f"organisation:{name}"] = {"handle": handle_of(person("officer"), "person", person("smt").user.pk)}
    invited = {"email": "new@derbyshire.example", "roles": ["smt"]}
    assert officer.post("/derbyshire/settings/people/invite/", invited).status_code == 302
    invitation = handle_of(person("officer"), "invitation", Invitation.objects.get().pk)
    of_route["organisation:withdraw_invitation"] = {"handle": invitation}
    for name in ("rename_group", "reopen_group", "confirm_seats", "add_seat"):
        of_route[f"organisation:{name}"] = of_group
    for name in ("unit", "confirm_unit"):
        of_route[f"organisation:{name}"] = of_unit
    for name in ("pack_detail", "pack_file", "pack_draw"):
        of_route[f"reports:{name}"] = pack
    for name in ("board_pack", "board_pack_draw", "board_pack_withdraw", "board_pack_file"):
        of_route[f"reports:{name}"] = board
    for name in ("drawing", "cancel_drawing", "drawn_file"):
        of_route[f"reports:{name}"] = drawn
    for name in ("threats", "warnings", "warning", "deep_dive", "risk_thread", "assess_thread"):
        of_route[f"reports:{name}"] = risk
    return Things(always, of_route, {"objectives:object": f"?answer={answer.pk}"}, clients)


def _answers(year: Year, post: Owner) -> tuple[EvidenceFile, StatusUpdate]:
    """An owner's own answer with a file, and one that the officer entered for them."""
    mine, told = (Objective.objects.get(reference=reference, annual_plan__year=year) for reference in (OBJECTIVE, TOLD))
    for one in (mine, told):
        ObjectiveOwner.objects.create(objective=one, owner=post)
    quarter = Quarter.objects.select_related("year__trust").get(year=year, number=1)
    reader = person("owner")
    file = keep_file(objective=mine, reader=reader, upload=SimpleUploadedFile("rota.txt", b"The rota of May."))
    said = {"quarter": quarter, "status": "complete", "comment": "The rota is settled.", "seen": 0}
    evidence = {one.pk: Proof("The rota.", file=file) for one in mine.outcomes.all()}
    give_status(objective=mine, reader=reader, evidence=evidence, **said)
    words = said | {"status": "on_track", "told_on": quarter.opened_on, "given_for": post}
    return file, give_status(objective=told, reader=person("officer"), evidence={}, **words)


def _grow_risk(entry: Entry) -> None:
    """An action, a control, an acceptance, a target and a question, a suggested link and an early warning."""
    for model in (Action, Control, Acceptance, Target, Question):
        write(model, entry)
    measure = Measure.objects.get(perspective__number=2, number=5, perspective__scorecard__year=entry.register.year)
    named = {"named_on": clock.today(), "named_by": User.objects.get(email=PEOPLE["officer"])}
    EarlyWarning.objects.create(entry=entry, measure=measure, says="Sickness rises first.", **named)
    Link.objects.create(
        entry=entry, aim=Aim.objects.get(number="1.1"), ground=Link.Ground.SUBJECT, says="Of one subject."
    )
