"""The service Authority, which has no version in its address."""

from contracts import authority_service, dispatcher, sender
from far import actors, reachability
from infra.identity import RecipientId
from infra.pki.peer import Caller
from infra.soap.endpoint import Endpoint

authority = Endpoint("Authority")


@authority.operation
def get_senders(request: authority_service.GetSenders, caller: Caller) -> authority_service.GetSendersResponse:
    known = actors.current()
    known.require_actor(caller.organisation)
    return authority_service.GetSendersResponse(
        return_value=[sender.Sender(id=number, name=item.name) for number, item in known.senders.items()]
    )


@authority.operation
def get_dispatchers(
    request: authority_service.GetDispatchers, caller: Caller
) -> authority_service.GetDispatchersResponse:
    known = actors.current()
    known.require_actor(caller.organisation)
    return authority_service.GetDispatchersResponse(
        return_value=[
            dispatcher.Dispatcher(id=number, name=item.name, senders=sorted(known.may_send_for.get(number, ())))
            for number, item in known.dispatchers.items()
        ]
    )


@authority.operation
def is_sender_accepted(
    request: authority_service.IsSenderAccepted, caller: Caller
) -> authority_service.IsSenderAcceptedResponse:
    actors.current().require_actor(caller.organisation)
    subject = RecipientId.from_contract(request.arg0)
    accepted = reachability.is_sender_accepted(subject, asked_by=caller.organisation)
    return authority_service.IsSenderAcceptedResponse(return_value=accepted)
