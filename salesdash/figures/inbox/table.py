"""What waits for a decision as a table, and in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from salesdash.charts.column import Column
from salesdash.charts.figure import Figure
from salesdash.figures.comparison import day_name
from salesdash.figures.inbox.waiting import SOURCES, WaitingCase
from salesdash.period import Period
from salesdash.scope import Scope
from salesdash.text import BLANK, Text, join, plain
from salesdash.units import MONEY
from salesdash.warehouse.typed.decisions import Decision

TITLE = Text("待决策", "Waiting for a decision")
WHAT, STAKE = Text("看到什么", "What was seen"), Text("涉及金额", "At stake")
STEP, OWNER = Text("建议下一步", "Proposed step"), Text("负责人", "Owner")
FROM = Text("来源", "Found by")
SAID = Text(
    "{n} 项待决策，按金额排；同一原因只列一项。",
    "{n} {n:decision waits|decisions wait}, by money; of one cause only one.",
)
NOTHING = Text(
    "没有要决策的事：没有变差的灯、触发的条件、信号和要联系的客户，或者都已经决定。",
    "Nothing waits: no light turned, no trigger, signal or customer calls for it, or all is decided.",
)
NOISE = Text(
    "（在平常的周波动之内，可能是噪声）", " (within the usual weekly spread: perhaps noise)"
)
ALSO = Text("同一原因还有：{each}", "Of the same cause: {each}")
HOWS: Mapping[str, Text] = {
    "accepted": Text("已接受", "Accepted"),
    "dismissed": Text("已忽略", "Dismissed"),
    "asked": Text("已问负责人", "Owner asked"),
    "later": Text("暂不处理", "Not now"),
}
DECIDED = Text("决定记录", "What was decided")
HOW, DAY, BY = Text("决定", "Decision"), Text("日期", "Date"), Text("谁", "By")
WHY, BACK = Text("理由或问谁", "Reason, or who is asked"), Text("再看", "Comes back")
COUNTED = Text("共 {n} 项决定。", "{n} {n:decision|decisions}.")
CONTEXT = Text("待决策 · {day}", "Decisions · {day}")
WORDS_ROOM, STEP_ROOM, OWNER_ROOM = 428, 218, 110  # px


def table(items: Sequence[WaitingCase], scope: Scope) -> Figure:
    """One row per cause, in the order given."""
    context = CONTEXT.format(day=Period.of(scope.as_of, "day").name)
    frame = pd.DataFrame(
        {
            "what": [what(one) for one in items],
            "stake": pd.Series([one.money for one in items], dtype=float),
            "step": [one.step for one in items],
            "owner": [one.owner for one in items],
            "source": [SOURCES[one.source] for one in items],
            "also": [also(one) for one in items],
        }
    )
    columns = (
        Column("what", WHAT, room=WORDS_ROOM), Column("stake", STAKE, MONEY), Column("step", STEP, room=STEP_ROOM),
        Column("owner", OWNER, room=OWNER_ROOM), Column("source", FROM, is_detail=True),
        Column("also", Text("同因", "Also"), is_detail=True),
    )  # fmt: skip
    words = SAID.format(n=len(items)) if items else NOTHING
    return Figure("inbox", TITLE, frame, columns, sentence=words, context=context)


def what(one: WaitingCase) -> Text:
    """What was seen, and that it may be noise."""
    return one.sentence + (NOISE if one.is_noise else BLANK)


def also(one: WaitingCase) -> Text:
    """What else was seen of the same cause; nothing where that is all."""
    return (
        ALSO.format(each=join([x.sentence for x in one.also], zh="；", en="; "))
        if one.also
        else BLANK
    )


def decided(decisions: Sequence[Decision], scope: Scope) -> Figure:
    """Every decision, the newest first: what was read, how it was decided, by whom, and when it comes back."""
    frame = pd.DataFrame(
        {
            "day": [one.decided_on for one in decisions],
            "how": [HOWS[one.how] for one in decisions],
            "what": [one.words for one in decisions],
            "why": [one.reason or plain(one.asked) for one in decisions],
            "back": [day_name(one.until) if one.until else BLANK for one in decisions],
            "by": [plain(one.by) for one in decisions],
        }
    )
    return Figure(
        "inbox_decided", DECIDED, frame,
        (
            Column("day", DAY), Column("how", HOW), Column("what", WHAT, room=WORDS_ROOM), Column("why", WHY),
            Column("back", BACK), Column("by", BY),
        ),
        sentence=COUNTED.format(n=len(decisions)),
        context=CONTEXT.format(day=Period.of(scope.as_of, "day").name),
    )  # fmt: skip
