"""An empty workbook per dataset: filled in and dropped, it is read without a question."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Field, Kind
from salesdash.charts.rows import width
from salesdash.text import Lang, Text, join, plain
from salesdash.units import MONEY

NOTES = Text("说明", "Notes")
TITLE = Text("{dataset}模板：一行是{row}。", "{dataset} template: one row is {row}.")
HOW = (
    Text(
        "填好后把文件拖到“数据导入”页。带 * 的列必填，其余没有就留空；可以删掉不用的列，也可以加上自己的列。",
        "Fill it in and drop the file on the Data page. Columns with * are required, leave blank what "
        "you do not have; columns may be deleted, and columns of your own added.",
    ),
    Text(
        "金额以万元填写时，把表头里的“元”改成“万元”即可。",
        "For amounts in thousands, write (¥ thousand) in place of (¥) in the header.",
    ),
)
HEADS = (
    Text("列", "Column"),
    Text("要求", "Needed"),
    Text("填什么", "What to fill in"),
    Text("示例", "Example"),
)
REQUIRED, OPTIONAL = Text("必填", "Required"), Text("选填", "Optional")
ONE_OF = Text("至少填一项：{names}", "At least one of: {names}")
FROM_LIST = Text("从下拉列表中选择：{words}", "Choose from the list: {words}")
EXAMPLE = Text("示例：{example}", "Example: {example}")
NOT_LISTED = Text("不在列表中", "Not in the list")
LISTED = Text("列表里有：{words}", "The list has: {words}")

_WRITTEN = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed mark: same template, same bytes
_LAST_ROW = 1_048_575
_COMMENT_WIDTH, _COMMENT_LINE = 250, 20
# In characters, and in points.
_NOTE_WIDTHS, _LINE = (24, 36, 60, 36), 15


@dataclass(frozen=True, slots=True)
class Shape:
    """How a kind of value is written: the cells' number format, what to fill in, an example."""

    excel: str
    what: Text
    example: Text


_TEXT = "@"
SHAPES: dict[Kind, Shape] = {
    Kind.DATE: Shape("yyyy-mm-dd", Text("日期", "A date"), plain("2025-03-05")),
    Kind.MOMENT: Shape(
        "yyyy-mm-dd hh:mm", Text("日期和时间", "Date and time"), plain("2025-03-05 14:30")
    ),
    Kind.PERIOD: Shape(
        _TEXT,
        Text("年、季度、月或周", "A year, quarter, month or week"),
        Text("2025、2025Q1、2025-03 或 2025-W10", "2025, 2025Q1, 2025-03 or 2025-W10"),
    ),
    Kind.MONEY: Shape(MONEY.excel, Text("金额", "An amount of money"), plain("12,800.00")),
    Kind.NUMBER: Shape("General", Text("数字", "A number"), plain("10")),
    Kind.COUNT: Shape("#,##0", Text("整数", "A whole number"), plain("120")),
    Kind.RATE: Shape("0.0%", Text("百分数", "A percentage"), plain("12.5%")),
    Kind.RATING: Shape("General", Text("1–5 分，或 0–100 分", "1–5, or 0–100"), plain("4")),
    Kind.FLAG: Shape(_TEXT, Text("是或否", "Yes or no"), Text("是", "Yes")),
    Kind.ID: Shape(
        _TEXT,
        Text("编号，按文本保存，前面的 0 不会丢", "An ID, kept as text with its leading zeros"),
        plain("00123"),
    ),
    Kind.NAME: Shape(_TEXT, Text("文字", "Text"), plain("")),
    Kind.NOTE: Shape(_TEXT, Text("文字", "Text"), plain("")),
}

