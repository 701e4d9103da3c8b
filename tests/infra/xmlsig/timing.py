"""CPU time of verifying, and at worst of explaining: `python -m tests.infra.xmlsig.timing`."""

import sys
import time
from collections.abc import Callable
from functools import partial

from lxml import etree

from infra.errors import SignatureFault
from infra.xmlsig import verify_sealed
from tests.infra.xmlsig.letters import V3, Everyone, Signer, find, on_the_wire, sealed_letter

SIZES = {"8 KB": (2_000, 300), "66 KB": (45_000, 300), "2 MiB": (1_480_000, 10)}


def cpu_milliseconds(work: Callable[[], object], times: int) -> float:
    work()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times * 1000


def verify_or_be_refused(letter: etree._Element) -> None:
    try:
        verify_sealed(letter, V3, Everyone())
    except SignatureFault:
        return


def main() -> None:
    sender, relay = Signer.of("162021004748", "kommun-a"), Signer.of("162021003898", "kommun-b")
    for name, (attachment, times) in SIZES.items():
        letter = on_the_wire(sealed_letter(sender, relay, attachment=bytes(attachment)))
        verifying = cpu_milliseconds(partial(verify_sealed, letter, V3, Everyone()), times)
        find(letter, "Subject").text = "Något\nhelt annat & nytt"
        explaining = cpu_milliseconds(partial(verify_or_be_refused, letter), 3)
        sys.stdout.write(f"{name}: verified in {verifying:.2f} ms, refused in {explaining:.0f} ms\n")


if __name__ == "__main__":
    main()
