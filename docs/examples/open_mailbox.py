"""An operator of its own opens a mailbox, and closes it again: both signed by the person.

    .venv/bin/python docs/examples/open_mailbox.py 191212121212

Needs zeep, which `make test` installs. Run it in the repository while `make run` is up.
"""

import argparse
import sys
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests
import zeep

OPERATOR, NAME = "kivra", "kivra.com"
OPEN = "Jag öppnar en brevlåda hos Kivra. Myndigheter får skicka meddelanden till mig dit."
CLOSE = "Jag avslutar min brevlåda hos Kivra."


def signed(person: str, text: str, form: str, web: str) -> dict[str, Any]:
    """SignatureData: what an operator gets from the person's e-legitimation."""
    asked = {"person": person, "text": text, "form": form}
    answer = requests.post(f"{web}api/v1/eid/signatures", json=asked, timeout=60)
    answer.raise_for_status()
    data = answer.json()
    return {
        "Signature": b64decode(data["signature"]),
        "Certificate": data["certificate"],
        "Nonce": data["nonce"],
        "EncodingOfSignedText": data["encoding_of_signed_text"],
    }


def request(person: str, kind: str, text: str) -> dict[str, Any]:
    """AccountRequest: the agreement text is the one that the person signs."""
    return {
        "Id": person,
        "Type": kind,
        "AgreementText": text,
        "Timestamp": datetime.now(UTC).date(),
        "ServiceSupplier": NAME,
    }


def main(person: str, form: str, base: str, web: str, pki: Path) -> None:
    folder = pki / "clients" / OPERATOR
    session = requests.Session()
    session.trust_env = False  # REQUESTS_CA_BUNDLE would win over verify
    session.verify = str(pki / "ca.pem")
    session.cert = (str(folder / "client.pem"), str(folder / "client.key"))

    register = zeep.Client(f"{base}Recipient/v3?wsdl", transport=zeep.Transport(session=session))  # type: ignore[no-untyped-call]  # zeep has no types
    opened = register.service.register(
        accountRequest=request(person, "Create", OPEN),
        accountType="Secure",
        signature=[signed(person, OPEN, form, web)],
    )
    sys.stdout.write(f"register: {opened.Status}, signed by {opened.SignedBy[0].Name}\n")
    closed = register.service.deregister(
        deregisterAccount=request(person, "Delete", CLOSE), signature=[signed(person, CLOSE, form, web)]
    )
    sys.stdout.write(f"deregister: {closed.Status}\n")


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("person")
    options.add_argument("--form", default="xml", help="xml, pkcs7, pkcs7-detached or mocked")
    options.add_argument("--base", default="https://localhost:8443/webservice/accao/")
    options.add_argument("--web", default="http://localhost:8000/")
    options.add_argument("--pki", type=Path, default=Path("var/pki"))
    main(**vars(options.parse_args()))
