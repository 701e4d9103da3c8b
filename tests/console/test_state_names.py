"""Every state, channel, kind and lane has a name that people read, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils import translation

from console import print_files, state_names, webhooks
from console.state_names import LazyText
from formedlare.models import Distribution, Lane, Leg
from formedlare.models.channel import LOOKUP_LANE, OWN_LANES, PRINT_QUEUE_LANE, Channel
from sender.print_files.models import BatchFile, BatchLine
from webhooks.models import SUBSCRIBABLE_EVENTS, EventType, OutboxEvent

NAMES: list[tuple[Mapping[str, LazyText], list[str]]] = [
    (state_names.STATES, Leg.State.values),
    (state_names.CHANNELS, Channel.values),
    (state_names.KINDS, Distribution.Kind.values),
    (state_names.ORIGINS, Distribution.Origin.values),
    (state_names.BREAKERS, Lane.Breaker.values),
    (state_names.LANES, [LOOKUP_LANE, *OWN_LANES.values(), PRINT_QUEUE_LANE]),
    (print_files.STATES, BatchFile.State.values),
    (print_files.LINE_STATES, BatchLine.State.values),
    (webhooks.STATES, OutboxEvent.State.values),
    (webhooks.TYPES, [*SUBSCRIBABLE_EVENTS, EventType.PING]),
]
IDS = ["states", "channels", "kinds", "origins", "breakers", "lanes", "files", "lines", "events", "event types"]


@pytest.mark.parametrize(("names", "values"), NAMES, ids=IDS)
def test_nothing_is_without_a_name(names: Mapping[str, LazyText], values: list[str]) -> None:
    assert set(names) == set(values)


@pytest.mark.parametrize(("names", "values"), NAMES, ids=IDS)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_name_is_empty_or_the_code_itself(
    names: Mapping[str, LazyText], values: list[str], language: str
) -> None:
    with translation.override(language):
        shown = {value: str(names[value]) for value in values}

    assert all(shown.values())
    assert [name for value, name in shown.items() if "_" in name] == []


@pytest.mark.parametrize(
    "names", [state_names.STATES, state_names.KINDS, print_files.STATES], ids=["leg", "kind", "file"]
)
def test_names_of_one_kind_differ_in_each_language(names: Mapping[str, LazyText]) -> None:
    for language in ("sv", "en"):
        with translation.override(language):
            assert len({str(name) for name in names.values()}) == len(names)


def test_tones_are_those_of_the_style_sheet() -> None:
    tones = {*state_names.TONES.values(), *print_files.TONES.values(), *webhooks.TONES.values()}

    assert tones <= {"wait", "good", "bad", "moving"}
