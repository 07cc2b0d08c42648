"""What was found, which finding is looked into, and what came of such findings before."""

from __future__ import annotations

from salesdash.figures.channels.diagnosis import evidence, findings, record
from salesdash.ui.screen import Screen


def show(screen: Screen, by: str) -> None:
    """The findings; the evidence of the one chosen, the gravest until somebody chooses; the record."""
    screen.show(screen.answer(findings.table, by))
    found = screen.answer(findings.choices, by)
    chosen = (
        screen.choose("finding", findings.EVIDENCE_OF, found, as_list=True, is_plain=True)
        if found
        else ""
    )
    screen.row(
        screen.answer(evidence.figure, by, chosen),
        screen.answer(record.table, by),
        weights=(3, 4),  # the table of seven columns is the wider one
    )
