"""Exports of shops, advertising, CRM and ERP programs come in right as they are."""

from __future__ import annotations

from decimal import Decimal

import pytest

EXPORTS = {
    "a shop that calls the order's number Name": (
        "Name,Created at,Total,Billing Name\n#1001,2025-01-05 10:00:00 +0800,5,Li\n"
        "#1002,2025-01-06 10:00:00 +0800,7,Wu\n",
        ("orders", 12, {"order_id": "Name", "customer": "Billing Name"}),
    ),
    "a marketplace's statement with its fees": (
        "Date Range Report\n\n"
        '"date/time",type,order id,sku,quantity,product sales,selling fees,total\n'
        '"Jun 8, 2025 10:23:05 PM PDT",Order,A1,S1,1,14.9,-2.2,12.7\n'
        '"Jun 9, 2025 1:03:05 AM PDT",Order,A2,S2,2,59.8,-8.2,51.6\n'
        '"Jun 12, 2025 9:00:00 AM PDT",Transfer,,,,0,0,-500.00\n',
        ("orders", Decimal("74.7"), {"amount": "product sales", "order_date": "date/time"}),
    ),
    "Kingdee, which writes F before its fields": (
        "FDate,FBillNo,FCustName,FItemName,FQty,FPrice,FAllAmount,FEmpName\n"
        "2025-01-05,XSD1,云杉,电机,2,10,20,张三\n2025-01-06,XSD2,白杨,泵,3,10,30,李四\n",
        ("orders", 50, {"order_date": "FDate", "customer": "FCustName", "salesperson": "FEmpName"}),
    ),
    "a shop's orders, dated by when they were paid": (
        "订单编号,买家昵称,支付完成时间,买家实际支付金额\nT1,a,2025-03-01 10:00:00,5\n"
        "T2,b,2025-03-02 10:00:00,7\n",
        ("orders", 12, {"order_date": "支付完成时间"}),
    ),
    "a shop's orders with nothing but the day of payment": (
        "Name,Email,Paid at,Total\n#1001,a@b.co,2025-03-01 10:00:00 +0800,5\n",
        ("orders", 5, {"order_date": "Paid at", "order_id": "Name"}),
    ),
    "items with numbers and names": (
        "Order Number,Order Date,Item #,Item Name,Amount\nA1,2025-01-05,1,Mug,5\n",
        ("orders", 5, {"product_id": "Item #", "product": "Item Name"}),
    ),
    "an ERP's delivery note, dated by its delivery": (
        "发货单号,发货日期,客户简称,存货名称,数量,价税合计\nF1,2025-05-06,云杉,电机,2,113\n",
        ("orders", 113, {"order_date": "发货日期", "order_id": "发货单号"}),
    ),
    "a district beside the province and the city": (
        "订单号,支付时间,用户实付金额,省,市,区\nP1,2025-01-05,5,浙江省,杭州市,西湖区\n",
        ("orders", 5, {"province": "省", "city": "市"}),
    ),
    "a discount in percent under a short word": (
        "order_date,product,unit_price,quantity,discount_pct\n2025-01-05,Mug,100,2,10\n"
        "2025-01-06,Mug,100,1,25\n",
        ("orders", 255, {"discount": "discount_pct"}),
    ),
    "advertising with what its clicks brought": (
        "Campaign,Day,Cost,Clicks,Impr.,CTR,Avg. CPC,Conversions,Conv. value\n"
        "A,2025-01-05,5.5,10,100,10%,0.55,1,80\n",
        ("spend", Decimal("5.5"), {"spend": "Cost", "visits": "Clicks"}),
    ),
    "Chinese advertising with the sales beside the spending": (
        "日期,计划名称,消耗,展示次数,点击次数,点击率,转化数,直接成交金额\n"
        "2025-06-01,A,120.5,3500,82,2.3%,3,900\n2025-06-02,A,150,4000,91,2.3%,4,990\n",
        ("spend", Decimal("270.5"), {"spend": "消耗", "visits": "点击次数"}),
    ),
    "spending with its currency behind the name": (
        "date,acquisition_channel,spend_eur\n2025-01-05,Instagram,31.45\n",
        ("spend", Decimal("31.45"), {"spend": "spend_eur", "channel": "acquisition_channel"}),
    ),
    "deals with no stage but their outcome": (
        "id,sector,deal_value,date,status\n1,Energy,50,2025-01-12,Won\n2,IT,30,2025-03-10,Lost\n",
        ("opportunities", None, {"opportunity_id": "id", "stage": "status"}),
    ),
    "deals called by their name": (
        "name,stage,value,owner,id,created_at,expected_close_date,closed_at\n"
        "ERP 二期,proposal,500,Li,x1,2025-03-11,2025-06-30,\n"
        "CRM,won,300,Wu,x2,2025-03-12,2025-06-30,2025-05-20\n",
        ("opportunities", None, {"opportunity_id": "id", "closed": "closed_at"}),
    ),
    "people with numbers and names": (
        "salesperson_id,name,team,hire_date,region\nS1,Alice Chen,SMB,2022-06-15,West\n",
        ("people", None, {"salesperson": "name"}),
    ),
    "tickets with hours": (
        "ID,Requester,Created at,Status,First reply time (hrs),Full resolution time (hrs)\n"
        "35436,Ann,2025-03-01 10:22:01,Solved,2.5,48.6\n",
        ("tickets", None, {"ticket_id": "ID", "first_response": "First reply time (hrs)"}),
    ),
    "a pivot's own names": (
        "Month of Order Date,Region,Sum of Sales\n2025-01,East,5\n2025-02,East,7\n",
        ("orders", 12, {"order_date": "Month of Order Date", "amount": "Sum of Sales"}),
    ),
    "German": (
        "Auftragsnummer;Auftragsdatum;Kunde;Artikel;Menge;Einzelpreis;Gesamtpreis\n"
        "A1;03.01.2025;Müller;Schrauben;1.000;0,12;120,00\n"
        "A2;14.01.2025;Schäfer;Muttern;2.500;0,08;200,00\n"
        "A3;25.02.2025;Groß;Bohrer;3;249,90;749,70\n",
        ("orders", Decimal("1069.7"), {"customer": "Kunde", "amount": "Gesamtpreis"}),
    ),
    "French, without the accents": (
        "Date de commande;Client;Produit;Quantite;Montant HT\n15/01/2025;Dupont;Toner;2;300\n",
        ("orders", 300, {"quantity": "Quantite", "product": "Produit"}),
    ),
    "Spanish": (
        "fecha,producto,categoría,cantidad,precio_unitario\n2025-01-05,Café,Café,2,120\n",
        ("orders", 240, {"product": "producto", "unit_price": "precio_unitario"}),
    ),
    "Japanese": (
        "受注番号,受注日,顧客名,商品名,数量,単価,金額\nJ1,2025/01/10,山田,ノート,2,120,240\n",
        ("orders", 240, {"customer": "顧客名", "unit_price": "単価"}),
    ),
}  # fmt: skip
LOOSE = {"month_as_day": "first_day"}


