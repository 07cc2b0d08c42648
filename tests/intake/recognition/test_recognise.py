"""Every table is recognised as its dataset, or left out with a reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesdash.intake.recognition.likeness import ALIKE as ALIKENESS
from salesdash.intake.recognition.likeness import likeness
from salesdash.intake.texts.headers import unit_of
from salesdash.intake.texts.metric_headers import target_metric
from salesdash.receipt import LEAVE_OUT

KNOWN = [
    ("orders", "订单编号,下单时间,客户名称,销售渠道,实付金额\nA1,2025-03-05,甲,天猫,5\n"),
    ("orders", "Order ID,Order Date,Customer Name,Region,Sales\nA1,2025-03-05,Li,East,5\n"),
    ("orders", "單號,銷售日期,客戶,業務員,金額\nA1,2025-03-05,甲,張三,5\n"),
    ("orders", "日期,品名,数量,单价\n2025-03-05,甲,2,5\n"),
    ("targets", "月份,区域,销售目标\n2025-01,华东,500\n"),
    ("targets", "Month,Region,SalesTarget\n2025-01,East,500\n"),
    ("spend", "日期,渠道,费用\n2025-01-01,天猫,500\n"),
    ("spend", "月份,渠道,预算,费用\n2025年1月,天猫,500,400\n"),
    ("customers", "客户名称,行业,规模,客户经理\n甲,机械,大型,张三\n"),
    ("opportunities", "商机编号,阶段,金额,创建日期\nO1,方案报价,500,2025-01-01\n"),
    ("tickets", "工单编号,受理时间,响应时间,解决时间\nT1,2025-01-01 08:00,2025-01-01 09:00,\n"),
    ("surveys", "调查日期,客户,满意度,推荐意愿\n2025-01-01,甲,5,9\n"),
    ("market", "年份,市场规模,竞品,竞品销售额\n2025,5000,乙,600\n"),
    ("returns", "订单编号,退货日期,退货金额,退货原因\nA1,2025-01-05,5,破损\n"),
    ("people", "地区,地区经理\n华东,张三\n华南,李四\n"),
    ("people", "销售员,区域,团队,主管\n张三,华东,一组,李四\n"),
    ("products", "产品编号,产品名称,品类,标价,成本\nP1,甲,耗材,50,30\n"),
    ("visits", "客户名称,拜访日期,拜访方式,纪要\n甲,2025-01-05,上门,好\n"),
]
LEFT_OUT = [
    ("Date,Open,High,Low,Close,Volume\n2025-01-01,5,6,4,5,1000\n", "股票行情"),
    ("risk_id,title,owner,probability,impact\nR1,x,Li,3,4\n", "风险登记册"),
    ("客户名称,合同金额,回款日期,回款金额\n甲,10,2025-01-05,5\n", "回款记录"),
    ("Metric,Value\nTotal Tickets,1000\nAverage,5\n", "没有认出"),
    ("订单日期,产品名称,销售员,数量\n2025-01-05,键盘,王丽,10\n", "销售额（或单价）"),
    (
        "Account,Rep,Product,Quantity,Price,Status\nA,B,CPU,1,30000,presented\nC,D,CPU,2,500,won\n",
        "像是“商机”",
    ),
    ("1,2,3\n4,5,6\n", "没有找到表格"),
    ("订单编号,订单日期,金额\n", "没有数据行"),
]


@pytest.mark.parametrize(("dataset", "text"), KNOWN)
def test_a_table_is_recognised(one, dataset, text):
    receipt = one(text).receipt
    assert receipt.dataset == dataset, receipt.reason
    assert receipt.needs == ()
    assert receipt.rows_loaded == receipt.rows_read


@pytest.mark.parametrize(("text", "reason"), LEFT_OUT)
def test_a_table_that_is_none_of_ours_is_left_out_politely(one, text, reason):
    batch = one(text)
    assert batch.receipt.dataset is None
    assert batch.rows is None
    assert reason in batch.receipt.reason.zh
    assert batch.receipt.rows_left_out == batch.receipt.rows_read


@pytest.mark.parametrize(
    ("sheet", "dataset"),
    [("广告费", "spend"), ("订单明细", "orders")],
)
def test_the_sheets_name_decides_between_equals(one, sheet, dataset):
    assert one({sheet: [["日期", "金额"], ["2025-01-01", 5]]}).receipt.dataset == dataset


def test_every_sheet_of_a_workbook_is_told_apart(drop):
    batches = drop(
        {
            "说明": [["本表由系统导出"]],
            "订单": [["订单编号", "日期", "金额"], ["A1", "2025-01-01", 5]],
            "退货": [["订单编号", "退回"], ["A1", "是"]],
            "空": [],
        }
    )
    assert [b.receipt.dataset for b in batches] == [None, "orders", "returns", None]
    assert [b.receipt.sheet for b in batches] == ["说明", "订单", "退货", "空"]


def test_net_paid_goes_before_gross_and_is_said(one):
    receipt = one("订单编号,日期,总金额,买家实际支付金额\nA1,2025-01-01,10,8\n").receipt
    assert receipt.columns["amount"] == "买家实际支付金额"
    assert any("总金额" in note.zh for note in receipt.notes)


def test_a_plain_amount_goes_before_gross_and_unit_price(one):
    receipt = one("Date,Unit Price,Gross Sales,Sales,Quantity\n2025-01-01,5,11,10,2\n").receipt
    assert receipt.columns["amount"] == "Sales"
    assert receipt.columns["unit_price"] == "Unit Price"


def test_the_user_may_name_another_column(one):
    text = "订单编号,日期,总金额,买家实际支付金额\nA1,2025-01-01,10,8\n"
    receipt = one(text, answers={"column:amount": "总金额"}).receipt
    assert receipt.amount_loaded == 10


def test_the_user_may_name_another_dataset_or_none(drop):
    text = "日期,金额\n2025-01-01,5\n"
    assert drop(text)[0].receipt.dataset == "orders"
    assert drop(text, answers={"dataset": "spend"})[0].receipt.dataset == "spend"
    assert drop(text, answers={"dataset": "none"})[0].receipt.dataset is None


def test_a_header_is_not_believed_against_its_values(one):
    """销售 is a salesperson's header; with amounts below it is no name."""
    receipt = one("日期,客户,销售,金额\n2025-01-01,甲,12.5,13.5\n2025-01-02,乙,13.25,14\n").receipt
    assert "salesperson" not in receipt.columns


