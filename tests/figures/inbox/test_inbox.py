"""What waits: one of a cause, by money, at most seven, and gone as long as what was decided lasts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from salesdash.analysis.triggers import TriggerReading
from salesdash.catalog.risks.risk import Risk
from salesdash.figures.inbox.inbox import is_decided, one_per_cause, same_cause
from salesdash.figures.inbox.kept import KeptDecisions
from salesdash.figures.inbox.may_be_noise import is_noise
from salesdash.figures.inbox.sources import of_triggers
from salesdash.figures.risks.alarms import Watched
from salesdash.scope import Scope
from salesdash.text import plain
from salesdash.warehouse.typed.decisions import Decision
from tests.figures.inbox.items import DAY, waiting_item

AGAIN = 0.20
TMALL = {"kpi": "roi", "channel": "天猫"}


def kept(how, pending=(), **more):
    one = Decision("a", how, DAY, {"a": 100.0}, **more)
    return KeptDecisions(decisions={"a": one}, pending=frozenset(pending))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (TMALL, {"kpi": "margin_rate", "channel": "天猫"}, True),
        (TMALL, {"kpi": "roi", "channel": "京东"}, False),
        (TMALL, {"kpi": "roi"}, False),
        ({"kpi": "roi"}, {"kpi": "roi"}, True),
        ({"kpi": "roi"}, {"kpi": "csat"}, False),
        ({"channel": "天猫"}, {"customer": "天猫"}, False),
        ({}, {}, False),
    ],
)
def test_a_cause_is_a_member_or_a_kpi_of_all_the_company(one, other, same):
    a, b = waiting_item("a", marks=one), waiting_item("b", marks=other)
    assert same_cause(a, b) is same
    assert same_cause(b, a) is same


def test_a_light_is_turned_by_the_member_that_is_told_of_its_kpi():
    light, other = (
        waiting_item("a", source="light", marks={"kpi": kpi}) for kpi in ("roi", "csat")
    )
    member = waiting_item("b", marks=TMALL)
    assert same_cause(light, member)
    assert same_cause(member, light)
    assert not same_cause(other, member)


def test_of_one_cause_the_most_money_leads_and_the_rest_stands_beside_it():
    small = waiting_item("small", marks=TMALL, money=1.0)
    large = waiting_item("large", marks=TMALL, money=2.0)
    unknown = waiting_item("unknown", marks={"channel": "京东"})
    lead, last = one_per_cause([unknown, small, large])
    assert (lead.key, [one.key for one in lead.also], last.key) == ("large", ["small"], "unknown")
    assert lead.seen == {"large": 1.0, "small": 1.0}


def test_a_cause_is_noise_only_where_all_that_was_seen_of_it_is():
    noisy = waiting_item("noisy", marks=TMALL, money=3.0)
    sure = waiting_item("sure", marks=TMALL, money=2.0)
    last = waiting_item("last", marks=TMALL, money=1.0)
    asked = []

    def is_usual(one):
        asked.append(one.key)
        return one is noisy

    assert is_noise(noisy, is_usual)
    assert not is_noise(one_per_cause([noisy, sure, last])[0], lambda one: one.key != "sure")
    assert not is_noise(sure, is_usual)
    [lead] = one_per_cause([sure, last])
    assert not is_noise(lead, is_usual)
    assert "last" not in asked  # half a year of weeks for what is decided already


@pytest.mark.parametrize(
    ("size", "is_back"), [(99, False), (119.9, False), (120, True), (150, True)]
)
def test_what_was_dismissed_comes_back_only_when_worse_by_the_step(size, is_back):
    item = waiting_item("a", size=size)
    assert is_decided(item, kept("dismissed", reason="-"), DAY, AGAIN) is not is_back


@pytest.mark.parametrize("then", [0.0, None])
def test_what_had_no_size_comes_back_once_it_has_one(then):
    dismissed = KeptDecisions(
        decisions={"a": Decision("a", "dismissed", DAY, {"a": then}, reason=plain("-"))}
    )
    assert is_decided(waiting_item("a", size=then), dismissed, DAY, AGAIN)
    assert not is_decided(waiting_item("a", size=0.1), dismissed, DAY, AGAIN)


def test_of_what_nobody_knows_how_far_it_has_gone_no_one_says_that_it_is_worse():
    dismissed = KeptDecisions(
        decisions={"a": Decision("a", "dismissed", DAY, {"a": 50.0}, reason=plain("-"))}
    )
    assert is_decided(waiting_item("a", size=None), dismissed, DAY, AGAIN)


@pytest.mark.parametrize("how", ["later", "asked"])
def test_what_was_put_off_comes_back_on_its_day(how):
    item, put_off = waiting_item("a"), kept(how, until=DAY + timedelta(days=7))
    assert is_decided(item, put_off, DAY + timedelta(days=6), AGAIN)
    assert not is_decided(item, put_off, DAY + timedelta(days=7), AGAIN)


def test_what_was_accepted_is_gone_as_long_as_what_was_made_of_it_is_open():
    item = waiting_item("a")
    assert is_decided(item, kept("accepted", ["risk:3"], made="risk:3"), DAY, AGAIN)
    assert not is_decided(item, kept("accepted", [], made="risk:3"), DAY, AGAIN)


def test_a_day_before_it_was_decided_it_still_waits():
    assert not is_decided(
        waiting_item("a"), kept("dismissed", reason="-"), DAY - timedelta(days=1), AGAIN
    )


def test_it_proposes_a_risk_that_people_have_to_judge_and_a_promise():
    item = waiting_item(
        "a", money=1234.567, owner="陆文博", marks=TMALL, member=("channel", "天猫")
    )
    risk = item.risk("zh")
    assert (risk.probability, risk.impact, str(risk.at_stake)) == (0, 0, "1234.57")
    assert (risk.owner, risk.link_by, risk.link_member) == ("陆文博", "channel", "天猫")
    promise = item.action("zh")
    assert (promise.kpi, promise.link_member, promise.owner) == ("roi", "天猫", "陆文博")
    assert replace(item, money=None).risk("zh").at_stake is None


def test_a_trigger_waits_by_how_far_it_has_gone_of_the_part_that_has_passed_and_never_without_a_value():
    """Half a year with 3 of the 6 that count by then is half beyond, and no value is no 0."""
    risk = Risk("回款", risk_id=7, trigger_metric="sales", trigger_side="below", trigger_limit=12.0)
    assert risk.trigger
    known, unknown = (
        Watched(risk, risk.trigger, "fired", TriggerReading(DAY, value, 0.5), None)
        for value in (3.0, None)
    )
    assert [one.size for one in of_triggers(Scope(DAY), [known, unknown])] == [pytest.approx(1.5)]
