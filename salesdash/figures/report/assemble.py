"""The chosen figures of all pages as one report, told by decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.pages import PAGE_NAMES
from salesdash.charts.context import context
from salesdash.charts.figure import Figure, Headline
from salesdash.charts.report import Chapter, Finding, LeftOut, Report
from salesdash.figures import overview
from salesdash.figures.lights.wording import needs_words
from salesdash.figures.report.answered import answered
from salesdash.figures.report.both_ways import both_ways
from salesdash.figures.report.chapters import PAGES, Figures, TypedContents
from salesdash.figures.report.promises import decisions
from salesdash.scope import Scope
from salesdash.text import BLANK, Text
from salesdash.warehouse.questions.ask import Ask

WEEK = timedelta(days=7)
TITLE = Text("销售周会", "Sales meeting")
CHANGED, DECISIONS = "changed", "decisions"
OPENING = {
    CHANGED: Text("上周以来的变化", "What changed since last week"),
    DECISIONS: Text("要定的事与承诺", "Decisions and promises"),
}
Hear = Callable[[Chapter, Chapter], None]
NAMES = {**OPENING, **{key: PAGE_NAMES[key] for key in PAGES}}
NO_DATA = Text("没有可以显示的数据", "no data to show")
LACKS = Text("缺{needs}", "missing: {needs}")
UNCHANGED = Text("与上周相同", "the same as last week")
TOLD = Text("前面的表里已经有了", "all in an earlier table")


def report(
    ask: Ask,
    scope: Scope,
    typed: TypedContents,
    pages: Sequence[str] = tuple(PAGES),
    without: Iterable[str] = (),
    hear: Hear | None = None,
) -> Report:
    """The line of the meeting, what changed, what is to decide; then the pages in the order given, without
    the figures of these keys (`channels.money_table`).

    Figures without data are left out, and so are lists of KPIs that all stand in an earlier one and, in a period
    that is still running, figures that are what they were a week ago; the report says which. As soon as the
    figures of a chapter are known, those to tell of and those that tell nothing new, whoever wants to hears of them.
    """
    skipped, earlier = set(without), _week_before(ask, scope)
    keys = (CHANGED, DECISIONS, *pages)
    days = {key: (scope, earlier) if _is_dated(key) and earlier else (scope,) for key in keys}

    def found_on(key: str, on: Scope) -> list[Finding]:
        return _named(key, _figures(ask, on, typed, key), skipped)

    def hear_of(key: str, findings: Sequence[list[Finding]]) -> None:
        one = _Sorted.of(key, *findings)
        if hear is not None:
            hear(one.told, one.unchanged)

    found = both_ways([(key, on) for key in keys for on in days[key]], found_on, hear_of)
    chapters: list[_Sorted] = []
    for key in keys:
        answer = PAGES[key].answer(ask, scope, typed) if key in PAGES else None
        headline = Headline(answer) if isinstance(answer, Text) else answer
        told = [finding.figure for one in chapters for finding in one.told.findings]
        chapters.append(_Sorted.of(key, *found[key], headline=headline, earlier=told))
    return Report(
        TITLE,
        answered(ask, scope, overview.headline),
        context(scope),
        tuple(answered(ask, scope, overview.cards)),
        tuple(one.told for one in chapters if one.told.findings),
        tuple(left_out for one in chapters for left_out in one.left_out),
        tuple(one.unchanged for one in chapters if one.unchanged.findings),
    )


def _is_dated(key: str) -> bool:
    return key in PAGES and PAGES[key].is_dated


def figure_named(ask: Ask, scope: Scope, typed: TypedContents, key: str) -> Figure | None:
    """The figure of this key, `channels.money_table` or its last part; None where there is none."""
    page, _, name = key.rpartition(".")
    for chapter in [page] if page else NAMES:
        for finding in _named(chapter, _figures(ask, scope, typed, chapter), set()):
            if finding.key == f"{chapter}.{name}":
                return finding.figure
    return None


def all_findings(
    ask: Ask, scope: Scope, typed: TypedContents, pages: Sequence[str]
) -> Iterator[Finding]:
    """All figures that a report of these pages could tell of, each once, page after page."""
    for key in pages:
        yield from _named(key, _figures(ask, scope, typed, key), set())


def _figures(ask: Ask, scope: Scope, typed: TypedContents, chapter: str) -> Figures:
    if chapter == CHANGED:
        return _since(ask, scope)
    if chapter == DECISIONS:
        return decisions(ask, scope, typed)
    return PAGES[chapter].figures(ask, scope, typed) if chapter in PAGES else ()


def _since(ask: Ask, scope: Scope) -> Figures:
    yield answered(ask, scope, overview.since_last_week)
    yield answered(ask, scope, overview.changed_lights)


def _week_before(ask: Ask, scope: Scope) -> Scope | None:
    """The scope a week earlier, where that is a day of the same period, still running today, and none amid a sum of
    the orders."""
    day = scope.as_of - WEEK
    if ask.told_in_sums(METRICS["sales"], scope.period and scope.period.until(day)):
        return None
    is_open = scope.period is None or scope.is_running
    begins = scope.period.start if scope.period else day
    return replace(scope, as_of=day) if ask.coverage and is_open and day >= begins else None


def _named(page: str, figures: Iterable[Figure | None], skipped: set[str]) -> list[Finding]:
    """The figures under their keys; one that a page shows twice counts once."""
    findings: dict[str, Finding] = {}
    for figure in figures:
        if figure is not None and (key := f"{page}.{figure.key}") not in skipped:
            findings.setdefault(key, Finding(key, figure))
    return list(findings.values())


def _why_empty(figure: Figure) -> Text:
    """What the figure says of it itself, else which sheets would fill it."""
    if figure.sentence:
        return Text(figure.sentence.zh.rstrip("。"), figure.sentence.en.rstrip("."))
    if figure.missing:
        return LACKS.format(needs=needs_words(figure.missing))
    return NO_DATA


def _is_told(figure: Figure, told: Iterable[Figure]) -> bool:
    """Whether it is a list of KPIs that all stand in one list already."""
    listed = _kpis_of(figure)
    return bool(listed) and any(listed <= _kpis_of(one) for one in told)


def _kpis_of(figure: Figure) -> set[object]:
    is_list = figure.draw is None and "kpi" in figure.frame
    return set(figure.frame["kpi"]) if is_list else set()


def _is_same(was: Figure, now: Figure) -> bool:
    return was.sentence == now.sentence and was.frame.equals(now.frame)


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A chapter's figures: those to tell of, those that tell nothing new, those left out."""

    told: Chapter
    unchanged: Chapter
    left_out: tuple[LeftOut, ...]

    @classmethod
    def of(
        cls,
        key: str,
        now: Sequence[Finding],
        before: Sequence[Finding] = (),
        *,
        headline: Headline | None = None,
        earlier: Sequence[Figure] = (),
    ) -> _Sorted:
        last_week = {one.key: one.figure for one in before}
        changed, unchanged, left_out = [], [], []
        for one in now:
            was = last_week.get(one.key)
            if one.figure.is_empty:
                left_out.append(LeftOut(one.key, one.figure.title, _why_empty(one.figure)))
            elif was is not None and _is_same(was, one.figure):
                left_out.append(LeftOut(one.key, one.figure.title, UNCHANGED))
                unchanged.append(one)
            elif _is_told(one.figure, earlier):
                left_out.append(LeftOut(one.key, one.figure.title, TOLD))
                unchanged.append(one)
            else:
                as_before = (
                    BLANK if was is None or was.sentence == one.figure.sentence else was.sentence
                )
                changed.append(replace(one, before=as_before))
        name = NAMES[key]
        return cls(
            Chapter(key, name, tuple(changed), headline),
            Chapter(key, name, tuple(unchanged), headline),
            tuple(left_out),
        )
