"""What stands on each slide, in one language: words and figures under their keys."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from salesdash.catalog.metrics import METRICS
from salesdash.catalog.overrides import rules_of, worded
from salesdash.charts.figure import Card, Headline, Spoken
from salesdash.charts.look import Mode
from salesdash.charts.masking import NO_MASKS, Masks
from salesdash.charts.report import Chapter, Finding, Report
from salesdash.charts.theme import SHAPES
from salesdash.export import image
from salesdash.export.deck.table import shown_part
from salesdash.text import Lang, Text

MEETING, LEFT = "meeting", "left_out"
MOST_LINES = 40  # of a list on one slide, in columns
LEFT_TITLE = Text("这次没有放进来的图表", "What is left out this time")
OUTDATED = Text(
    "本页未更新：{why}，这里仍是以前的内容",
    "Not brought up to date ({why}): this page is as it was",
)
NO_FIGURE = Text("本期报告里没有这张图", "this report has no such figure")
NO_MORE = Text("没有更多", "Nothing more")
NOTHING_LEFT = Text("这次没有省略的图表", "Nothing is left out")
LAST_WEEK = Text("上周：{words}", "Last week: {words}")
SOURCE = Text("来源：{about}", "Source: {about}")
DEFINED = Text("口径：{name}：{words}", "Definition: {name}: {words}")
NAMED = Text("{name}：{words}", "{name}: {words}")
OUT = Text("{title}：{why}", "{title}: {why}")
DEFAULTS = rules_of({})
Draw = Callable[[Spoken, Mode, int, int], bytes]


@dataclass(frozen=True, slots=True)
class ReportStyle:
    """How a report is to be written: language, light or dark, under which masks, by which rules; and by whom its
    pictures are drawn."""

    lang: Lang
    mode: Mode = "light"
    masks: Masks = NO_MASKS
    rules: Mapping[str, float] | None = None
    draw: Draw = image.chart_png

    def say(self, words: Text) -> str:
        return self.masks.text(words[self.lang], self.lang)


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its title, what stands small above it, its figure or lines, what stands below, its notes."""

    key: str
    title: str
    above: str = ""
    figure: Spoken | None = None
    lines: tuple[str, ...] = ()
    cards: tuple[tuple[str, str, str, str, str], ...] = ()  # as `_card` makes them
    agenda: tuple[str, ...] = ()
    before: str = ""
    foot: str = ""
    notes: str = ""


def slides(
    report: Report, choice: ReportStyle, standing: Collection[str] = frozenset()
) -> Iterator[Slide]:
    """The line of the meeting, one slide a finding, and last what is left out.

    Of the keys that are `standing` in a deck there is a slide as long as there is anything to say: what is the
    same as last week is of another day all the same, and a list may be empty now.
    """
    yield _meeting(report, choice)
    for chapter in report.chapters:
        for at, finding in enumerate(chapter.findings):
            yield _finding(chapter, finding, choice, is_first=at == 0)
    unchanged = [
        (chapter, finding)
        for chapter in report.unchanged
        for finding in chapter.findings
        if finding.key in standing
    ]
    for chapter, finding in unchanged:
        yield _finding(chapter, finding, choice, is_first=False)
    shown = {finding.key for _, finding in unchanged}
    out = [one for one in report.left_out if one.key not in shown]
    lines = [choice.say(OUT.format(title=one.title, why=one.why)) for one in out]
    yield from _left_out(lines, choice.say(report.about), choice, standing)


def _left_out(
    lines: Sequence[str], about: str, choice: ReportStyle, standing: Collection[str]
) -> Iterator[Slide]:
    """The list on as many slides as it needs, and on all that it once had."""
    for nth in count():
        key = LEFT if nth == 0 else f"{LEFT}_{nth + 1}"
        some = lines[nth * MOST_LINES : (nth + 1) * MOST_LINES]
        if not some and key not in standing:
            return
        sentences = tuple(some) or (choice.say(NOTHING_LEFT if nth == 0 else NO_MORE),)
        yield Slide(key, choice.say(LEFT_TITLE), lines=sentences, foot=about)


def _meeting(report: Report, choice: ReportStyle) -> Slide:
    line = report.line
    state = f"{SHAPES.get(line.light, '')} {choice.say(line.state)}".strip()
    title = choice.say(line.sentence)
    more = [choice.say(words) for words in (line.more, *line.notes) if words]
    return Slide(
        MEETING,
        f"{state}  {title}" if state else title,
        above=choice.say(report.title),
        lines=tuple(more),
        cards=tuple(_card(card, choice) for card in report.cards),
        agenda=tuple(_agenda(report, choice)),
        foot=choice.say(report.about),
        notes=choice.say(line.text),
    )


def _agenda(report: Report, choice: ReportStyle) -> Iterator[str]:
    """What each chapter answers, in a line."""
    for chapter in report.chapters:
        answer = chapter.headline
        if answer is None and chapter.findings:
            answer = Headline(chapter.findings[0].figure.sentence)
        if answer is None or answer.sentence == report.line.sentence or not answer.sentence:
            continue
        state = f"{SHAPES.get(answer.light, '')} {choice.say(answer.state)}".strip()
        words = "  ".join(filter(None, (state, choice.say(answer.sentence))))
        yield choice.say(NAMED).format(name=choice.say(chapter.name), words=words)


def _card(card: Card, choice: ReportStyle) -> tuple[str, str, str, str, str]:
    """Label, value and change, and the lights whose colours the value and the change have."""
    good = {True: "green", False: "red", None: ""}[card.good]
    change = " ".join(filter(None, (choice.say(card.change), choice.say(card.against))))
    value = f"{SHAPES.get(card.light, '')} {choice.say(card.value)}".strip()
    return choice.say(card.title), value, change, card.light, good


def _finding(chapter: Chapter, finding: Finding, choice: ReportStyle, *, is_first: bool) -> Slide:
    before = choice.say(LAST_WEEK.format(words=finding.before)) if finding.before else ""
    name = choice.say(chapter.name)
    slide = of_figure(finding.key, spoken(finding, choice), choice, name, before)
    if not is_first or chapter.headline is None:
        return slide
    return replace(slide, notes=f"{choice.say(chapter.headline.text)}\n{slide.notes}")


def of_figure(
    key: str, figure: Spoken, choice: ReportStyle, chapter: str = "", before: str = ""
) -> Slide:
    """The slide of one figure: its finding as the title; in the notes how it is computed, and of when it is."""
    subject = figure.title if figure.sentence else ""
    source = SOURCE[choice.lang].format(about=figure.context)
    heading = figure.sentence or figure.title
    notes = (heading, *figure.notes, *definitions(figure, choice), before, source)
    return Slide(
        key,
        heading,
        above=" · ".join(filter(None, (chapter, subject))),
        figure=figure,
        before=before,
        foot=" · ".join(filter(None, (figure.context, shown_part(figure)))),
        notes="\n".join(filter(None, notes)),
    )


def spoken(finding: Finding, choice: ReportStyle) -> Spoken:
    """The figure in the language, under the masks."""
    return choice.masks.figure(finding.figure.in_(choice.lang))


def definitions(figure: Spoken, choice: ReportStyle) -> Sequence[str]:
    """How the numbers of a figure are computed, a line for each."""
    rules = DEFAULTS if choice.rules is None else choice.rules
    return [
        DEFINED.format(name=metric.name, words=worded(metric.definition, rules))[choice.lang]
        for metric in (METRICS[key] for key in figure.metrics if key in METRICS)
    ]
