"""Sheets that look like ours by some headers and are not."""

from __future__ import annotations

from salesdash.intake.headers import plain
from salesdash.text import Text

# The headers that give it away, how many of them must be there, and what to say.
_STRANGERS: tuple[tuple[frozenset[str], int, Text], ...] = (
    (
        frozenset(
            [
                "open",
                "high",
                "low",
                "close",
                "开盘",
                "收盘",
                "最高",
                "最低",
                "开盘价",
                "收盘价",
                "最高价",
                "最低价",
            ]
        ),
        3,
        Text(
            "这是股票行情（开盘、最高、最低、收盘），不是销售数据，未导入。",
            "These are share prices (open, high, low, close), not sales; left out.",
        ),
    ),
    (
        frozenset(
            [
                "riskid",
                "风险编号",
                "风险说明书",
                "inherentprobability",
                "inherentimpact",
                "probability",
                "impact",
                "概率",
                "影响",
                "风险等级",
                "风险描述",
                "发生概率",
                "影响程度",
            ]
        ),
        2,
        Text(
            "这是风险登记册，不属于可导入的数据；风险请在“风险台账”页登记。",
            "This is a risk register, which is not imported; risks are kept on the risks page.",
        ),
    ),
    (
        frozenset(
            ["回款日期", "收款日期", "到账日期", "回款金额", "收款金额", "到账金额", "回款方式"]
        ),
        2,
        Text(
            "这是回款记录：回款不是销售额，未导入。请上传订单或合同表。",
            "These are payments received, which are not sales; left out. Drop the orders or contracts.",
        ),
    ),
    (
        frozenset(["借方", "贷方", "余额", "借方金额", "贷方金额", "debit", "credit", "balance"]),
        2,
        Text(
            "这是明细账（借方、贷方、余额），不是销售明细，未导入。请上传订单或出库表。",
            "This is a ledger (debit, credit, balance), which is no list of sales; left out. Drop the "
            "orders or deliveries.",
        ),
    ),
)


def stranger(headers: tuple[str, ...]) -> Text | None:
    """Why a table with these headers is left out; None where nothing speaks against it."""
    names = {plain(header) for header in headers}
    return next((why for marks, many, why in _STRANGERS if len(marks & names) >= many), None)
