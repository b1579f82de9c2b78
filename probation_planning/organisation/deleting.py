"""Whether a row may go: what points to it, in a sentence, and deleting what nothing points to."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import Collector

from probation_planning.organisation.refusals import sentence_of

POINTED_TO = "Something else in the application points to it. Withdraw it instead."


def what_points_to(row: models.Model) -> str:
    """What that the reader may see points to the row and would not go with it; empty for nothing."""
    try:
        Collector(using=connection.alias, origin=row).collect([row])
    except ProtectedError as held:
        kinds = Counter(
            (str(one._meta.verbose_name), str(one._meta.verbose_name_plural)) for one in held.protected_objects
        )
        told = [f"{number} {names[number != 1]}" for names, number in sorted(kinds.items())]
        last = told.pop()
        listed = f"{', '.join(told)} and {last}" if told else last
        return f"{listed} {'points' if sum(kinds.values()) == 1 else 'point'} to it."
    return ""


def delete_at_once(row: models.Model, otherwise: str = POINTED_TO) -> None:
    """Delete it now, and have every rule say now whether it may; raises ValidationError with `otherwise` where not."""
    try:
        with transaction.atomic():
            row.delete()
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except ProtectedError as held:
        raise ValidationError(otherwise) from held
    except IntegrityError as refused:
        says = sentence_of(refused)
        raise ValidationError(says if says.endswith("instead.") else otherwise) from refused
