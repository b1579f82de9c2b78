"""How addresses of the plan name its parts."""

from probation_planning.organisation.converters import TrustConverter


class PartConverter(TrustConverter):
    """Which part of the plan: a theme, an aim or an objective."""

    regex = "theme|aim|objective"


class HeadingConverter(TrustConverter):
    """What objectives stand under: a theme or an aim."""

    regex = "theme|aim"