def test_the_day_goes_before_a_mere_time_of_day(one):
    receipt = one("销售日期,销售时间,金额\n2025-01-01,16:12:27,5\n2025-01-02,17:12:27,5\n").receipt
    assert receipt.columns["order_date"] == "销售日期"


def test_a_few_known_columns_among_many_are_asked_about(one):
    text = "DATE,revenue," + ",".join(f"x{i}" for i in range(10)) + "\n"
    text += "2025-01-01,5," + ",".join("1" * 10) + "\n"
    batch = one(text)
    assert batch.rows is None
    assert "DATE" in batch.receipt.needs[0].zh
    assert one(text, accept=True).receipt.amount_loaded == 5


def test_a_misspelt_header_is_taken_and_said(one):
    receipt = one("Order Date,Sales,Customer Segmnt\n2025-01-01,5,SMB\n").receipt
    assert receipt.columns["segment"] == "Customer Segmnt"
    assert any("Customer Segmnt" in note.en for note in receipt.notes)


def test_a_misspelt_header_of_a_needed_column_is_asked(one):
    batch = one("Order Dat,Sales,Customer\n2025-01-01,5,SMB\n")
    assert batch.rows is None
    assert "Order Dat" in batch.receipt.needs[0].en


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("销售额（万元）", 10**4),
        ("销售额(亿元)", 10**8),
        ("销售额_千元", 10**3),
        ("Amount (k)", 10**3),
        ("Sales (RMB '000)", 10**3),
        ("Sales (CNY 10k)", 10**4),
        ("Sales (RMB 10,000)", 10**4),
        ("Sales (USD thousands)", 10**3),
        ("金額（萬元）", 10**4),
        ("销售额(元)", 1),
        ("Umsatz T€", 10**3),
        ("Umsatz in Tsd. €", 10**3),
        ("Revenue $k", 10**3),
        ("Sales in lakh", 10**5),
        ("Revenue Mio.", 10**6),
        ("CA en M€", 10**6),
        ("销售额 单位百万", 10**6),
        ("매출액(백만원)", 10**6),
        ("Sales (Rs Cr)", 10**7),
        ("Net sales (in crores)", 10**7),
        ("Umsatz in Mrd", 10**9),
    ],
)
def test_a_header_states_its_unit(header, factor):
    assert unit_of(header) == factor


