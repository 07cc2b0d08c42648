import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesdash.text import LANGS, Lang, Text
from salesdash.units import (
    COUNT,
    DAYS,
    MONEY,
    MONTHS,
    MULTIPLE,
    POINTS,
    QUANTITY,
    RATIO,
    SCALES,
    SCORE,
    STEPS,
    UNITS,
    Scale,
    Unit,
    UpTo,
    apart,
    exact,
    places,
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
        (2773000, COUNT, "auto", "277.3万", "2.77m"),
        (99_999_999, MONEY, "auto", "1.00亿元", "¥100.0m"),
        (99_999_999, MONEY, "wan", "10,000万元", "¥100,000k"),
        (9_999.5, MONEY, "auto", "1.00万元", "¥10.0k"),
        (9_999.4, MONEY, "auto", "9,999元", "¥10.0k"),
        (999_999, MONEY, "auto", "100.0万元", "¥1.00m"),
        (999.995, MONEY, "auto", "1,000元", "¥1.00k"),
        (99_950, MONEY, "auto", "10.0万元", "¥100.0k"),
        (99_999_999, COUNT, "auto", "1.00亿", "100.0m"),
        (999_999.6, QUANTITY, "auto", "100.0万", "1.0m"),
        (1.125, MONEY, "auto", "1.13元", "¥1.13"),
        (0.9995, RATIO, "auto", "99.95%", "99.95%"),
        (0.99996, RATIO, "auto", "99.996%", "99.996%"),
        (-0.9996, RATIO, "auto", "-99.96%", "-99.96%"),
        (1.0004, RATIO, "auto", "100.0%", "100.0%"),
        (0.995, MULTIPLE, "auto", "0.995", "0.995"),
        (1, DAYS, "auto", "1天", "1 day"),
        (1.04, DAYS, "auto", "1天", "1 day"),
        (None, MONEY, "auto", "–", "–"),
        (float("nan"), RATIO, "auto", "–", "–"),
    ],
)
def test_a_number_is_written_as_people_read_it(
    value: float | None, unit: Unit, scale: Scale, zh: str, en: str
):
    words = write(value, unit, scale)
    assert (words.zh, words.en) == (zh, en)


@pytest.mark.parametrize(
    ("largest", "value", "zh", "en"),
    [
        (104_490_000, 104_490_000, "10,449万元", "¥104.5m"),
        (104_490_000, 898_400, "89.8万元", "¥0.90m"),
        (104_490_000, 20, "0.002万元", "¥0.00m"),
        (20_712, 384.43, "384元", "¥384"),
        (20_712, 0.38, "0.38元", "¥0.38"),
        (712, 384.43, "384.43元", "¥384.43"),
        (99_999.4, 99_999.4, "99,999元", "¥99,999"),
        (99_999.6, 99_999.6, "10.0万元", "¥100.0k"),
        (999_960, 999_960, "100.0万元", "¥1.00m"),
        (999_994_999, 999_994_999, "99,999万元", "¥1,000.0m"),
        (999_996_000, 999_996_000, "10.0亿元", "¥1,000.0m"),
        (-2e9, -5e7, "-0.50亿元", "-¥50.0m"),
    ],
)
def test_all_money_of_a_figure_is_written_in_the_size_of_its_largest(largest, value, zh, en):
    words = write(value, MONEY, UpTo(abs(largest)))
    assert (words.zh, words.en) == (zh, en)
    assert all(
        words[lang]
        .replace("元", "")
        .endswith(step_for(1.0, MONEY, UpTo(abs(largest)), lang).suffix)
        for lang in LANGS
    )


def test_the_unit_of_a_figure_is_named_as_its_amounts_are_written():
    assert scale_name(UpTo(1.2e8)) == Text("万元", "¥ million")
    assert scale_name(UpTo(5e4)) == Text("元", "¥")


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


any_unit = st.sampled_from(list(UNITS.values()))
any_scale = st.sampled_from(SCALES) | st.builds(UpTo, st.floats(0, 1e13))
# as many near a boundary as anywhere else
near = st.builds(
    lambda power, off: 10**power * (1 - off),
    st.integers(-3, 11),
    st.sampled_from([0.0, 1e-9, 1e-7, 1e-6, 1e-5, 1e-4, 5e-4, -1e-6, 1e-3, 0.05]),
)
any_number = near | st.floats(0, 1e13) | st.integers(0, 10**12).map(float)


