"""The work list of each owner as a workbook: filled in and dropped again it becomes visits and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.words.vocabulary import RESULT_NAMES
from salesdash.export.out_and_back import owner_sheets
from salesdash.export.out_and_back.owner_sheets import ColumnHead
from salesdash.text import Lang, Text
from salesdash.units import MONEY

STAKE = Text("面临流失（{unit}）", "At stake ({unit})")
WHY, STEP = Text("为什么联系", "Reason to call"), Text("建议的下一步", "Proposed step")
# The columns to fill in are fields of the sheet of visits, under its own headers: it comes back as any such sheet.
VISITS = DATASETS["visits"]


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One customer of a work list: the money at stake in 元, why he is to be called, and what to do."""

    customer: str
    at_stake: float
    why: Text
    step: Text


def xlsx(lists: Mapping[str | None, Sequence[WorkLine]], lang: Lang) -> bytes:
    """A sheet for each owner (None: of nobody) with his customers, and empty cells for what comes of it."""
    rows = {
        owner: [
            (
                one.customer,
                round(one.at_stake, 2),
                one.why[lang],
                one.step[lang],
                owner or "",
                *[None] * 4,
            )
            for one in lines
        ]
        for owner, lines in lists.items()
    }
    return owner_sheets.xlsx(rows, _heads(), lang)


def _heads() -> tuple[ColumnHead, ...]:
    results = tuple(RESULT_NAMES.values())
    return (
        ColumnHead(VISITS.field("customer").name, 26),
        ColumnHead(STAKE.format(unit=MONEY.name), 16),
        ColumnHead(WHY, 46),
        ColumnHead(STEP, 26),
        ColumnHead(VISITS.field("owner").name, 12),
        ColumnHead(VISITS.field("result").name, 14, to_fill=True, choices=results),
        ColumnHead(VISITS.field("date").name, 14, to_fill=True, is_day=True),
        ColumnHead(VISITS.field("next_date").name, 14, to_fill=True, is_day=True),
        ColumnHead(VISITS.field("note").name, 40, to_fill=True),
    )
