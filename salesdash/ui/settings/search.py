"""Settings found by a word, in either language, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import streamlit as st

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import METRICS
from salesdash.catalog.rules.declared import RULES
from salesdash.text import LANGS, Lang, Text, plain
from salesdash.ui.screen import Screen
from salesdash.ui.session.markdown import safe
from salesdash.ui.settings.numbers import definitions_desk, limits_desk, rules_desk
from salesdash.ui.settings.sections import GROUPS

HEADLINE = Text(
    "数字怎么算、按什么判断，都在这里看、在这里改",
    "What the numbers mean and what they are judged by",
)
HINT = Text("搜索设置和口径，如“毛利率”“工作日”", "Search, such as “margin” or “workdays”")
FOUND = Text("找到 {n} 处与“{words}”有关", "{n} {n:match|matches} for “{words}”")
MORE = Text(
    "只列出前 {n} 处，再多写几个字会更准。",
    "The first {n:one is|{n} are} listed; type more to narrow it.",
)
NOTHING = Text(
    "没有与“{words}”有关的设置，换一个说法试试。", "Nothing matches “{words}”; try another word."
)
OPEN = Text("打开", "Open")
MOST = 12
_KEY = "settings_search"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing that can be found: where it stands, and the choices that lead to it."""

    group: str
    name: Text
    about: Text
    choices: Mapping[str, str] = field(default_factory=dict)

    def fits(self, words: str) -> bool:
        """Whether every one of the words stands in it, in either language."""
        text = " ".join(t[lang] for t in (self.name, self.about) for lang in LANGS).casefold()
        return all(word in text for word in words.casefold().split())


def field_to_type(lang: Lang) -> str:
    """The field at the top of the page; returns what is looked for."""
    typed = st.text_input(
        HINT[lang],
        key=_KEY,
        type="search",
        live=True,
        placeholder=HINT[lang],
        label_visibility="collapsed",
        icon=":material/search:",
        width=340,
    )
    return (typed or "").strip()


def results(screen: Screen, words: str) -> None:
    """What was found, each with the way to it; names before descriptions."""
    lang = screen.lang
    hits = [entry for entry in entries(screen) if entry.fits(words)]
    in_name = [words.casefold() in f"{e.name.zh} {e.name.en}".casefold() for e in hits]
    ranked = [e for _, e in sorted(zip(in_name, hits, strict=True), key=lambda pair: not pair[0])]
    count = (FOUND if ranked else NOTHING).format(n=len(ranked), words=plain(words))
    st.caption(safe(count[lang]))
    for number, entry in enumerate(ranked[:MOST]):
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            where = GROUPS[entry.group].name[lang]
            st.markdown(
                f"**{safe(entry.name[lang])}** :gray-badge[{safe(where)}]  \n{safe(entry.about[lang])}",
                width="stretch",
            )
            st.button(OPEN[lang], key=f"found_{number}", on_click=_open, args=(entry,))
    if len(ranked) > MOST:
        st.caption(MORE.format(n=MOST)[lang])


def entries(screen: Screen) -> Iterator[SearchHit]:
    """Everything that stands in the settings."""
    for key, group in GROUPS.items():
        yield SearchHit(key, group.name, group.about)
    for metric in METRICS.values():
        if not metric.hidden:
            yield SearchHit(
                definitions_desk.KEY,
                metric.name,
                screen.ask.definition(metric),
                {definitions_desk.ABOUT_KEY: definitions_desk.place_of(metric)},
            )
    for rule in RULES.values():
        yield SearchHit(
            limits_desk.KEY,
            rule.name,
            rule.definition,
            {
                limits_desk.PART_KEY: limits_desk.RULES,
                rules_desk.SUBJECT_KEY: rules_desk.subject_of(rule.key),
            },
        )
    for key, dataset in DATASETS.items():
        headers = plain(" ".join(header for f in dataset.fields for header in f.headers[:2]))
        yield SearchHit(
            definitions_desk.KEY,
            dataset.name,
            dataset.row + plain(" · ") + headers,
            {
                definitions_desk.ABOUT_KEY: definitions_desk.SHEETS,
                definitions_desk.SHEET_KEY: key,
            },
        )


def _open(entry: SearchHit) -> None:
    st.session_state.update({_KEY: "", "group": entry.group, **entry.choices})
