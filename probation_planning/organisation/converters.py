"""How addresses name things."""

from probation_planning.ui.spreadsheets import TYPES


class TrustConverter:
    """A trust: small letters, digits and hyphens."""

    regex = "[a-z][a-z0-9-]*"

    def to_python(self, value: str) -> str:
        """The slug itself."""
        return value

    def to_url(self, value: str) -> str:
        """The slug itself."""
        return value


class YearConverter(TrustConverter):
    """A financial year: 2011-12."""

    regex = "[1-9][0-9]{3}-[0-9]{2}"


class ReferenceConverter(TrustConverter):
    """A printed reference: 1.10, 2-5, 2a-3."""

    regex = r"[0-9]{1,3}[a-z]?(?:[.][0-9]{1,3})?(?:-[0-9]{1,3})?"


class ReviewConverter(TrustConverter):
    """A review of a register: jun-11. The page on which one is made has an address of its own."""

    regex = "(?!new/)[-a-zA-Z0-9_]+"


class EndingConverter(TrustConverter):
    """The ending of a file that a table is taken along as."""

    regex = "|".join(TYPES)
