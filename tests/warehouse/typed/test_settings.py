"""What a workspace decides stays its own, is kept with its history, and reaches what counts by it."""

from datetime import date

import pytest

from salesdash.catalog.metrics import METRICS
from salesdash.errors import EntryError
from salesdash.scope import Scope
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.settings import Settings
from tests.stores import fill


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "store")


def test_a_limit_set_is_the_limit_judged_by_and_can_be_taken_back(warehouse):
    settings = Settings(warehouse)
    settings.set_limits("win_rate", 0.4, 0.25, by="李")
    assert (Ask(warehouse.query).lights["win_rate"].green, 0.25) == (0.4, 0.25)
    default = METRICS["win_rate"].light
    assert default is not None
    settings.set_limits("win_rate", default.green, default.amber)
    assert Ask(warehouse.query).lights["win_rate"] == default
    assert settings.stored() == {}


def test_every_change_of_a_limit_is_kept_with_who_made_it(warehouse):
    settings = Settings(warehouse)
    settings.set_limits("win_rate", 0.4, 0.25, by="李")
    settings.set_limits("win_rate", 0.5, 0.25, by="王")
    settings.set_limits("win_rate", 0.5, 0.25, by="王")
    newest, first = settings.history("limits:win_rate")
    assert (first.by, first.before, first.after) == ("李", None, {"green": 0.4, "amber": 0.25})
    assert (newest.by, newest.before) == ("王", first.after)


@pytest.mark.parametrize(
    ("metric", "green", "amber"),
    [
        ("win_rate", 0.2, 0.3),
        ("return_rate", 0.05, 0.03),
        ("budget_use", (0.8, 1.2), (0.9, 1.1)),
    ],
)
def test_an_amber_limit_harder_than_the_green_one_is_refused(warehouse, metric, green, amber):
    with pytest.raises(EntryError):
        Settings(warehouse).set_limits(metric, green, amber)
    assert Settings(warehouse).stored() == {}


def test_a_day_off_declared_is_no_workday_for_python_and_for_sql(warehouse, tmp_path):
    monday, saturday = date(2025, 3, 3), date(2025, 3, 8)
    targets = [{"period": "2025-03", "amount": 2100}]
    fill(warehouse, tmp_path, targets=targets)
    settings = Settings(warehouse)
    settings.set_day(monday, False)
    settings.set_day(saturday, True)
    calendar = Ask(warehouse.query).calendar
    assert not calendar.is_workday(monday)
    assert calendar.is_workday(saturday)
    days = {day for (day,) in warehouse.rows("SELECT day FROM model.workdays")}
    assert monday not in days
    assert saturday in days
    assert {d for d in days if d.year == 2025} == {
        d for d in days if d.year == 2025 and calendar.is_workday(d)
    }
    settings.set_day(monday, None)
    assert Ask(warehouse.query).calendar.is_workday(monday)


def test_the_targets_to_date_follow_the_workdays_declared(warehouse, tmp_path):
    fill(
        warehouse,
        tmp_path,
        targets=[{"period": "2025-03", "amount": 2100}],
        orders=[{"order_date": "2025-03-03", "amount": 1, "order_id": "1"}],
    )
    ask = Ask(warehouse.query)
    one_day = ask(["target"], ["day"], ask.everything)
    first = one_day.loc[one_day["day"] == "2025-03-03", "target"].iloc[0]
    assert first == pytest.approx(100)
    Settings(warehouse).set_day(date(2025, 3, 3), False)
    ask = Ask(warehouse.query)
    off = ask(["target"], ["day"], ask.everything)
    assert off.loc[off["day"] == "2025-03-03", "target"].dropna().empty


def test_another_country_has_its_own_days_off(warehouse):
    Settings(warehouse).set_country("GB")
    calendar = Ask(warehouse.query).calendar
    assert not calendar.is_workday(date(2025, 12, 26))
    assert calendar.is_workday(date(2025, 10, 1))
    Settings(warehouse).set_country("CN")
    assert not Ask(warehouse.query).calendar.is_workday(date(2025, 10, 1))


