"""Authority, which has no version in its address."""

from contracts import authority_service, dispatcher, sender
from far import actors, reachability
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

authority = Endpoint("Authority")


@authority.operation
def get_senders(request: authority_service.GetSenders, caller: Caller) -> authority_service.GetSendersResponse:
    actors.require_actor(caller.organisation)
    return authority_service.GetSendersResponse(
        return_value=[sender.Sender(id=item.organisation, name=item.name) for item in actors.senders()]
    )


@authority.operation
def get_dispatchers(
    request: authority_service.GetDispatchers, caller: Caller
) -> authority_service.GetDispatchersResponse:
    actors.require_actor(caller.organisation)
    return authority_service.GetDispatchersResponse(
        return_value=[
            dispatcher.Dispatcher(id=item.organisation, name=item.name, senders=may_send_for)
            for item, may_send_for in actors.dispatchers()
        ]
    )


@authority.operation
def is_sender_accepted(
    request: authority_service.IsSenderAccepted, caller: Caller
) -> authority_service.IsSenderAcceptedResponse:
    actors.require_actor(caller.organisation)
    subject = RecipientId.from_contract(request.arg0)
    accepted = reachability.is_sender_accepted(subject, asked_by=caller.organisation)
    return authority_service.IsSenderAcceptedResponse(return_value=accepted)
