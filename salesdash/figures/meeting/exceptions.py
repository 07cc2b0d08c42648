"""The exceptions that a meeting goes through: what was left to it first, by name, then what waits by money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from salesdash.catalog.meetings import KINDS, OUTCOMES, Entry, Meeting
from salesdash.charts.figure import Figure, Headline
from salesdash.errors import QuestionError
from salesdash.figures.actions.effect import COMPARED
from salesdash.figures.comparison import capital
from salesdash.figures.drivers.movers import movers
from salesdash.figures.inbox.inbox import MOST, inbox
from salesdash.figures.inbox.kept import ACTION, KeptDecisions, kept_in
from salesdash.figures.inbox.waiting import SOURCES, WaitingCase
from salesdash.figures.meeting.promises import ABOUT, TIMES
from salesdash.figures.opened import scope_of
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY, write
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.typed.decisions import Decision
from salesdash.warehouse.typed.meetings.meetings import Meetings

NONE = Text("没有等待决定的异常", "No exception waits for a decision")
OF = Text("第 {nth} / {n} 项 · {source}", "{nth} of {n} · {source}")
MONEY_AT = Text("涉及 {money}", "{money} at stake")
STEP = Text("建议：{how}", "Suggested: {how}")
WHOSE = Text("负责人：{owner}", "Owner: {owner}")
NOBODY = Text("未定", "nobody yet")
WHY = Text("原因", "Why")
LEFT = Text("上次留下", "Left over")
GONE = Text(
    "现在的数据里已经看不到它：可以了结，也可以继续留着。",
    "It is no longer seen in the data: settle it, or keep it.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """One exception. `times` says how often it was put off by the meetings before; `waiting` is None where it was
    left over and the data no longer show it."""

    key: str
    sentence: Text
    owner: str
    times: int = 0
    waiting: WaitingCase | None = None


def of_meeting(warehouse: Warehouse, ask: Ask, scope: Scope, meeting: Meeting) -> list[Case]:
    """The exceptions of a meeting, by what is decided now: what somebody decides elsewhere is gone at once, though
    the data are the same."""
    meetings = Meetings(warehouse)
    left, outcomes = meetings.left_to(meeting), meetings.outcomes(meeting)
    return cases(inbox(ask, scope, undecided(kept_in(warehouse, ask), left, outcomes)), left)


def undecided(
    kept: KeptDecisions, left: Sequence[Entry], outcomes: Mapping[str, Entry]
) -> KeptDecisions:
    """What was kept, as if nothing had been decided of what was left over and of what the meeting itself settles: so
    its list stays as it is while it goes on."""
    again = {*outcomes, *(one.about for one in left)}
    return replace(
        kept, decisions={key: one for key, one in kept.decisions.items() if key not in again}
    )


def cases(waiting: Sequence[WaitingCase], left: Sequence[Entry]) -> list[Case]:
    """All that was left over, by name, then what waits: seven together, or as many as were left over."""
    came_back = {one.about: one for one in left if not one.about.startswith(ABOUT.format(""))}
    by_key = {one.key: one for one in waiting}
    old = [
        Case(key, one.words, one.owner, one.times, by_key.get(key))
        for key, one in came_back.items()
    ]
    new = [
        Case(key, one.sentence, one.owner, 0, one)
        for key, one in by_key.items()
        if key not in came_back
    ]
    return [*old, *new[: max(MOST - len(old), 0)]]


def sentence(case: Case) -> Text:
    """What is seen of it now, else what was when it was left over."""
    return case.waiting.sentence if case.waiting else case.sentence


def headline(case: Case, outcome: Entry | None) -> Headline:
    """Its sentence; what came of it, or that it was left over and how often."""
    words = sentence(case)
    if outcome and outcome.outcome:
        return Headline(words, "green", OUTCOMES[outcome.outcome])
    if case.times:
        state = capital(TIMES.format(n=case.times))
        return Headline(words, "red", state, BLANK if case.waiting else GONE)
    return Headline(words)


def place(case: Case, nth: int, n: int) -> Text:
    """Which of how many, and where it comes from."""
    source = SOURCES[case.waiting.source] if case.waiting else LEFT
    return OF.format(nth=nth + 1, n=n, source=source)


def facts(case: Case, scope: Scope) -> list[Text]:
    """What is at stake and whose it is, and what to do."""
    one = case.waiting
    parts = []
    if one and one.money is not None:
        parts.append(MONEY_AT.format(money=write(one.money, MONEY, scope.scale)))
    parts.append(WHOSE.format(owner=plain(case.owner) if case.owner else NOBODY))
    at_stake = join(parts, " · ", " · ")
    return [at_stake, STEP.format(how=one.how)] if one else [at_stake]


def drivers(ask: Ask, scope: Scope, case: Case) -> list[Text]:
    """Why: what else was seen of the same cause, and who moved most within whom it is about."""
    if case.waiting is None:
        return []
    sentences = [other.sentence for other in case.waiting.also]
    members = {of: name for of, name in case.waiting.members if of in COMPARED}
    if members:
        try:
            moved = movers(ask, scope_of(scope, members))
        except QuestionError:
            return sentences
        if case.waiting.source != "customer" or _fell(moved):
            sentences.append(moved.sentence)
    return [words for words in sentences if words]


def _fell(moved: Figure) -> bool:
    """Whether less was sold: that somebody bought more last year on the whole is no reason for his silence."""
    return not moved.is_empty and float(moved.frame["moved"].sum()) < 0


def left_open(cases: Sequence[Case], outcomes: Mapping[str, Entry]) -> list[Entry]:
    """What nobody said a word on: it rolls over to the next meeting."""
    return [
        Entry(one.key, sentence(one), owner=one.owner) for one in cases if one.key not in outcomes
    ]


def decisions(
    cases: Sequence[Case], outcomes: Mapping[str, Entry], meeting: Meeting, by: str
) -> list[Decision]:
    """What the meeting decided of what waits, for whoever looks at it elsewhere: a promise was made of it, it is
    known and comes back once it is worse, or with the next meeting of its kind."""
    day = meeting.frame.as_of
    made = []
    for case in cases:
        entry = outcomes.get(case.key)
        if case.waiting is None or entry is None:
            continue
        base = Decision(
            case.key, "dismissed", day, case.waiting.seen, words=entry.words, by=by,
            reason=join([OUTCOMES["noted"], KINDS[meeting.kind].name], "，", ", "),
        )  # fmt: skip
        if entry.outcome == "decided":
            base = replace(
                base, how="accepted", reason=BLANK, made=ACTION.format(entry.action_id)
            )  # fmt: skip
        elif entry.outcome != "noted":
            base = replace(base, how="later", reason=BLANK, until=KINDS[meeting.kind].due(day))
        made.append(base)
    return made


def named(entries: Sequence[Entry]) -> Text:
    """What rolls over, by name."""
    each = [_bare(one.words) + (_times(one) if one.times else BLANK) for one in entries]
    return join(each, zh="；", en="; ")


def _bare(words: Text) -> Text:
    """A sentence as a name within another."""
    return Text(words.zh.rstrip("。"), words.en.rstrip("."))


def _times(one: Entry) -> Text:
    times = TIMES.format(n=one.times)
    return Text(f"（{times.zh}）", f" ({times.en})")