def read(words: str, lang: Lang) -> tuple[float, float, bool]:
    """What a written number says: its digits, the size of its step, and whether it is negative."""
    digits = float(re.sub(r"[^0-9.]", "", words))
    found = [step for step in STEPS[lang].values() if step.suffix and step.suffix in words]
    return digits, found[0].size if found else 1.0, words.startswith("-")


@given(any_number, st.sampled_from([MONEY, COUNT, QUANTITY]), st.sampled_from(LANGS))
def test_nothing_is_written_in_a_size_that_it_has_outgrown(value, unit, lang):
    digits, size, _ = read(write(value, unit)[lang], lang)
    larger = [step.size for step in STEPS[lang].values() if step.size > size]
    in_full = 100 if size == 1 and unit is not MONEY else 1
    assert not larger or digits * size < larger[0] * in_full


@given(any_number, any_number, any_unit, any_scale, st.sampled_from(LANGS))
def test_the_larger_number_never_reads_as_the_smaller(one, other, unit, scale, lang):
    small, large = sorted((one, other))
    (less, size, _), (more, larger, _) = (
        read(write(number, unit, scale)[lang], lang) for number in (small, large)
    )
    assert less * size <= more * larger * (1 + 1e-12)


@given(any_number, any_unit, any_scale, st.sampled_from(LANGS))
def test_a_loss_bears_its_sign_and_reads_as_large_as_a_gain(value, unit, scale, lang):
    gain = write(value, unit, scale, signed=True)[lang]
    loss = write(-value, unit, scale, signed=True)[lang]
    if read(gain, lang)[0]:
        assert (gain[0], loss[0], gain[1:]) == ("+", "-", loss[1:])
    else:
        assert gain == loss
        assert gain[0] not in "+-"


@given(
    st.sampled_from([RATIO, MULTIPLE, SCORE, DAYS]),
    st.sampled_from([0.0, 0.03, 0.1, 0.9, 1.0, 3.0, 30.0, 50.0]),
    st.floats(1e-6, 0.2),
    st.booleans(),
    st.sampled_from(LANGS),
)
def test_a_number_short_of_its_limit_or_over_it_never_reads_as_the_limit(
    unit, limit, off, is_over, lang
):
    value = limit + off if is_over else limit - off
    written = write(value, unit, limits=(limit,))[lang]
    digits, _, is_negative = read(written, lang)
    reads = -digits if is_negative else digits
    assert (reads > limit * unit.factor) if is_over else (reads < limit * unit.factor)


@given(st.floats(0, 1, exclude_max=True), st.sampled_from([RATIO, MULTIPLE]))
def test_a_part_never_reads_as_the_whole(share, unit):
    reads = read(write(share, unit).zh, "zh")[0]
    assert reads < unit.factor or share >= 1 - 1e-9


@given(st.floats(-9, 9), st.floats(-9, 9), st.sampled_from([RATIO, MULTIPLE, MONTHS, DAYS]))
def test_two_numbers_are_as_far_apart_as_they_read(now, before, unit):
    """Whoever takes one from the other on the screen comes to what is written beside them."""
    digits = [read(write(value, unit).zh, "zh") for value in (now, before)]
    one, other = (-size if is_negative else size for size, _, is_negative in digits)
    assert apart(now, before, unit) * unit.factor == pytest.approx(float(one - other), abs=1e-9)


def test_rates_of_which_one_is_missing_are_not_apart():
    assert write(apart(0.8606, 0.8532), POINTS) == Text("0.8个百分点", "0.8 pts")
    assert write(apart(0.5, float("nan")), POINTS) == Text("–", "–")


def test_a_column_of_rates_has_the_digits_that_keep_a_part_from_reading_as_the_whole():
    assert places([0.5, 1.0, 1.2]) == 1
    assert places([0.5, 0.9996, float("nan")]) == 2
    assert places([]) == 1
    assert (places([0.8996, 0.5], limits=(0.9,)), places([0.8, 0.79], limits=(0.8,))) == (2, 1)


def test_a_number_at_its_limit_but_for_the_arithmetic_reads_as_the_limit():
    assert write(110 / 100 - 1, RATIO, limits=(0.1,)).en == "10.0%"
    assert write(1 - 0.1 - 0.1, RATIO, limits=(0.8, 0.9)).en == "80.0%"
