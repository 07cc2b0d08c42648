"""What each column of a template asks for: its header, in words what goes there, an example."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.catalog.model import Dataset, Field, Kind
from salesdash.catalog.words.vocabulary import UNSETTLED
from salesdash.text import Lang, Text, join, plain
from salesdash.units import MONEY

REQUIRED, OPTIONAL = Text("必填", "Required"), Text("选填", "Optional")
ONE_OF = Text("至少填一项：{names}", "At least one of: {names}")
FROM_LIST = Text("从下拉列表中选择：{words}", "Choose from the list: {words}")
EXAMPLE = Text("示例：{example}", "Example: {example}")


@dataclass(frozen=True, slots=True)
class ValueShape:
    """How a kind of value is written: the cells' number format, what to fill in, an example."""

    excel: str
    what: Text
    example: Text


_TEXT = "@"
SHAPES: dict[Kind, ValueShape] = {
    Kind.DATE: ValueShape("yyyy-mm-dd", Text("日期", "A date"), plain("2025-03-05")),
    Kind.MOMENT: ValueShape(
        "yyyy-mm-dd hh:mm", Text("日期和时间", "Date and time"), plain("2025-03-05 14:30")
    ),
    Kind.PERIOD: ValueShape(
        _TEXT,
        Text("年、季度、月或周", "A year, quarter, month or week"),
        Text("2025、2025Q1、2025-03 或 2025-W10", "2025, 2025Q1, 2025-03 or 2025-W10"),
    ),
    Kind.MONEY: ValueShape(MONEY.excel, Text("金额", "An amount of money"), plain("12,800.00")),
    Kind.NUMBER: ValueShape("General", Text("数字", "A number"), plain("10")),
    Kind.COUNT: ValueShape("#,##0", Text("整数", "A whole number"), plain("120")),
    Kind.RATE: ValueShape("0.0%", Text("百分数", "A percentage"), plain("12.5%")),
    Kind.RATING: ValueShape("General", Text("1–5 分，或 0–100 分", "1–5, or 0–100"), plain("4")),
    Kind.FLAG: ValueShape(_TEXT, Text("是或否", "Yes or no"), Text("是", "Yes")),
    Kind.ID: ValueShape(
        _TEXT,
        Text("编号，按文本保存，前面的 0 不会丢", "An ID, kept as text with its leading zeros"),
        plain("00123"),
    ),
    Kind.NAME: ValueShape(_TEXT, Text("文字", "Text"), plain("")),
    Kind.NOTE: ValueShape(_TEXT, Text("文字", "Text"), plain("")),
}

# Where a field is filled in otherwise than its kind.
WHAT: dict[str, Text] = {
    "orders.discount": Text(
        "减去的比例（0.1 是减一成）或减去的金额", "The share taken off (0.1 is 10 %), or the money"
    ),
    "targets.amount": Text(
        "金额填{unit}；客户数、订单数填个数；市场份额填比例",
        "Money in {unit}; customers and orders as a number; market share as a fraction",
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
    "events.kind": Text("促销", "Promotion"),
    "event": Text("双11大促", "Singles' Day sale"),
    "until": plain("2025-11-11"),
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
    "floor_price": plain("1,088.00"),
    "own_price": plain("1,280.00"),
    "competitor_price": plain("1,180.00"),
    "market_size": plain("86,000,000.00"),
    "competitor_sales": plain("9,500,000.00"),
    "discount": plain("0.1"),
    "outlets": plain("36"),
    "nps": plain("9"),
}


def heading(dataset: Dataset, field: Field, lang: Lang) -> str:
    """The header in the template: `销售额（元）`, `订单日期 *`. A target's unit is that of its metric."""
    name = field.name
    if field.kind is Kind.MONEY and f"{dataset.key}.{field.key}" not in WHAT:
        name += Text("（{unit}）", " ({unit})").format(unit=MONEY.name)
    return name[lang] + (" *" if field.required else "")


def meanings(field: Field) -> dict[str, tuple[list[str], list[str]]]:
    """What a field with a fixed vocabulary may say, with its words in Chinese and in English. What other columns
    settle (交易关闭: with or without a refund) is no meaning to choose."""
    words: dict[str, tuple[list[str], list[str]]] = {}
    for word, meaning in field.words:
        words.setdefault(meaning, ([], []))[word.isascii()].append(word)
    return {meaning: spoken for meaning, spoken in words.items() if meaning not in UNSETTLED}


def choices(field: Field, lang: Lang) -> list[str]:
    """One word for each meaning of a field with a fixed vocabulary; none for other fields."""
    return [_word(meaning, words, lang) for meaning, words in meanings(field).items()]


def _word(meaning: str, words: tuple[list[str], list[str]], lang: Lang) -> str:
    """The first word; in English the meaning itself where people write it so."""
    chinese, english = words
    if lang == "zh":
        return chinese[0]
    plainly = meaning.replace("_", " ")
    return (plainly if plainly in english else english[0]).capitalize()


def need(dataset: Dataset, field: Field) -> Text:
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


def what(dataset: Dataset, field: Field) -> Text:
    if field.words:
        words = Text("、".join(choices(field, "zh")), ", ".join(choices(field, "en")))
        return FROM_LIST.format(words=words)
    special = WHAT.get(f"{dataset.key}.{field.key}")
    return field.note or (special and special.format(unit=MONEY.name)) or SHAPES[field.kind].what


def example(dataset: Dataset, field: Field) -> Text:
    special = EXAMPLES.get(f"{dataset.key}.{field.key}") or EXAMPLES.get(field.key)
    if special is None and field.words:
        return Text(choices(field, "zh")[0], choices(field, "en")[0])
    return special or SHAPES[field.kind].example


def lines(dataset: Dataset, field: Field) -> list[Text]:
    shown = EXAMPLE.format(example=example(dataset, field))
    return [need(dataset, field), what(dataset, field), shown]
