"""The steps of a meeting: promises that are due, exceptions, what lies ahead, and the minutes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from salesdash.catalog.actions import Action
from salesdash.catalog.meetings import Entry, Frame
from salesdash.catalog.risks.risk import Risk
from salesdash.export.workbook import xlsx
from salesdash.figures.cache import Cache
from salesdash.figures.foresight import foresee
from salesdash.figures.inbox.kept import KeptDecisions
from salesdash.figures.inbox.table import decided
from salesdash.figures.lights.wording import LIGHT_NAMES
from salesdash.figures.meeting import ahead, believed, exceptions, minutes, promises
from salesdash.figures.meeting.exceptions import Case
from salesdash.period import Period
from salesdash.text import Text
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.typed.decisions import Decision, Decisions
from salesdash.warehouse.typed.meetings.meetings import Meetings
from salesdash.warehouse.typed.register import Register
from tests.figures.inbox.items import waiting_item
from tests.figures.meeting.company import (
    FIRST,
    PROMISE,
    SECOND,
    ask_of,
    held,
    open_store,
    scope_on,
)
from tests.stores import asked, scope

DONE = Entry("action.1", Text("核对价格", "Check prices"), "kept", "陆文博", 1,
             facts={"then": ["0.20", "0.20"], "now": ["0.60", "0.60"]})  # fmt: skip
DECIDED = Entry("signal:a", Text("甲沉默", "A is silent"), "decided", "李思远", 2,
                facts={"what": "拜访甲", "due": "2025-11-23"})  # fmt: skip
LATER = Entry("signal:b", Text("乙降价", "B is cheap"), "next_time", times=3)
NOTE = Entry("inbox", Text("先看天猫", "先看天猫"))


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    opened = open_store(tmp_path_factory.mktemp("company"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def meeting(warehouse):
    return held(warehouse, FIRST)


def test_due_are_those_by_their_day_and_those_the_meeting_has_settled():
    early = replace(PROMISE, action_id=2, due=date(2025, 11, 1))
    later = replace(PROMISE, action_id=3, due=date(2025, 11, 10))
    kept = replace(PROMISE, action_id=4, status="done")
    settled = {"action.4": DONE}
    found = promises.due([later, kept, PROMISE, early], settled, FIRST)
    assert [one.action_id for one in found] == [1, 2, 4]


def test_each_outcome_leaves_the_promise_as_it_says(meeting):
    kept, late, dropped = (
        promises.touched(PROMISE, o, meeting) for o in ("kept", "late", "dropped")
    )
    assert (kept.status, kept.done_on) == ("done", FIRST)
    assert (late.status, late.due) == ("open", SECOND)
    assert dropped.status == "dropped"
    said = promises.headline(late, scope_on(SECOND), 2, None)
    assert said.state.zh == "今天到期，第 2 次延期"


def test_what_somebody_decides_elsewhere_is_gone_from_the_meeting_at_once(tmp_path):
    """The data are the same, and so are all answers that were kept about them."""
    warehouse = open_store(tmp_path)
    Register(warehouse).add(
        Risk(
            "目标落空",
            owner="王总",
            probability=4,
            impact=4,
            trigger_metric="attainment",
            trigger_side="below",
            trigger_limit=2.0,
        )
    )
    meeting = Meetings(warehouse).begin("weekly", Frame(FIRST), "")
    ask = Ask(warehouse.query, Cache().keep, foresee)
    before = exceptions.of_meeting(warehouse, ask, scope_on(FIRST), meeting)
    fired = next(one.waiting for one in before if one.waiting and one.waiting.source == "trigger")
    Decisions(warehouse).decide(
        Decision(fired.key, "later", FIRST, fired.seen, until=SECOND, words=fired.sentence)
    )
    after = exceptions.of_meeting(warehouse, ask, scope_on(FIRST), meeting)
    assert [one.key for one in after] == [one.key for one in before if one.key != fired.key]
    warehouse.close()


def test_what_was_left_over_comes_first_by_name():
    items = [waiting_item(f"signal:{n}", money=100.0 - n) for n in range(7)]
    left = [replace(LATER, about="signal:3"), LATER, replace(DONE, outcome="late")]
    found = exceptions.cases(items, left)
    assert [one.key for one in found[:3]] == ["signal:3", "signal:b", "signal:0"]
    assert len(found) == 7
    assert exceptions.headline(found[1], None).state.zh == "第 3 次延期"
    assert "看不到" in exceptions.headline(found[1], None).more.zh


def test_a_decision_of_the_meeting_takes_nothing_off_its_list():
    made = {key: Decision(key, "dismissed", FIRST, {key: 1.0}) for key in ("a", "signal:b", "c")}
    kept = exceptions.undecided(KeptDecisions(decisions=made), [LATER], {"a": DECIDED})
    assert set(kept.decisions) == {"c"}


def test_what_nobody_spoke_of_rolls_over_and_the_rest_is_decided(meeting):
    found = [
        Case(key, Text(key, key), "", 0, waiting_item(key))
        for key in ("signal:a", "signal:b", "signal:c")
    ]
    outcomes = {"signal:a": DECIDED, "signal:b": LATER}
    assert [one.about for one in exceptions.left_open(found, outcomes)] == ["signal:c"]
    first, second = exceptions.decisions(found, outcomes, meeting, "王总")
    assert (first.how, first.made) == ("accepted", "action:2")
    assert (second.how, second.until) == ("later", SECOND)
    assert "第 3 次延期" in exceptions.named([LATER]).zh
    known = {"signal:a": replace(DECIDED, outcome="noted")}
    [noted] = exceptions.decisions(found, known, meeting, "王总")
    assert (noted.reason.en, noted.words.en) == ("Noted, Weekly", "A is silent")
    shown = decided([noted], scope_on(FIRST)).in_("en").frame
    assert list(shown[["what", "why"]].iloc[0]) == ["A is silent", "Noted, Weekly"]


def test_the_projection_takes_the_promises_at_their_word(warehouse):
    year = Period.parse("2025")
    worth = [
        Action("甲", "陆", date(2025, 12, 1), worth=Decimal(500)),
        Action("乙", "陆", date(2026, 1, 5), worth=Decimal(900)),  # not within the year
        Action("丙", "陆", date(2025, 12, 1), status="done", worth=Decimal(70)),
        Action("丁", "陆", date(2025, 12, 1)),
    ]
    assert ahead.stated(worth, year, FIRST) == (Decimal(500), 1)
    ask, scope = ask_of(warehouse), scope_on(FIRST)
    figure = ahead.with_decisions(ask, scope, tuple(worth))
    assert figure
    assert ((figure.frame["with"] - figure.frame["ends"]) == 500).all()
    assert "甲（陆，500元）" in figure.sentence.zh
    assert ahead.headline(ask, scope, tuple(worth)).sentence.zh.endswith("%）")
    assert ahead.with_decisions(ask, scope, tuple(worth[1:])) is None
    assert "%）；已定的行动都没有写" in ahead.headline(ask, scope, tuple(worth[1:])).sentence.zh


def test_reviews_due_stand_with_the_triggers(warehouse):
    risks = (
        Risk("断供", owner="吴", review=date(2025, 11, 1)),
        Risk("远", review=date(2026, 3, 1)),
    )
    found = ahead.coming(
        ask_of(warehouse), scope_on(FIRST), risks, (("monthly", date(2025, 11, 30)),)
    )
    assert [one.name.zh for one in found] == ["风险复核：断供", "月度复盘"]
    table = ahead.table(scope_on(FIRST), found, [])
    assert [state.zh for state in table.frame["state"]] == ["■ 逾期 8 天", "● 21 天后"]


def test_the_minutes_say_the_same_as_text_and_as_workbook(warehouse, meeting, tmp_path):
    entries = [DONE, DECIDED, LATER, NOTE]
    text = minutes.spoken(meeting, entries, meeting.frozen, {})
    for words in (
        "周会 · 2025年11月9日", "到会：王总、陆文博", "决定 1 项，兑现 1 项，留到下次 1 项。",
        "[已兑现] 核对价格（陆文博）：0.20 → 0.60", "[定了行动] 甲沉默 → 拜访甲（李思远，11月23日前）",
        "[下次再议，第 3 次延期] 乙降价", "· 异常：先看天猫", "销售额 3.13万元",
    ):  # fmt: skip
        assert words in text.zh
    assert "[Decided] A is silent → 拜访甲 (李思远, by 23 Nov)" in text.en
    figures = [
        minutes.lines(meeting, entries, {}),
        minutes.figures(meeting, meeting.frozen, ask_of(warehouse), scope_on(FIRST)),
    ]
    file = tmp_path / "minutes.xlsx"
    for lang in ("zh", "en"):
        file.write_bytes(xlsx([one.in_(lang) for one in figures]))
        cells = {
            str(c.value) for sheet in load_workbook(file) for row in sheet.iter_rows() for c in row
        }
        decided = "甲沉默 → 拜访甲" if lang == "zh" else "A is silent → 拜访甲"
        assert {decided, "0.20 → 0.60"} <= cells
        word = LIGHT_NAMES[meeting.frozen["lights"]["attainment"]["light"]][lang]
        assert any(cell.endswith(f" {word}") for cell in cells)
        assert any(meeting.frozen["line"]["words"][lang == "en"] in cell for cell in cells)


def test_of_an_item_the_last_word_stands_in_the_minutes(meeting):
    lines = minutes.lines(meeting, [LATER, replace(LATER, outcome="noted", times=0), NOTE], {})
    assert len(lines.frame) == 2
    assert minutes.summed([]).zh == "还没有记下内容。"


def test_what_was_believed_is_set_beside_what_came(warehouse, meeting):
    ask = ask_of(warehouse)
    running = believed.headline(ask, scope_on(FIRST), [meeting])
    assert running.sentence.zh.startswith("2025年还没结束")
    assert running.sentence.zh.count("预测") == 1  # of one meeting once
    said = meeting.frozen["projections"]["rate"]
    early = replace(meeting, frozen={
        **meeting.frozen, "projections": {"rate": 12_000.0},
        "line": {**meeting.frozen["line"], "period": "2025Q1", "as_of": "2025-02-02"},
    })  # fmt: skip
    quarter = scope_on(FIRST).over(Period.parse("2025Q1"))
    over = believed.headline(ask, quarter, [early])
    assert said > 0
    assert "最早一次（2月2日）偏差 +33.3%" in over.sentence.zh  # 12,000 where 90 days brought 9,000
    assert list(believed.projected(ask, quarter, [early]).frame["came"]) == [9000]


def test_meetings_that_are_over_are_listed(warehouse, meeting):
    closed = Meetings(warehouse).closed()
    assert len(minutes.held(closed).frame) == len(closed)


def test_why_a_customer_is_silent_is_never_that_he_bought_more_on_the_whole(tmp_path):
    """甲 bought twice as much as in the year before, until he stopped; 乙 half as much."""
    rows = [
        {"order_date": day, "customer": name, "channel": channel, "amount": amount}
        for name, before, now in (("甲", 100, 200), ("乙", 200, 100))
        for channel in ("直销", "门店")
        for day, amount in (("2024-03-04", before), ("2025-03-03", now))
    ]
    ask = asked(tmp_path, orders=[*rows, {"order_date": "2025-06-30", "amount": 1}])

    def why(source: str, customer: str) -> list[str]:
        waiting = waiting_item(
            "a", source=source, marks={"customer": customer}, member=("customer", customer)
        )
        case = Case("a", waiting.sentence, "", waiting=waiting)
        return [words.zh for words in exceptions.drivers(ask, scope(ask, "2025"), case)]

    assert why("customer", "甲") == []
    [more], [less] = why("signal", "甲"), why("customer", "乙")
    assert "多 200" in more
    assert "少 200" in less