# Where a field is filled in otherwise than its kind.
WHAT: dict[str, Text] = {
    "orders.discount": Text(
        "减去的比例（0.1 是减一成）或减去的金额", "The share taken off (0.1 is 10 %), or the money"
    ),
    "targets.amount": Text(
        "金额填元；客户数、订单数填个数；市场份额填比例",
        "Money in ¥; customers and orders as a number; market share as a fraction",
    ),
    "customers.influence": Text("1–5 分，5 为最高", "1–5, 5 is highest"),
    "surveys.nps": Text("0–10 分", "0–10"),
    "tickets.first_response": Text(
        "日期和时间，或自受理起的小时数", "Date and time, or hours since it was opened"
    ),
    "tickets.resolved": Text(
        "日期和时间，或自受理起的小时数", "Date and time, or hours since it was opened"
    ),
}
# By field, or by dataset and field where the datasets differ.
EXAMPLES: dict[str, Text] = {
    "customer": Text("杭州明远贸易有限公司", "Mingyuan Trading Ltd"),
    "customer_id": plain("C00123"),
    "order_id": plain("SO2025-00123"),
    "opportunity_id": plain("OP-0123"),
    "ticket_id": plain("T-0123"),
    "product_id": plain("P-1001"),
    "channel": Text("天猫", "Tmall"),
    "region": Text("华东", "East China"),
    "province": Text("浙江", "Zhejiang"),
    "city": Text("杭州", "Hangzhou"),
    "country": Text("中国", "China"),
    "salesperson": Text("张伟", "Zhang Wei"),
    "owner": Text("张伟", "Zhang Wei"),
    "manager": Text("李娜", "Li Na"),
    "team": Text("华东一组", "East team 1"),
    "product": Text("智能台灯 A3", "Smart lamp A3"),
    "category": Text("照明", "Lighting"),
    "subcategory": Text("台灯", "Desk lamps"),
    "orders.segment": Text("企业客户", "Corporate"),
    "customers.segment": Text("中小企业", "SMB"),
    "market.segment": Text("家用照明", "Home lighting"),
    "promotion": Text("双11", "Singles' Day"),
    "currency": plain("CNY"),
    "industry": Text("制造业", "Manufacturing"),
    "competitor": Text("光明照明", "Brightway"),
    "reason": Text("尺寸不合适", "Wrong size"),
    "tickets.kind": Text("故障", "Fault"),
    "tickets.status": Text("已解决", "Resolved"),
    "visits.kind": Text("上门", "On site"),
    "priority": Text("高", "High"),
    "comment": Text("送货很快", "Quick delivery"),
    "note": Text("计划三月扩店，需要新报价", "New shop in March, wants a new quote"),
    "status": Text("已完成", "Completed"),
    "outcome": Text("进行中", "Open"),
    "unit_price": plain("1,280.00"),
    "orders.cost": plain("9,600.00"),
    "products.cost": plain("960.00"),
    "unit_cost": plain("960.00"),
    "profit": plain("3,200.00"),
    "list_price": plain("1,280.00"),
    "own_price": plain("1,280.00"),
    "competitor_price": plain("1,180.00"),
    "market_size": plain("86,000,000.00"),
    "competitor_sales": plain("9,500,000.00"),
    "discount": plain("0.1"),
    "outlets": plain("36"),
    "nps": plain("9"),
}


def template(dataset: str, lang: Lang) -> bytes:
    """An xlsx workbook: the sheet to fill in, and a sheet that says what goes where.

    Each column has the format of its field, a comment on its header, and a list where the words
    are fixed. The second sheet is none that the intake would load.
    """
    declared = DATASETS[dataset]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": _WRITTEN})
    head = {"bold": True, "border": 1, "border_color": "#d5dde6", "valign": "vcenter"}
    needed = book.add_format({**head, "bg_color": "#17508f", "font_color": "#ffffff"})
    either = book.add_format({**head, "bg_color": "#c9dcf0"})
    optional = book.add_format({**head, "bg_color": "#eef2f6"})
    looks = {REQUIRED: needed, OPTIONAL: optional}
    sheet = book.add_worksheet(declared.name[lang])
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for at, field in enumerate(declared.fields):
        cells = book.add_format({"num_format": SHAPES[field.kind].excel})
        look = looks.get(_need(declared, field), either)
        sheet.write_string(0, at, heading(declared, field, lang), look)
        sheet.set_column(at, at, _column_width(declared, field, lang), cells)
        _comment(sheet, at, [line[lang] for line in _lines(declared, field)])
        _offer_words(sheet, at, field, lang)
    _write_notes(book.add_worksheet(NOTES[lang]), declared, lang, _note_formats(book, optional))
    book.close()
    return out.getvalue()


def file_name(dataset: str, lang: Lang) -> str:
    """`订单模板.xlsx` · `Orders template.xlsx`"""
    return Text("{name}模板.xlsx", "{name} template.xlsx").format(name=DATASETS[dataset].name)[lang]


def heading(dataset: Dataset, field: Field, lang: Lang) -> str:
    """The header in the template: `销售额（元）`, `订单日期 *`. A target's unit is that of its metric."""
    name = field.name
    if field.kind is Kind.MONEY and f"{dataset.key}.{field.key}" not in WHAT:
        name += Text("（{unit}）", " ({unit})").format(unit=MONEY.name)
    return name[lang] + (" *" if field.required else "")


