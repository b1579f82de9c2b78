"""Who and when."""

from probation_planning.organisation.models.bodies import Body, Meeting
from probation_planning.organisation.models.messages import Delivery, Message
from probation_planning.organisation.models.paper import Document, Reading, Sourced
from probation_planning.organisation.models.people import Draft, Membership, Role, User
from probation_planning.organisation.models.posts import (
    DeliveryUnit,
    Group,
    GroupMember,
    Holding,
    Owner,
    OwnerKind,
    Ownership,
    Post,
)
from probation_planning.organisation.models.sign_in import Guesses, Invitation, Session
from probation_planning.organisation.models.trusts import Quarter, Trust, Year

__all__ = [
    "Body",
    "Delivery",
    "DeliveryUnit",
    "Document",
    "Draft",
    "Group",
    "GroupMember",
    "Guesses",
    "Holding",
    "Invitation",
    "Meeting",
    "Membership",
    "Message",
    "Owner",
    "OwnerKind",
    "Ownership",
    "Post",
    "Quarter",
    "Reading",
    "Role",
    "Session",
    "Sourced",
    "Trust",
    "User",
    "Year",
]
