"""What was found, which finding is looked into, and what came of such findings before."""

from __future__ import annotations

import streamlit as st

from salesdash.catalog.actions import Action
from salesdash.figures.channels.diagnosis import finding_chart, findings, record
from salesdash.text import Lang
from salesdash.ui.actions import action_form
from salesdash.ui.figure.grid import BROKEN
from salesdash.ui.screen import Screen


def show(screen: Screen, by: str) -> None:
    """The findings; the evidence of the one chosen, the gravest until somebody chooses; the record."""
    screen.show(screen.answer(findings.table, by), row_height=BROKEN)
    choices = screen.answer(findings.choices, by)
    chosen = ""
    if choices:
        with st.container(horizontal=True, vertical_alignment="center"):
            chosen = screen.choose(
                "finding", findings.EVIDENCE_OF, choices, as_list=True, is_plain=True
            )
            proposal = screen.answer(findings.proposal_of, by, chosen)
            action_form.offer(screen, "finding_action", action_of(proposal, screen.lang))
    screen.row(
        screen.answer(finding_chart.figure, by, chosen),
        screen.answer(record.table, by),
        weights=(3, 4),  # the table of seven columns is the wider one
    )


def action_of(proposal: findings.ProposedAction, lang: Lang) -> Action:
    """The promise that a diagnosis proposes."""
    return Action(
        proposal.what[lang], due=proposal.due, kpi=proposal.kpi, link_by=proposal.by,
        link_member=proposal.member,
    )  # fmt: skip