@pytest.mark.parametrize(
    "header",
    [
        "销售额",
        "销售额（含税）",
        "Sales (net)",
        "万科销售额",
        "Sales USD",
        "Sales M",
        "Sales Mill",
        "Amount (Cr)",
    ],
)
def test_a_header_without_unit_states_none(header):
    assert unit_of(header) is None


@pytest.mark.parametrize(
    ("header", "metric"),
    [
        ("销售目标", "sales"),
        ("SalesTarget", "sales"),
        ("ProfitTarget", "gross_profit"),
        ("毛利目标", "gross_profit"),
        ("新增客户目标", "new_customers"),
        ("目标", "sales"),
        ("年度目标", "sales"),
        ("目标客户", None),
        ("销售额", None),
    ],
)
def test_a_header_names_the_metric_that_it_targets(header, metric):
    assert target_metric(header) == metric


ALIKE = [
    ("报销日期,费用类别,渠道,金额\n2025-01-05,差旅费,天猫,300.5\n", "spend", "date", None),
    ("合同编号,甲方,生效日期,合同金额\nHT1,甲,2025-01-05,5\n", "orders", "order_date", "生效日期"),
    ("Store,Date,Net weekly Sales\n1,2025-01-05,5\n", "orders", "amount", "Net weekly Sales"),
    ("Date,Buyer,Model,Price\n2025-01-05,Li,A,26000\n", "orders", "amount", "Price"),
]


@pytest.mark.parametrize(("text", "dataset", "field", "asked"), ALIKE)
def test_a_header_that_ends_like_a_known_one_is_suggested_and_asked_where_it_matters(
    one, text, dataset, field, asked
):
    receipt = one(text, accept=True).receipt
    assert (receipt.dataset, receipt.rows_loaded) == (dataset, 1), receipt
    assert field in receipt.columns
    needs = one(text).receipt.needs
    assert len(needs) == (asked is not None)
    assert asked is None or asked in needs[0].zh


@pytest.mark.parametrize(
    ("banners", "under"),
    [
        (["期初结存", "本期购进", "本期销售", "期末结存"], ["数量", "金额"]),
        (["期初", "入库", "出库", "期末"], ["数量", "金额"]),
        (["Opening", "Purchases", "Sales", "Closing stock"], ["Qty", "Amount"]),
    ],
)
def test_of_a_stock_book_only_what_was_sold_is_sales(one, banners, under):
    rows = [
        ["2025年3月商品进销存报表"],
        ["商品", *(each for banner in banners for each in (banner, None))],
        [None, *(under * 4)],
        *(
            [f"{name}型", 40, 4000 + n, 30, 3000 + n, 20, 2000 + n, 50, 5000 + n]
            for n, name in enumerate("ABC")
        ),
    ]
    receipt = one({"S": rows}).receipt
    assert (receipt.needs, receipt.amount_loaded) == ((), 6003)


@pytest.mark.parametrize(
    "header", ["签署日期", "开立日期", "預訂日期", "Rental Date", "Ausstellungsdatum"]
)
def test_the_only_dates_are_those_of_the_orders_where_they_are_called_no_more_than_dates(
    one, header
):
    receipt = one(
        f"合同编号,甲方,{header},合同金额\nHT1,甲,2025-01-05,5\nHT2,乙,2025-02-07,6\n"
    ).receipt
    assert (receipt.needs, receipt.columns["order_date"]) == ((), header)
    assert any(f"“{header}”是表里唯一的日期" in note.zh for note in receipt.notes)


