"""A table → the dataset that it holds and the field that each column is, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Kind
from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.intake.cells.sheet import UNSTORED
from salesdash.intake.recognition.by_values.completed import completed
from salesdash.intake.recognition.evidence import beside, speaking
from salesdash.intake.recognition.fit import Recognised, fitted, score_of, stood_in
from salesdash.intake.recognition.instalments import instalments_of
from salesdash.intake.recognition.lookalikes.called import called_otherwise, left_by_name
from salesdash.intake.recognition.lookalikes.expenses import (
    are_expenses,
    is_settlement,
    is_sold_to_somebody,
    purpose_of,
)
from salesdash.intake.recognition.lookalikes.not_ours import stranger
from salesdash.intake.recognition.lookalikes.repeated_targets import are_repeated
from salesdash.intake.recognition.lookalikes.says_otherwise import says_otherwise
from salesdash.intake.recognition.lookalikes.spent_or_sold import as_targets, or_asked
from salesdash.intake.recognition.named import weighs
from salesdash.intake.recognition.refusal import (
    NO_HEADERS,
    Unrecognised,
    money_of_something_else,
    unrecognised,
)
from salesdash.intake.tables.context.subject import subject_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.footers import without_sums
from salesdash.intake.tables.totals.number_grid import says_derived
from salesdash.intake.tables.totals.total_rows import columns_of_words
from salesdash.intake.texts.amount_headers import says_money
from salesdash.intake.texts.headers import MatchedColumn, commonness
from salesdash.intake.texts.metric_headers import (
    is_actual,
    is_of_another_time,
    is_of_now,
    target_metric,
)
from salesdash.intake.texts.sample_values import Sample
from salesdash.text import Text

# A table is one of a dataset where a third of its columns are fields of it, or four whatever the rest
# (exports of shops have dozens more). Less is asked about or left out. Measured: from a third to 0.4 and
# from three to six files are read alike; at a quarter models of advertising are not, at a half commission lists.
ENOUGH_COVERED = 1 / 3
ENOUGH_FIELDS = 4
_INVESTED = frozenset({"spend", "budget", "leads", "visits"})
# A summary has few columns of names: who or what, and perhaps of which kind.
MOST_NAMES = 2

# How business went beside what was sold, as the panels of shops tell it: no objection to anything.
_INDICATOR = re.compile(
    r"率$|客单价|(?:买家|客户|访客|用户|会员|人|粉丝)数$|人次|次数$|浏览量|访客|曝光|展现|点击|观看|在线|"
    r"(?:订单|单|笔|件|商品)数$|单量$|UV价值|加购|收藏|退款金额|千次",
    re.IGNORECASE,
)
_ADVERTISED = re.compile(
    r"曝光|展现|点击|推广|投放|广告|计划|消耗|impression|click|campaign|\bads?\b", re.IGNORECASE
)
# These have one required field that any list may have; they need a word of their own as well.
_OWN_WORD = {
    "returns": r"退|return|refund",
    "visits": r"访|跟进|visit|call|follow",
    "tickets": r"工单|售后|投诉|客诉|报修|问题|故障|维修|服务|状态|ticket|case|issue|complain|support|subject|priority|"
    r"incident|problem|resol|\brma\b|status",
    "events": r"大事|事件|事由|活动|event|milestone|happened",
}


def recognise(
    table: Table,
    file: str,
    wanted: str | None,
    chosen: Callable[[str], str | None],
    *,
    values_tell: bool = False,
) -> Recognised | Unrecognised:
    """The dataset whose fields fit the columns best as a whole.

    `wanted` is the dataset that the user named; `chosen` gives the header that was chosen for a
    field: empty for none, None where nothing was said. `values_tell`: a date and an amount may be
    told by their values alone.
    """
    uncomputed = {place for (_, place), value in table.sheet.errors.items() if value == UNSTORED}
    rows = without_sums(table)
    samples = [
        Sample(rows.sample(i), not table.height or (isinstance(place, int) and place in uncomputed))
        for i, place in enumerate(table.places)
    ]
    alien = None if wanted in DATASETS else stranger(table.headers)
    possible = (wanted,) if wanted in DATASETS else alien.may_be if alien else tuple(DATASETS)
    datasets = [dataset for key, dataset in DATASETS.items() if key in possible]
    tried = [fitted(table, samples, dataset, file, chosen) for dataset in datasets]
    if wanted == TARGETS.key:
        tried = [as_targets(table, samples, file, chosen)]
    tried = [fit for fit in tried if wanted or not says_otherwise(fit, samples, table)]
    why = alien.why if alien else None
    if not wanted:
        tried = _judged(tried, table, file)
        why = why or called_otherwise(tried, table, file)
        tried = tried if alien else left_by_name(tried, why)
    tried = _timed(tried, table, file)
    tried = tried if wanted else _targets_or_sales(tried, table)
    whole = [r for r in tried if not r.missing]
    complete = [r for r in whole if wanted or _convincing(r, table, file)]
    best = max(complete, key=lambda r: r.score, default=None)
    nearly = max((r for r in tried if r.missing), key=lambda r: r.score, default=None)
    if best and not (nearly and nearly.score > 1.3 * best.score):
        return best if wanted else or_asked(best, table, file)
    if values_tell and (
        by_value := _told_by_values(
            tried, table, samples, file, chosen, is_named=wanted is not None
        )
    ):
        return by_value
    if why:
        return Unrecognised(why)
    if sparse := next((r for r in whole if _plain_but_sparse(r)), None):
        return or_asked(replace(sparse, sparse=True), table, file)
    if nearly and not wanted:
        nearly = (
            _weighed(tried, table)
            or _paid_otherwise(tried, table)
            or _told_by_a_name(tried, table, file)
            or nearly
        )
    if nearly and (wanted or (len(nearly.columns) >= 2 and _convincing(nearly, table, file))):
        return unrecognised(nearly, table)
    if table.is_headless:
        return Unrecognised(NO_HEADERS)
    return Unrecognised(
        Text(
            "没有认出这是哪一类数据（表头与订单、目标、费用等都不相符），未导入。",
            "Not recognised as any dataset (its headers fit none: orders, targets, spend …); "
            "left out.",
        )
    )


def _columns_of(tried: Sequence[Recognised], dataset: Dataset) -> Mapping[str, MatchedColumn]:
    return next((fit.columns for fit in tried if fit.dataset is dataset), {})


def _paid_otherwise(tried: Sequence[Recognised], table: Table) -> Recognised | None:
    """What would be orders but for its money, which says of itself that it is none of a sale."""
    return next((fit for fit in tried if money_of_something_else(fit, table)), None)


def _weighed(tried: Sequence[Recognised], table: Table) -> Recognised | None:
    """What would be targets but for these being weights or pieces, and no money."""
    aims = any(
        target_metric(header) and weighs(header, Sample(table.sample(i)))
        for i, header in enumerate(table.headers)
    )
    targets = (fit for fit in tried if fit.dataset is TARGETS and fit.missing)
    return next(targets, None) if aims else None


def _judged(tried: Sequence[Recognised], table: Table, file: str) -> list[Recognised]:
    """Without orders that were spent, or may have been, which is then asked; or without the spend."""
    orders = next((fit for fit in tried if fit.dataset is ORDERS), None)
    spend = next((fit for fit in tried if fit.dataset is SPEND), None)
    purpose = spend.columns.get("purpose") if spend else None
    if orders and (is_settlement(table) or is_sold_to_somebody(table, orders.columns, purpose)):
        return [fit for fit in tried if fit is not spend]
    if orders and spend and _tells_of_a_shop(orders, spend, table):
        return [fit for fit in tried if fit is not spend]
    spent = are_expenses(table, orders.columns, file) if orders else "no"
    if orders is None or spent == "no":
        return list(tried)
    others = [
        _with_purpose(fit, table, file)
        for fit in tried
        if fit is not orders and (fit.dataset is not TARGETS or _sets_targets(fit, table))
    ]
    if spent == "yes":
        return others
    return [replace(fit, rival=ORDERS) if fit.dataset is SPEND else fit for fit in others]


def _tells_of_a_shop(orders: Recognised, spend: Recognised, table: Table) -> bool:
    """Whether what buyers paid (支付金额) stands beside those who looked: the day of a shop, and no advertising."""
    money, paid = orders.columns.get("amount"), spend.columns.get("spend")
    is_same = money is not None and paid is not None and money.index == paid.index
    looked = "visits" in spend.columns and not any(map(_ADVERTISED.search, table.headers))
    return is_same and looked and not orders.missing


def _with_purpose(fit: Recognised, table: Table, file: str) -> Recognised:
    """A spend with the column of its purposes, told by its words."""
    purpose = purpose_of(table, fit.columns)
    if fit.dataset is not SPEND or "purpose" in fit.columns or purpose is None:
        return fit
    columns = fit.columns | {"purpose": MatchedColumn(purpose, sure=False)}
    return replace(fit, columns=columns, score=score_of(table, SPEND, columns, file))


def _told_by_values(
    tried: Sequence[Recognised],
    table: Table,
    samples: list[Sample],
    file: str,
    chosen: Callable[[str], str | None],
    *,
    is_named: bool,
) -> Recognised | Unrecognised | None:
    """What would be orders or a spend but for a column that only its values tell; orders of which none
    tells the time, where the headers leave no doubt that something was sold in one."""
    told = []
    for fit in tried:
        fields_chosen = {field.key for field in fit.dataset.fields if chosen(field.key) is not None}
        columns = completed(
            fit.columns, table, samples, fit.dataset, fields_chosen, is_named=is_named
        )
        if columns is not fit.columns:
            told.append(stood_in(fit.dataset, columns, table, file, fields_chosen))
    if all(map(_stands_beside, told)):
        timed = _timed((*told, *tried), table, file)
        told += [fit for fit in timed if _sets_targets(fit, table)]
    whole = [fit for fit in told if not fit.missing and _convincing(fit, table, file)]
    if whole:
        return max(whole, key=lambda fit: (_sets_targets(fit, table), fit.score))
    undated = (unrecognised(fit, table) for fit in (*told, *tried) if fit.dataset is ORDERS)
    return next((why for why in undated if why.undated and _was_sold(table, why)), None)


def _was_sold(table: Table, why: Unrecognised) -> bool:
    """Whether the amount says that it is sales, or stands beside that of another time."""
    names = columns_of_words(table)
    compared = any(map(is_of_another_time, table.headers)) and any(
        is_actual(h) or is_of_now(h) for h in table.headers
    )
    subject = subject_of([why.columns["amount"]]) if "amount" in why.columns else None
    sold = subject is not None and subject.header == "销售额"
    return bool(names) and len(names) <= MOST_NAMES and (compared or sold)


def _sets_targets(recognised: Recognised, table: Table) -> bool:
    """Whether a header says of itself that it is a target, and all that targets need is there."""
    amount = recognised.columns.get("amount")
    if recognised.dataset is not TARGETS or recognised.missing or amount is None:
        return False
    return target_metric(table.headers[amount.index]) is not None


def _timed(tried: Sequence[Recognised], table: Table, file: str) -> list[Recognised]:
    """Targets that lack a time are of the day of the sales beside them."""
    day = _columns_of(tried, ORDERS).get("order_date")

    def timed(fit: Recognised) -> Recognised:
        used = {column.index for column in fit.columns.values()}
        if (
            fit.dataset is not TARGETS
            or "period" in fit.columns
            or day is None
            or day.index in used
        ):
            return fit
        return stood_in(TARGETS, fit.columns | {"period": day}, table, file, ())

    return list(map(timed, tried))


def _targets_or_sales(tried: Sequence[Recognised], table: Table) -> list[Recognised]:
    """Without targets that each line of orders states once more; beside others without what was reached."""
    sold = _columns_of(tried, ORDERS)
    is_sold = {"order_date", "amount"} <= sold.keys()
    kept = [
        fit
        for fit in tried
        if not (is_sold and _sets_targets(fit, table))
        or not are_repeated(table, fit.columns, sold["amount"])
    ]
    if any(_sets_targets(fit, table) for fit in kept):
        return [fit for fit in kept if not _stands_beside(fit)]
    return kept


def _stands_beside(recognised: Recognised) -> bool:
    """Whether what would be orders or a spend is what was reached of targets: no line of an order."""
    lines = {"order_id", "product_id", "unit_price", "quantity"}
    return recognised.dataset is SPEND or (
        recognised.dataset is ORDERS and lines.isdisjoint(recognised.columns)
    )


def _told_by_a_name(tried: Sequence[Recognised], table: Table, file: str) -> Recognised | None:
    """What a table would be but for a column: dates, customers and remarks stand in any list, and what
    has these and no more lacks what makes an order, if anything."""
    if all(fit.dataset is not ORDERS for fit in tried):
        return None
    named = (fit for fit in tried if fit.missing and _has_a_name_of_its_own(fit, table, file))
    return max(named, key=lambda fit: fit.score, default=None)


def _has_a_name_of_its_own(recognised: Recognised, table: Table, file: str) -> bool:
    """Whether anything speaks for the dataset that does not speak as well for others."""
    if recognised.dataset is ORDERS or beside(table, recognised.dataset, file):
        return True
    return any(
        commonness(table.headers[column.index]) == 1
        and recognised.dataset.field(key).kind is not Kind.NOTE
        for key, column in recognised.columns.items()
    )


def _convincing(recognised: Recognised, table: Table, file: str) -> bool:
    fields = len(recognised.columns)
    instalments = instalments_of(table)
    named = [
        header
        for i, (header, column) in enumerate(zip(table.headers, table.held, strict=True))
        if column.null_count < len(column)
        and not (_INDICATOR.search(header) or says_derived(header) or is_of_another_time(header))
        and i not in instalments
    ]
    used = fields + sum(len(column.others) for column in recognised.columns.values())
    used += len(speaking(table, recognised.dataset))
    covered = used / max(1, len(named))
    word = _OWN_WORD.get(recognised.dataset.key)
    evidence = " ".join((*table.headers, table.sheet.name, file, *table.titles)).casefold()
    if word and not re.search(word, evidence):
        return False
    if fields < 2 and len(named) > 1:
        return False
    if recognised.dataset is SPEND and _INVESTED.isdisjoint(recognised.columns):
        used_here = {column.index for column in recognised.columns.values()}
        if any(says_money(h) for i, h in enumerate(table.headers) if i not in used_here):
            return False  # a list of stock has money of its own
    return covered >= ENOUGH_COVERED or fields >= ENOUGH_FIELDS


def _plain_but_sparse(recognised: Recognised) -> bool:
    """Few of many columns are known, but the ones that make an order or a spend are, by name."""
    core = {recognised.dataset.date, recognised.dataset.amount}
    return (
        None not in core and core <= set(recognised.columns) and recognised.dataset.key != "targets"
    )