def test_settings_outlive_the_process(tmp_path):
    first = Warehouse(tmp_path / "store")
    Settings(first).set_owner("win_rate", " 李 雷 ", by="王")
    Settings(first).set_day(date(2025, 3, 3), False)
    first.close()
    again = Warehouse(tmp_path / "store")
    assert Settings(again).stored() == {"day:2025-03-03": False, "owner:win_rate": "李 雷"}


def test_notes_of_a_kpi_are_kept_with_their_day_the_newest_first(warehouse):
    settings = Settings(warehouse)
    settings.add_note("win_rate", "两个大单推迟", date(2025, 11, 9), by="李")
    settings.add_note("win_rate", "<b>'; DROP TABLE x --", date(2025, 11, 16))
    settings.add_note("win_rate", "  ", date(2025, 11, 16))
    settings.add_note("nps", "另一个指标", date(2025, 11, 16))
    notes = settings.notes("win_rate")
    assert [(n.by, n.words, n.as_of) for n in notes] == [
        ("", "<b>'; DROP TABLE x --", date(2025, 11, 16)),
        ("李", "两个大单推迟", date(2025, 11, 9)),
    ]


@pytest.mark.parametrize(
    ("starts", "grain", "groups"),
    [
        (4, "year", {"2023-04..2024-03": 1, "2024-04..2025-03": 22}),
        (1, "year", {"2024": 3, "2025": 20}),
        (
            2,
            "quarter",
            {
                "2023-11..2024-01": 1,
                "2024-02..2024-04": 2,
                "2024-05..2024-07": 0,
                "2024-08..2024-10": 0,
                "2024-11..2025-01": 20,
            },
        ),
        (
            4,
            "quarter",
            {
                "2024-01..2024-03": 1,
                "2024-04..2024-06": 2,
                "2024-07..2024-09": 0,
                "2024-10..2024-12": 0,
                "2025-01..2025-03": 20,
            },
        ),
    ],
)
def test_sales_by_year_follow_the_fiscal_year(warehouse, tmp_path, starts, grain, groups):
    days = {"2024-01-31": 1, "2024-04-01": 2, "2025-01-15": 20}
    orders = [{"order_date": d, "amount": n, "order_id": d} for d, n in days.items()]
    fill(warehouse, tmp_path, orders=orders)
    Settings(warehouse).set_year_start(starts)
    ask = Ask(warehouse.query)
    frame = ask(["sales"], [grain], Scope(ask.as_of, calendar=ask.calendar))
    assert dict(zip(frame[grain], frame["sales"], strict=True)) == groups


def test_a_product_is_a_core_one_by_the_sheet_until_somebody_says_otherwise(warehouse, tmp_path):
    orders = [
        {"order_date": "2025-03-01", "amount": 100, "product": product}
        for product in ("Tea", "Coffee", "Cups")
    ]
    fill(
        warehouse,
        tmp_path,
        orders=orders,
        products=[{"product": "Tea", "core": True}, {"product": "Cups", "core": False}],
    )
    settings = Settings(warehouse)
    assert core_lines(warehouse) == {"Tea": 1, "Coffee": 0, "Cups": 0}
    settings.set_core("Tea", False, by="李")
    settings.set_core("Coffee", True, by="李")
    assert core_lines(warehouse) == {"Tea": 0, "Coffee": 1, "Cups": 0}
    settings.set_core("Tea", None, by="李")
    assert core_lines(warehouse) == {"Tea": 1, "Coffee": 1, "Cups": 0}


def test_products_are_marked_where_no_product_sheet_is_loaded(warehouse, tmp_path):
    fill(
        warehouse, tmp_path, orders=[{"order_date": "2025-03-01", "amount": 100, "product": "Tea"}]
    )
    Settings(warehouse).set_core("Tea", True)
    assert core_lines(warehouse) == {"Tea": 1}


def core_lines(warehouse):
    frame = Ask(warehouse.query)(["core_lines"], ["product"])
    return dict(zip(frame["product"], frame["core_lines"], strict=True))
