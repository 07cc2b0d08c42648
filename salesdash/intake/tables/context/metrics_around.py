"""Which metric a table of targets is about, where its headers do not say it and the words around it do."""

from __future__ import annotations

import re
from functools import cache

from salesdash.catalog.words.vocabulary import METRIC_WORDS
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import spoken

ANOTHER = "another"  # figure, which is none of our metrics
# Who sells and what selling takes, which say nothing of what is counted: 销售部新客户目标, 销售拜访.
_SELLERS = re.compile(
    r"销售(?:[一二三四五六七八九十\d]*[部员组]|人员|团队|经理|代表|顾问|中心|(?=拜访|走访|线索|电话|客流|新客|[^的]{0,2}率))|"
    r"sales ?(?:team|reps?|people|person|(?=calls?|visits?|leads?|meetings?|demos?))"
)
_ANOTHER = re.compile(
    r"(?<!完成)(?<!达成)(?<!执行)(?<!实现)(?<!市占)(?<!占有)率|客流|进店|拜访|走访|访[客问]|流量|电话|通话|外呼|线索|商机|会员数?(?!销)|"
    r"粉丝|人[数次]|(?<!客)[户家]数|(?<!新)(?<!新增)客户数量?|铺[货市]|开[户店]|招商|陈列|满意度|净利|"
    r"\b(?:visits?|calls?|leads?|traffic|footfall|followers|appointments|meetings|sign-?ups|demos|conversion|"
    r"satisfaction|nps|net (?:profit|margin|income))\b"
)
_TOO_SHORT = 3  # letters of a word that may be any


def metrics_around(table: Table, file: str) -> frozenset[str]:
    """The metrics that the first of title, sheet and file names which names any; `ANOTHER` where it names a
    figure that is none of them."""
    texts = (*table.titles, table.sheet.name, file)
    return next(filter(None, map(_named_in, texts)), frozenset())


def _named_in(text: str) -> frozenset[str]:
    rest = _SELLERS.sub(" ", spoken(text))
    named = {ANOTHER} if _ANOTHER.search(rest) else set()
    for word, metric in _words():
        if word.search(rest):
            named.add(metric)
            rest = word.sub(" ", rest)
    return frozenset(named)


@cache
def _words() -> list[tuple[re.Pattern[str], str]]:
    """The words for the metrics, the longest first: 订单数量 before 数量."""
    words = sorted(METRIC_WORDS, key=lambda pair: -len(pair[0]))
    return [
        (re.compile(rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)), metric)
        for word, metric in words
        if not word.isascii() or len(word) >= _TOO_SHORT
    ]
