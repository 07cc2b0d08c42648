"""The words that people write in fields with a fixed meaning."""

from __future__ import annotations

from dataclasses import dataclass

from salesdash.text import Text

Words = tuple[tuple[str, str], ...]


def _words(**meanings: str) -> Words:
    return tuple(
        (word.strip(), meaning) for meaning, words in meanings.items() for word in words.split("|")
    )


STATUSES = _words(
    cancelled=(
        "已取消|取消|作废|已作废|(删除)锁定|(删除)等待付款|cancelled|canceled|void|voided|closed without payment|failed"
    ),
    unpaid=(
        "未付款|待付款|等待买家付款|等待付款|未支付|待支付|unpaid|pending payment|payment pending|wc-pending|"
        "awaiting payment|not paid|requires payment method|open balance"
    ),
    returned="已退货|退货|已退款|退款成功|退款完成|全额退款|退货退款|已退回|退回|refunded|refund|returned|return|chargeback",
    closed="交易关闭|已关闭|关闭",
    completed=(
        "已完成|完成|交易成功|交易完成|已发货|已签收|待发货|已付款|卖家已发货|买家已付款|"
        "completed|complete|paid|shipped|delivered|fulfilled|pending|processing|invoiced|closed|"
        "交易已完成|订单完成|已完结|已结束|已收货|确认收货|待收货|部分发货|已出库|待出库|部分出库|已审核|审核通过|已核准|已确认|未关闭|正常|"
        "有效|生效|已生效|执行中|部分付款|部分退款|已评价|待评价|运输中|配送中|拣货中|备货中|已支付|支付成功|付款成功|已结算|已开票|已成交|"
        "部分关闭|approved|confirmed|sales order|fully invoiced|partially paid|partially refunded|partially shipped|"
        "partially fulfilled|unfulfilled|on hold|wc-completed|wc-processing|wc-on-hold|in transit|"
        "settled|captured|authorized|succeeded|success|successful|ready to ship|to ship|active|在读|在保|在租"
    ),
)
# What these come to is told by the other columns: a refund, a day on which a bill is due.
UNSETTLED = frozenset({"closed", "unpaid"})
# What a status says in the midst of other words, the first that it says: 已取消，退款成功, wc-cancelled.
STATUS_PARTS = (
    (
        r"取消|作废|无效|失败|撤[销单回]|已删除|红冲|冲红|驳回|拒[收单绝]|拼团未成功|未成团|草稿|暂存|"
        r"cancel|\bvoid|fail|draft|declin|denied|reject|revers|deleted|abandon|expired|incomplete|^quot",
        "cancelled",
    ),
    (
        r"(?:未|待|等待|尚未)(?:买家|客户)?(?:付款|支付)|unpaid|(?:pending|awaiting|requires) payment",
        "unpaid",
    ),
    (
        r"退款(?:成功|完成|完毕)|(?:已|全额)退[款货费课票]|^退[费课票保订]|期退保|已退[保订]|\brefunded|\breturned|chargeback",
        "returned",
    ),
    (r"(?:订单|交易|已)关闭|^关闭", "closed"),
    (
        r"发货|签收|收货|完成|成功|出库|配送|运输|已付|支付|结算|审核|确认|complet|ship|deliver|fulfil|paid|process|transit|"
        r"approv|confirm|invoic",
        "completed",
    ),
)

FLAGS = _words(
    yes="是|有|已续约|续约|已续费|已退货|核心|y|yes|true|1|√|✓|✔|对|renewed|returned|core",
    no="否|无|未续约|未续|流失|未退货|非核心|n|no|false|0|×|✗|✘|错|not renewed|lost|churned",
)

OUTCOMES = _words(
    won="赢单|赢|成交|已成交|已赢单|成功|签约|已签约|won|closed won|win|success|yes|是",
    lost="输单|输|丢单|失败|流失|已输单|未成交|lost|closed lost|lose|failed|abandoned|no|否",
    open="进行中|跟进中|跟进|打开|未关闭|在跟进|open|in progress|ongoing|active|pending",
)

# What people answer in words, of five.
RATINGS = _words(
    **{
        "5": "非常满意|很满意|十分满意|好评|非常好|优秀|very satisfied|good|excellent|positive",
        "4": "满意|比较满意|较满意|satisfied",
        "3": "一般|中评|中立|neutral|average",
        "2": "不满意|比较不满意|较不满意|dissatisfied|unsatisfied",
        "1": "非常不满意|很不满意|十分不满意|差评|很差|very dissatisfied|bad|poor|negative",
    }
)

