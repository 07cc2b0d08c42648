"""A question about the ends of many parts of time is asked of each end alone."""

from __future__ import annotations

from salesdash.charts.rows import number
from salesdash.period import Period
from salesdash.warehouse.questions.ask import Ask
from tests.random_company import company
from tests.stores import asked, scope


def test_what_is_looked_up_on_a_day_is_asked_of_each_day_alone(tmp_path):
    ask = asked(tmp_path, **company(7))
    questions: list[str] = []

    def noted(sql, values):
        questions.append(sql)
        return ask.query(sql, values)

    within = scope(ask, "2025Q1")
    rates = Ask(noted)(["visited_rate"], ["week"], within)
    assert len(rates) > 10
    assert max(sql.count("model.high_value_customers(") for sql in questions) == 1
    for week, rate in zip(rates["week"], rates["visited_rate"], strict=True):
        part = scope(ask, str(week))
        assert number(rate) == number(ask(["visited_rate"], (), part)["visited_rate"].iloc[0])


def test_members_are_told_apart_at_each_end(tmp_path):
    ask = asked(tmp_path, **company(7))
    within = scope(ask, "2025Q1").where("channel", ask.members("channel")[0])
    rates = ask(["visited_rate"], ["month", "region"], within)
    for month, region, rate in rates.to_numpy().tolist():
        of_month = ask(["visited_rate"], ["region"], within.over(Period.parse(month)))
        assert number(rate) == number(of_month.set_index("region")["visited_rate"][region])
