"""Sheets whose columns go by names that nobody listed: what stands in them tells what they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

CLIENTS = ("Brightside Ltd", "Oakwood Inc", "Meridian plc", "Harbour & Co")


def _lines(header: str, *rows: str) -> str:
    return "\n".join((header, *rows)) + "\n"


def test_months_in_words_beside_years_are_the_date_under_any_name(one):
    rows = [f"{2024 + i // 3},{('Jan', 'Feb', 'Mar')[i % 3]},East,{i + 1}00" for i in range(6)]
    batch = one(_lines("Exercise,Part,Territory,Net revenue", *rows), accept=True)
    assert batch.receipt.amount_loaded == 2100
    assert len(set(batch.rows["order_date"].to_pylist())) == 6


def test_a_settlement_is_no_list_of_expenses_though_it_names_fees(one):
    rows = [
        f"S1,2025-03-0{i},O-{i},{kind},{amount}"
        for i in range(1, 5)
        for kind, amount in (("Principal", 100 + i), ("Tax", 10), ("Commission", -15))
    ]
    sheet = _lines("settlement id,posted,order ref,amount type,amount", *rows)
    batch = one(sheet, accept=True)
    assert (batch.receipt.dataset, batch.receipt.amount_loaded) == ("orders", 410)


def test_a_contract_has_its_own_day_and_amount_beside_many_instalments(one):
    rows = [
        f"HT{i},2025-02-0{i},客户{i},{i}000,2025-03-01,{i}00,2025-04-01,{i}00" for i in range(1, 7)
    ]
    heads = "合约号,落款日,甲方,合约总价,首期,,二期,", ",,,,到账日,到账额,到账日,到账额"
    batch = one(_lines(*heads, *rows), accept=True)
    assert batch.receipt.amount_loaded == 21_000
    assert batch.receipt.columns["order_date"] == "落款日"


def test_the_day_of_a_last_payment_is_not_the_day_of_the_contract(one):
    rows = [f"C{i},2025-02-0{i},{CLIENTS[i % 4]},{i}000,2025-05-0{i},{i}00" for i in range(1, 7)]
    sheet = _lines("Contract,Executed,Client,Contract value,Final date,Final payment", *rows)
    [question] = one(sheet).questions
    assert question.choices[0] == "Executed"


def test_a_list_price_beside_pieces_is_their_price(one):
    rows = [f"2025-03-0{i},{CLIENTS[i % 4]},{i} pcs,{i * i}.50" for i in range(1, 7)]
    batch = one(_lines("Date,Customer,Amount,List price", *rows), accept=True)
    assert batch.receipt.amount_loaded == sum(i * (i * i + Decimal("0.5")) for i in range(1, 7))


@pytest.mark.parametrize("header", ["How many", "Units moved"])
def test_a_figure_that_never_varies_with_the_pieces_is_their_price(one, header):
    prices = {"Desk": 120, "Lamp": 35, "Chair": 60}
    lines = [(list(prices)[i % 3], 1 + i // 3) for i in range(12)]
    rows = [
        f"2025-03-{i:02},{item},{many},{prices[item]}" for i, (item, many) in enumerate(lines, 1)
    ]
    batch = one(_lines(f"Day,Article,{header},Item value", *rows), accept=True)
    assert batch.receipt.amount_loaded == sum(many * prices[item] for item, many in lines)
