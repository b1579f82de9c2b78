"""The one order in which everything in the room was said."""

from django.db import models
from django.db.models import Func, Value


def moment_field() -> "models.BigIntegerField[int, int]":
    """One number over every dated row of the room, given by the database: order and cuts go by it, never by clocks."""
    return models.BigIntegerField(db_default=Func(Value("risks_moment"), function="nextval"), editable=False)
