"""Who buys, how he is looked after, and what he says."""

from __future__ import annotations

from salesdash.catalog.model import Dataset
from salesdash.catalog.sheets.field import FLAG, ID, NAME, NOTE, RATING, D, M, field
from salesdash.catalog.words.headers import (
    CHANNEL,
    CUSTOMER,
    CUSTOMER_ID,
    PRODUCT,
    REGION,
    SALESPERSON,
)
from salesdash.catalog.words.vocabulary import FLAGS, RESULTS
from salesdash.text import Text

CUSTOMERS = Dataset(
    "customers",
    Text("客户档案", "Customers"),
    Text("一个客户", "a customer"),
    (
        field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name|姓名", required=True),
        field("customer_id", "客户编号", "Customer ID", ID, CUSTOMER_ID),
        field("industry", "行业", "Industry", NAME, "所属行业|客户行业|行业类别|sector|vertical|industry type"),
        field("segment", "规模", "Segment", NAME,
            "客户规模|企业规模|客户类型|客户类别|客户分类|客户等级|客户级别|"
            "segment|size|company size|customer type|customer segment|account type"),
        field("influence", "行业影响力", "Influence", RATING,
            "影响力|影响力评分|行业地位|战略价值|"
            "influence score|industry influence|strategic value"),
        field("region", "区域", "Region", NAME, REGION + "|省份|office location"),
        field("channel", "渠道", "Channel", NAME, CHANNEL),
        field("owner", "客户经理", "Owner", NAME,
            "负责人|跟进人|销售员|业务员|归属人|维护人|"
            "account owner|account manager|customer owner|relationship manager|sales rep"),
        field("renewal_date", "续约日", "Renewal date", D,
            "续约日期|到期日|到期日期|合同到期日|合同到期|续费日期|服务到期|"
            "contract end|contract end date|renewal due|expiry date"),
        field("renewed", "是否续约", "Renewed", FLAG,
            "续约|已续约|续约状态|是否续费|"
            "renewal|renewal status|is renewed", words=FLAGS),
        field("last_visit", "最近回访", "Last visit", D,
            "最近回访日|最近回访日期|上次拜访|最近拜访|最近拜访日期|上次回访|"
            "last visited|last visit date|last contact|last contacted|"
            "上次拜访日期|上次拜访时间|最后拜访日期|最近联系时间|"
            "last contact date"),
        field("since", "建档日期", "Customer since", D,
            "开户日期|首次合作|合作开始日期|注册日期|注册时间|创建日期|"
            "signup date|created date|start date|registered|"
            "合作时间|入会时间|"
            "join date|date joined|signup|created at"),
    ),
    key_fields=("customer_id", "customer"),
)  # fmt: skip

VISITS = Dataset(
    "visits",
    Text("回访", "Customer visits"),
    Text("一次客户拜访", "a customer visit"),
    (
        field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name", required=True),
        field("date", "日期", "Date", D,
            "拜访日期|回访日期|拜访时间|回访时间|走访日期|跟进日期|跟进时间|"
            "visit date|visited on|call date|follow-up date|contact date", required=True),
        field("kind", "方式", "Kind", NAME,
            "拜访方式|回访方式|拜访类型|跟进方式|类型|"
            "visit type|type|visit kind|contact type"),
        field("owner", "拜访人", "Owner", NAME, SALESPERSON + "|回访人|跟进人|visited by|visitor"),
        field("note", "纪要", "Note", NOTE,
            "拜访纪要|回访内容|拜访内容|跟进内容|备注|沟通内容|"
            "notes|visit notes|comment|comments|summary|outcome"),
        field("result", "跟进结果", "Result", NAME,
            "回访结果|拜访结果|跟进状态|follow-up result|visit result", words=RESULTS),
        field("next_date", "下次日期", "Next date", D,
            "下次跟进日期|下次跟进时间|下次拜访日期|下次拜访时间|下次联系时间|下次联系日期|"
            "next contact|next visit|next follow-up|follow-up on"),
    ),
    date="date",
    key_fields=("customer", "date", "kind"),
)  # fmt: skip

