"""When a trigger fires, is near, is over, and cannot be judged."""

from datetime import date

import pytest

from salesdash.analysis.triggers import Spell, TriggerReading, excess, spells, state
from salesdash.catalog.risks.triggers import Trigger

BELOW = Trigger("retention_rate", "below", 0.85)
ABOVE = Trigger("return_rate", "above", 0.05)


def course(*values: float | None) -> list[TriggerReading]:
    return [TriggerReading(date(2025, n, 1), value) for n, value in enumerate(values, 1)]


def stands(trigger: Trigger, *values: float | None, fired: bool = False, before: bool = False):
    return state(trigger, course(*values), fired=fired, before=before)


@pytest.mark.parametrize(
    ("trigger", "value", "expected"),
    [
        (BELOW, 0.95, "armed"),
        (BELOW, 0.936, "armed"),
        (BELOW, 0.935, "near"),  # a tenth of 0.85 above it
        (BELOW, 0.85, "near"),  # at the limit is not below it
        (BELOW, 0.8499, "fired"),
        (BELOW, None, "unknown"),
        (ABOVE, 0.04, "armed"),
        (ABOVE, 0.045, "near"),
        (ABOVE, 0.05, "near"),
        (ABOVE, 0.051, "fired"),
    ],
)
def test_the_state_by_the_newest_value(trigger, value, expected):
    assert stands(trigger, value) == expected


def test_what_has_to_last_fires_only_once_it_has():
    trigger = Trigger("roi", "below", 1.0, months=3)
    assert stands(trigger, 0.9, 0.9) == "near"
    assert stands(trigger, 1.1, 0.9, 0.9) == "near"
    assert stands(trigger, 0.9, None, 0.9) == "near"
    assert stands(trigger, 0.9, 0.9, 0.9) == "fired"


def test_once_fired_it_is_over_only_at_its_recovery_line():
    trigger = Trigger("roi", "below", 1.0, recovery=1.2)
    assert stands(trigger, 1.1, fired=True) == "fired"
    assert stands(trigger, 1.2, fired=True) == "recovered"
    assert stands(trigger, 2.0, before=True) == "recovered"


def test_missing_data_neither_fires_nor_recovers():
    assert stands(BELOW, 0.5, None, fired=True) == "unknown"
    found = spells(BELOW, course(0.8, None, 0.8, 0.9))
    assert found == [Spell(course(0.8)[0], course(0.8, None, 0.8, 0.9)[3])]


def test_it_fires_again_only_past_its_recovery_line():
    trigger = Trigger("roi", "below", 1.0, recovery=1.2)
    assert len(spells(trigger, course(0.9, 1.1, 0.9, 1.1, 0.9))) == 1
    assert len(spells(trigger, course(0.9, 1.3, 0.9))) == 2


def test_what_accumulates_counts_as_much_of_its_limit_as_time_has_passed():
    trigger = Trigger("new_customers", "below", 50)
    day = date(2025, 11, 6)
    assert state(trigger, [TriggerReading(day, 12, 0.2)], fired=False, before=False) == "armed"
    assert state(trigger, [TriggerReading(day, 9, 0.2)], fired=False, before=False) == "fired"


@pytest.mark.parametrize(
    ("trigger", "reading", "expected"),
    [
        (Trigger("roi", "below", 5.0), TriggerReading(date(2025, 6, 30), 4.0), 0.2),
        (Trigger("roi", "above", 5.0), TriggerReading(date(2025, 6, 30), 4.0), -0.2),
        # half of the period has passed, and so half of the limit counts
        (Trigger("sales", "below", 12.0), TriggerReading(date(2025, 6, 30), 3.0, 0.5), 0.5),
        (Trigger("growth", "below", 0.0), TriggerReading(date(2025, 6, 30), -0.3), 0.3),
        (Trigger("roi", "below", 5.0), TriggerReading(date(2025, 6, 30), None), None),
    ],
)
def test_how_far_it_has_gone(trigger, reading, expected):
    assert excess(trigger, reading) == (None if expected is None else pytest.approx(expected))
