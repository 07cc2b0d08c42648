"""Numbers as people write them, read exactly."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.intake.texts import numbers
from salesdash.intake.texts.decimal_mark import decide_mark

READ = [
    ("1234.5", "1234.5"),
    ("129.696", "129.696"),
    ("-60.70400000000001", "-60.704"),
    ("0.00005", "0.0001"),
    ("-0.00005", "-0.0001"),
    ("1e3", "1000"),
    ("¥1,234.50", "1234.50"),
    ("￥1,234.50", "1234.50"),
    ("1,234.50元", "1234.50"),
    ("RMB 1,234", "1234"),
    ("$ (1,234.00)", "-1234"),
    ("1 234.5", "1234.5"),
    ("１２３４．５", "1234.5"),
    ("(120.00)", "-120"),
    ("（120.00）", "-120"),
    ("120-", "-120"),
    ("5060.-", "5060"),
    ("CHF 1'234.-", "1234"),
    ("12.--", "12"),
    ("−120", "-120"),
    ("-$5", "-5"),
    ("$-   ", "0"),
    ("2.3万", "23000"),
    ("2.3万元", "23000"),
    ("1.2亿", "120000000"),
    ("3千元", "3000"),
    ("1.5百万", "1500000"),
    ("5k", "5000"),
    ("12%", "0.12"),
    ("12.5％", "0.125"),
    ("5件", "5"),
    ("+7", "7"),
    (".5", "0.5"),
]
NO_NUMBERS = ["abc", "1,23", "12,3", "1.2.3", "2025-03-05", "--5", "", "1,2345", "万", "(5", "5)"]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_number_is_read(text, expected):
    read = numbers.read_numbers(pa.array([text]))
    assert read.values.to_pylist() == [Decimal(expected).quantize(Decimal("0.0001"))]
    assert read.failed.to_pylist() == [False]


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_told(text):
    read = numbers.read_numbers(pa.array([text]))
    assert read.values.to_pylist() == [None]
    assert read.failed.to_pylist() == [True]


def test_a_column_may_mix_all_ways_and_blanks():
    read = numbers.read_numbers(pa.array(["1.5", None, "¥2,000", "x", "1万"]))
    assert read.values.to_pylist() == [Decimal("1.5"), None, 2000, None, 10000]
    assert read.failed.to_pylist() == [False, False, False, True, False]


def test_the_unit_of_the_header_yields_to_that_of_the_cell():
    read = numbers.read_numbers(pa.array(["12.34567", "2.5万", "10%"]), factor=Decimal(10000))
    assert read.values.to_pylist() == [Decimal("123456.7"), 25000, Decimal("0.1")]


def test_more_digits_than_the_store_holds_are_refused():
    read = numbers.read_numbers(pa.array(["99999999999999", "100000000000000", "2.02E+20"]))
    assert read.failed.to_pylist() == [False, True, True]


@pytest.mark.parametrize(
    ("column", "mark", "is_open"),
    [
        (["1,234", "5"], ".", False),
        (["1,234.5", "12"], ".", False),
        (["1.234,56", "12,5"], ",", False),
        (["200.000.000", "1,7"], ",", False),
        (["1052,75元", "11,50万元"], ",", False),
        (["7,5", "40", "25"], ",", False),
        (["120,00", "0,08", "249,90", "5"], ",", False),
        (["1,234元", "11,50万元"], ",", True),
        (["1,2345", "7"], ",", True),
        (["1,234.5", "12,5"], ".", False),
        (["Round 48, blue", "3.5"], ".", False),
    ],
)
def test_the_whole_column_decides_what_a_comma_is(column, mark, is_open):
    decided = decide_mark(pa.array(column))
    assert decided.mark == mark
    assert (decided.example is not None) == is_open


def test_a_decimal_comma():
    read = numbers.read_numbers(pa.array(["1.234,56", "1052,75元", "11,50万元"]), mark=",")
    assert read.values.to_pylist() == [Decimal("1234.56"), Decimal("1052.75"), 115000]


def test_a_point_beside_decimal_commas_parts_thousands():
    read = numbers.read_numbers(pa.array(["1.200", "3,50", "12.50", "0.125"]), mark=",")
    assert read.values.to_pylist() == [1200, Decimal("3.5"), Decimal("12.5"), Decimal("0.125")]


@given(st.decimals(min_value=-(10**13), max_value=10**13, places=4, allow_nan=False))
def test_what_is_written_is_read_back(number):
    written = [f"{number:f}", f"{number:,f}", f"¥{number:,f}" if number >= 0 else f"({-number:,f})"]
    assert numbers.read_numbers(pa.array(written)).values.to_pylist() == [number] * 3


@pytest.mark.parametrize(
    "text", ["768（含税）", "768不含税", "768 incl. VAT", "768 (excl. tax)", "768 plus VAT"]
)
def test_whether_the_tax_is_in_it_is_no_part_of_the_number(text):
    read = numbers.parse(text)
    assert read is not None
    assert read.value == 768
