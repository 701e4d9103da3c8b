"""The forms for steering: what is filled in becomes exactly one rule, and no rule that REST would refuse."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from infra.hooks.disruptions import Break, DisruptionPlace
from testbed.faults import codes
from testbed.faults.models import FaultRule
from testbed.faults.steps import Delay, FaultStep
from testbed.steering.fault_forms import CODES, DELAYS, EFFECTS, SKIPPED, TIMES, FaultForm, StepForm
from testbed.steering.forms import ClockForm, TimingForm
from tests import cast


def form(**values: Any) -> FaultForm:
    return FaultForm({"place": "operator", "effect": "fault", **values})


@pytest.mark.parametrize("place", DisruptionPlace)
def test_without_a_code_a_fault_has_the_usual_one_of_its_place(place: DisruptionPlace) -> None:
    filled = form(place=place.value)

    assert filled.is_valid(), filled.errors
    assert filled.step == FaultStep(code=codes.usual_code(place))


@pytest.mark.parametrize("breaks", Break)
def test_a_break_is_a_break_and_has_no_code(breaks: Break) -> None:
    filled = form(effect=breaks.value, code="4999")

    assert filled.is_valid(), filled.errors
    assert filled.step == FaultStep(breaks=breaks)


def test_not_delivered_is_neither_a_fault_nor_a_break() -> None:
    filled = form(effect="not_delivered", times="3")

    assert filled.is_valid(), filled.errors
    assert filled.step == FaultStep(times=3, is_not_delivered=True)


def test_a_delay_alone_is_as_long_every_time() -> None:
    filled = form(effect="delay", delay_ms="250")

    assert filled.is_valid(), filled.errors
    assert filled.step == FaultStep(delay=Delay(250, 250))


def test_a_fault_may_come_late() -> None:
    filled = form(code="4999", delay_ms="100", times="2")

    assert filled.is_valid(), filled.errors
    assert filled.step == FaultStep(times=2, delay=Delay(100, 100), code=4999)


@pytest.mark.parametrize("place", [place for place in DisruptionPlace if place is not DisruptionPlace.OPERATOR])
def test_only_an_operator_says_that_it_did_not_deliver(place: DisruptionPlace) -> None:
    filled = form(place=place.value, effect="not_delivered")

    assert list(filled.errors) == ["effect"]


@pytest.mark.parametrize(
    ("name", "value", "is_taken"),
    [
        ("delay_ms", DELAYS.minimum, True),
        ("delay_ms", DELAYS.maximum, True),
        ("delay_ms", DELAYS.maximum + 1, False),
        ("times", TIMES.minimum, True),
        ("times", TIMES.minimum - 1, False),
        ("times", TIMES.maximum, True),
        ("times", TIMES.maximum + 1, False),
        ("skip", SKIPPED.minimum, True),
        ("skip", SKIPPED.minimum - 1, False),
        ("skip", SKIPPED.maximum + 1, False),
        ("code", CODES.minimum - 1, False),
        ("code", CODES.maximum + 1, False),
        ("times", "två", False),
        ("times", "1.5", False),
        ("who", "localhost", True),
        ("who", "x" * 256, False),
        ("operation", "x" * 101, False),
        ("label", "x" * 100, True),
        ("label", "x" * 101, False),
        ("sender", "162021004748", True),
        ("sender", "2021004748", True),
        ("sender", "202100-4748", True),
        ("sender", cast.MARIA, False),
        ("recipient", cast.MARIA, True),
        ("recipient", "19810105-2382", True),
        ("recipient", "198101052383", False),
    ],
)
def test_each_field_takes_what_lies_within_its_bounds(db: None, name: str, value: object, is_taken: bool) -> None:
    filled = form(**{name: str(value)})

    assert filled.is_valid() is is_taken
    assert list(filled.errors) == ([] if is_taken else [name])


@pytest.mark.parametrize("given", ["2021004748", "202100-4748", "162021004748"])
def test_a_sender_is_kept_as_the_register_has_it(given: str) -> None:
    filled = form(sender=given)

    assert filled.is_valid()
    assert filled.columns["sender"] == "162021004748"


def test_what_is_left_empty_does_not_limit_the_rule() -> None:
    filled = form()

    assert filled.is_valid()
    assert filled.columns == {
        "place": "operator",
        "who": "",
        "operation": "",
        "sender": "",
        "recipient": "",
        "label": "",
        "skip": 0,
        "quota_per_second": None,
        "opens": None,
        "closes": None,
    }


def test_a_delay_may_differ_each_time_and_be_the_same_again_by_its_seed() -> None:
    filled = form(effect="delay", delay_ms="200", longest_ms="900", seed="7")

    assert filled.is_valid(), filled.errors
    assert filled.step == FaultStep(delay=Delay(200, 900, 7))


def test_a_quota_and_opening_hours_limit_the_rule() -> None:
    filled = form(quota_per_second="3", opens="22:00", closes="06:30")

    assert filled.is_valid(), filled.errors
    assert (filled.columns["quota_per_second"], filled.columns["skip"]) == (3, 0)
    assert (filled.columns["opens"], filled.columns["closes"]) == (time(22), time(6, 30))


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"effect": "delay", "delay_ms": "900", "longest_ms": "200"}, "longest_ms"),
        ({"opens": "08:00"}, "closes"),
        ({"closes": "08:00"}, "opens"),
        ({"opens": "08:00", "closes": "08:00"}, "closes"),
        ({"opens": "25:00", "closes": "08:00"}, "opens"),
        ({"quota_per_second": "0"}, "quota_per_second"),
        ({"effect": "nothing", "times": "1"}, "effect"),
    ],
)
def test_what_rest_would_refuse_is_wrong_in_the_form(values: dict[str, str], wrong: str) -> None:
    assert list(form(**values).errors) == [wrong]


def step(**values: str) -> StepForm:
    return StepForm(values, at="smtp")


def test_a_step_after_others_may_go_well_for_a_while() -> None:
    filled = step(effect="nothing", times="2", delay_ms="50")

    assert filled.is_valid(), filled.errors
    assert filled.step == FaultStep(times=2)


def test_a_step_has_the_codes_of_the_place_of_its_rule() -> None:
    assert step(effect="fault").is_valid()
    assert step(effect="fault", code="4999").errors.keys() == {"code"}
    assert step(effect="not_delivered").errors.keys() == {"effect"}


def test_to_go_well_for_ever_is_no_step() -> None:
    assert step(effect="nothing").errors.keys() == {"times"}


@given(
    st.sampled_from([place.value for place in DisruptionPlace]),
    st.sampled_from([name for name, _ in EFFECTS]),
    st.sampled_from(["", "1", "99", "250", "421", "503", "4999", "5001", "9999", "x"]),
    st.sampled_from(["", "0", "1", "600000", "-1"]),
)
def test_whatever_is_valid_does_one_thing_that_is_possible_there(
    place: str, effect: str, code: str, delay: str
) -> None:
    filled = form(place=place, effect=effect, code=code, delay_ms=delay)
    if not filled.is_valid():
        return

    step = filled.step
    assert [step.code is not None, step.breaks is not None, step.is_not_delivered].count(True) <= 1
    assert step.code is None or codes.is_possible(place, step.code)
    assert any([step.code, step.breaks, step.is_not_delivered, step.delay.longest_ms])


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("sv", "Ange hur sent."), ("en", "Say how late.")])
def test_what_is_wrong_is_said_in_the_language_of_the_page(client: Client, language: str, words: str) -> None:
    client.cookies["django_language"] = language

    answer = client.post("/konsol/styrning/fel/", {"place": "operator", "effect": "delay"})

    assert answer.status_code == 422
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_what_was_filled_in_is_there_again_when_it_is_refused(client: Client) -> None:
    filled = {"place": "far", "effect": "fault", "code": "1234", "who": "kivra.com", "skip": "7"}

    shown = client.post("/konsol/styrning/fel/", filled).content.decode()

    assert 'value="kivra.com"' in shown
    assert 'value="1234"' in shown
    assert 'value="7"' in shown
    assert not FaultRule.objects.exists()


@pytest.mark.django_db
def test_what_a_tester_types_is_text_and_no_markup(client: Client) -> None:
    filled = {"place": "smtp", "effect": "reset", "who": "<script>x</script>"}
    client.post("/konsol/styrning/fel/", filled)

    shown = client.get("/konsol/styrning/fel/").content.decode()

    assert "&lt;script&gt;x" in shown
    assert "<script>x" not in shown


@pytest.mark.parametrize(
    ("moment", "is_taken"),
    [
        ("2031-05-06T07:08:09", True),
        ("2031-05-06 07:08", True),
        ("2031-05-06T07:08", True),
        ("", False),
        ("i morgon", False),
        ("2031-13-06T07:08", False),
        ("2031-02-29T07:08", False),
        ("2032-02-29T07:08", True),
    ],
)
def test_the_clock_is_set_to_moments_alone(moment: str, is_taken: bool) -> None:
    assert ClockForm({"moment": moment}).is_valid() is is_taken


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_help_of_the_clock_says_from_when_to_when(language: str) -> None:
    with translation.override(language):
        told = str(ClockForm().fields["moment"].help_text)

    assert told.count("20") >= 2
    assert "{" not in told


@how(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["fast", "realistic", "manual", "", "FAST", "never"]), st.text("abc.å", max_size=300))
def test_a_mode_is_one_of_three_and_a_lane_has_a_length(mode: str, lane: str) -> None:
    filled = TimingForm({"mode": mode, "lane": lane})

    assert filled.is_valid() is (mode in {"fast", "realistic", "manual"} and len(lane) <= 255)


def test_an_operation_that_the_place_does_not_have_is_refused_with_those_that_it_has() -> None:
    filled = form(place="far", operation="deliverSecure")

    assert not filled.is_valid()
    assert "isReachable" in str(filled.errors["operation"])
