"""What the status of an order comes to: sold, cancelled or given back, in words that no list holds whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.words.vocabulary import FLAGS, STATUS_PARTS, STATUSES
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.tables.totals.total_rows import Mask, as_mask
from salesdash.intake.texts import words
from salesdash.intake.texts.headers import spoken
from salesdash.intake.texts.text_column import TextColumn
from salesdash.text import Text, listed

CANCELLED, RETURNED, CLOSED, UNPAID, COMPLETED = (
    "cancelled",
    "returned",
    "closed",
    "unpaid",
    "completed",
)
_MEANINGS = {meaning for _, meaning in STATUSES}
_PARTS = tuple((re.compile(part), meaning) for part, meaning in STATUS_PARTS)
# An attempt that came to nothing, or none at all, leaves the order as it was.
_UNDONE = re.compile(
    r"(?:退款|退货|售后|取消|换货)(?:申请)?(?:失败|取消|关闭|撤[销回]|驳回|拒绝|被拒)|"
    r"(?:取消|撤[销回]|关闭|驳回|拒绝)(?:退款|退货|售后|换货|申请)|"
    r"(?:派送|配送|投递|揽收)失败|(?:未|没有?|非|无需?)(?:取消|作废|失败|退[款货])|部分退[款货]|"
    r"(?:refund|return|cancel\w*)(?: request)? (?:failed|cancel\w*|declined|rejected|denied|closed)|"
    r"cancel\w* (?:request\w*|refund|return)|(?:delivery|shipment) failed|"
    r"\b(?:not|non|un|partial\w*|partly)[- ]?(?:cancel\w*|void\w*|refund\w*|return\w*)"
)
# Columns of yes and no that take an order back, each with the answer that does and what it then is.
_MARK = r"(?:标[志识记])?"
_FLAGS = (
    (
        rf"(?:是否)?已?(?:作废|取消|撤销|删除){_MARK}|(?:is )?(?:void(?:ed)?|cancell?ed|deleted)\??",
        True,
        CANCELLED,
    ),
    (rf"(?:是否)?有效{_MARK}|(?:is )?valid\??", False, CANCELLED),
    (rf"(?:是否)?已?退[货单]{_MARK}|是否已?退款|(?:is )?(?:returned|refunded)\??", True, RETURNED),
)
# What is written beside an order that did not come about.
_REMARKS = re.compile(
    r"备注(?:说明)?|说明|备考|附注|remarks?|notes?|comments?|memo|bemerkung(?:en)?|observaciones"
)
_CALLED_OFF = re.compile(
    r"(?:(?:此|该|本)单|订单|单据|已)*(?:作废|取消|撤销|撤单|废单)(?:订?单|了)?[!！。.]*|"
    r"(?:order )?(?:void(?:ed)?|cancell?ed)[!.]*|storniert|anulad[oa]|annul[eé]e?"
)
# One that asks whether the buyer has paid; what the seller has received is a matter of his books.
_IF_PAID = re.compile(r"(?:是否)?已?(?:付款|支付)(?:与否|了?吗|标[志识记])?|(?:is )?paid\??")
# Beside these a bill is open, and no basket left in a shop.
_OF_BILLS = re.compile(
    r"发票(?:号码?|日期|编号)|开票日期|(?:付款|收款)?到期|应收|未收|欠款|账期|"
    r"\binvoice ?(?:no|num|number|date|id|#)|^invoice$|\bdue\b|"
    r"\bbalance\b|outstanding|payment terms|\bbill(?:ed)? to\b"
)
# ERP programs close an order that is delivered, or of which no more will be.
_OF_DOCUMENTS = re.compile(r"(?:关闭|单据|行|业务|整单)(?:关闭)?状态|(?:line|document) status")
NOT_KNOWN = Text(
    "“{header}”里的 {statuses} 按正常销售计入。",
    "{statuses} of “{header}” {many:is|are} taken for a sale like any other.",
)
NOT_PAID = Text(
    "“{header}”有 {many} 行还没有付款。这些行算作销售额吗？暂按赊销计入。",
    "{many} {many:line|lines} of “{header}” {many:is|are} not paid. {many:Is it|Are they} sales all the same? Counted "
    "as sold on credit for now.",
)
SOLD = "sold"
SHOWN = 5


def settle(
    values: dict[str, Values],
    table: Table,
    recognised: Recognised,
    data: Mask,
    decisions: TableDecisions,
) -> None:
    """The status of each order in the words of the catalog. A shop closes what nobody paid and what was paid back
    alike: with a refund it came back, else it is cancelled. A bill that is not paid yet is sold."""
    is_billed = any(_OF_BILLS.search(spoken(each)) for each in table.headers)
    flagged = _flagged(table, recognised)
    if (remarked := _remarked(table, recognised)) is not None:
        flagged = remarked if flagged is None else pc.coalesce(flagged, remarked)
    unpaid = None if is_billed else _unpaid(table, recognised, data, decisions)
    if unpaid is not None:
        flagged = unpaid if flagged is None else pc.coalesce(flagged, unpaid)
    if (status := values.get("status")) is None:
        if flagged is not None and flagged.null_count < len(flagged):
            marked = pc.fill_null(flagged, COMPLETED)
            values["status"] = Values({"status": marked}, pa.repeat(pa.scalar(False), len(marked)))
        return
    header = table.headers[recognised.columns["status"].index]
    is_document = _OF_DOCUMENTS.fullmatch(spoken(header).strip()) is not None
    refund = values["refund"].main if "refund" in values else None
    meant = TextColumn(status.main).mapped(
        lambda word: _meaning(word, is_billed=is_billed, is_document=is_document)
    )
    closed = TextColumn(meant).equals(CLOSED)
    if closed.true_count:
        is_refunded = (
            pc.fill_null(pc.not_equal(refund, 0), False) if refund is not None else pa.scalar(False)
        )
        meant = pc.if_else(closed, pc.if_else(is_refunded, RETURNED, CANCELLED), meant)
    if flagged is not None:
        called_off = pc.fill_null(pc.equal(meant, CANCELLED), False)
        meant = pc.if_else(called_off, meant, pc.coalesce(flagged, meant))
    values["status"] = replace(status, arrays={"status": meant})
    _say_unknown(header, meant, data, decisions)


def charge_nothing(values: dict[str, Values]) -> None:
    """Orders called off whose amount is left blank come to 0: there is nothing to fill in."""
    amount = values["amount"]
    free = pc.and_(pa.array(called_off(values)), pc.invert(amount.failed))
    zero = pa.scalar(Decimal(0), amount.main.type)
    charged = pc.if_else(pc.and_(free, pc.is_null(amount.main)), zero, amount.main)
    values["amount"] = replace(amount, arrays={**amount.arrays, "amount": charged})


def called_off(values: dict[str, Values]) -> Mask:
    """The rows of orders that are cancelled."""
    if "status" not in values:
        return np.zeros(len(next(iter(values.values())).main), dtype=np.bool_)
    return as_mask(TextColumn(values["status"].main).equals(CANCELLED))


def _meaning(word: str, *, is_billed: bool, is_document: bool) -> str:
    """What the catalog calls a status; the word itself where nothing tells."""
    if word not in _MEANINGS:
        text = _UNDONE.sub(" ", spoken(word).replace("-", " "))
        word = next((meaning for part, meaning in _PARTS if part.search(text)), word)
    if word == UNPAID:
        return COMPLETED if is_billed else CANCELLED
    return COMPLETED if word == CLOSED and is_document else word


def _flagged(table: Table, recognised: Recognised) -> pa.Array | None:
    """What each row is for which a column of yes and no says that it was taken back, null for all others; None
    where there is no such column."""
    status = None
    for pattern, answer, meaning in _FLAGS:
        for _, said in _answers(table, recognised, re.compile(pattern)):
            status = pa.nulls(table.height, pa.string()) if status is None else status
            status = pc.if_else(pc.fill_null(pc.equal(said, answer), False), meaning, status)
    return status


def _remarked(table: Table, recognised: Recognised) -> pa.Array | None:
    """The same of rows beside which no more is written than that they are called off."""
    used = {column.index for column in recognised.columns.values()}
    for index, header in enumerate(table.headers):
        if index not in used and _REMARKS.fullmatch(spoken(header).strip()):
            said = TextColumn(table.texts[index].text).mapped(
                lambda word: CANCELLED if _CALLED_OFF.fullmatch(spoken(word).strip()) else ""
            )
            return None if said.null_count == len(said) else said
    return None


def _unpaid(
    table: Table, recognised: Recognised, data: Mask, decisions: TableDecisions
) -> pa.Array | None:
    """The same of rows that are not paid, beside others that are: whether they are sold, is asked."""
    for index, said in _answers(table, recognised, _IF_PAID):
        paid, unpaid = (
            as_mask(pc.fill_null(each, False)) & data for each in (said, pc.invert(said))
        )
        if not unpaid.any():
            unpaid = as_mask(pc.is_null(said)) & data
        if not (paid.any() and unpaid.any()):
            continue
        text = NOT_PAID.format(header=table.headers[index], many=int(unpaid.sum()))
        choices = (SOLD, CANCELLED)
        if decisions.ask(f"{UNPAID}:{table.headers[index]}", text, choices, SOLD) == SOLD:
            return None
        return pc.if_else(pa.array(unpaid), CANCELLED, pa.nulls(table.height, pa.string()))
    return None


def _answers(
    table: Table, recognised: Recognised, asks: re.Pattern[str]
) -> Iterator[tuple[int, pa.Array]]:
    """The columns whose header asks it and whose cells say no more than yes, in whatever words or by the word that
    is asked for itself, or no."""
    used = {column.index for key, column in recognised.columns.items() if key != "status"}
    for index, header in enumerate(table.headers):
        if index in used or not asks.fullmatch(spoken(header).strip()):
            continue
        said = words.flags(table.texts[index], FLAGS)
        itself = TextColumn(table.texts[index].text).mapped(
            lambda word: word if asks.fullmatch(spoken(word)) else ""
        )
        said = pc.if_else(pc.fill_null(pc.not_equal(itself, ""), False), True, said)
        if said.null_count == table.texts[index].values.null_count:
            yield index, said


def _say_unknown(header: str, meant: pa.Array, data: Mask, decisions: TableDecisions) -> None:
    """Name the statuses that the catalog does not know, which count as sales."""
    counted = pc.value_counts(meant.filter(pa.array(data))).to_pylist()
    unknown = {c["values"]: c["counts"] for c in counted if c["values"]}
    unknown = {word: many for word, many in unknown.items() if word not in _MEANINGS}
    if unknown:
        often = sorted(unknown, key=lambda word: -unknown[word])
        shown = [f"“{word}”（{unknown[word]}）" for word in often[:SHOWN]]
        shown += ["…"] * (len(often) > SHOWN)
        decisions.notes.append(
            NOT_KNOWN.format(header=header, statuses=listed(shown), many=len(often))
        )
