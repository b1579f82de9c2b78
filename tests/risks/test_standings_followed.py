"""Whatever is written, and however many rows at a time, the standings are what the slow way works out."""

import datetime
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from probation_planning.organisation.models import Owner
from risks.models import (
    Appetite,
    Assessment,
    BandKey,
    Category,
    Entry,
    EntryCategory,
    EntryOwner,
    Register,
    Review,
    Risk,
    Standing,
)
from tests.risks import cycle
from tests.risks.plain_standings import stored, worked_out

STATEMENTS = 50


class Hands:
    """Writes at random, a statement or an act of the cycle at a time; what a rule refuses is not written."""

    def __init__(self, seed: int, register: Register) -> None:
        self.random = Random(seed)
        self.register = register

    def some(self, things: Any) -> list[int]:
        """One, a few, or all."""
        keys = list(things.order_by("pk").values_list("pk", flat=True))
        return self.random.sample(keys, min(self.random.choice([1, 1, 3, len(keys)]), len(keys)))

    def risks(self) -> list[int]:
        return self.some(self.register.entries)

    def risk(self) -> Entry:
        return self.register.entries.get(pk=self.risks()[0])

    def review(self) -> Review:
        """Mostly one of those that ratings are given at."""
        return self.random.choice(list(self.register.reviews.order_by("month"))[:3])

    # Ratings

    def rate(self) -> None:
        review = self.review()
        standings = Standing.objects.filter(review=review, entry__in=self.risks())
        Assessment.objects.bulk_create(
            Assessment(
                register=self.register,
                entry_id=standing.entry_id,
                review=review,
                kind="proposed",
                likelihood=self.random.randint(2, 5),
                impact=self.random.randint(4, 5),
                dated=cycle.day(),
                given_by=cycle.officer(),
                section=standing.section,
                reference=standing.reference,
                title=standing.title,
            )
            for standing in standings
        )

    def rate_between_reviews(self) -> None:
        cycle.said_of(self.risk(), None, "interim", likelihood=self.random.randint(1, 5))

    def correct(self) -> None:
        entry, review = self.risk(), self.review()
        counted = Standing.objects.get(entry=entry, review=review).assessment
        cycle.said_of(entry, review, "correction", corrects=counted, impact=self.random.randint(3, 5))

    # The cycle

    def open_review(self) -> None:
        Review.objects.filter(pk=self.review().pk, opened_on=None).update(opened_on="2011-06-01")

    def issue(self) -> None:
        cycle.issue(self.review())

    def withdraw(self) -> None:
        cycle.withdraw(self.review())

    def skip(self) -> None:
        cycle.skip(self.review())

    def resume(self) -> None:
        cycle.resume(self.review())

    def decide(self) -> None:
        cycle.decide(self.risk(), self.review(), self.random.choice(["agreed", "deferred", "cleared"]))

    def meet(self) -> None:
        review = self.review()
        cycle.agree_rest(review)
        cycle.hold(review)

    # Risks and what they are made of

    def word(self) -> None:
        words = {"title": f"Worded {self.random.randint(1, 99)} times", "cause": "Snow", "responses": ["transfer"]}
        Entry.objects.filter(pk__in=self.risks()).update(**words)

    def touch(self) -> None:
        Entry.objects.filter(pk__in=self.risks()).update(title=F("title"))

    def enter(self) -> None:
        starts_at = self.random.choice([None, *self.register.reviews.order_by("month")])
        at = self.register.entries.count()
        Entry.objects.bulk_create(
            Entry(
                risk=risk,
                register=self.register,
                section=self.random.choice([1, 2]),
                reference=f"20.{at + place}",
                order=500 + at + place,
                title="Work is late",
                starts_at=starts_at,
            )
            for place, risk in enumerate(Risk.objects.bulk_create(Risk() for _ in range(self.random.choice([1, 4]))))
        )

    def move(self) -> None:
        cycle.move(self.risk(), f"30.{self.random.randint(1, 999)}")

    def close(self) -> None:
        cycle.close(self.risk())

    def reopen(self) -> None:
        cycle.turn(self.risk(), "reopened")

    def own(self) -> None:
        owner = self.random.choice(list(Owner.objects.order_by("pk")))
        EntryOwner.objects.bulk_create(
            EntryOwner(entry_id=entry, owner=owner, order=self.random.randint(0, 3)) for entry in self.risks()
        )

    def categorise(self) -> None:
        category = self.random.choice(list(Category.objects.order_by("pk")))
        EntryCategory.objects.bulk_create(EntryCategory(entry_id=entry, category=category) for entry in self.risks())

    def unlink(self) -> None:
        model = self.random.choice([EntryOwner, EntryCategory])
        model.objects.filter(pk__in=self.some(model.objects)).delete()

    def reorder_links(self) -> None:
        model = self.random.choice([EntryOwner, EntryCategory])
        model.objects.filter(entry__in=self.risks()).update(order=9 - F("order"))

    def hand_a_link_to_another_risk(self) -> None:
        EntryOwner.objects.filter(pk__in=self.some(EntryOwner.objects)[:1]).update(entry=self.risk(), leads=False)

    # The register

    def add_review(self) -> None:
        month = datetime.date(2011 + self.random.randint(0, 1), self.random.randint(1, 12), 1)
        Review.objects.create(register=self.register, label=f"{month:%b-%y}", slug=f"x-{month}", month=month)

    def move_month(self) -> None:
        month = datetime.date(2012, self.random.randint(1, 12), 1)
        Review.objects.filter(pk__in=self.some(self.register.reviews)[:1]).update(month=month)

    def save_review(self) -> None:
        """Its month is written, and stays what it was."""
        self.review().save()

    def add_key(self) -> None:
        BandKey.objects.create(
            register=self.register,
            starts_at=self.random.choice(list(self.register.reviews.order_by("month"))),
            amber_from=4,
            red_from=self.random.choice([9, 12]),
            black_from=16,
            approved_by="SMT",
            approved_on="2011-06-01",
        )

    def tolerate(self) -> None:
        Appetite.objects.update_or_create(
            register=self.register,
            category=self.random.choice(list(Category.objects.order_by("pk"))),
            defaults={"tolerated": self.random.randint(1, 25)},
        )

    def write_two_tables_at_once(self) -> None:
        entries = self.risks()
        with connection.cursor() as cursor:
            cursor.execute(
                """
                WITH named AS (UPDATE risks_entryowner SET "order" = 9 - "order" WHERE entry_id = ANY (%s))
                UPDATE risks_entry SET success = 'Both at once' WHERE id = ANY (%s)
                """,
                [entries, entries],
            )

    def write_nothing(self) -> None:
        Entry.objects.filter(pk=-1).update(title="Nobody's")
        EntryOwner.objects.filter(pk=-1).delete()
        Review.objects.filter(pk=-1).update(month="2031-01-01")


ACTS = [act for name, act in vars(Hands).items() if not name.startswith("_")]
ACTS = [act for act in ACTS if act.__name__ not in {"some", "risks", "risk", "review"}]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_statement_the_standings_are_what_the_slow_way_works_out(register: Register, seed: int) -> None:
    hands = Hands(seed, register)
    rows = stored()
    done: list[str] = []

    for _ in range(STATEMENTS):
        act = hands.random.choice([*ACTS, Hands.rate, Hands.rate, Hands.issue, Hands.meet, Hands.open_review])
        try:
            with transaction.atomic():
                act(hands)
        except (IntegrityError, ObjectDoesNotExist):
            continue
        done.append(act.__name__)
        rows = worked_out(rows)
        assert stored() == rows, done


def test_the_papers_are_loaded_to_what_the_slow_way_works_out(register: Register) -> None:
    assert worked_out(stored()) == stored()