def choices(field: Field, lang: Lang) -> list[str]:
    """One word for each meaning of a field with a fixed vocabulary; none for other fields."""
    words: dict[str, list[str]] = {}
    for word, meaning in field.words:
        words.setdefault(meaning, []).append(word)
    return [_word(meaning, listed, lang) for meaning, listed in words.items()]


def _word(meaning: str, words: list[str], lang: Lang) -> str:
    """The first word in Chinese; in English the meaning itself where people write it so."""
    if lang == "zh":
        return next(word for word in words if not word.isascii())
    plainly = meaning.replace("_", " ")
    return (plainly if plainly in words else next(filter(str.isascii, words))).capitalize()


def _need(dataset: Dataset, field: Field) -> Text:
    if field.required:
        return REQUIRED
    for group in dataset.one_of:
        members = [member.split("*") for member in group]
        if any(field.key in parts for parts in members):
            named = [
                join([dataset.field(key).name for key in parts], " × ", " × ") for parts in members
            ]
            return ONE_OF.format(names=join(named))
    return OPTIONAL


def _what(dataset: Dataset, field: Field) -> Text:
    if field.words:
        words = Text("、".join(choices(field, "zh")), ", ".join(choices(field, "en")))
        return FROM_LIST.format(words=words)
    return field.note or WHAT.get(f"{dataset.key}.{field.key}") or SHAPES[field.kind].what


def _example(dataset: Dataset, field: Field) -> Text:
    own = EXAMPLES.get(f"{dataset.key}.{field.key}") or EXAMPLES.get(field.key)
    if own is None and field.words:
        return Text(choices(field, "zh")[0], choices(field, "en")[0])
    return own or SHAPES[field.kind].example


def _lines(dataset: Dataset, field: Field) -> list[Text]:
    example = EXAMPLE.format(example=_example(dataset, field))
    return [_need(dataset, field), _what(dataset, field), example]


def _column_width(dataset: Dataset, field: Field, lang: Lang) -> int:
    """Room for the header and for a typical value; a period's example names several."""
    example = 10 if field.kind is Kind.PERIOD else width(_example(dataset, field)[lang])
    return max(width(heading(dataset, field, lang)), example, 8) + 4


def _comment(sheet: Worksheet, at: int, lines: list[str]) -> None:
    rows = sum(1 + width(line) * 7 // _COMMENT_WIDTH for line in lines)
    sheet.write_comment(
        0,
        at,
        "\n".join(lines),
        {"x_scale": _COMMENT_WIDTH / 128, "height": _COMMENT_LINE * rows + 12, "font_size": 10},
    )


def _offer_words(sheet: Worksheet, at: int, field: Field, lang: Lang) -> None:
    """A list to choose from. Of yes and no nothing else can be read; other words may be one's own."""
    words = choices(field, lang)
    if words:
        listed = join([plain(word) for word in words])[lang]
        sheet.data_validation(
            1,
            at,
            _LAST_ROW,
            at,
            {
                "validate": "list",
                "source": words,
                "error_type": "stop" if field.kind is Kind.FLAG else "warning",
                "error_title": NOT_LISTED[lang],
                "error_message": LISTED.format(words=listed)[lang],
            },
        )


def _note_formats(book: xlsxwriter.Workbook, head: Format) -> dict[str, Format]:
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "quiet": book.add_format({"font_color": "#566373"}),
        "head": head,
        "strong": book.add_format({"bold": True, "valign": "top"}),
        "cell": book.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_notes(
    sheet: Worksheet, dataset: Dataset, lang: Lang, formats: dict[str, Format]
) -> None:
    sheet.write_string(
        0, 0, TITLE.format(dataset=dataset.name, row=dataset.row)[lang], formats["title"]
    )
    has_money = any(field.kind is Kind.MONEY for field in dataset.fields)
    how = HOW if has_money else HOW[:1]
    for row, line in enumerate(how, start=1):
        sheet.write_string(row, 0, line[lang], formats["quiet"])
    top = len(how) + 2
    for at, head in enumerate(HEADS):
        sheet.write_string(top, at, head[lang], formats["head"])
    for row, field in enumerate(dataset.fields, start=top + 1):
        cells = (_need(dataset, field), _what(dataset, field), _example(dataset, field))
        sheet.write_string(row, 0, heading(dataset, field, lang), formats["strong"])
        for at, cell in enumerate(cells, start=1):
            sheet.write_string(row, at, cell[lang], formats["cell"])
        lines = (
            1 + width(c[lang]) // (w - 2) for c, w in zip(cells, _NOTE_WIDTHS[1:], strict=True)
        )
        sheet.set_row(row, _LINE * max(lines))
    for at, wide in enumerate(_NOTE_WIDTHS):
        sheet.set_column(at, at, wide)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
