"""Mail what is still to be sent; to be run every few minutes."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from probation_planning.organisation import tenancy
from probation_planning.organisation.messages import send, waiting
from probation_planning.organisation.models import Delivery, Trust


class Command(BaseCommand):
    """`manage.py send_messages`"""

    help = "Mail the messages that were not sent when they were made, trust by trust."

    def handle(self, *args: Any, **options: Any) -> None:
        """Each waiting message once."""
        if not settings.CAN_MAIL:
            self.stdout.write("No mail server is set up, so nothing is sent. Set EMAIL_HOST.")
            return
        with tenancy.system():
            trusts = list(Trust.objects.order_by("slug"))
        sent = failed = 0
        for trust in trusts:
            with tenancy.trust(trust):
                pks = waiting()
            for pk in pks:
                delivery = send(pk, trust)
                sent += bool(delivery and delivery.outcome == Delivery.Outcome.SENT)
                failed += bool(delivery and delivery.outcome == Delivery.Outcome.FAILED)
        self.stdout.write(f"Sent {sent}, not sent {failed}.")
