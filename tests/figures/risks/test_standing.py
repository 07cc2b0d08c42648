"""What the page says about risks, judged by a day that is given."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from salesdash.catalog.risks.risk import Risk
from salesdash.figures.risks import entries
from salesdash.figures.risks import matrix as _matrix
from salesdash.figures.risks import standing as _standing
from salesdash.warehouse.typed.ledger import Change
from tests.heard import Reader, heard

standing, matrix = heard(_standing), heard(_matrix)

DAY = date(2025, 11, 16)
ZH, EN = Reader(DAY, lang="zh"), Reader(DAY, lang="en")
LATE = Risk(
    "核心客户停单", "customer_loss", owner="陆文博", probability=5, impact=4,
    probability_after=2, impact_after=4, due=date(2025, 11, 28), review=date(2025, 11, 10),
    trigger_metric="retention_rate", trigger_side="below", trigger_limit=0.85, risk_id=1,
)  # fmt: skip
SOON = Risk(
    "供货延迟",
    "supply",
    owner="吴梦洁",
    probability=3,
    impact=4,
    review=date(2025, 11, 16),
    risk_id=2,
)
CLOSED = replace(LATE, title="已了结", status="closed", risk_id=3)
ALL = [LATE, SOON, CLOSED]


def test_the_headline_counts_open_risks_only():
    assert standing.headline(ALL, ZH) == (
        "2 项风险未关闭，其中 1 项高风险；1 项复核已逾期。最近一项：2025年11月16日，复核“供货延迟”。"
    )
    assert standing.headline(ALL, EN) == (
        "2 risks are open, 1 of them high. Overdue: 1 review. Next: 16 Nov 2025, review of “供货延迟”."
    )


def test_a_review_is_overdue_the_day_after():
    day_after = replace(ZH, as_of=date(2025, 11, 17))
    assert "2 项复核已逾期" in standing.headline(ALL, day_after)


@pytest.mark.parametrize("scope", [ZH, EN])
def test_an_empty_register_teaches(scope):
    assert standing.headline([], scope) == standing.NONE_YET[scope.lang]
    assert "关闭" in standing.headline([CLOSED], ZH)


def test_it_says_by_which_day_it_judges():
    assert "数据截至日 2025年11月16日" in standing.judged_by(ZH, has_data=True)
    assert "today, 16 Nov 2025" in standing.judged_by(EN, has_data=False)


def test_deadlines_come_longest_overdue_first():
    figure = standing.deadlines(ALL, EN)
    assert figure.frame["left"].tolist() == [-6, 0, 12]
    assert figure.frame["what"].tolist() == ["Review", "Review", "Response due"]
    assert figure.sentence == "Overdue longest is the review of “核心客户停单”, by 6 days."


def test_what_is_overdue_is_counted_once_on_the_page():
    late = replace(ZH, as_of=date(2025, 12, 31))
    assert "1 项应对措施、2 项复核已逾期。" in standing.headline(ALL, late)
    assert (
        standing.deadlines(ALL, late).sentence == "逾期最久的是“核心客户停单”的复核，已过 51 天。"
    )


def test_deadlines_without_any_date_say_so():
    figure = standing.deadlines([replace(SOON, review=None)], ZH)
    assert figure.is_empty
    assert "还没有填写期限" in figure.sentence


def test_the_register_speaks_the_readers_language():
    zh = entries.register([LATE]).in_("zh").frame.iloc[0]
    en = entries.register([LATE]).in_("en").frame.iloc[0]
    assert (zh["category"], en["category"]) == ("客户流失", "Customer loss")
    assert (zh["trigger"], en["trigger"]) == ("客户留存率低于 85.0%", "Retention below 85.0%")
    assert (zh["score"], zh["score_after"]) == (20, 8)


def test_the_history_tells_each_change_in_words():
    at = datetime(2025, 11, 16, 9, 30)  # noqa: DTZ001 - as the store keeps it
    base, later = LATE.content(), replace(LATE, probability=3, status="acting").content()
    changes = [
        Change(1, at, "甲", base, later, is_refused=True),
        Change(1, at, "乙", base, later),
        Change(1, at, "丙", later, None),
        Change(1, at, "丁", None, base),
    ]
    zh = entries.history(changes, ZH).in_("zh").frame["change"].tolist()
    en = entries.history(changes, EN).in_("en").frame["change"].tolist()
    assert zh == [
        "未保存（别人先改了）：可能性：5 → 3；状态：待应对 → 应对中",
        "可能性：5 → 3；状态：待应对 → 应对中",
        "删除",
        "新增",
    ]
    assert en[1:] == ["Probability: 5 → 3; Status: Open → In progress", "Removed", "Added"]


@pytest.mark.parametrize("known", [ALL, []])
@pytest.mark.parametrize("scope", [ZH, EN])
def test_every_figure_is_whole(known, scope):
    made = [
        matrix.matrix(known, scope),
        matrix.matrix(known, scope, matrix.AFTER),
        standing.deadlines(known, scope),
    ]
    for figure in made:
        assert [c.key for c in figure.columns if c.key not in figure.frame] == []
        assert figure.sentence
        if figure.draw:
            assert figure.draw("light").to_dict()
            assert figure.draw("dark").to_dict()


@pytest.mark.parametrize(
    ("metric", "raw", "shown"), [("retention_rate", 0.07, 7), ("roi", 1.5, 1.5)]
)
def test_a_limit_is_typed_in_the_unit_that_people_know(metric, raw, shown):
    assert entries.shown_limit(metric, raw) == shown
    assert entries.raw_limit(metric, shown) == pytest.approx(raw)
    assert entries.raw_limit(None, shown) is None
