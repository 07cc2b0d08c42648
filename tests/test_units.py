from decimal import Decimal

import pytest

from salesdash.text import Text
from salesdash.units import (
    COUNT,
    DAYS,
    MONEY,
    MULTIPLE,
    QUANTITY,
    RATIO,
    Scale,
    Unit,
    exact,
    scale_name,
    step_for,
    unit_label,
    write,
)


@pytest.mark.parametrize(
    ("value", "unit", "scale", "zh", "en"),
    [
        (16117548.237, MONEY, "auto", "1,611.8万元", "¥16.1m"),
        (123456789, MONEY, "auto", "1.23亿元", "¥123.5m"),
        (950.5, MONEY, "auto", "950.50元", "¥950.50"),
        (16117548.237, MONEY, "one", "16,117,548元", "¥16,117,548"),
        (16117548.237, MONEY, "yi", "0.16亿元", "¥16.1m"),
        (-52000, MONEY, "auto", "-5.20万元", "-¥52.0k"),
        (0, MONEY, "auto", "0.00元", "¥0.00"),
        (0.6316, RATIO, "auto", "63.2%", "63.2%"),
        (4.0656, MULTIPLE, "auto", "4.07", "4.07"),
        (31, DAYS, "auto", "31天", "31 days"),
        (2773, COUNT, "auto", "2,773", "2,773"),
        (2773000, COUNT, "auto", "277.3万", "2,773.0k"),
        (None, MONEY, "auto", "–", "–"),
        (float("nan"), RATIO, "auto", "–", "–"),
    ],
)
def test_a_number_is_written_as_people_read_it(
    value: float | None, unit: Unit, scale: Scale, zh: str, en: str
):
    words = write(value, unit, scale)
    assert (words.zh, words.en) == (zh, en)


def test_a_gain_bears_its_sign_and_nothing_bears_none():
    assert write(0.12, RATIO, signed=True).zh == "+12.0%"
    assert write(0.0001, RATIO, signed=True).zh == "0.0%"


@pytest.mark.parametrize(
    ("unit", "size", "zh", "en"),
    [
        (MONEY, 5e7, "万元", "¥m"),
        (COUNT, 5e5, "个", "k"),
        (COUNT, 50, "个", "count"),
        (QUANTITY, 5e5, "件", "k units"),
        (RATIO, 0.5, "%", "%"),
    ],
)
def test_the_unit_beside_an_axis_reads_as_a_word(unit, size, zh, en):
    assert unit_label(unit, step_for(size, unit, "auto", "zh"), "zh") == zh
    assert unit_label(unit, step_for(size, unit, "auto", "en"), "en") == en


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        (None, "1.20万元", "¥12.0k"),
        ("CNY", "1.20万元", "¥12.0k"),
        ("USD", "1.20万美元", "$12.0k"),
        ("EUR", "1.20万欧元", "€12.0k"),
        ("CHF", "1.20万瑞士法郎", "CHF 12.0k"),
    ],
)
def test_money_is_written_in_the_currency_of_the_workspace(kept_in, code, zh, en):
    kept_in(code)
    assert write(12_000, MONEY) == Text(zh, en)
    assert unit_label(MONEY, step_for(12_000, MONEY, "auto", "en"), "en").endswith("k")
    assert scale_name("wan").zh == zh.removeprefix("1.20")


def test_a_receipt_names_the_currency_of_its_file(kept_in):
    kept_in("CNY")
    assert exact(Decimal("-1234.5"), "USD") == Text("-1,234.50 美元", "-$1,234.50")
    assert exact(Decimal("5"), signed=True) == Text("+5.00 元", "+¥5.00")