@pytest.mark.parametrize("what", EXPORTS)
def test_an_export_asks_nothing_and_has_the_right_columns(one, what):
    text, (dataset, amount, columns) = EXPORTS[what]
    receipt = one(text, answers=LOOSE).receipt
    assert receipt.dataset == dataset, receipt.reason
    assert receipt.needs == ()
    assert receipt.amount_loaded == amount
    assert {key: receipt.columns.get(key) for key in columns} == columns
    assert receipt.rows_put_aside == 0


def test_a_district_is_no_sales_region(one):
    text = EXPORTS["a district beside the province and the city"][0]
    assert "region" not in one(text).receipt.columns


def test_one_column_is_taken_for_one_field_only(one):
    columns = one("date,Productn,amount\n2025-01-05,Mug,5\n2025-01-06,Cup,7\n").receipt.columns
    assert len(set(columns.values())) == len(columns)


@pytest.mark.parametrize("header", ["Running Total", "Highest Amount", "Conv. value", "退款金额"])
def test_a_figure_of_another_kind_is_no_amount(one, header):
    receipt = one(f"日期,客户,{header}\n2025-01-05,甲,5\n2025-01-06,乙,9\n").receipt
    assert "amount" not in receipt.columns


def test_a_ledger_is_no_list_of_sales(one):
    text = "Date,Customer,Debit,Credit,Balance\n2025-01-05,Li,5,,5\n2025-01-06,Li,,5,0\n"
    assert "ledger" in one(text).receipt.reason.en


def test_the_name_of_the_file_speaks_in_spite_of_underscores(one):
    text = "Salesperson,Jan-25,Feb-25,Mar-25\nLi,1,2,3\nWu,4,5,6\n"
    assert one(text, name="monthly_sales_targets.csv").receipt.dataset == "targets"
