"""What the names of the sheets say whose rows they hold, one sheet for each region, channel or salesperson."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salesdash.catalog.model import Field
from salesdash.catalog.sheets.selling import ORDERS
from salesdash.catalog.words.vocabulary import SURNAMES
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import (
    CHANNEL_WORDS,
    dimensions_about,
    in_language_of,
    is_region,
)
from salesdash.intake.tables.context.times_named import A_TIME, sources_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.supplied.columns import with_same
from salesdash.intake.texts.headers import simplified, stands_for
from salesdash.receipt import Question
from salesdash.text import Text, listed

WHOSE, SHEET = "sheets", "sheet"
SELLER = ORDERS.field("salesperson")
MAY_BE = tuple(
    ORDERS.field(key) for key in ("salesperson", "customer", "product", "channel", "region")
)
ITS_NAME = Text("工作表", "Sheet")
FEWEST, SHOWN = 2, 3  # sheets whose names say anything
_AROUND_A_NAME = re.compile(
    rf"渠道|平台|旗舰店|专营店|销售额?|订单|明细|数据|业绩|目标|报表|统计|表|{A_TIME}|"
    rf"\b(?:sales|orders?|data|channel|targets?)\b|[\s_\-—（）()·.]",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"(?:sheet|table|工作表|表)?\s*\d*", re.IGNORECASE)
_COPY = re.compile(r"\(\d+\)$|副本|备份|copy|backup", re.IGNORECASE)
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}|[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_CHINESE_PERSON = re.compile(r"[\u4e00-\u9fff]{2,3}")
# Towns, shops and firms begin like names, too.
_NO_PERSON = re.compile(r"[州阳江山海城县市门安店部厂司区组品类酒茶]$")
MOSTLY = 0.6  # of the names begin with one of the hundred commonest surnames, which most people have; chosen


def named_by_sheet(
    table: Table, file: str, sheets: Sequence[str], decisions: TableDecisions
) -> Table:
    """The table with the region or channel that its sheet, or a title, is called by; with what its sheet is
    called where it is one of several `sheets` of the same headers."""
    sheet, titles, named = sources_of(table, file)
    for source in (sheet, *titles):
        whose = _bare(source.text)
        for field, belongs in (
            (ORDERS.field("region"), is_region(whose)),
            (ORDERS.field("channel"), whose in CHANNEL_WORDS),
        ):
            if belongs and not _is_there(field, table):
                name = in_language_of(table.headers, field.name)
                return with_same(table, name, _name(source.text), source, decisions)
    if not sheets or not _is_name(sheet.text):
        return table
    sheets = [name for name in dict.fromkeys(sheets) if _is_name(name)]
    if len(sheets) < FEWEST:
        name = in_language_of(table.headers, ITS_NAME)
        return with_same(table, name, sheet.text, sheet, decisions)
    free = [field for field in MAY_BE if not _is_there(field, table)]
    is_told = SELLER in dimensions_about((named.text, *table.titles))
    is_person = is_told and _PERSON.fullmatch(_name(sheet.text))
    guess = SELLER.key if SELLER in free and (is_person or _are_people(sheets)) else SHEET
    keys = (*(field.key for field in free), SHEET)
    chosen = decisions.choose(Question(WHOSE, _asked(sheets), keys, guess, whole_file=True))
    if chosen == SHEET:
        name = in_language_of(table.headers, ITS_NAME)
        return with_same(table, name, sheet.text, sheet, decisions)
    name = in_language_of(table.headers, ORDERS.field(chosen).name)
    return with_same(table, name, _name(sheet.text), sheet, decisions)


def _asked(sheets: Sequence[str]) -> Text:
    shown = listed(sheets[:SHOWN])
    return Text(
        f"各工作表（{shown.zh} …）是按什么分的？",
        f"What are the sheets {shown.en} …, one for each?",
    )


def _are_people(sheets: Sequence[str]) -> bool:
    """Whether the sheets are called as people in China are."""
    names = [_name(sheet) for sheet in sheets]
    people = [name for name in names if _CHINESE_PERSON.fullmatch(name)]
    if len(people) < len(names) or any(map(_NO_PERSON.search, names)):
        return False
    called = [name for name in people if name[0] in SURNAMES]
    return len(called) >= MOSTLY * len(people) and len({name[0] for name in called}) > 1


def _is_name(text: str) -> bool:
    bare = _bare(text)
    return bool(bare) and not _NO_NAME.fullmatch(bare) and not _COPY.search(text)


def _bare(text: str) -> str:
    return _AROUND_A_NAME.sub("", simplified(text)).casefold()


def _name(text: str) -> str:
    """`华东区销售明细` → `华东区`."""
    return _AROUND_A_NAME.sub("", text) or text


def _is_there(field: Field, table: Table) -> bool:
    return any(stands_for(header, ORDERS, field.key) for header in table.headers)
