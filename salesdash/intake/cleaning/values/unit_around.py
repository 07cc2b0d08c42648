"""The unit of a table's money where neither its headers nor the usual line above say it: a remark below,
the corner, the name of the sheet or of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath
from statistics import median

from salesdash.catalog.model import Kind
from salesdash.catalog.words.scales import SCALES
from salesdash.intake.questions import UNIT
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.setting import Setting
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import simplified, sized, unit_of
from salesdash.intake.texts.numbers import parse
from salesdash.intake.texts.scales import size_of
from salesdash.text import Text

# Written figures from which on the median of a column is hardly in thousands or ten thousands; chosen.
PLAIN = 100_000
_SIZED = r"(?:[十百千]?万|[十百千]|[十百]?亿)元"
_COUNTED = r"\d.零一二两三四五六七八九十百千几数多半壹贰叁肆伍陆柒捌玖拾佰仟"
# A size that is neither part of an amount (100万元) nor of a word (万元户, 万元以上).
_SIZE = re.compile(rf"(?<![{_COUNTED}]){_SIZED}(?![以户店级整大档单客起\d])")
# What a clause about the unit is made of besides the size.
_FRAME = re.compile(
    r"备注|附注|说明|注|除?(?:特别|另有|如无|若无|未)(?:特别)?(?:注明|说明)(?:外|者|的)?|本表|表[中内]|[上下]表|以[上下]|"
    r"上述|所有|全部|各项|数据|数字|数值|数额|总?金额|货币|计量|币种|报表|统计|单位|人民币|均|都|[以按为是用的]|"
    r"列示|表示|填列|填报|计算|计价|计|销售(?:额|收入|业绩)?|[:：\s()\[\]【】*]"
)
_ENGLISH_FRAME = re.compile(
    r"\b(?:note|notes|all|figures?|values?|amounts?|numbers?|money|are|is|shown|stated|expressed|reported|"
    r"presented|given|in|of|the|this|table|units?|currency|sales|revenue)\b|[:()\[\]*]",
    re.IGNORECASE,
)
# Without one of these a letter or a number is a name.
_OF_MONEY = re.compile(
    r"thousand|million|billion|lakh|crore|tausend|tsd|mio|mrd|['’]000|[$€£¥₹]|元|"
    r"\b[kmt]?(?:usd|eur|gbp|cny|rmb|inr|jpy|hkd|aud|cad|chf|sgd)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,，;；。\n]+|(?:(?<=^)|(?<=[\s:：]))\d{1,2}\s*[.、)）](?!\d)")
_PART = re.compile(r"[\s_/|—–()（）\[\]【】-]+")
_IN = re.compile(r"\bin\s+(.{1,30})$", re.IGNORECASE)
_ABOUT_UNIT = re.compile(rf"单位|[以按]\S{{0,4}}?{_SIZED}\s*(?:计|为|列|表|填)")
_NAMED_BEFORE = re.compile(rf"(?:额|售|收入|业绩|目标|数据|表)({_SIZED})$")


@dataclass(frozen=True, slots=True)
class Said:
    """A size that a text states, and whether it can mean nothing but the unit of all money."""

    size: Decimal
    words: str
    is_sure: bool


def with_unit_around(
    setting: Setting,
    table: Table,
    file: str,
    recognised: Recognised,
    decisions: TableDecisions,
) -> Setting:
    """The setting with the unit that the nearest text around the table states; asked where the text may
    mean something else, or the figures are too large for it."""
    money = [
        column.index
        for key, column in recognised.columns.items()
        if recognised.dataset.field(key).kind is Kind.MONEY
        and unit_of(table.headers[column.index]) is None
        and not sized(table.headers[column.index]).doubt
    ]
    if setting.unit != 1 or not money:
        return setting
    for texts, is_near in _sources(table, file, recognised):
        of_money = (
            text for text in texts if not setting.pieces_words or setting.pieces_words not in text
        )
        said = {each.size: each for text in of_money for each in sayings(text, is_near=is_near)}
        if not said:
            continue
        first = max(said.values(), key=lambda each: each.size)
        if first.size == 1:
            return setting
        plain = any(_is_plain(table, index) for index in money)
        in_lines = not is_near and {"quantity", "unit_price"} <= recognised.columns.keys()
        size = first.size
        if len(said) > 1 or not first.is_sure or plain or in_lines:
            size = _asked(decisions, said, first, is_plain=plain or in_lines)
        return replace(setting, unit=size, unit_words=first.words)
    return setting


def sayings(text: str, *, is_near: bool = True) -> list[Said]:
    """What the text says of the unit, clause by clause; a text that is not `is_near`, being a name, says
    nothing by a currency alone."""
    said = []
    for clause in _CLAUSE.split(simplified(text).strip()):
        if clause and (each := _said(clause.strip())) and (is_near or each.size != 1):
            said.append(each)
    return said


def _said(clause: str) -> Said | None:
    for part in (clause, *_PART.split(clause)):
        if size := _bare(part):
            return Said(size, clause, is_sure=True)
    if (named := _NAMED_BEFORE.search(clause)) and _SIZE.search(clause):
        return Said(SCALES[named[1]], clause, is_sure=True)
    inside = re.findall(r"[(\[（【]([^)\]）】]+)[)\]）】]", clause)
    ends = [_IN.search(each.replace("_", " ")) for each in (clause, *inside)]
    for each in (clause, *inside, *(end[1] for end in ends if end)):
        rest = _ENGLISH_FRAME.sub(" ", each.replace("_", " ")).strip()
        size = size_of(rest) if _OF_MONEY.search(rest) else None
        if size is not None and size > 1:
            return Said(size, clause, is_sure=True)
    found = _SIZE.search(clause)
    if found and _ABOUT_UNIT.search(clause):
        return Said(SCALES[found[0]], clause, is_sure=False)
    return None


def _bare(part: str) -> Decimal | None:
    """The size where nothing but words of its frame stand around it: 本表金额均以万元计."""
    rest = _FRAME.sub("", part)
    rest = f"{rest[1:]}元" if rest in ("元万", "元千", "元亿") else rest
    if rest in ("元", "万", "千", "亿") and not re.search("单位|金额|计", part):
        return None
    return SCALES.get(rest) if re.fullmatch(rf"{_SIZED}|[元万千亿]", rest) else None


def _sources(
    table: Table, file: str, recognised: Recognised
) -> Iterable[tuple[tuple[str, ...], bool]]:
    """The texts that may say it, the nearest first, and whether they are written for this table."""
    return (
        (table.titles, True),
        (tuple(_corners(table, recognised)), True),
        (table.remarks, True),
        (tuple(text for text in table.above if _bare(simplified(text))), True),
        ((table.sheet.name,), False),
        ((PurePath(file).stem,), False),
    )


def _corners(table: Table, recognised: Recognised) -> Iterable[str]:
    """Headers over words or days, or over nothing, under which no money can stand."""
    kinds = {c.index: recognised.dataset.field(k).kind for k, c in recognised.columns.items()}
    for index, header in enumerate(table.headers):
        kind = kinds.get(index)
        worded = kind is Kind.NAME and not any(map(_has_digit, table.sample(index)))
        is_empty = table.held[index].null_count == table.height
        if worded or is_empty or kind in (Kind.DATE, Kind.PERIOD):
            yield header


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _is_plain(table: Table, index: int) -> bool:
    """Whether the figures look written in full, such as 459,000.00; those with their own unit are as they say."""
    read = [each for text in table.sample(index) if (each := parse(text))]
    bare = [abs(each.value) for each in read if not each.has_unit]
    return bool(bare) and median(bare) >= PLAIN


def _asked(
    decisions: TableDecisions, said: dict[Decimal, Said], first: Said, *, is_plain: bool
) -> Decimal:
    """What the user says; that figures are larger than they look is no guess."""
    sizes = dict.fromkeys((*(str(int(size)) for size in said), "1"))
    choices = tuple(sorted(sizes, key=int, reverse=not is_plain))
    text = Text(
        f"表格旁写着“{first.words}”，这张表的金额是按这个单位填的吗？",
        f"“{first.words}” stands beside the table; is its money written in that unit?",
    )
    return Decimal(decisions.ask(UNIT, text, choices, "1" if is_plain else "") or 1)
