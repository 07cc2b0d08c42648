"""Years and quarters that a company writes of its own targets and spend are those of its fiscal year."""

from __future__ import annotations

from datetime import date

import pytest

Q1, Q2 = (date(2025, 4, 1), date(2025, 7, 1)), (date(2025, 7, 1), date(2025, 10, 1))
HALF, YEAR = (date(2025, 4, 1), date(2025, 10, 1)), (date(2025, 4, 1), date(2026, 4, 1))


def targets(*periods: str) -> str:
    return "\n".join(["期间,区域,目标", *(f"{period},东,900" for period in periods)])


def spans(batch) -> list[tuple[date, date]]:
    rows, key = batch.rows, "date" if "date" in batch.rows.column_names else "period"
    return list(zip(rows[key].to_pylist(), rows[f"{key}_end"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("2025Q1", Q1),
        ("2025年二季度", Q2),
        ("2025上半年", HALF),
        ("2025Q1~2025Q2", HALF),
        ("2025", YEAR),
        ("2025年4月", (date(2025, 4, 1), date(2025, 5, 1))),
        ("2025-01~2025-03", (date(2025, 1, 1), date(2025, 4, 1))),
    ],
)
def test_what_is_numbered_within_a_year_begins_where_the_year_does(one, words, span):
    assert spans(one(targets(words, words), year_starts=4)) == [span, span]


def test_quarters_beside_their_year_and_across_are_fiscal_too(one):
    beside = one("年份,季度,目标\n2025,Q1,900\n2025,Q2,800\n", year_starts=4)
    across = one("区域,Q1,Q2,Q3,Q4\n东,10,20,30,40\n", name="2025年目标.csv", year_starts=4)
    assert spans(beside) == spans(across)[:2] == [Q1, Q2]
    assert spans(across)[-1] == (date(2026, 1, 1), date(2026, 4, 1))


def test_it_is_said_on_the_card_and_the_calendar_is_one_answer_away(one):
    fiscal = one(targets("2025Q1", "2025Q2"), year_starts=4)
    assert any("第一季度为 4–6月" in note.zh for note in fiscal.receipt.notes)
    assert any("first quarter is Apr–Jun" in note.en for note in fiscal.receipt.notes)
    [choice] = fiscal.choices
    assert (choice.choices, choice.guess) == (("fiscal", "calendar"), "fiscal")
    assert "2025Q1" in choice.text.zh
    calendar = one(targets("2025Q1", "2025Q2"), year_starts=4, answers={choice.key: "calendar"})
    assert spans(calendar)[0] == (date(2025, 1, 1), date(2025, 4, 1))
    assert any("自然年" in note.zh for note in calendar.receipt.notes)


def test_nothing_is_asked_of_months_or_of_a_year_that_begins_in_january(one):
    assert not one(targets("2025-04", "2025-05"), year_starts=4).choices
    assert not one(targets("2025Q1", "2025Q2")).choices


def test_spend_is_of_the_books_and_the_market_of_the_calendar(one):
    spend = one("期间,渠道,费用\n2025Q1,天猫,90\n2025Q2,天猫,80\n", year_starts=4)
    market = one("期间,市场规模\n2025Q1,90000\n2025Q2,80000\n", year_starts=4)
    assert spans(spend) == [Q1, Q2]
    assert spans(market)[0] == (date(2025, 1, 1), date(2025, 4, 1))
