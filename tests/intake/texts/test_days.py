"""Days, months, quarters, weeks and years as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pyarrow as pa
import pytest

from salesdash.intake.texts.times import dates
from salesdash.intake.texts.times.day import name_day

NAMED = [
    ("2025-3-5", "2025-03-05"),
    ("2025/03/05", "2025-03-05"),
    ("2025.3.5", "2025-03-05"),
    ("2025年3月5日", "2025-03-05"),
    ("2025 年 3 月 5 日", "2025-03-05"),
    ("２０２５年３月５日", "2025-03-05"),
    ("2025年3月5日 星期三", "2025-03-05"),
    ("25年3月5日", "2025-03-05"),
    ("20250305", "2025-03-05"),
    ("45721", "2025-03-05"),
    ("二〇二五年三月五日", "2025-03-05"),
    ("5-Mar-2025", "2025-03-05"),
    ("March 5, 2025", "2025-03-05"),
    ("5th March 2025", "2025-03-05"),
    ("25-3-5", "2025-03-05"),
    ("250305", "2025-03-05"),
    ("2025 03 05", "2025-03-05"),
    ("2025–3–5", "2025-03-05"),
    ("2025、3、5", "2025-03-05"),
    ("'2025-3-5", "2025-03-05"),
    ("民國114年3月5日", "2025-03-05"),
    ("114/3/5", "2025-03-05"),
    ("FY2025", "2025"),
    ("2025.3.1-2025.3.31", "2025-03"),
    ("202501-202503", "2025Q1"),
    ("2025年3月", "2025-03"),
    ("2025年3月份", "2025-03"),
    ("2025-03", "2025-03"),
    ("2025/3", "2025-03"),
    ("202503", "2025-03"),
    ("Mar-25", "2025-03"),
    ("March 2025", "2025-03"),
    ("3/2025", "2025-03"),
    ("2025Q1", "2025Q1"),
    ("2025-Q1", "2025Q1"),
    ("Q1 2025", "2025Q1"),
    ("2025年第一季度", "2025Q1"),
    ("2025年1季度", "2025Q1"),
    ("2025W10", "2025-W10"),
    ("2025年第10周", "2025-W10"),
    ("2025", "2025"),
    ("2025年", "2025"),
    ("2025年度", "2025"),
    ("2025年上半年", "2025-01-01..2025-06-30"),
    ("2025/3/1~2025/3/7", "2025-03-01..2025-03-07"),
    ("2025年3月1日至2025年3月10日", "2025-03-01..2025-03-10"),
]
NO_DAYS = [
    "2025-02-30",
    "2025-13-01",
    "abc",
    "12345678",
    "16:12:27",
    "0.5",
    "99999",
    "3月5日",
    "3月",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_text_names_a_day_or_a_longer_period(text, expected):
    named = name_day(text)
    assert named is not None
    assert str(named.period) == expected


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_names_no_day_is_told(text):
    assert name_day(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月5日", "2025-03-05"),
        ("3月", "2025-03"),
        ("三月", "2025-03"),
        ("十二月", "2025-12"),
        ("3", "2025-03"),
        ("Mar", "2025-03"),
        ("Q2", "2025Q2"),
        ("二季度", "2025Q2"),
        ("第12周", "2025-W12"),
    ],
)
def test_a_year_from_outside_completes_what_has_none(text, expected):
    named = name_day(text, year=2025)
    assert named is not None
    assert str(named.period) == expected
    assert named.yearless


@pytest.mark.parametrize(
    ("column", "order", "is_open"),
    [
        (["02/18/19 01:35", "01/22/19 21:25"], "mdy", False),
        (["28/01/2018", "01/02/2018"], "dmy", False),
        (["3/5/2025", "3/6/2025", "4/1/2025"], "mdy", True),
        (["01/06/2014", "01/12/2014", "01/09/2013"], "dmy", True),
        (["25-13-5", "25-3-6"], "ymd", False),
        (["25-3-25", "25-3-31", "25-4-30"], "ymd", False),
        (["13/1/2020", "1/13/2020"], "mdy", True),
        (["1/1/2020", "2/2/2020"], "mdy", False),
        (["2025-03-05"], "ymd", False),
    ],
)
def test_the_whole_column_decides_the_order(column, order, is_open):
    decided = dates.decide_order(pa.array(column))
    assert bool(decided.rivals) == is_open
    assert is_open or decided.order == order


def test_a_moment_keeps_its_time():
    text = [
        "2025-03-05 01:02:03",
        "2025/3/5 下午 3:20:00",
        "2025-3-5 1:02 AM",
        "45721.5",
        "2025-03-05",
    ]
    read = dates.read_days(pa.array(text), with_times=True)
    assert read.instants is not None
    assert read.instants.to_pylist() == [
        datetime.fromisoformat("2025-03-05 01:02:03"),
        datetime.fromisoformat("2025-03-05 15:20:00"),
        datetime.fromisoformat("2025-03-05 01:02:00"),
        datetime.fromisoformat("2025-03-05 12:00:00"),
        datetime.fromisoformat("2025-03-05 00:00:00"),
    ]


def test_a_day_forgets_its_time_and_a_bare_time_is_none():
    text = ["2025-03-05 23:59:59", "1899-12-31 16:12:27", None, "16:12"]
    read = dates.read_days(pa.array(text))
    assert read.starts.to_pylist() == [date(2025, 3, 5), None, None, None]
    assert read.failed.to_pylist() == [False, True, False, True]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025年3月5日10时", "2025-03-05 10:00:00"),
        ("2025-03-05 10点30分", "2025-03-05 10:30:00"),
        ("20250305101112", "2025-03-05 10:11:12"),
        ("2025-03-05 10:11:12 CST", "2025-03-05 10:11:12"),
        ("Wed Mar 05 2025 10:11:12 GMT+0800", "2025-03-05 10:11:12"),
        ("Mar 5, 2025, 10:11:12 PM", "2025-03-05 22:11:12"),
        ("2025-03-05 10:11:12,345", "2025-03-05 10:11:12"),
        ("２０２５／３／５　１０：００", "2025-03-05 10:00:00"),
        ("2025/3/5 上午12:05", "2025-03-05 00:05:00"),
    ],
)
def test_a_time_of_day_is_read_however_it_is_written(text, moment):
    read = dates.read_days(pa.array([text, None]), with_times=True)
    assert read.starts.to_pylist() == [date(2025, 3, 5), None]
    assert read.instants is not None
    assert read.instants.to_pylist() == [datetime.fromisoformat(moment), None]


def test_with_points_the_day_stands_first():
    decided = dates.decide_order(pa.array(["01.03.2025", "2.3.2025"]))
    assert (decided.order, decided.rivals) == ("dmy", ())


@pytest.mark.parametrize(
    "words",
    ["Q2 2025", "2025 Qtr2", "Qtr. 2 2025", "2025 Quarter 2", "2nd quarter 2025", "2. Quartal 2025",
     "2e trimestre 2025", "2º trimestre de 2025", "2025年第2四半期"],
)  # fmt: skip
def test_a_quarter_in_words_is_one(words):
    named = name_day(words)
    assert named is not None
    assert named.grain == "quarter"
    assert named.period.start.isoformat() == "2025-04-01"


@pytest.mark.parametrize(
    "text", ["2025-03-05（三）", "5 Mar 2025 (Wed)", "2025/3/5(周三)", "20250305143000"]
)
def test_a_weekday_or_a_time_of_day_leaves_a_day_as_it_is(text):
    named = name_day(text)
    assert named
    assert named.period.start == named.period.last_day == date(2025, 3, 5)


@pytest.mark.parametrize("text", ["2025(一)", "20250305993000", "20251399000000"])
def test_what_only_looks_like_one_names_no_day(text):
    assert name_day(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025. 3. 5", date(2025, 3, 5), date(2025, 3, 5)),
        ("令和7年3月5日", date(2025, 3, 5), date(2025, 3, 5)),
        ("平成元年5月1日", date(1989, 5, 1), date(1989, 5, 1)),
        ("25Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("1Q25", date(2025, 1, 1), date(2025, 3, 31)),
        ("4Q2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025P03", date(2025, 3, 1), date(2025, 3, 31)),
        ("2025年3月中旬", date(2025, 3, 11), date(2025, 3, 20)),
        ("2024年2月下旬", date(2024, 2, 21), date(2024, 2, 29)),
    ],
)
def test_quarters_periods_eras_and_ten_days_are_read(text, first, last):
    named = name_day(text)
    assert named is not None
    assert (named.period.start, named.period.last_day) == (first, last)


@pytest.mark.parametrize(
    ("text", "grain"),
    [("1-3月", "quarter"), ("4-6月", "quarter"), ("7-12月", None), ("1-2月", None)],
)
def test_months_of_a_year_that_make_a_quarter_are_one(text, grain):
    assert name_day(text) is None
    named = name_day(text, year=2025)
    assert named is not None
    assert named.grain == grain


@pytest.mark.parametrize("text", ["旬", "月旬", "3-1月", "13-15月", "5Q25"])
def test_what_only_looks_like_these_is_no_day(text):
    assert name_day(text, year=2025) is None
