"""What a password must not be, besides too short: one of those everybody tries, or little more than a name."""

import re
import unicodedata
from itertools import pairwise
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from probation_planning.organisation import tenancy
from probation_planning.organisation.readers import readers_of

PRODUCT = ("probation", "planning", "password", "trust")
# What is left of a password without the names in it must be worth something by itself.
LEFT = 8
WORD = re.compile(r"[^\W\d_]{3,}")
LOOKS_LIKE = str.maketrans("@4310$5!7", "aaeiossit")
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class CommonValidator(CommonPasswordValidator):
    """Refuses Django's list of 20,000 passwords from breaches, also with digits or signs round them or for letters."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with a sentence."""
        plain = password.lower().strip()
        core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
        read = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain.translate(LOOKS_LIKE))
        if {plain, plain.translate(LOOKS_LIKE)} & self.passwords or {core, read} & self.passwords:
            raise ValidationError("That password is among those tried first. Choose another.", code="common")

    def get_help_text(self) -> str:
        """The rule in words."""
        return "It is none of those that are tried first."


class RunValidator:
    """Refuses a few letters again and again, and keys in a row."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with a sentence."""
        plain = password.lower()
        repeats = re.fullmatch(r"(.{1,6}?)\1+.{0,5}", plain, re.DOTALL) is not None and len(set(plain)) <= 6
        if repeats or self._is_run(plain):
            raise ValidationError("That password is a run or a repeat of few letters. Choose another.", code="run")

    def get_help_text(self) -> str:
        """The rule in words."""
        return "It is not a run or a repeat of few letters."

    def _is_run(self, plain: str) -> bool:
        """Whether most neighbours stand beside each other in the alphabet, the digits or on a keyboard."""
        beside = {pair for row in ROWS for pair in pairwise(row)}
        steps = sum((a, b) in beside or (b, a) in beside for a, b in pairwise(plain))
        return steps >= len(plain) * 0.75


class NameValidator:
    """Refuses what is little more than the name of the product, the trust or the person."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with a sentence. A person who is being invited says to which trust: `joins`."""
        left = _plain(password)
        found = False
        for name in sorted(_names(user), key=len, reverse=True):
            found = found or name in left
            left = left.replace(name, "")
        if found and len(re.sub(r"[\W\d_]", "", left)) < LEFT:
            raise ValidationError(
                "That password is little more than the name of the product, the trust or yourself. Choose another.",
                code="name",
            )

    def get_help_text(self) -> str:
        """The rule in words."""
        return "It is more than the name of the product, the trust or yourself."


def _names(user: Any) -> set[str]:
    said = [getattr(user, "name", "") or "", (getattr(user, "email", "") or "").partition("@")[0]]
    trusts = [joined] if (joined := getattr(user, "joins", None)) else []
    if getattr(user, "pk", None):
        with tenancy.kept_context():
            trusts += [reader.trust for reader in readers_of(user)]
    for trust in trusts:
        said += [trust.name, trust.short_name, trust.slug]
    return {*PRODUCT} | {word for text in said for word in WORD.findall(_plain(text))}


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
