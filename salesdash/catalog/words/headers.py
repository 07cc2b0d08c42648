"""Headers as people write them: what is called alike in several sheets, and what writing them varies."""

from __future__ import annotations

import re
import unicodedata

CUSTOMER = (
    "客户|购方名称|购买方名称|客户名|"
    "customer name|"
    "客户全称|客户姓名|客户简称|买家|买家昵称|买家会员名|会员名|会员名称|会员|购买方|购货单位|购货方|收货人|"
    "收货人姓名|单位名称|单位全名|往来单位|往来单位名称|往来单位全名|经销商名称|门店名称|"
    "client|client name|account|account name|company|company name|buyer|buyer name|billing name|"
    "customer full name|sold to|bill to|"
    "顾客|顾客姓名|用户名|用户ID|用户编号|下单帐号|下单账号|买家姓名|收货人/提货人|采购方|甲方|甲方名称|"
    "full name|retailer|requester|customer company name|cust name|"
    "invoice partner display name|partner name|业主|业主姓名|购房人|买受人|name of sold to party|name 1|sold to name|sold to party name|"
    "广告主|advertiser|学员|学员姓名|学生|学生姓名|家长|家长姓名|患者|患者姓名|车主|车主姓名|乘客|乘客姓名|旅客|旅客姓名|投保人|租客|承租人|租户|入住人|policyholder|insured|student|student name|guest|guest name|"
    "tenant|consignee|contact|contact name|billed to|invoice account name|acct|"
    "医院|医院名称|药店名称|终端名称|公司名称|宠物主|客户网名"
)
CUSTOMER_ID = (
    "客户编码|客户代码|客户号|客户ID|会员号|会员编号|会员卡号|账号|"
    "customer no|customer number|customer code|account number|account no|account id|client id|buyer id|"
    "客户id|"
    "customer key|user id|buyer user id|sold to party|sold to pt"
)
CHANNEL = (
    "销售渠道|渠道名称|渠道类型|平台|销售平台|店铺|店铺名称|店铺名|门店|门店编号|门店代码|店铺编号|来源|订单来源|"
    "来源渠道|流量来源|销售模式|销售方式|"
    "sales channel|channel name|channel type|platform|store|store name|shop|shop name|marketplace|source|"
    "order source|location|outlet|"
    "归属店铺|所属店铺|"
    "acquisition channel|sales method|branch"
)
REGION = (
    "大区|所在区域|所在地区|所在大区|销售大区|销售区域|区域名称|地区|所属区域|所属大区|片区|战区|省区|分区|办事处|"
    "分公司|"
    "area|sales region|territory|sales territory|region name|regional office|market area|sales area|market|"
    "sales market|region/market|"
    "销售片区|市场区域|所在市场"
)
SALESPERSON = (
    "业务员|业务人员|销售员姓名|业务员姓名|销售员|销售人员|销售代表|销售|销售顾问|销售经理|营业员|导购|导购员|"
    "客户经理|负责人|经办人|业务经理|跟单员|收款员|"
    "sales person|sales rep|sales representative|rep|sales agent|agent|seller|sold by|sales manager|"
    "account manager|owner|salesman|employee|"
    "销售负责人|"
    "置业顾问|deal owner|emp name|saler name|salesman name|"
    "经手人|发型师|美容师|医药代表|会籍顾问|课程顾问|招生老师|开单人|跟单|stylist|server|rep name|order employee name"
)
PRODUCT = (
    "产品|商品|货物名称|货物或应税劳务名称|开票内容|选购商品|商品名称|商品名|品名|货品|货品名称|物料名称|物料描述|"
    "宝贝标题|宝贝名称|商品标题|品名规格|存货名称|型号|规格型号|书名|"
    "product name|product/service|product/service full name|product title|item|item name|item description|description|title|lineitem name|goods|article|"
    "全部商品名称|"
    "product detail|material name|material description|"
    "课程|课程名称|险种|险种名称|套餐名称|菜品|菜品名称|菜名|车型|车系|房型|style|style name|course|course name|model|"
    "vehicle|menu item|"
    "商品全名|存货|花名|油品|材料|材料名称|款号|药品|药品名称|线路|plant|wine|dish"
)
PRODUCT_ID = (
    "产品编码|产品代码|产品ID|商品编码|商品ID|商品代码|商品码|商家编码|货号|物料编码|物料号|条码|条形码|商品条码|"
    "SKU|sku id|sku code|product no|product code|product number|item code|item no|item id|asin|lineitem sku|"
    "stock code|productid|product key|"
    "商品货号|SKU编码|material|material number"
)
CATEGORY = (
    "类别|品类|分类|产品类别|产品大类|大类|产品分类|商品类别|商品分类|商品类目|类目|一级类目|产品线|系列|品种|"
    "product category|product type|producttype|product line|type of product|department|series|item type|"
    "category name|product group"
)


def normal_header(header: str) -> str:
    """A header without what varies between writers: width, case, blanks, marks and (units)."""
    text = unicodedata.normalize("NFKC", header).casefold()
    text = re.sub(r"[(\[【].*?[)\]】]", "", text) or text
    return re.sub(r"[\W_]+", "", _unaccented(text.replace("#", " no ")))


def _unaccented(text: str) -> str:
    """`quantité` as `quantite`, as it is often typed; what is not Latin stays."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", parts))
