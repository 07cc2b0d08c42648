"""What the header of a column of days says of them: days of sales, or of something else."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salesdash.intake.texts.headers import MatchedColumn, spoken

# Days on which goods came in, moved or were lent: a sale only where the user says so.
_OF_A_MOVE = re.compile(
    r"入[库庫]|进货|采购|到货|验收|借[出用]|领[用料]|归还|调[拨出入]|报[废损]|[借贷放还]款|入荷|仕入|貸出|返却|移動|"
    r"goods receipt|received|loan|borrow|lent|transfer|scrap|dispos|wareneingang|ausleih|entrada|ingreso|"
    r"pr[eé]stamo|r[eé]ception"
)
# Days on which nothing was sold.
_OTHER_DAY = re.compile(
    r"截止|更新|打印|导出|送达|交货|发货|updat|modif|print|export|deliver|ship|lieferung|entrega"
)
_A_DAY = re.compile(r"日期?$|时间$|\bdates?\b|datum\b|\bfecha\b|日付|日時|날짜|일자")
# Days that are meant, owed or of a whole life: whether they are those of a sale is the owner's to say.
_NOT_YET = re.compile(
    r"申请|理赔|报案|出险|claim|购[进入置]|[到逾]期|effective|inception|生效|失效|有效|开始|结束|起始|终止|入职|登记|注册|建档|创建|生日|出生|预[计定约]|计划|约定|承诺|下[次一]|最[后近新]|首次|保修|质保|续|"
    r"付|收|回款|结[算款清]|到账|支付|对账|扣|\bdue\b|expir|valid|\bstart|\bend\b|begin|birth|hire|join|regist|creat|plan|expect|"
    r"estimat|next|last|first|latest|renew|warrant|paid|payment|deposit|pago|cobro|zahlung|paiement|入金|pay\b|settle|payout|f[aä]llig|venc|[eé]ch[eé]ance"
)
_OF_ANY_LIST = {"order_date", "amount", "currency"}


def is_of_a_move(header: str) -> bool:
    return _OF_A_MOVE.search(spoken(header)) is not None


def is_another_day(header: str) -> bool:
    return _OTHER_DAY.search(spoken(header)) is not None


def is_the_only_day(header: str, columns: Mapping[str, MatchedColumn]) -> bool:
    """Whether the date of the orders has no rival, says that it is one and of nothing but what was sold, and stands
    beside more than money. `columns` are those of the orders."""
    another = is_of_a_move(header) or is_another_day(header) or _NOT_YET.search(spoken(header))
    if columns["order_date"].rivals or columns.keys() <= _OF_ANY_LIST:
        return False
    return _A_DAY.search(spoken(header)) is not None and not another