@pytest.mark.parametrize("header", ["付款日期", "Next visit date", "最后购买时间"])
def test_dates_that_may_be_of_something_else_are_asked_about(one, header):
    batch = one(f"编号,客户,{header},金额\nHT1,甲,2025-01-05,5\nHT2,乙,2025-02-07,6\n")
    assert batch.receipt.dataset != "orders" or "column:order_date" in {
        q.key for q in batch.questions
    }


@pytest.mark.parametrize("header", ["Due date", "Due"])
def test_days_on_which_something_falls_due_are_named_where_the_time_is_asked_for(one, header):
    batch = one(f"编号,客户,{header},金额\nHT1,甲,2025-01-05,5\nHT2,乙,2025-02-07,6\n")
    [question] = batch.questions
    assert question.key == "period"
    assert f"“{header}”看来不是成交的日期" in question.text.zh


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("产品负责人", "salesperson"),
        ("预计成交日期", "order_date"),
        ("入库金额", "amount"),
        ("Fuel Price", "unit_price"),
    ],
)
def test_a_header_that_means_another_thing_is_no_suggestion(header, field):
    assert likeness(header, "orders", field) < ALIKENESS


def test_counted_customers_are_no_names_of_customers(one):
    receipt = one("Store,Date,Sales,Customers\n1,2025-01-05,5263,555\n").receipt
    assert "customer" not in receipt.columns
    assert receipt.rows_loaded == 1


def test_money_that_was_converted_already_is_not_converted_again(one):
    receipt = one(
        "订单编号,签单日期,币种,合同金额,折合人民币\nA1,2025-01-05,USD,100,710\nA2,2025-01-06,EUR,100,780\n"
    ).receipt
    assert (receipt.needs, receipt.amount_loaded) == ((), 1490)


def test_a_table_that_is_not_recognised_is_read_as_the_user_says(one):
    text = "Päivä,Asiakas,Myynti\n2025-01-05,Li,5.5\n"
    unknown = one(text)
    assert unknown.layout.dataset == LEAVE_OUT
    assert unknown.samples["Myynti"] == ("5.5",)
    lacking = one(text, answers={"dataset": "orders"})
    assert "必需的列" in lacking.receipt.reason.zh
    assert lacking.layout.dataset == "orders"
    said = {"dataset": "orders", "column:order_date": "Päivä", "column:amount": "Myynti"}
    assert one(text, answers=said).receipt.amount_loaded == Decimal("5.5")


def test_a_table_that_is_not_wanted_can_be_wanted_again(one):
    batch = one("日期,金额\n2025-01-05,5\n", answers={"dataset": LEAVE_OUT})
    assert batch.rows is None
    assert batch.layout.headers == ("日期", "金额")


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ("姓名,部门,基本工资,绩效工资,提成,社保,实发工资", "工资"),
        ("业务员,提成比例,提成金额", "工资或提成"),
        ("仓库,物料名称,期初数量,入库数量,出库数量,结存数量,单价,结存金额", "库存"),
        ("日期,供应商,采购单号,商品,数量,单价,金额,采购员", "采购"),
        ("客户,应收余额,账龄,30天以内,31-60天", "应收"),
    ],
)
def test_sheets_of_other_departments_are_no_sales_and_it_is_said_what_they_are(one, headers, said):
    row = ",".join("2025-03-01" if h == "日期" else "5" for h in headers.split(","))
    receipt = one(f"{headers}\n{row}\n{row}\n").receipt
    assert receipt.dataset is None
    assert said in receipt.reason.zh


def test_orders_that_name_their_commission_stay_orders(one):
    text = "订单编号,日期,客户,销售额,提成比例,提成金额\nA1,2025-03-01,甲,10,3%,0.3\nA2,2025-03-02,乙,20,3%,0.6\n"
    assert one(text).receipt.amount_loaded == 30


