"""A report as one file to read in a browser: its charts answer the pointer, and nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html import escape
from pathlib import Path

import vl_convert

from salesdash.charts.figure import Spoken
from salesdash.charts.report import Report
from salesdash.charts.theme import PALETTES, SHAPES, light_of_words
from salesdash.export.deck import table
from salesdash.export.deck.slide_plan import (
    LAST_WEEK,
    LEFT_TITLE,
    OUT,
    ReportStyle,
    definitions,
    spoken,
)
from salesdash.export.safe_names import without_unseen
from salesdash.text import Text

FRAME = Path(__file__).with_name("page.html")
ON_A_PAGE = 18  # rows of a table that surely stand on one printed page
MOST_ROWS = 200
_GLOBAL = "window.vegaEmbed = vegaEmbed;"
HOW = Text("口径与说明", "Definitions and notes")


def html(report: Report, choice: ReportStyle) -> bytes:
    """The line of the meeting, then a chapter a page: each figure with its chart, or its table."""
    palette = PALETTES[choice.mode]
    words = {
        "lang": "zh-CN" if choice.lang == "zh" else "en",
        "title": _safe(choice.say(report.title)),
        "background": palette.background,
        "ink": palette.ink,
        "quiet": palette.quiet,
        "grid": palette.grid,
        "track": palette.track,
    }
    page = FRAME.read_text(encoding="utf-8")
    for name, value in words.items():
        page = page.replace("{{" + name + "}}", value)
    before, rest = page.split("{{body}}")
    between, after = rest.split("{{bundle}}")
    body = "\n".join(
        [*_opening(report, choice), *_chapters(report, choice), *_closing(report, choice)]
    )
    return "".join([before, body, between, _bundle(), after]).encode()


@cache
def _bundle() -> str:
    """Vega, Vega-Lite and Vega-Embed in one script."""
    script: str = vl_convert.javascript_bundle(_GLOBAL)
    return script.replace("</script", "<\\/script")


def _opening(report: Report, choice: ReportStyle) -> Iterator[str]:
    say, line = choice.say, report.line
    yield f'<p class="quiet">{_safe(say(report.title))} · {_safe(say(report.about))}</p>'
    state = f"{SHAPES.get(line.light, '')} {say(line.state)}".strip()
    colour = PALETTES[choice.mode].lights.get(line.light, "inherit")
    yield f'<h1><span style="color:{colour}">{_safe(state)}</span> {_safe(say(line.sentence))}</h1>'
    for words in (line.more, *line.notes):
        yield f"<p>{_safe(say(words))}</p>" if words else ""
    yield '<div class="cards">'
    for card in report.cards:
        change = " ".join(filter(None, (say(card.change), say(card.against))))
        yield (
            f'<div><div class="quiet">{_safe(say(card.title))}</div><div class="value">'
            f'{_safe(say(card.value))}</div><div class="quiet">{_safe(change)}</div></div>'
        )
    links = (
        f'<a href="#{chapter.key}">{_safe(say(chapter.name))}</a>' for chapter in report.chapters
    )
    yield "</div><nav>" + "".join(links) + "</nav>"


def _chapters(report: Report, choice: ReportStyle) -> Iterator[str]:
    for chapter in report.chapters:
        yield f'<h2 id="{chapter.key}">{_safe(choice.say(chapter.name))}</h2>'
        if chapter.headline is not None:
            yield f"<p>{_safe(choice.say(chapter.headline.text))}</p>"
        for finding in chapter.findings:
            figure = spoken(finding, choice)
            is_long = figure.draw is None and len(figure.frame) > ON_A_PAGE
            yield '<section class="long">' if is_long else "<section>"
            if figure.sentence:
                yield f'<div class="quiet">{_safe(figure.title)}</div>'
            yield f"<h3>{_safe(figure.sentence or figure.title)}</h3>"
            yield from _shown(figure, finding.key, choice)
            if finding.before:
                before = choice.say(LAST_WEEK.format(words=finding.before))
                yield f'<p class="quiet">{_safe(before)}</p>'
            yield f'<p class="quiet">{_safe(figure.context)}</p>'
            notes = [*figure.notes, *definitions(figure, choice)]
            if notes:
                lines = "".join(f"<p class='quiet'>{_safe(note)}</p>" for note in notes)
                yield f"<details><summary>{_safe(choice.say(HOW))}</summary>{lines}</details>"
            yield "</section>"


def _shown(figure: Spoken, key: str, choice: ReportStyle) -> Iterator[str]:
    if figure.draw is None:
        yield _table(figure, choice)
        return
    chart = json.dumps(figure.spec(choice.mode), ensure_ascii=False, default=str)
    chart = without_unseen(chart).replace("<", "\\u003c")
    place = _safe(key)
    yield f'<div class="chart" id="{place}" role="img" aria-label="{_safe(figure.alt)}"></div>'
    yield f'<script type="application/json" data-of="{place}">{chart}</script>'


def _table(figure: Spoken, choice: ReportStyle) -> str:
    grid = table.cells(figure, MOST_ROWS)
    kinds = [' class="n"' if is_number else "" for is_number in grid.is_number]
    head = "".join(f"<th{k}>{_safe(words)}</th>" for k, words in zip(kinds, grid.head, strict=True))
    rows = (
        "".join(
            f"<td{k}{_lit(words, choice)}>{_safe(words)}</td>"
            for k, words in zip(kinds, row, strict=True)
        )
        for row in grid.rows
    )
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _lit(words: str, choice: ReportStyle) -> str:
    """The colour of a cell that begins with the shape of a light."""
    light = light_of_words(words)
    return f' style="color:{PALETTES[choice.mode].lights[light]}"' if light else ""


def _closing(report: Report, choice: ReportStyle) -> Iterator[str]:
    if report.left_out:
        yield f"<h2>{_safe(choice.say(LEFT_TITLE))}</h2>"
        for one in report.left_out:
            yield f"<p>{_safe(choice.say(OUT.format(title=one.title, why=one.why)))}</p>"


def _safe(words: str) -> str:
    return escape(without_unseen(words))
