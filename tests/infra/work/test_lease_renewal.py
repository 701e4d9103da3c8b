"""A process renews the leases of its workers for as long as they are at work."""

import threading
from collections.abc import Collection
from datetime import timedelta

from infra.work.lease_renewal import LeaseRenewal
from tests.waiting import eventually

OFTEN = timedelta(milliseconds=5)


def _renewal_threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "lease renewal"}


def test_the_leases_of_all_holders_at_work_are_renewed_until_they_end() -> None:
    renewed: list[str] = []
    renewal = LeaseRenewal(renewed.extend, every=OFTEN)
    # Those of letters that other tests sent look for holders every few seconds.
    of_others = _renewal_threads()

    renewal.begin("anna")
    renewal.begin("bo")
    eventually(lambda: renewed.count("anna") > 2 and renewed.count("bo") > 2)
    assert renewal.end("anna")
    eventually(lambda: renewed[-3:] == ["bo"] * 3)
    assert renewal.end("bo")

    eventually(lambda: not _renewal_threads() - of_others, saying="the thread ends when nobody is at work")
    assert not renewal.end("bo")


def test_a_renewal_that_fails_is_followed_by_the_next() -> None:
    tried: list[Collection[str]] = []

    def renew(names: Collection[str]) -> None:
        tried.append(names)
        raise ConnectionError("the database is being restarted")

    renewal = LeaseRenewal(renew, every=OFTEN)
    renewal.begin("anna")
    eventually(lambda: len(tried) > 2)
    renewal.end("anna")
