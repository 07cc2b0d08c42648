"""Records without headers: read by their values, and by what the user says that the columns are."""

from __future__ import annotations

from datetime import date

import pytest

LINES = [
    ("00004", "19970101", 2, "29.33"),
    ("00004", "19970118", 2, "29.73"),
    ("00021", "19970802", 1, "14.96"),
    ("10042", "19971212", 3, "63.34"),
]
SUM = sum(float(line[3]) for line in LINES)


def text(between: str, lead: str = "") -> str:
    return "".join(lead + between.join(map(str, line)) + "\n" for line in LINES)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (text(" "), "sample.txt"),
        (text("  ", lead=" "), "sample.txt"),
        (text(","), "sample.csv"),
        (text("\t"), "sample.tsv"),
        (text(";"), "sample.csv"),
        ({"S": [list(line) for line in LINES]}, "sample.xlsx"),
        ({"S": [["1997"], [], *([*line] for line in LINES)]}, "sample.xlsx"),
    ],
)
def test_records_without_headers_are_asked_about_by_their_letters(one, content, name):
    batch = one(content, name=name)
    asked = {question.key: question for question in batch.questions}
    assert set(asked) == {"column:order_date", "column:amount"}
    assert (asked["column:order_date"].guess, asked["column:amount"].guess) == ("B", "D")
    assert "29.33" in asked["column:amount"].text.en
    taken = one(content, name=name, accept=True)
    assert float(taken.receipt.amount_loaded) == pytest.approx(SUM)
    assert taken.receipt.rows_loaded == len(LINES)


def test_every_column_can_be_said(one):
    said = {
        "column:order_date": "B", "column:amount": "D", "column:quantity": "C",
        "column:customer_id": "A",
    }  # fmt: skip
    batch = one(text(" "), name="sample.txt", answers=said)
    assert batch.questions == ()
    assert batch.rows["customer_id"].to_pylist() == [line[0] for line in LINES]
    assert batch.rows["quantity"].to_pylist() == [line[2] for line in LINES]
    priced = one(
        text(" "), name="sample.txt",
        answers={"column:order_date": "B", "column:unit_price": "D", "column:quantity": "C"},
    )  # fmt: skip
    assert float(priced.receipt.amount_loaded) == pytest.approx(
        sum(line[2] * float(line[3]) for line in LINES)
    )


def test_how_to_say_the_other_columns_is_told(one):
    batch = one(text(" "), name="sample.txt", accept=True)
    assert any('--answer "column:customer=A"' in note.en for note in batch.receipt.notes)


def test_names_stand_in_records_as_well(one):
    rows = [[date(2025, 3, n), f"客户{n}", "华东", 100.5 * n] for n in (1, 2, 3)]
    batch = one({"S": rows}, answers={
        "column:order_date": "A", "column:amount": "D", "column:customer": "B", "column:region": "C",
    })  # fmt: skip
    assert batch.receipt.amount_loaded == 603
    assert batch.rows["customer"].to_pylist() == ["客户1", "客户2", "客户3"]


@pytest.mark.parametrize(
    "content",
    [
        "Dear team please find below\nour figures of last month thanks\nregards from the whole team\n",
        "alpha,beta\ngamma,delta\nepsilon,zeta\n",
        "1,2\n3,4\n5,6\n",
    ],
)
def test_no_records_are_made_of_words_or_of_numbers_without_a_day(drop, content):
    assert all(batch.rows is None for batch in drop(content, name="note.txt", accept=True))


def test_remarks_that_are_mostly_blank_make_records_no_less(one):
    lines = [f"SO{n},2025-01-{n + 10},Lamp,{n}.5,{'ok' if n % 4 else ''}" for n in range(1, 13)]
    batch = one(
        "\n".join(lines),
        answers={"dataset": "orders", "column:amount": "D", "column:order_date": "B"},
    )
    assert batch.receipt.amount_loaded == 84
