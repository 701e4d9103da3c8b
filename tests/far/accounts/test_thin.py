import base64

from contracts import codec, recipient, recipient_v3, common
from xsdata.models.datatype import XmlDate
from infra.pki import store
from infra.soap import envelope
from tests.cast import Sender, Post
from tests.far.test_over_soap import reachable

def mocked(number, name="Nils Test"):
    first, last = name.split(" ")
    text = f"SERIALNUMBER={number}, GIVENNAME={first}, SURNAME={last}, CN={name}, C=SE"
    return common.SignatureData(signature=text.encode(), certificate="Test")

def test_register(kommun_a: Sender, post: Post) -> None:
    who = "191212121212"
    req = recipient_v3.Register(
        account_request=recipient.AccountRequest(
            id=who, type_value=recipient.AccountRequestTypes.CREATE, agreement_text="Jag vill ha brevlåda",
            timestamp=XmlDate(2026, 11, 28), service_supplier="kivra.com",
        ),
        account_type=recipient.AccountTypes.SECURE,
        signature=[mocked(who)],
    )
    reply = post("/webservice/accao/Recipient/v3", envelope.wrap(codec.to_element(req)), store.identity("kivra.com"))
    assert reply.status == 200, reply.body.decode()
    print(reply.body.decode())
    [status] = reachable(kommun_a, who)
    assert status.account_status.type_value.value == "Secure"
    assert status.account_status.service_supplier.name == "kivra.com"
