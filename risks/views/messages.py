"""Who was told what about the register, and when."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from probation_planning.organisation.messages import show_addresses
from probation_planning.organisation.models import Delivery, Message, User
from probation_planning.organisation.models.messages import MessageQuerySet
from probation_planning.organisation.readers import ReaderRequest
from probation_planning.organisation.roles import Act, Kind, may
from risks.services.telling import messages_of
from risks.views.base import register_of

A_PAGE = 50


class MessageListView(TemplateView):
    """The officer's: all that the walls give them; everybody else's: what was sent to them."""

    request: ReaderRequest
    template_name = "risks/messages.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them, the latest first, each with what became of it."""
        page = Paginator(self._messages().prefetch_related("deliveries"), A_PAGE).get_page(self.request.GET.get("page"))
        people = User.objects.in_bulk({pk for one in page for pk in one.recipients})
        told = [(one, [people[pk] for pk in one.recipients if pk in people], _fate(one)) for one in page]
        return super().get_context_data() | {
            "told": told,
            "page": page,
            "count": page.paginator.count,
            "paging": {"things": "messages", "prefixed_page_field": "page"},
            "keeps_post": self._keeps_post,
            "can_mail": settings.CAN_MAIL,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the addresses of one, for the officer to write to."""
        open_to_me = self._messages()
        if not self._keeps_post:
            raise PermissionDenied("The performance officer sees to messages that were not sent.")
        try:
            once = uuid.UUID(request.POST.get("message", ""))
        except ValueError:
            raise Http404 from None
        message = open_to_me.filter(once=once).first()
        if message is None:
            raise Http404
        show_addresses(message)
        return redirect(request.get_full_path())

    @property
    def _keeps_post(self) -> bool:
        return may(self.request.reader, Act.CHASE, Kind.REGISTER)

    def _messages(self) -> MessageQuerySet:
        opened = register_of(self.request)
        return messages_of(opened) if opened else Message.objects.none()


def _fate(message: Message) -> str:
    """What became of it: the best outcome of all tries; empty where there was none."""
    outcomes = {delivery.outcome for delivery in message.deliveries.all()}
    best = (Delivery.Outcome.SENT, Delivery.Outcome.SHOWN, Delivery.Outcome.FAILED)
    return next((one.value for one in best if one in outcomes), "")
