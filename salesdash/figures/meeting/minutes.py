"""The minutes: who was there, what was decided, promised and noted, and the figures as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from salesdash.analysis.lights import LightKey
from salesdash.catalog.meetings import KINDS, OPEN, OUTCOMES, Entry, Meeting, step_name
from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.charts.theme import SHAPES
from salesdash.figures.comparison import capital, day_name
from salesdash.figures.lights.wording import LIGHT_NAMES
from salesdash.figures.meeting.frozen import (
    frozen_line,
    frozen_words,
    since,
    target_words,
    today_of,
)
from salesdash.figures.meeting.promises import ABOUT, TIMES
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import COUNT, MONEY, write
from salesdash.warehouse.questions.ask import Ask

TITLE = Text("{kind} · {day}", "{kind} · {day}")
PRESENT = Text("到会", "Present")
WHO = Text("到会：{names}", "Present: {names}")
TOOK = Text("用时 {n} 分钟", "{n} {n:minute|minutes}")
LINES, FIGURES = Text("纪要", "Minutes"), Text("会上的数字", "Figures of the meeting")
ITEM, OUTCOME, WHAT, OWNER, DUE, FIGURE, BY, PUT_OFF = (
    Text("议程", "Item"), Text("结果", "Outcome"), Text("内容", "What"), Text("负责人", "Owner"),
    Text("期限", "Due"), Text("承诺时 → 会上", "Then → at the meeting"), Text("记录人", "Noted by"),
    Text("第几次延期", "Times put off"),
)  # fmt: skip
NAME, VALUE, LIGHT = Text("指标", "Figure"), Text("当时的值", "As it was"), Text("红绿灯", "Light")
NOTE = Text("记录", "Note")
SUMMED = Text(
    "决定 {decided} 项，兑现 {kept} 项，留到下次 {left} 项。",
    "{decided} decided, {kept} kept, {left} left to the next meeting.",
)
NOTHING = Text("还没有记下内容。", "Nothing is noted yet.")
PARTS = (
    Text("承诺", "Promises"), Text("异常与决定", "Exceptions and decisions"), Text("记录", "Notes"),
)  # fmt: skip
DECIDED = Text("{what}（{owner}，{due}前）", "{what} ({owner}, by {due})")
AGREED = Text("{sentence} → {what}", "{sentence} → {what}")
OWNED = Text("{what}（{owner}）", "{what} ({owner})")
THEN_NOW = Text("：{then} → {now}", ": {then} → {now}")
LINE = Text("· [{outcome}] {words}", "· [{outcome}] {words}")
NOTED = Text("· {item}：{words}", "· {item}: {words}")
AS_FROZEN = Text(
    "数字按收尾时冻结，之后不变。", "Figures as frozen at the close; they never change."
)
STANDS_FIRM = Text(
    "后来的数据没有改动当日的销售额。", "Later data have not moved the sales of that day."
)
MOVED = Text(
    "后来的补录与更正使当日销售额变动 {moved}（纪要仍按当时的数字）。",
    "Later corrections moved the sales of that day by {moved} (the minutes keep the figures as they were).",
)
HELD, MEETING = Text("开过的会", "Meetings held"), Text("会议", "Meeting")
Names = Mapping[str, Text]  # of the items of an agenda that are no steps


def title(meeting: Meeting) -> Text:
    """`周会 · 2025年11月16日`."""
    day = Period.of(meeting.frame.as_of, "day").name
    return TITLE.format(kind=KINDS[meeting.kind].name, day=day)


def item_name(item: str, names: Names) -> Text:
    """What an item of an agenda is called."""
    return step_name(item) or names.get(item) or plain(item)


def summed(entries: Sequence[Entry]) -> Text:
    """How many were decided, kept and left over; of each item the last word counts."""
    last = {one.about: one.outcome for one in entries if one.outcome}.values()
    if not entries:
        return NOTHING
    return SUMMED.format(
        decided=sum(one == "decided" for one in last), kept=sum(one == "kept" for one in last),
        left=sum(one in OPEN for one in last),
    )  # fmt: skip


def lines(meeting: Meeting, entries: Sequence[Entry], names: Names) -> Figure:
    """One row per line of the minutes: item, what came of it, what, whose, by when, its figure then and at the
    meeting."""
    rows = [_row(one, names) for one in _settled(entries)]
    has_figures = any(row["figure"] for row in rows)
    columns = (
        Column("item", ITEM, is_detail=True), Column("outcome", OUTCOME), Column("what", WHAT), Column("owner", OWNER),
        Column("due", DUE), Column("figure", FIGURE, is_detail=not has_figures),
        Column("times", PUT_OFF, COUNT, is_detail=True), Column("by", BY, is_detail=True),
    )  # fmt: skip
    frame = pd.DataFrame(rows, columns=[column.key for column in columns])
    return Figure(
        "meeting_lines", LINES, frame.astype({"times": float}), columns, sentence=summed(entries),
        context=_context(meeting), notes=tuple(filter(None, [_present(meeting)])),
    )  # fmt: skip


def _settled(entries: Sequence[Entry]) -> list[Entry]:
    """All notes, and of each item the last that was said of it, in the order in which it was."""
    last = {one.about: one for one in entries if one.outcome}
    return [one for one in entries if not one.outcome or last[one.about] is one]


def _row(one: Entry, names: Names) -> dict[str, object]:
    facts = one.facts
    due = facts.get("due")
    return {
        "item": _item_of(one, names),
        "outcome": _outcome(one) if one.outcome else NOTE,
        "what": _what(one),
        "owner": one.owner,
        "due": date.fromisoformat(due) if due else None,
        "figure": _then_now(facts),
        "times": one.times or None,
        "by": one.typed_by,
    }


def _item_of(one: Entry, names: Names) -> Text:
    if not one.outcome:
        return item_name(one.about, names)
    if one.about.startswith(ABOUT.format("")):
        return step_name("promises")
    return step_name("inbox")


def _what(one: Entry) -> Text:
    """What was spoken of, and what was agreed on it."""
    if "what" not in one.facts:
        return one.words
    return AGREED.format(sentence=one.words, what=plain(one.facts["what"]))


def _outcome(one: Entry) -> Text:
    """What came of it, and how often it was put off, which says by itself that it is late."""
    assert one.outcome
    outcome = OUTCOMES[one.outcome]
    if not one.times:
        return outcome
    times = TIMES.format(n=one.times)
    return capital(times) if one.outcome == "late" else outcome + Text("，", ", ") + times


def _then_now(facts: Mapping[str, Any]) -> Text:
    if "now" not in facts:
        return BLANK
    return join([frozen_words(facts, "then"), frozen_words(facts, "now")], zh=" → ", en=" → ")


def figures(meeting: Meeting, frozen: Mapping[str, Any], ask: Ask, scope: Scope) -> Figure:
    """One row per figure as it was at the meeting: the cards that are no lights, then the lights; below it by how
    much later data moved the line."""
    lights = [
        (frozen_words(one, "name"), frozen_words(one), _lit(one["light"]))
        for one in frozen.get("lights", {}).values()
    ]
    cards = [
        (frozen_words(one, "name"), frozen_words(one), BLANK) for one in frozen.get("cards", ())
    ]
    judged = {name for name, _, _ in lights}
    rows = [*(one for one in cards if one[0] not in judged), *lights]
    return Figure(
        "meeting_figures", FIGURES, pd.DataFrame(rows, columns=["name", "value", "light"]),
        (Column("name", NAME), Column("value", VALUE), Column("light", LIGHT, is_light=True)),
        sentence=frozen_words(frozen.get("line")), context=_context(meeting),
        notes=(AS_FROZEN, *filter(None, [moved_words(meeting, ask, scope)])),
    )  # fmt: skip


def _lit(light: LightKey) -> Text:
    return plain(SHAPES[light] + " ") + LIGHT_NAMES[light]


def moved_words(meeting: Meeting, ask: Ask, scope: Scope) -> Text:
    """By how much later data moved the sales that a closed meeting froze, and what became of its target; blank of an
    open one."""
    then = frozen_line(meeting)
    today = today_of(ask, scope, then) if then else None
    if then is None or today is None:
        return BLANK
    words, moved = [target_words(then, today, scope)], since(then, today, today)
    if moved:
        change = write(moved.corrected, MONEY, scope.scale, signed=True)
        words.insert(0, MOVED.format(moved=change) if moved.corrected else STANDS_FIRM)
    return join([one for one in words if one], zh="", en=" ")


def spoken(
    meeting: Meeting, entries: Sequence[Entry], frozen: Mapping[str, Any], names: Names
) -> Text:
    """The minutes as a text to paste into a chat."""
    head = [title(meeting), join([w for w in (_present(meeting), _took(meeting)) if w], "；", "; ")]
    line = frozen_words(frozen.get("line"))
    body = [*head, line, summed(entries), *_parts(entries, names), *_told(frozen)]
    return join([words for words in body if words], zh="\n", en="\n")


def _parts(entries: Sequence[Entry], names: Names) -> Iterator[Text]:
    settled = _settled(entries)
    promises = [e for e in settled if e.outcome and e.about.startswith(ABOUT.format(""))]
    exceptions = [e for e in settled if e.outcome and e not in promises]
    notes = [e for e in settled if not e.outcome]
    for name, each in zip(PARTS, (promises, exceptions, notes), strict=True):
        if each:
            yield _heading(name)
            yield from (_line(one, names) for one in each)


def _line(one: Entry, names: Names) -> Text:
    if not one.outcome:
        return NOTED.format(item=item_name(one.about, names), words=one.words)
    words = _what(one)
    if "due" in one.facts:
        due = day_name(date.fromisoformat(one.facts["due"]))
        words = DECIDED.format(what=words, owner=plain(one.owner), due=due)
    elif one.owner:
        words = OWNED.format(what=words, owner=plain(one.owner))
    if "now" in one.facts:
        then, now = frozen_words(one.facts, "then"), frozen_words(one.facts, "now")
        words = words + THEN_NOW.format(then=then, now=now)
    return LINE.format(outcome=_outcome(one), words=words)


def _told(frozen: Mapping[str, Any]) -> Iterator[Text]:
    """The figures in words: the cards in a line, the red lights in another."""
    cards = [
        Text("{name} {value}", "{name} {value}").format(
            name=frozen_words(one, "name"), value=frozen_words(one)
        )
        for one in frozen.get("cards", ())
    ]
    red = [
        plain(SHAPES["red"] + " ") + frozen_words(one, "name") + plain(" ") + frozen_words(one)
        for one in frozen.get("lights", {}).values()
        if one["light"] == "red"
    ]
    if cards:
        yield _heading(FIGURES)
        yield join(cards, zh="；", en="; ")
    if red:
        yield join(red, zh="；", en="; ")


def held(meetings: Sequence[Meeting]) -> Figure:
    """One row per meeting that is over: which, of what day, who was there, its line as it was."""
    frame = pd.DataFrame(
        [
            (
                KINDS[one.kind].name, one.frame.as_of, one.attended,
                frozen_words(one.frozen.get("line")), _took(one),
            )
            for one in meetings
        ],
        columns=["kind", "day", "who", "line", "took"],
    )  # fmt: skip
    return Figure(
        "meetings_held", HELD, frame,
        (
            Column("kind", MEETING), Column("day", Text("数据日", "As of")), Column("who", Text("到会", "Present")),
            Column("line", step_name("line"), room=560), Column("took", Text("用时", "Took")),
        ),
    )  # fmt: skip


def _heading(name: Text) -> Text:
    return Text(f"【{name.zh}】", f"{name.en}:")


def _present(meeting: Meeting) -> Text:
    return WHO.format(names=plain(meeting.attended)) if meeting.attended else BLANK


def _took(meeting: Meeting) -> Text:
    seconds = sum(meeting.spent.values())
    return TOOK.format(n=max(round(seconds / 60), 1)) if seconds else BLANK


def _context(meeting: Meeting) -> Text:
    return join([w for w in (title(meeting), _present(meeting)) if w], zh=" · ", en=" · ")
