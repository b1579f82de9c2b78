"""A risk that turns Black, or newly Red, tells at once those who must know and may read it."""

from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from probation_planning.organisation import clock, tenancy
from probation_planning.organisation.holders import people_of
from probation_planning.organisation.messages import messages_open_to, tell
from probation_planning.organisation.models import Message, Role, User, Year
from probation_planning.organisation.models.messages import MessageQuerySet
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader
from risks.frames import Frame, frame_of
from risks.models import Assessment, Entry, Register, Standing
from risks.reading import OpenRegister
from risks.scoring import HOT, Band, band


def turned(before: Band | None, after: Band | None) -> Message.Kind | None:
    """What is to be told of a risk that goes from one band into another; none where it is no news."""
    if after is Band.BLACK and before is not Band.BLACK:
        return Message.Kind.BLACK
    return Message.Kind.RED if after is Band.RED and before not in HOT else None


def band_now(register: Register, entry: Entry) -> Band | None:
    """The band by which the risk is ranked now: at the review in preparation, else at the last one."""
    frame = frame_of(register)
    stands = standing_in_preparation(frame, entry)
    if stands is None and frame.reviews:
        stands = Standing.objects.filter(entry=entry, review=frame.reviews[-1]).first()
    return band_of(frame, stands)


def band_of(frame: Frame, stands: Standing | None) -> Band | None:
    """The band by which the risk is ranked where it stands so; none without a rating or a key."""
    if stands is None:
        return None
    thresholds = frame.thresholds(next(one for one in frame.reviews if one.pk == stands.review_id))
    return band(stands.ranked, thresholds) if stands.ranked and thresholds else None


def standing_in_preparation(frame: Frame, entry: Entry) -> Standing | None:
    """How the risk stands at the review at which a rating between reviews is filed; none where it stands at none."""
    reviews = [review.pk for review in frame.in_preparation(entry.section)]
    rows = Standing.objects.filter(entry=entry, section=entry.section, review__in=reviews)
    return rows.order_by("review__month").first()


def tell_if_turned(
    *,
    register: Register,
    entry: Entry,
    assessment: Assessment,
    before: Band | None,
    after: Band | None,
    reader: Reader,
) -> Message | None:
    """Tell the officer, the risk's owners and the register's post, each of them only if they may read the rating.

    `before` and `after` are the bands by which the risk was and is ranked. The reader, whose rating it is, knows
    already. The message says which risk, never a word or a score of it.
    """
    kind = turned(before, after)
    if kind is None or after is None:
        return None
    recipients = [one for one in _concerned(register, entry, reader) if _may_read(one, assessment, reader)]
    if not recipients:
        return None
    year = next(one for one in reader.years if one.pk == register.year_id)
    reads_all = assessment.section == 1 or Role.OFFICER in register.section_two_roles
    return tell(
        kind=kind,
        about=f"{year.slug}/{entry.reference}",
        section=assessment.section,
        reader=reader,
        recipients=recipients,
        subject=f"Risk {entry.reference} is now {after.label}",
        text="Sign in to read it:",
        links=[reverse("risks:risk_detail", args=[reader.trust.slug, year.slug, entry.reference])],
        open_to=[Role.OFFICER] if reads_all else [],
    )


def messages_of(opened: OpenRegister) -> MessageQuerySet:
    """Messages about the register that are open to the reader, the latest first.

    Of section 2 to whoever reads it, and to an owner those of risks that are theirs still; a reminder names several.
    """
    reader, register = opened.reader, opened.register
    year = next(one for one in reader.years if one.pk == register.year_id)
    rows = messages_open_to(reader).filter(about__startswith=f"{year.slug}/")
    if register.shows_section_two_to(reader):
        return rows
    own = Entry.objects.visible_to(reader, register).filter(register=register, section=2).order_by()
    about = own.annotate(about=Concat(Value(f"{year.slug}/"), "reference")).values("about")
    return rows.filter(Q(section=1) | Q(about__in=about) | Q(pk__in=_reminders_of_seen(rows, opened, year)))


def _reminders_of_seen(rows: MessageQuerySet, opened: OpenRegister, year: Year) -> list[int]:
    """Reminders of section 2 whose links lead only to risks that the reader sees under that reference today."""
    reader, register = opened.reader, opened.register
    before = reverse("risks:risk_list", args=[reader.trust.slug, year.slug])
    seen = set(Entry.objects.visible_to(reader, register).filter(register=register).values_list("reference", flat=True))
    sent = rows.filter(kind=Message.Kind.CHASE, section=2).values_list("pk", "links")
    return [pk for pk, links in sent if seen.issuperset(link.removeprefix(before).split("/")[0] for link in links)]


def _concerned(register: Register, entry: Entry, reader: Reader) -> list[User]:
    """Officers, and who holds or deputises for an owning post or group or the register's post today."""
    owners = {row.owner_id for row in entry.owners.all()}
    if register.told_post_id:
        owners.add(register.told_post_id)
    officers = User.objects.filter(memberships__trust=reader.trust, memberships__role=Role.OFFICER, is_active=True)
    people = {user.pk: user for each in (*people_of(owners, clock.today()).values(), officers) for user in each}
    return [user for user in people.values() if user.pk != reader.user.pk]


def _may_read(person: User, assessment: Assessment, reader: Reader) -> bool:
    """Whether the person's own pages would show them the rating, both walls asked."""
    with tenancy.kept_context():
        return any(
            Assessment.objects.visible_to(one).filter(pk=assessment.pk).exists()
            for one in readers_of(person, reader.trust.slug)
        )
