"""What a report tells, in order and in no language yet: built once, then made a deck, a workbook, a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salesdash.charts.figure import Card, Figure, Headline
from salesdash.text import BLANK, Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure under the key by which a file that was made of it is found again, `overview.movers`,
    and what it said a week earlier."""

    key: str
    figure: Figure
    before: Text = BLANK


@dataclass(frozen=True, slots=True)
class Chapter:
    """Findings that answer one question, and the answer in a sentence."""

    key: str
    name: Text
    findings: tuple[Finding, ...]
    headline: Headline | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that is not told of, under its key, and why."""

    key: str
    title: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Report:
    """The line of the meeting with its numbers, the chapters in the order in which they are told, and
    what is left out. `about` says period, filters and as-of date. `unchanged` are the chapters of those left
    out that tell nothing new: a file that tells of them already is brought up to date."""

    title: Text
    line: Headline
    about: Text
    cards: tuple[Card, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    left_out: Sequence[LeftOut] = ()
    unchanged: tuple[Chapter, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        return [finding for chapter in self.chapters for finding in chapter.findings]
