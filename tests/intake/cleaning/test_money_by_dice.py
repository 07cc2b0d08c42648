"""Sheets in several currencies whose rates change by month and are partly unknown: every amount against an
oracle that looks up the rate of each line, whatever dataset it is of."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

MONTHS = [f"2025-{month:02}" for month in range(1, 7)]
WORDS = {
    "CNY": ("CNY", "人民币"),
    "USD": ("USD", "美元", "usd"),
    "EUR": ("EUR", "欧元"),
    "HKD": ("HKD", "港币"),
}
# The columns of each sheet, and which of its fields are money.
SHEETS = {
    "orders": ("订单日期,订单编号,客户名称,币种,销售额,退款金额", ("amount", "refund")),
    "spend": ("月份,渠道,货币,费用,预算", ("spend", "budget")),
    "targets": ("月份,渠道,币种,销售目标", ("amount",)),
    "returns": ("退货日期,订单编号,币种,退货金额", ("amount",)),
    "opportunities": ("创建日期,商机编号,商机阶段,币种,商机金额", ("amount",)),
}


@pytest.mark.parametrize("dataset", SHEETS)
def test_money_is_converted_by_the_rate_of_its_line_or_waits(one, dataset):
    header, fields = SHEETS[dataset]
    for seed in range(8):
        dice = Random(seed)
        known = {
            (code, month): Decimal(dice.randint(50, 900)) / 100
            for code in ("USD", "EUR", "HKD")
            for month in MONTHS
            if dice.random() < 0.8
        }
        rows = [
            (dice.choice(MONTHS), dice.choice(list(WORDS)), [amount(dice) for _ in fields])
            for _ in range(20)
        ]
        batch = one(
            sheet(dice, header, rows),
            rates=known,
            currency="CNY",
            accept=True,
            answers={"dataset": dataset},
        )
        expected = [
            [(each * rate).quantize(Decimal("0.0001"), ROUND_HALF_UP) for each in money]
            for month, code, money in rows
            if (rate := Decimal(1) if code == "CNY" else known.get((code, month)))
        ]
        assert batch.receipt.dataset == dataset
        read = zip(*(batch.rows[key].to_pylist() for key in fields), strict=True)
        assert [list(each) for each in read] == expected
        assert len(batch.put_aside) == len(rows) - len(expected)


def amount(dice: Random) -> Decimal:
    return Decimal(dice.randint(100, 999_999)) / 100


def sheet(dice: Random, header: str, rows: list[tuple[str, str, list[Decimal]]]) -> str:
    lines = [header]
    for n, (month, code, money) in enumerate(rows):
        cells = [dice.choice(WORDS[code]), *map(str, money)]
        first = month if header.startswith("月份") else f"{month}-{n % 28 + 1:02}"
        names = [f"N{n}", "报价"][: header.count(",") - len(cells)]
        lines.append(",".join([first, *names, *cells]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("月份,区域,新客户数目标,币种\n2025-03,华东,50,USD\n2025-04,华东,60,CNY\n", [50, 60]),
        (
            "月份,区域,指标,目标,币种\n2025-03,华东,新客户数,50,USD\n2025-03,华东,销售额,500,USD\n",
            [50, 3550],
        ),
    ],
)
def test_a_target_of_customers_is_in_no_currency(one, text, kept):
    rates = {("USD", "2025-03"): Decimal("7.1")}
    batch = one(text, rates=rates, currency="CNY", answers={"dataset": "targets"})
    assert batch.rows["amount"].to_pylist() == kept
    assert not batch.questions