METRIC_WORDS = _words(
    sales=(
        "销售额|销售|销售收入|营业收入|主营业务收入|主营收入|收入|营业额|销售净额|业绩|回款|sales|net sales|revenue|net revenue|turnover|amount|"
        "umsatz|umsatzerlöse|erlöse|chiffre d'affaires|ca|ventes|ventas|facturación|ingresos|fatturato|ricavi|vendite|"
        "omzet|faturamento|receita|vendas|売上|売上高"
    ),
    gross_profit=(
        "毛利|毛利额|利润|gross profit|profit|margin|gross margin|rohertrag|rohgewinn|deckungsbeitrag|marge brute|"
        "margen bruto|beneficio bruto|utilidad bruta|margine lordo|utile lordo|brutowinst|brutomarge|lucro bruto|"
        "margem bruta|粗利|粗利益|売上総利益"
    ),
    new_customers=(
        "新增客户|新增客户数|新客户|新客户数|新客|new customers|new accounts|neukunden|nouveaux clients|clientes nuevos|"
        "nuovi clienti|nieuwe klanten|novos clientes|新規顧客|新規顧客数"
    ),
    orders=(
        "订单数|订单数量|订单量|单量|单数|笔数|成交笔数|orders|order count|number of orders|no. of orders|aufträge|"
        "bestellungen|anzahl aufträge|commandes|nombre de commandes|pedidos|número de pedidos|ordini|numero ordini|"
        "numero di ordini|aantal orders|bestellingen|注文数|注文件数|受注件数"
    ),
    quantity=(
        "销量|数量|件数|quantity|units|volume|units sold|absatz|absatzmenge|unités vendues|unidades vendidas|"
        "unità vendute|verkochte stuks|販売数|販売数量"
    ),
    market_share="市场份额|市占率|market share",
)

CURRENCIES = _words(
    CNY="人民币|人民币元|元人民币|rmb|cny|cn¥|rmb¥|¥|￥|元|元整|圆|圆整|块|yuan|renminbi|chinese yuan",
    USD="美元|美金|usd|us$|$|＄|us dollar|us dollars|dollar|dollars",
    EUR="欧元|eur|€|euro|euros",
    GBP="英镑|gbp|£|pound|pounds|sterling",
    HKD="港元|港币|港纸|hkd|hk$|hong kong dollar",
    TWD="新台币|台币|新台币元|twd|ntd|nt$|taiwan dollar",
    MOP="澳门元|澳门币|mop|mop$|pataca",
    JPY="日元|日币|日圆|jpy|jp¥|円|yen|japanese yen",
    KRW="韩元|韩币|韩圆|krw|₩|won|원",
    SGD="新加坡元|新加坡币|新币|坡币|sgd|s$|singapore dollar",
    AUD="澳元|澳币|澳大利亚元|aud|a$|au$|australian dollar",
    CAD="加元|加币|加拿大元|cad|c$|ca$|canadian dollar",
    NZD="新西兰元|纽币|nzd|nz$",
    CHF="瑞士法郎|瑞郎|chf|swiss franc",
    THB="泰铢|泰币|thb|฿|baht",
    MYR="林吉特|马来西亚林吉特|马币|令吉|myr|rm|ringgit",
    IDR="印尼盾|印尼卢比|idr|rp|rupiah",
    VND="越南盾|vnd|₫|dong",
    PHP="菲律宾比索|php|₱",
    INR="印度卢比|卢比|inr|₹|rupee|rupees",
    RUB="卢布|俄罗斯卢布|rub|₽|rouble|ruble",
    AED="迪拉姆|阿联酋迪拉姆|aed|dirham",
    SAR="沙特里亚尔|sar|riyal",
    BRL="雷亚尔|巴西雷亚尔|brl|r$",
    MXN="墨西哥比索|mxn|mx$",
    ZAR="兰特|南非兰特|zar|rand",
    TRY="土耳其里拉|里拉|₺|tl|turkish lira",
)