@pytest.mark.parametrize(
    "text",
    [
        "统计日期,访客数,浏览量,支付金额,支付买家数,支付转化率,客单价,支付件数\n2025-03-01,100,300,10,2,2%,5,3\n2025-03-02,90,280,20,3,3%,6,4\n",
        "日期,浏览量,访客数,成交金额,成交客户数,成交单量,成交商品件数,成交转化率,UV价值\n20250301,9,8,10,2,2,3,0.02,1\n20250302,9,8,20,2,2,4,0.02,1\n",
        "日期,直播间,成交金额,退款金额,成交人数,观看人次,千次观看成交金额\n2025-03-01,官方,10,1,2,300,3\n2025-03-02,官方,20,1,2,400,3\n",
    ],
)
def test_the_panel_of_a_shop_is_sales_by_day_and_asks_nothing(one, text):
    receipt = one(text).receipt
    assert (receipt.dataset, receipt.needs, receipt.amount_loaded) == ("orders", (), 30)


def test_a_list_of_prices_is_products(one):
    text = "2025年产品价格表\n产品编码,产品名称,规格,单位,出厂价,经销价,零售价\nP1,灯,大,台,3,4,5\nP2,桌,小,张,6,7,8\n"
    assert (one(text).receipt.dataset, one(text).receipt.needs) == ("products", ())


def test_an_assignment_of_indicators_is_targets(one):
    text = "2025年度销售指标分解表\n大区,业务员,全年,1月,2月,3月\n华东,张三,6,1,2,3\n华南,李四,15,4,5,6\n"
    assert (one(text).receipt.dataset, one(text).receipt.amount_loaded) == ("targets", 21)


@pytest.mark.parametrize(
    "headers",
    [
        "Data,Cliente,Prodotto,Quantità,Vendite",
        "Datum,Klant,Artikel,Aantal,Omzet",
        "Data da venda,Cliente,Produto,Quantidade,Vendas",
        "Date de vente,Client,Produit,Quantité,CA HT",
        "판매일자,거래처,품명,판매량,총매출",
        "売上日,得意先,商品名,個数,売上総額",
    ],
)
def test_an_export_in_another_language_is_read_without_a_question(one, headers):
    batch = one(f"{headers}\n2025-03-01,A,x,1,100\n2025-03-02,B,y,2,200\n2025-03-03,C,x,4,300\n")
    assert batch.questions == ()
    assert batch.receipt.amount_loaded == 600
    assert batch.receipt.columns["quantity"] == headers.split(",")[3]


def test_figures_of_a_line_under_unknown_headers_are_no_members_to_be_added_up(one):
    text = "Datum,Kunde,Artikel,Foo,Bar\n2025-03-01,A,x,1,100\n2025-03-02,B,y,2,200\n2025-03-03,C,x,4,300\n"
    [question] = one(text).questions
    assert (question.key, question.guess) == ("column:amount", "Bar")
    assert one(text, accept=True).receipt.amount_loaded == 600


def test_a_dutch_total_row_is_none_of_the_sales(one):
    text = "Datum,Klant,Omzet\n2 mei 2025,A,100\n3 mei 2025,B,200\nEindtotaal,,300\n"
    receipt = one(text).receipt
    assert (receipt.amount_loaded, receipt.amount_printed) == (300, 300)


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        ("Emp,Name,Sales,Bonus", "salesperson"),
        ("Staff no,Name,Sales,Commission", "salesperson"),
        ("No,Name,Sales,City", "customer"),
    ],
)
def test_a_name_beside_what_only_employees_have_is_that_of_a_salesperson(one, headers, field):
    lines = "".join(f"2025-03-{13 + i},E{i},Amy {i},{i * i},{i * 7}\n" for i in (1, 2, 3, 4))
    assert one(f"Date,{headers}\n{lines}").receipt.columns[field] == "Name"


