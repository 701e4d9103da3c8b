"""Every refusal has a reason that says one thing, and a page. New ones cannot be forgotten: the source is read."""

import re
from collections import defaultdict

import pytest

from infra import errors
from infra.errors.explanation import Check
from infra.pki.validation import problems
from testbed.refusals import catalogue
from testbed.refusals.codes import MEANINGS
from tests.testbed.refusals import table
from tests.testbed.refusals.raise_sites import ENVELOPE_REFUSAL, Site, all_sites, class_of, code_of

ONE_REASON_EACH = frozenset(
    {
        "InvalidValues",
        "MailRejected",
        "PrintFileRefused",
        "LineRefused",
        "Damaged",
        "ChannelRefused",
        "UrlRefused",
        "EmailNotSent",
        "LetterNotSent",
        "NotARule",
        "NotPrintable",
        "TooHeavy",
        "NotAPriceList",
        "MailServerUnreachable",
        "PopulationRegisterFailed",
        "CompanyRegisterFailed",
        "NoAnswer",
        "ProvokedFault",
    }
)
"""Classes whose refusals are never a fault, or tell their reason by an enum of their own: one slug each."""


@pytest.fixture(scope="module", autouse=True)
def _everything_imported() -> None:
    table.import_everything()


def refusals() -> list[Site]:
    return [site for site in all_sites() if not site.passes_on]


def test_a_class_with_several_reasons_names_each_where_it_is_raised() -> None:
    by_class: defaultdict[str, list[Site]] = defaultdict(list)
    for site in refusals():
        if not site.slug and site.class_name not in ONE_REASON_EACH:
            by_class[class_of(site).slug].append(site)

    forgotten = {
        slug: [f"{site.file}:{site.line}" for site in sites] for slug, sites in by_class.items() if sites[1:]
    }

    assert forgotten == {}, "give each of these refusals a slug= of its own"


def test_an_error_that_all_of_the_code_shares_names_its_reason_wherever_it_is_raised() -> None:
    shared = {errors.__name__, problems.__name__}

    forgotten = [
        f"{site.file}:{site.line}"
        for site in refusals()
        if not site.slug and site.class_name != ENVELOPE_REFUSAL and class_of(site).__module__ in shared
    ]

    assert forgotten == [], "give each of these refusals a slug= of its own"


def test_a_reason_belongs_to_one_code_and_one_check() -> None:
    meanings: defaultdict[str, set[tuple[int, str]]] = defaultdict(set)
    for site in refusals():
        if site.slug:
            meanings[site.slug].add((code_of(site), site.details.get("check", "")))

    assert {slug: found for slug, found in meanings.items() if len(found) > 1} == {}


def test_slugs_are_short_words_with_hyphens() -> None:
    for slug in catalogue.all_reasons():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), slug
        assert len(slug) <= 50, slug


def test_the_catalogue_is_what_the_source_says() -> None:
    assert catalogue.FILE.read_text() == table.written_json(), "run python -m tests.testbed.refusals.table"


def test_the_documents_are_what_the_source_says() -> None:
    stored = {file.name: file.read_text() for file in table.FOLDER.glob("*.md")}

    assert stored == table.written_documents(), "run python -m tests.testbed.refusals.table"


def test_every_reason_says_what_was_wrong_in_both_languages() -> None:
    silent = [slug for slug, reason in catalogue.all_reasons().items() if not all(map(all, reason.texts))]
    without_words = [slug for slug, reason in catalogue.all_reasons().items() if not reason.texts]

    assert silent == []
    assert set(without_words) <= MADE_OF_OTHER_WORDS


MADE_OF_OTHER_WORDS = frozenset(
    {
        "channel-postponed",
        "channel-refused",
        "init-file-refused",
        "malformed-http",
        "no-answer",
        "register-refused",
        "strict-operator-content",
        "strict-operator-signature",
        "webhook-receiver-unreachable",
    }
)
"""Another system says them, or another refusal or a warning, each with words of its own."""


def test_every_code_that_a_reason_has_is_explained() -> None:
    assert {code for reason in catalogue.all_reasons().values() for code in reason.codes} <= set(MEANINGS)


def test_every_check_has_reasons() -> None:
    assert {reason.check for reason in catalogue.all_reasons().values()} == set(Check)


@pytest.mark.parametrize(
    ("slug", "code", "check"),
    [
        ("signed-with-prefixes", 5012, Check.SIGNATURE),
        ("certificate-expired", 3, Check.CERTIFICATE),
        ("certificate-expired", 5012, Check.CERTIFICATE),
        ("schema-violated", 5001, Check.SCHEMA),
        ("relay-not-approved", 6005, Check.RIGHTS),
        ("checksum-wrong", 5001, Check.CONTENT),
        ("xml-not-well-formed", 5001, Check.TRANSPORT),
        ("soap-version", 0, Check.TRANSPORT),
    ],
)
def test_a_reason_is_found_by_its_code(slug: str, code: int, check: Check) -> None:
    found = {reason.slug: reason for reason in catalogue.reasons_of(code)}

    assert found[slug].check is check


def test_another_attempt_is_advised_only_where_it_may_help() -> None:
    reasons = catalogue.all_reasons()

    assert reasons["register-did-not-answer"].retry
    assert reasons["request-broken-off"].retry
    assert not reasons["signed-with-prefixes"].retry
    assert not reasons["recipient-check-digit-wrong"].retry


MOST_MET = [
    "text-changed-after-signing",
    "white-space-changed-after-signing",
    "pretty-printed-after-signing",
    "signed-with-prefixes",
    "signed-under-another-name",
    "sealed-without-inner-signature",
    "line-ends-changed",
    "digest-mismatch",
    "attachment-changed-after-signing",
    "seal-or-signature-changed-after-sealing",
    "delivery-changed-after-sealing",
    "delivery-changed-before-sealing",
    "signature-by-another-key",
    "signed-info-changed",
    "signature-transforms-wrong",
    "signature-algorithm-not-accepted",
    "signature-parts-wrong",
    "signature-without-certificate",
    "signature-misplaced",
    "signer-is-another-organisation",
    "relay-not-approved-by-sender",
    "sender-unknown-to-far",
    "caller-is-no-actor",
    "caller-is-no-operator",
    "operator-unknown",
    "sealed-by-another-than-caller",
    "client-certificate-missing",
    "certificate-expired",
    "certificate-revoked",
    "certificate-untrusted",
    "attachment-type-not-supported",
    "attachment-ending-contradicts-type",
    "attachment-content-contradicts-type",
    "attachment-empty",
    "attachment-filename-unusable",
    "checksum-wrong",
    "body-empty",
    "body-type-not-supported",
    "reference-too-long",
    "recipient-check-digit-wrong",
    "too-many-recipients-asked",
    "operation-unknown",
    "operation-at-another-address",
    "schema-violated",
    "no-soap-envelope",
    "person-unknown",
    "account-exists",
    "no-account",
]


@pytest.mark.parametrize("slug", MOST_MET)
def test_the_refusals_that_are_met_most_say_what_to_do_about_them(slug: str) -> None:
    sites = [site for site in refusals() if site.slug == slug]

    assert sites
    assert all(site.fix for site in sites), "give each place a fix= with the values of the request"