TICKETS = Dataset(
    "tickets",
    Text("售后工单", "Service tickets"),
    Text("一张售后工单", "a service ticket"),
    (
        field("opened", "受理时间", "Opened", M,
            "创建时间|创建日期|提交时间|提交日期|报修时间|受理日期|工单创建时间|投诉日期|投诉时间|"
            "created date|created at|created|open date|opened at|date opened|ticket created|submitted", required=True),
        field("ticket_id", "工单编号", "Ticket ID", ID,
            "工单号|工单ID|单号|投诉编号|"
            "ticket|ticket no|ticket number|case id|case number|issue id|id|"
            "工单流水号"),
        field("first_response", "响应时间", "First response", M,
            "首次响应|首次响应时间|首响时间|首次回复时间|响应时长|首次响应时长|响应小时|"
            "first response at|first response time|first response time hours|first reply|response time|"
            "response hours|time to first response|first reply time|"
            "首次回复时长|首次响应用时"),
        field("resolved", "解决时间", "Resolved", M,
            "完成时间|关闭时间|结案时间|办结时间|处理完成时间|解决时长|处理时长|解决小时|"
            "resolved at|resolution time|resolution time hours|closed at|closed date|time to resolution|"
            "resolution hours|full resolution time|"
            "解决用时|"
            "resolved time|solved at|"
            "完结时间"),
        field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name"),
        field("channel", "渠道", "Channel", NAME, CHANNEL + "|受理渠道|contact channel"),
        field("region", "区域", "Region", NAME, REGION),
        field("kind", "类型", "Kind", NAME,
            "工单类型|问题类型|投诉类型|类别|分类|"
            "ticket type|case type|issue type|category|request type"),
        field("priority", "优先级", "Priority", NAME, "紧急程度|紧急度|级别|severity|urgency"),
        field("status", "状态", "Status", NAME, "工单状态|处理状态|ticket status|case status"),
        field("product", "产品名称", "Product", NAME, PRODUCT),
        field("owner", "处理人", "Agent", NAME,
            "客服|受理人|责任人|客服人员|"
            "assigned agent|agent name|assignee|handled by"),
        field("csat", "满意度", "CSAT", RATING,
            "满意度评分|客户满意度|评分|满意度得分|评价|"
            "csat score|satisfaction|satisfaction score|customer satisfaction|customer satisfaction rating|rating|"
            "满意度评价|客户评价|服务评价"),
    ),
    date="opened",
    key_fields=("ticket_id",),
)  # fmt: skip

SURVEYS = Dataset(
    "surveys",
    Text("满意度", "Surveys"),
    Text("一份问卷回答", "an answer"),
    (
        field("date", "日期", "Date", D,
            "调查日期|回访日期|填写日期|提交日期|提交时间|答题时间|评价日期|评价时间|"
            "survey date|response date|submitted at|answered at|answered on|completed|timestamp|"
            "提交答卷时间|"
            "date/time|created at", required=True),
        field("customer", "客户名称", "Customer", NAME, CUSTOMER + "|name|受访者|respondent"),
        field("channel", "渠道", "Channel", NAME, CHANNEL),
        field("region", "区域", "Region", NAME, REGION),
        field("product", "产品名称", "Product", NAME, PRODUCT),
        field("csat", "满意度", "CSAT", RATING,
            "满意度评分|总体满意度|满意度得分|评分|"
            "csat score|satisfaction|satisfaction score|overall satisfaction|rating"),
        field("nps", "推荐意愿", "NPS score", RATING,
            "NPS|"
            "NPS评分|推荐可能性|您有多大可能推荐我们|您推荐我们的可能性|净推荐值|推荐值|推荐分|推荐度|"
            "推荐意愿评分|"
            "likelihood to recommend|would recommend|recommend score"),
        field("comment", "评语", "Comment", NOTE, "意见|建议|反馈|评价内容|备注|comments|feedback|verbatim"),
    ),
    date="date",
    key_fields=("date", "customer", "channel"),
    one_of=(("csat", "nps"),),
)  # fmt: skip
