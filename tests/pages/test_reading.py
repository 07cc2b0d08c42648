"""Every sentence of every page, on days that are like no other: nothing is missing, wrong or contradicted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st

from salesdash.charts.theme import SHAPES
from salesdash.period import Comparison, Grain
from salesdash.scope import Scope
from salesdash.text import LANGS
from salesdash.ui.session import store
from salesdash.ui.session.contents import PAGES
from salesdash.warehouse.questions.ask import Ask
from tests import sample
from tests.pages.reading import Said, read

# The first and last day of the data, rest days, a leap day, ends of months and quarters, Sundays, the first
# days of a year, of a week and of a month that begins on a weekend.
DAYS = [
    date.fromisoformat(day)
    for day in (
        "2025-11-16", "2024-10-07", "2025-01-01", "2025-02-03", "2024-02-29", "2023-01-01", "2024-12-31",
        "2025-06-01", "2024-01-31", "2025-03-31", "2024-06-30", "2025-08-31", "2023-06-30", "2024-12-30",
        "2023-03-15", "2025-05-05", "2025-10-08", "2025-09-28", "2025-11-01", "2024-02-18",
    )
]  # fmt: skip
# All of them with SALESDASH_DATES=all; each of the others in its turn of days.
FEW = 5
READ = DAYS if os.environ.get("SALESDASH_DATES") == "all" else DAYS[:FEW]
# Pages of so many views, of which each day reads one: all of them on a rest day, the languages in turn.
VIEWS = {"channels": 10, "channel": 8, "customers": 2}
PERIODS: tuple[tuple[Grain | None, Comparison | None], ...] = (
    ("year", None), ("month", "previous"), ("quarter", "last_year"), ("week", "previous"), (None, None),
)  # fmt: skip


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Questions about the sample company, each answered once."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("store")
        sample.lay(folder, "zh")
        patch.setenv("SALESDASH_STORE", str(folder))
        st.cache_resource.clear()
        with store.asking() as ask:
            yield ask
        store.warehouse().close()
        st.cache_resource.clear()


@pytest.fixture(scope="module", params=READ, ids=str)
def pages(request: pytest.FixtureRequest, ask: Ask) -> list[Said]:
    """What all pages say on one day in both languages, over the year and one more kind of period."""
    turn = DAYS.index(request.param)
    return [
        read(page, ask, scope(ask, request.param, *span), lang, turn)
        for page in PAGES
        for span in dict.fromkeys((PERIODS[0], PERIODS[turn % len(PERIODS)]))
        for lang in LANGS
    ]


def scope(ask: Ask, day: date, grain: Grain | None, comparison: Comparison | None) -> Scope:
    period = ask.calendar.of(day, grain) if grain else None
    return Scope(day, period, comparison, calendar=ask.calendar)


# Each: what is wrong with a text, and how it looks.
FAULTS = {
    "a dash for a number": r"(?<![\w%元）)\]“”，。；])\s?–\s?(?![\w(])|\bn/a\b",
    "a hole": r"\b(nan|NaN|NaT|None|inf)\b(?! of)|[{}]",
    "nothing between two stops": r"[。；，：、][。；，、]|[,;:] ?[.,;:](?!\d)|\(\)|（）",
    "one of several": r"(?<![\d.,%–/-] )(?<![\d.,%–/-])\b1 (?!(?:[a-z]+ )?(?:is|was|has|its)\b)(?:[a-z]+ )?[a-z]+(?<!s)s\b",
    "none that does something": r"\b0 (grow|shrink|turned)|(?<!\d)0 (个在|项变|家在)",
    "nothing as a best": r"(best|most|fastest|highest|最高|最好|最快)[^。.;；，,]*[（(][+-]?0\.0+%?[）)]",
    "nothing as a change": r"(增长|下降|上升|超前|落后|超出|多|少|(?<!误)差) ?0(\.0+)?[%元万]|(?<![\d.])[¥]?0\.0+%? (up|down|ahead|behind|short|more|less)",
    "a size outgrown": r"\d{2},\d{3}\.\d万|,\d{3}\.\dk\b|,\d{3}\.\dm\b",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_sentence_has(fault, pages):
    pattern = re.compile(FAULTS[fault])
    found = [
        f"{said.page} {said.scope.period} {place}: {words}"
        for said in pages
        for place, words in said.sentences()
        if words != "–" and pattern.search(words)  # a card without a number
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("page", VIEWS)
def test_no_view_of_a_page_has_any_fault(page, ask):
    for at in range(VIEWS[page]):
        said = read(page, ask, scope(ask, DAYS[1], *PERIODS[0]), LANGS[at % 2], at)
        found = [
            (fault, place, words)
            for place, words in said.sentences()
            for fault, pattern in FAULTS.items()
            if words != "–" and re.search(pattern, words)
        ]
        assert not found


def test_every_page_answers_its_question(pages):
    assert [said.page for said in pages if not said.headline.strip()] == []
    for said in pages:
        assert all(figure.title.strip() for figure in said.figures)
        assert not [f.key for f in said.figures if f.sentence and not re.search(r"\w", f.sentence)]


def test_no_light_below_its_limit_reads_as_if_it_had_reached_it(pages):
    short = [
        f"{said.page} {row}"
        for said in pages
        for row in lit(said)
        if row[0] in (SHAPES["amber"], SHAPES["red"]) and row[1] == row[2]
    ]
    assert not short


def lit(said: Said) -> Iterator[tuple[str, str, str]]:
    """Each light with the value and the green limit that stand beside it, both without their unit."""
    for figure in said.figures:
        if {"light", "value", "limit"} <= set(figure.frame):
            for row in figure.frame.itertuples():
                yield str(row.light)[0], _number(str(row.value)), _number(str(row.limit))
    for card in said.cards:
        if card.light:
            yield SHAPES[card.light], _number(card.value), _number(card.against.split("·")[0])


def _number(words: str) -> str:
    """The first number in a text, with the digits that count."""
    found = re.search(r"-?[\d,]+(?:\.\d+)?", words)
    return f"{float(found[0].replace(',', '')):g}" if found else ""


def values(said: Said) -> Iterator[tuple[str, str, str]]:
    """Each named figure of a page: what it is called, what it is, and where it stands."""
    for card in said.cards:
        yield card.title, card.value, card.key
    for figure in said.figures:
        if {"kpi", "value"} <= set(figure.frame) and "month" not in figure.frame:
            for row in figure.frame.itertuples():
                yield str(row.kpi), re.split(r" \(|（", str(row.value))[0], figure.key


def test_what_has_one_name_has_one_value_on_a_page(pages):
    for said in pages:
        known: dict[str, str] = {}
        for name, value, place in values(said):
            if said.scope.period and said.scope.period.grain == "year":
                assert known.setdefault(name, value) == value, (said.page, said.scope, name, place)


COUNTS = {
    "zh": {"red": "项未达标", "amber": "项预警", "green": "项达标"},
    "en": {"red": "off target", "amber": "to watch", "green": "on target"},
}


def test_lights_are_counted_alike_wherever_they_are_counted(pages):
    for said in pages:
        if said.page not in ("overview", "kpis"):
            continue
        counted = [
            [_count(words, counts) for counts in COUNTS[said.lang].values()]
            for place, words in said.sentences()
            if place in ("heading", "markdown", "worst_lights")
        ]
        for each in zip(*counted, strict=True):
            assert len({n for n in each if n}) <= 1, (said.page, said.scope, counted)
        if said.page == "kpis":
            walls = [figure for figure in said.figures if figure.key.startswith("wall_")]
            shapes = "".join(words[0] for figure in walls for words in figure.frame["now"])
            drawn = [shapes.count(SHAPES[light]) for light in COUNTS["zh"]]
            assert drawn in ([0, 0, 0], [max(each) for each in zip(*counted, strict=True)])


def _count(words: str, counts: str) -> int:
    found = re.search(rf"(\d+) {counts}", words)
    return int(found[1]) if found else 0


# Of each pair, no page says both.
OPPOSITES: tuple[tuple[str, str], ...] = (
    (
        "还没有销售|没有销售数据|no sales",
        "销售额 [¥1-9]|sales of ¥?[1-9]|Sales of the week: ¥?[1-9]",
    ),
    ("提前完成|already made|target was reached", "实际落后|behind it\\.|还差|is still to come"),
    ("没有一个[^。]*落后|no [a-z]+ is behind", "落后的合计少|Those behind are short"),
    ("没有灯变色|No light has changed", "项变差|项变好|turned worse|turned better"),
    ("全部在增长|All \\d+ grow", "个在下降|shrinks?\\b"),
    (
        "没有流失迹象|none of them is leaving|it is not leaving",
        "有流失风险或已流失，|at risk or lost,",
    ),
    ("红灯持续最久|Red for longest", "上个月没有红灯|No light was red"),
)


@pytest.mark.parametrize("pair", OPPOSITES, ids=lambda pair: pair[0])
def test_no_page_says_two_opposite_things(pair, pages):
    for said in pages:
        told = [words for place, words in said.sentences()]
        both = [[words for words in told if re.search(side, words)] for side in pair]
        assert not all(both), (said.page, str(said.scope.period), said.scope.as_of, both)


def test_ahead_and_attained_agree(pages):
    """Where attainment to date is written, whoever says ahead or behind says it the same way."""
    for said in pages:
        attained = [card for card in said.cards if card.key == "attainment" and "%" in card.value]
        # over all data the cards are of all of them, the figure of the running year, which it names
        if said.page == "overview" and attained and said.scope.period:
            assert _agree(float(attained[0].value.rstrip("%")) - 100, said, "sales_so_far")
        if said.page == "targets" and (percent := re.search(r"([\d.]+)%", said.headline)):
            assert _agree(float(percent[1]) - 100, said, "heading")
            _agree(float(percent[1]) - 100, said, "gap_by_member")  # silent where there is none


def _agree(over: float, said: Said, at: str) -> bool:
    """Whether anything was read there."""
    words = " ".join(words for place, words in said.sentences() if place == at)
    is_ahead = bool(re.search("实际超前|，超出|净超出|(?<!Nobody is) ahead", words))
    is_behind = bool(re.search("实际落后|净落后|，差 | behind it| short net", words))
    assert not (is_ahead and over < 0), (said.page, said.scope, words)
    assert not (is_behind and not is_ahead and over > 0), (said.page, said.scope, words)
    return bool(words)


def test_no_chart_is_shown_past_the_reader(pages):
    assert [(said.page, said.charts) for said in pages if said.charts] == []