def test_goods_at_their_price_are_orders_though_some_are_open(one):
    head = "单据编号,日期,客户,物料名称,销售数量,含税单价,价税合计,要货日期,关闭状态"
    rows = [
        f"X{d},2025-03-0{d},客户{d},灯,{d},10,{d * 10},2025-04-0{d},未关闭" for d in range(1, 6)
    ]
    receipt = one("\n".join([head, *rows])).receipt
    assert (receipt.dataset, receipt.amount_loaded, receipt.needs) == ("orders", 150, ())


@pytest.mark.parametrize("level", ["(Item)", " (item)", "(Header)"])
def test_the_level_of_a_document_is_no_unit(one, level):
    head = f"Sales Document,Document Date,Name of sold-to party,Order Quantity {level},Net Value {level}"
    rows = [f"450000{d},2025-03-0{d},Client {d % 2},{d},{d * 10}" for d in range(1, 6)]
    receipt = one("\n".join([head, *rows])).receipt
    assert (receipt.dataset, receipt.amount_loaded, receipt.needs) == ("orders", 150, ())
    assert receipt.columns["order_id"] == "Sales Document"


@pytest.mark.parametrize("word", ["月度业绩", "签单业绩", "业绩完成", "业绩合计", "销额"])
def test_what_people_achieved_is_sales_by_salesperson(one, word):
    rows = [
        ["2025年3月个人业绩"],
        ["姓名", "部门", word],
        ["周杰", "一部", 640],
        ["吴倩", "二部", 245],
    ]
    receipt = one({"S": rows}).receipt
    assert (receipt.needs, receipt.dataset, receipt.amount_loaded) == ((), "orders", 885)
    assert receipt.columns["salesperson"] == "姓名"


@pytest.mark.parametrize("word", ["业绩目标", "上月业绩", "业绩排名", "业绩提成"])
def test_what_was_aimed_at_or_paid_for_it_is_not(one, word):
    rows = [
        ["2025年3月个人业绩"],
        ["姓名", "部门", word],
        ["周杰", "一部", 640],
        ["吴倩", "二部", 245],
    ]
    receipt = one({"S": rows}, accept=True).receipt
    assert receipt.dataset != "orders" or receipt.columns["amount"] != word


@pytest.mark.parametrize("header", ["No.", "Inv #", "Nr."])
def test_the_number_of_a_paper_is_no_quantity(one, header):
    numbers = (1003, 1001, 1004, 1002, 1009, 1005)
    lines = "".join(f"2025-03-0{i},{n},Cust {n % 3},{i}5.5\n" for i, n in enumerate(numbers, 1))
    assert "quantity" not in one(f"Date,{header},Customer,Amount\n{lines}").receipt.columns
    priced = "".join(f"2025-03-0{i},{n},Item {n % 3},{i}5.5\n" for i, n in enumerate(numbers, 1))
    assert "quantity" not in one(f"Date,{header},Item,Price\n{priced}").receipt.columns


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Sales performance, March 2025", "salesperson"),
        ("Sales by customer, March 2025", "customer"),
    ],
)
def test_a_bare_name_is_whom_the_title_speaks_of(one, title, who):
    rows = [[title], ["Name", "Region", "Revenue"], ["Ann", "North", 640], ["Ben", "South", 245]]
    assert one({"S": rows}).receipt.columns[who] == "Name"


@pytest.mark.parametrize("headers", ["提交时间,客户,商品,金额", "Opened,Customer,Item,Amount"])
def test_no_list_with_money_is_one_of_tickets_but_by_a_word_of_theirs(one, headers):
    lines = "".join(f"2025-03-0{n} 10:00,客户{n % 3},商品{n % 2},{n}5.5\n" for n in range(1, 8))
    assert one(f"{headers}\n{lines}", accept=True).receipt.dataset == "orders"


def test_goods_with_buyers_and_days_are_sold(one):
    lines = "".join(
        f"2025-03-0{n},Artist {n % 3},Work {n},Buyer {n % 2},{n}50\n" for n in range(1, 8)
    )
    assert one(f"Sold,Artist,Title,Buyer,Price\n{lines}", accept=True).receipt.dataset != "products"
