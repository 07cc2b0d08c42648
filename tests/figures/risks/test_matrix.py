"""The matrix of risks: who stands where, and whose score moved since the last review."""

from dataclasses import replace
from datetime import datetime

import pytest

from salesdash.catalog.risks.risk import CELL, MatrixCell
from salesdash.figures.opened import openable, title
from salesdash.figures.risks import matrix as _matrix
from salesdash.warehouse.typed.ledger import Change
from tests.figures.risks.test_standing import ALL, EN, LATE, SOON, ZH
from tests.heard import heard

matrix = heard(_matrix)
AT = datetime(2025, 11, 1)  # noqa: DTZ001 as the trail keeps it


def test_the_matrix_holds_open_risks_and_its_table_all():
    figure = matrix.matrix(ALL, ZH)
    assert figure.sentence == "高 1 项，中 1 项，低 0 项。"
    assert figure.frame["title"].tolist() == ["核心客户停单", "供货延迟", "已了结"]
    assert figure.frame["level"].tolist() == ["■ 高", "▲ 中", "■ 高"]


def test_after_the_response_only_what_was_judged_is_placed():
    figure = matrix.matrix(ALL, ZH, matrix.AFTER)
    assert figure.sentence == "高 0 项，中 1 项，低 0 项。1 项还没有评估应对后的分值。"


ADDED = LATE.content()
REVIEWED = {**ADDED, "review": "2025-12-10", "probability": 3}
JUDGED = {**ADDED, "probability": 4}


@pytest.mark.parametrize(
    ("history", "now", "arrow"),
    [
        ([(None, ADDED)], 5, ""),
        ([(None, ADDED), (ADDED, JUDGED)], 4, "↓ "),
        ([(None, ADDED), (ADDED, REVIEWED)], 3, "↓ "),
        ([(None, ADDED), (ADDED, JUDGED), (JUDGED, {**REVIEWED, "probability": 4})], 4, ""),
        ([(None, ADDED), (ADDED, JUDGED), (JUDGED, {**REVIEWED, "probability": 5})], 5, "↑ "),
        ([], 5, ""),
    ],
)
def test_an_arrow_tells_what_moved_since_the_last_review(history, now, arrow):
    changes = [Change(1, AT, "张三", before, after) for before, after in reversed(history)]
    figure = matrix.matrix([replace(LATE, probability=now), SOON], ZH, matrix.BEFORE, changes)
    names = {row["names_text"] for row in figure.draw("light").to_dict()["datasets"].popitem()[1]}
    assert any(f"{arrow}核心客户停单" in each.split("、") for each in names)
    assert any("↑" in note for note in figure.notes) == bool(arrow)


def cells(figure):
    return figure.draw("light").to_dict()["datasets"].popitem()[1]


def test_a_cell_counts_who_stands_in_it_and_who_moved_and_opens_them():
    risks = [replace(LATE, probability=3), replace(SOON, probability=3, impact=LATE.impact)]
    history = [
        Change(1, AT, "张三", before, after) for before, after in ((ADDED, REVIEWED), (None, ADDED))
    ]
    shown = {
        row["of_risks"]: row
        for row in cells(matrix.matrix(risks, ZH, matrix.BEFORE, history))
        if row["label"]
    }
    [(mark, row)] = shown.items()
    assert row["label"] == "2 ↓1"
    cell = MatrixCell.read(mark)
    assert cell
    assert [cell.holds(one) for one in [*risks, LATE]] == [True, True, False]
    assert openable({CELL: mark}) == {CELL: mark}
    assert title({CELL: mark}).zh.startswith("可能性 3 × 影响 ")


@pytest.mark.parametrize("words", ["", "6.1", "3", "3.3.before", "x"])
def test_what_names_no_cell_opens_nothing(words):
    assert openable({CELL: words}) == {}


def test_a_cell_after_the_response_holds_whom_that_left_there():
    judged = replace(LATE, probability_after=2, impact_after=2)
    marks = {
        row["of_risks"] for row in cells(matrix.matrix([judged], ZH, matrix.AFTER)) if row["label"]
    }
    assert marks == {"2.2.after"}
    assert MatrixCell(2, 2, is_after=True).holds(judged)
    assert not MatrixCell(2, 2).holds(judged)


def test_what_was_refused_moved_nothing():
    refused = Change(1, AT, "张三", ADDED, JUDGED, is_refused=True)
    figure = matrix.matrix([LATE], EN, matrix.BEFORE, [refused, Change(1, AT, "李四", None, ADDED)])
    assert not any("↑" in note for note in figure.notes)
