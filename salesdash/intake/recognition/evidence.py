"""What speaks for a dataset beside the columns that are its fields."""

from __future__ import annotations

import re

from salesdash.catalog.model import Dataset
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts import headers

# Words in the name of a sheet or file that speak for a dataset.
_NAMED = {
    "orders": r"订单|销售(表|数据|记录|明细|流水)|orders?\b|\bsales\b",
    "targets": r"目标|任务|计划|指标分解|target|quota|\bplan\b",
    "spend": r"费用|广告|投放|推广|花费|预算|spend|\bcosts?\b|budget|marketing|advert",
    "customers": r"客户(档案|资料|信息|名单|列表)|customer|account|client",
    "opportunities": r"商机|机会|pipeline|opportunit|deals?\b|funnel",
    "tickets": r"工单|售后|投诉|报修|ticket|support|case",
    "surveys": r"满意度|问卷|调查|回访评价|survey|nps|csat|feedback",
    "market": r"市场|竞品|行业|market|competitor",
    "returns": r"退货|退款|退回|退单|return|refund",
    "people": r"销售人员|人员|员工|团队|people|teams?\b|staff|salespe|\breps?\b",
    "products": r"产品(档案|资料|目录|列表)|商品(档案|资料)|价目|价格表|products?\b|price ?list|catalog",
    "visits": r"回访|拜访|走访|visit",
    "events": r"大事|事件|大事记|events?\b|milestones?",
}
# Headers of a dataset that are none of its fields and yet stand in no other: each speaks for it.
_SPEAKING = {
    "spend": r"impr(essions?)?|ctr|cpc|cpm|cpa|roas|reach|frequency|costperresult|conversions?|"
    r"展现量|展示(次数|量)|曝光(量|次数)?|点击率|(平均)?点击(单价|花费|成本)|转化(数|成本)|直接成交(金额|订单数)|"
    r"总成交笔数|投入产出比|roi|计划名称|推广计划|"
    r"vendor(name)?|payee|merchant(name)?|paidto|expense.*|reimburse.*|receipt(no|number)|cost(center|centre)|"
    r"(供应商|供货商)(名称)?|收款(方|人|单位)|报销(人|单号|部门|事由|日期)|费用.*|支出.*|用款.*|付款(方式|账户|对象)|科目(名称|编码)?|"
    r"(成本中心|会计科目)|lieferant|kostenstelle|proveedor|fournisseur|fornitore|fornecedor|leverancier|支払先|仕入先|"
    r"beneficiaire|beneficiari[oa]",
    "returns": r"refund(id|type|status|createdat|processedat|method)|退款(编号|单号|类型|方式|申请时间|完结时间)",
    "opportunities": r"probability|dealtype|nextstep|forecastcategory|赢率|可能性|输单原因|closedlostreason",
}


def beside(table: Table, dataset: Dataset, file: str) -> float:
    """How strongly the names of sheet and file, the title and other headers speak for the dataset."""
    pattern = re.compile(_NAMED[dataset.key])
    sheet, name, *titles = map(headers.spoken, (table.sheet.name, file, *table.titles[:3]))
    named = bool(pattern.search(sheet)) * 2.0 + bool(pattern.search(name))
    titled = 1.0 if any(map(pattern.search, titles)) else 0.0
    return named + titled + len(speaking(table, dataset))


def speaking(table: Table, dataset: Dataset) -> list[str]:
    """The headers that are no field of the dataset and speak for it all the same."""
    pattern = _SPEAKING.get(dataset.key)
    return [h for h in table.headers if pattern and re.fullmatch(pattern, headers.plain(h))]