PURPOSES = _words(
    product="产品|产品研发|新品|产品开发|研发费|product|r&d|product development",
    pricing="定价|价格|调价|价格补贴|pricing|price",
    channel=(
        "渠道|渠道建设|渠道费用|渠道返利|返利|平台佣金|佣金|渠道费|平台费|平台服务费|"
        "channel|rebate|commission|trade"
    ),
    promotion=(
        "促销|推广|促销费用|广告|广告投放|活动|打折|赠品|推广费|推广费用|市场推广费|促销费|广告费|广告费用|"
        "广告宣传费|宣传费|业务宣传费|活动费|展会费|"
        "promotion|promo|advertising|ads|campaign"
    ),
    content="内容|品牌|内容营销|新媒体|品牌费|content|brand|branding|pr",
    service="服务|售后|客户服务|客服|培训|服务费|售后费|培训费|service|after-sales|support|training",
)
# What an agent or a shop keeps of a sale, wherever the word stands in a header and however it is spelled.
COMMISSION = (
    r"commission|provision(?!al|ed|ing)|provvigion|comisi[oó]n|comiss[aã]o|comiss[oõ]es|provisie|courtage|brokerage|"
    r"佣金|提成|抽成|扣点|居间费|中介费|手数料|仲介料|コミッション"
)
EVENT_KINDS = _words(
    promotion="促销|活动|大促|促销活动|营销活动|promotion|promo|campaign|sale",
    price="价格|调价|涨价|降价|价格调整|price|pricing|price change|price increase|price cut",
    stock_out="缺货|断货|停产|供货|延迟供货|stock-out|stockout|out of stock|supply|shortage",
    holiday="节假日|假期|节日|春节|holiday|holidays|festival",
    staff="人员|人事|入职|离职|招聘|调岗|staff|hire|hiring|people|personnel",
    other="其他|其它|other|misc",
)
EVENT_KIND_NAMES = {
    "promotion": Text("促销", "Promotion"),
    "price": Text("调价", "Price change"),
    "stock_out": Text("缺货", "Stock-out"),
    "holiday": Text("节假日", "Holiday"),
    "staff": Text("人员变动", "People"),
    "other": Text("其他", "Other"),
}
# What came of following a customer up, on a work list that comes back or with one click.
RESULTS = _words(
    contacted="已联系|联系过|已电话|已沟通|电话|contacted|called|reached|spoke",
    visited="已拜访|已回访|已上门|拜访过|visited|met",
    planned="已约拜访|约拜访|已预约|待拜访|visit planned|planned|appointment",
    later="以后再跟|稍后|暂缓|以后|later|postponed",
    not_a_case="不用跟进|无需跟进|不跟进|排除|not a case|no case|no need",
)
RESULT_NAMES = {
    "contacted": Text("已联系", "Contacted"),
    "visited": Text("已拜访", "Visited"),
    "planned": Text("已约拜访", "Visit planned"),
    "later": Text("以后再跟", "Later"),
    "not_a_case": Text("不用跟进", "Not a case"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the funnel; `rank` orders the steps, won is the last, lost has none."""

    key: str
    name: Text
    rank: int | None


FUNNEL = (
    Stage("lead", Text("线索", "Lead"), 1),
    Stage("qualified", Text("需求确认", "Qualified"), 2),
    Stage("proposal", Text("方案报价", "Proposal"), 3),
    Stage("negotiation", Text("商务谈判", "Negotiation"), 4),
    Stage("won", Text("赢单", "Won"), 5),
    Stage("lost", Text("输单", "Lost"), None),
)

STAGES = _words(
    lead=(
        "线索|初步接触|初访|新建|接触|潜在|"
        "prospecting|prospect|lead|new|first contact|initial contact|contacted|discovery"
    ),
    qualified=(
        "需求确认|需求分析|意向|有意向|立项|确认需求|跟进|"
        "qualified|qualification|needs confirmed|need confirmed|engaging|needs analysis|interested|demo"
    ),
    proposal=(
        "方案报价|方案|报价|方案设计|提案|投标|"
        "proposal|quote|quotation|proposal/price quote|value proposition|presented"
    ),
    negotiation="商务谈判|谈判|议价|合同审批|合同|negotiation|negotiation/review|contract|contract sent|commit|verbal",
    won="赢单|成交|已成交|签约|已签约|赢|closed won|won|closed-won|win|signed|contract signed",
    lost="输单|丢单|失败|流失|输|关闭|无效|closed lost|lost|closed-lost|abandoned|declined",
)


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """What sort of channel a name belongs to; the first kind with a matching word is the guess."""

    key: str
    name: Text
    online: bool
    words: tuple[str, ...]


CHANNEL_KINDS = (
    ChannelKind("marketplace", Text("第三方平台", "Marketplace"), True, ("天猫", "淘宝", "京东", "拼多多", "苏宁", "唯品会", "1688", "阿里", "考拉", "得物", "tmall", "taobao", "jd", "pinduoduo", "amazon", "ebay", "walmart", "lazada", "shopee", "temu", "etsy", "marketplace", "平台")),
    ChannelKind("social", Text("社交/直播", "Social"), True, ("抖音", "快手", "小红书", "视频号", "直播", "微信", "社群", "私域", "b站", "douyin", "tiktok", "kuaishou", "xiaohongshu", "rednote", "wechat", "instagram", "facebook", "live", "social")),
    ChannelKind("own_shop", Text("自营电商", "Own shop"), True, ("官网", "商城", "自营电商", "独立站", "小程序", "app", "官方", "网店", "电商", "线上", "shopify", "website", "web", "own shop", "own store", "online", "e-commerce", "ecommerce", "web portal")),
    ChannelKind("store", Text("门店", "Store"), False, ("门店", "专卖", "直营店", "店", "商超", "超市", "零售", "卖场", "展厅", "in-store", "retail", "showroom", "outlet", "shop", "store", "pos")),
    ChannelKind("distributor", Text("经销", "Distributor"), False, ("经销", "分销", "批发", "渠道商", "加盟", "distributor", "distribution", "wholesale", "dealer", "reseller", "franchise")),
    ChannelKind("agent", Text("代理", "Agent"), False, ("代理", "居间", "agent", "agency", "broker", "partner")),
    ChannelKind("direct", Text("直销", "Direct"), False, ("直销", "大客户", "直营", "企业", "集采", "工程", "政企", "团购", "项目", "电话", "拜访", "direct", "key account", "enterprise", "corporate", "b2b", "phone", "field sales", "线下", "offline")),
)  # fmt: skip

TAKEN_FOR = "direct"  # a channel whose name says nothing of its kind, until somebody chooses one


def kind_by_name(channel: str) -> str | None:
    """The kind whose word the channel's name holds; None where none does."""
    lowered = channel.casefold()
    return next(
        (kind.key for kind in CHANNEL_KINDS if any(word in lowered for word in kind.words)), None
    )


# Where money for advertising goes, beside the channels that sell.
_MEDIA = (
    "tv|television|radio|print|press|newspaper|magazine|ooh|outdoor|billboard|cinema|search|sem|seo|display|video",
    "banner|email|edm|sms|affiliate|influencer|kol|google|bing|baidu|meta|youtube|linkedin|twitter",
    "电视|广播|报纸|杂志|户外|地铁|电梯|影院|搜索|信息流|百度|谷歌|朋友圈|公众号|微博|知乎|短信|邮件|达人|展会",
)
MEDIA = frozenset(word for line in _MEDIA for word in line.split("|"))

# Words that a name may end in, or leave out, and still be the same one; by dimension.
ENDINGS: dict[str, tuple[str, ...]] = {
    "region": ("大区", "地区", "区域", "片区", "战区", "区", "region", "area"),
    "channel": ("渠道", "平台", "商城", "channel", "platform", ".com"),
    "customer": ("(中国)有限公司", "有限责任公司", "股份有限公司", "有限公司", "公司", "co.,ltd.", "co.,ltd", "co.ltd.", "co.ltd", "ltd.", "ltd", "limited", "inc.", "inc", "llc", "gmbh", "corp.", "corp"),
    "category": ("类别", "类", "品类", "category"),
}  # fmt: skip

# Names of one thing in several languages or in common short forms; by dimension.
SAME_NAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "channel": (("天猫", "tmall"), ("淘宝", "taobao"), ("京东", "jd"), ("拼多多", "pinduoduo", "pdd"), ("抖音", "抖店", "抖音小店", "douyin"), ("快手", "快手小店", "kuaishou"), ("小红书", "xiaohongshu", "rednote"), ("亚马逊", "amazon"), ("微信小程序", "小程序", "wechat mini program"), ("唯品会", "vipshop"), ("苏宁", "苏宁易购", "suning"), ("官网", "官方网站", "website"), ("直销", "direct", "direct sales"), ("经销", "经销商", "distributor"), ("代理", "代理商", "agent"), ("门店", "实体店", "store")),
    "region": (("华东", "east china"), ("华北", "north china"), ("华南", "south china"), ("华中", "central china"), ("西南", "southwest china"), ("西北", "northwest china"), ("东北", "northeast china")),
}  # fmt: skip

# Names that are regions, without the word for it (区, 大区, 省, Region).
_REGIONS = (
    "华东|华南|华北|华中|东北|西北|西南|华西|东南|江浙沪|珠三角|长三角|京津冀|川渝|两广|港澳台|海外|国内|境外",
    "东部|西部|南部|北部|中部|东|西|南|北|中|东区|西区|南区|北区|中区",
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州",
    "云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|广州|杭州|南京|苏州|成都|武汉|西安|沈阳",
    "大连|青岛|济南|郑州|长沙|合肥|福州|厦门|南昌|昆明|贵阳|南宁|海口|石家庄|太原|长春|哈尔滨|兰州|西宁|银川",
    "乌鲁木齐|拉萨|呼和浩特|宁波|无锡|佛山|东莞",
    # Cities of the second rank, but those whose name is a word for something else (白银, 来宾, 玉溪).
    "唐山|秦皇岛|邯郸|邢台|保定|张家口|承德|沧州|廊坊|衡水|大同|阳泉|长治|晋城|朔州|晋中|运城|忻州|临汾|吕梁|包头|乌海|赤峰",
    "通辽|鄂尔多斯|呼伦贝尔|巴彦淖尔|乌兰察布|鞍山|抚顺|本溪|丹东|锦州|营口|阜新|辽阳|盘锦|铁岭|葫芦岛|四平|辽源|白山|松原|白城",
    "延边|齐齐哈尔|鸡西|鹤岗|双鸭山|大庆|伊春|佳木斯|七台河|牡丹江|黑河|绥化|徐州|常州|南通|连云港|淮安|盐城|扬州|镇江|泰州|宿迁",
    "温州|嘉兴|湖州|绍兴|金华|义乌|衢州|舟山|台州|丽水|昆山|芜湖|蚌埠|淮南|马鞍山|淮北|铜陵|安庆|滁州|阜阳|宿州|六安|亳州|池州|宣城",
    "莆田|三明|泉州|漳州|南平|龙岩|宁德|景德镇|萍乡|九江|新余|鹰潭|赣州|吉安|宜春|抚州|上饶|淄博|枣庄|东营|烟台|潍坊|济宁|泰安|威海|日照",
    "临沂|德州|聊城|滨州|菏泽|开封|洛阳|平顶山|安阳|鹤壁|新乡|焦作|濮阳|许昌|漯河|三门峡|南阳|商丘|信阳|周口|驻马店|黄石|十堰|宜昌|襄阳",
    "鄂州|荆门|孝感|荆州|黄冈|咸宁|随州|恩施|株洲|湘潭|衡阳|邵阳|岳阳|常德|张家界|益阳|郴州|永州|怀化|娄底|湘西|韶关|珠海|汕头|江门|湛江",
    "茂名|肇庆|惠州|梅州|汕尾|河源|阳江|清远|中山|潮州|揭阳|云浮|柳州|桂林|梧州|北海|防城港|钦州|贵港|玉林|百色|贺州|河池|崇左|三亚|三沙|儋州",
    "自贡|攀枝花|泸州|德阳|绵阳|广元|遂宁|内江|乐山|南充|眉山|宜宾|广安|达州|雅安|巴中|资阳|凉山|六盘水|遵义|安顺|毕节|铜仁|曲靖|保山|昭通",
    "丽江|临沧|文山|大理|楚雄|德宏|日喀则|林芝|昌都|铜川|宝鸡|咸阳|渭南|延安|汉中|榆林|安康|商洛|嘉峪关|金昌|天水|武威|张掖|平凉|酒泉|庆阳",
    "定西|陇南|临夏|海东|石嘴山|吴忠|固原|克拉玛依|吐鲁番|哈密|昌吉|伊犁|阿克苏|喀什|和田|塔城|石河子",
    "中国|美国|英国|德国|法国|意大利|西班牙|荷兰|俄罗斯|日本|韩国|印度|泰国|越南|新加坡|马来西亚|印尼|菲律宾|澳大利亚|加拿大|墨西哥|巴西|东南亚|欧洲|北美|南美|中东|非洲",
    "east|west|north|south|central|northeast|northwest|southeast|southwest|midwest|mideast",
    "north-east|north-west|south-east|south-west|emea|apac|latam|amer|americas|europe|asia|africa",
    "oceania|north america|south america|latin america|middle east|asia pacific|domestic|overseas",
    "east china|south china|north china|central china|southwest china|northeast china|northwest china",
    "nord|süd|ost|sud|est|ouest|norte|sur|oeste|norden|süden|osten|westen",
    "scotland|wales|northern ireland|midlands|benelux|nordics|dach|iberia|cee|mena|gcc|anz|uk|us|usa|china|germany|france|japan|india|canada|mexico|brazil|australia|spain|italy|netherlands|belgium|austria",
    "switzerland|poland|portugal|sweden|denmark|norway|finland|ireland|south korea|singapore|malaysia|thailand|vietnam",
    "indonesia|philippines|united states|united kingdom|russia|saudi arabia|uae|south africa|new zealand|hong kong|taiwan",
)
REGION_WORDS = frozenset(word for line in _REGIONS for word in line.split("|"))

# The hundred commonest surnames in China, which some 85 % of people have.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
