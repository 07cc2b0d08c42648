"""What the figures of a table are about, told by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from salesdash.catalog.model import Field, Kind
from salesdash.catalog.sheets.selling import ORDERS, SPEND, TARGETS
from salesdash.catalog.words.vocabulary import CHANNEL_KINDS, MEDIA, REGION_WORDS
from salesdash.intake.tables.layout.across import span_of
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts import numbers
from salesdash.intake.texts.headers import BETWEEN, kinds_of, match, simplified, spoken
from salesdash.intake.texts.metric_headers import target_metric
from salesdash.intake.texts.sample_values import TIME_KINDS, Sample
from salesdash.text import Text

_KIND = r"(?:销售额?|毛利|利润|新增?客户|订单数?|销量|sales|profit|revenue)?\s*"


FIGURES = {Kind.MONEY, Kind.NUMBER, Kind.COUNT, Kind.RATE, Kind.RATING}
MOSTLY = 0.5  # of the cells are numbers in a column of figures; measured: alike from 0.3 to 0.75
# What money goes to, as the lines and columns of expense sheets are called.
_PURPOSE = re.compile(
    r".{1,12}(?:费用?|佣金|返利|租金|薪酬|工资|奖金|补贴|津贴|折旧|税金|社保|福利)|工资|薪酬|佣金|返利|运费|房租|租金|折旧|"
    r"地代家賃|家賃|水道光熱費|広告宣伝費|旅費交通費|接待交際費|交際費|通信費|消耗品費|給与|給料手当|保険料|租税公課|荷造運賃|"
    r"办公用品|水电|交通|餐饮|差旅|招待|快递|通讯|物业|保险|维修|耗材|印刷|加油|停车|住宿|机票|打车|油费|税费|手续费|"
    r"(?:travel(?:ling)?|entertainment|advertising|freight|shipping|postage|rent|salaries|salary|payroll|wages|commissions?|"
    r"trade shows?|exhibitions?|samples?|training|utilities|depreciation|packaging|tax(?:es)?|insurance|software|"
    r"subscriptions?|office(?: supplies)?|supplies|stationery|meals?|fuel|maintenance|repairs?|cleaning|legal|"
    r"accounting|consulting|bank|phone|internet|telephone|electricity|water|interest|printing|recruitment|licen[cs]es?|"
    r"miete|geh[aä]lter|werbung|versand|reisekosten|b[uü]robedarf|strom|versicherung(?:en)?|steuern?|"
    r"alquiler|publicidad|sueldos|salarios|n[oó]mina|env[ií]os?|impuestos|seguros?|suministros|viajes|"
    r"loyers?|salaires?|publicit[eé]|[eé]lectricit[eé]|assurances?|imp[oô]ts|d[eé]placements?|fournitures|"
    r"affitto|stipendi|bollette|pubblicit[aà]|assicurazion[ei]|imposte|trasferte|cancelleria|spedizioni?|utenze|"
    r"huur|energie|reclame|salaris(?:sen)?|verzekering(?:en)?|belasting(?:en)?|reiskosten|kantoorartikelen|verzendkosten|"
    r"aluguel|energia|publicidade|sal[aá]rios|impostos|viagens|fretes?|material de escrit[oó]rio|[aá]gua)"
    r"(?: (?:costs?|expenses?|fees?|charges?))?"
)
# Days of a person, a customer or a product itself, on which nothing need be sold.
_OF_A_LIFE = re.compile(
    r"到期|(?<!发)生日|出生|入职|到岗|离职|注册|建档|首次|开业|成立|上市|上架|birth|hired?\b|joined|regist|launch|founded|"
    r"\bsince\b|due|expir|geburt|eintritt|vencimiento|nacimiento"
)
# What is paid for on a channel or a medium: 百度推广, Google Ads.
_ADVERTISING = re.compile(
    r"推广|广告|投[放流]|直通车|千川|万相台|钻展|引力魔方|快车|聚光|磁力|竞价|品专|信息流|种草|地推|展会|赞助|直播|"
    r"\b(?:ads?|ppc|advertising|shopping|display|sponsorships?|trade (?:shows?|fairs?)|fairs?)\b"
)
CHANNEL_WORDS = frozenset(word for kind in CHANNEL_KINDS for word in kind.words)


@dataclass(frozen=True, slots=True)
class Subject:
    """What figures are: the header that says so, and whether the words left no doubt."""

    header: str
    sure: bool = True


# The words for it, the header that stands for it, and whether they leave no doubt; the first counts.
_SUBJECTS: tuple[tuple[str, str, bool], ...] = (
    (rf"{_KIND}(?:目标|任务|计划)|(?:销售|业绩)指标|指标分解|{_KIND}\b(?:targets?|quotas?|goals?)\b", "目标", True),
    (r"(?:预算|费用)执行|实际费用|actual spend", "费用", True),
    (r"预算|budget", "预算", True),
    (r"费用|花费|投放|投入|广告|推广|支出|\bspend(?:ing)?\b|\bexpenses?\b|\bmarketing costs?\b", "费用", True),
    (r"销量|数量|件数|台数|出库量|总量|\bunits\b|quantity|\bqty\b", "数量", True),
    (r"毛利|利润|gross profit|\bprofit\b", "利润", True),
    (r"市场规模|市场容量|market size", "市场规模", True),
    (r"销售额|销售金额|销售收入|营业额|业绩|收入|成交额|总额|revenue|turnover|"
     r"umsatz|erl[oö]se?|売上|chiffre d.affaires|fatturato|faturamento|facturaci[oó]n|omzet", "销售额", True),
    (r"销售|回款|\b(?:sales|ventas|ventes|vendas|vendite|verkopen)\b", "销售额", False),
)  # fmt: skip
_KIND_OF_CUSTOMER = re.compile(
    r"(?:新老?|老|存量|增量|大|中小|重点|零售|批发|企业|个人|复购|首购|非?会员|vip)(?:客户?|会员|顾客|用户)|非?会员|散客|"
    r"(?:new|old|existing|returning|repeat|retail|wholesale|business|private|key|vip) "
    r"(?:customers?|clients?|accounts?)|"
    r"(?:non-?)?members?|b2[bc]"
)
_DIMENSIONS: tuple[tuple[str, str], ...] = (
    ("segment", r"客户(?:类型|类别|分类)|customer (?:types?|segments?)"),
    ("channel", r"渠道|平台|店铺|channel|platform"),
    ("salesperson", r"销售员|业务员|人员|个人|员工|sales ?(?:person|rep|people)"),
    ("region", r"大区|区域|地区|省份|省区|片区|region|territor|area"),
    ("category", r"品类|类别|分类|categor"),
    ("product", r"产品|商品|型号|product|item"),
    ("customer", r"客户|customer|client"),
)


def subject_of(texts: Iterable[str]) -> Subject | None:
    """What the first of the texts that says anything says the figures are."""
    listed = [spoken(text) for text in texts if text]
    for only_sure in (True, False):
        for text in listed:
            for pattern, header, sure in _SUBJECTS:
                named = re.search(pattern, text)
                if named and sure == only_sure:
                    words = named[0].strip()
                    return Subject(words if target_metric(words) else header, sure)
    return None


def dimension_named(text: str) -> Field | None:
    """The dimension whose name the text is: `渠道`, `Region>>`."""
    for dataset in (ORDERS, TARGETS, SPEND):
        declared = match(text, dataset)
        if declared and declared.field.key in (
            *(key for key, _ in _DIMENSIONS),
            "segment",
            "subcategory",
        ):
            return declared.field
    return None


def dimension_of(members: Sequence[str]) -> Field | None:
    """The dimension to which nearly all of the names belong, as far as names tell it."""
    for field, belongs in (
        (SPEND.field("purpose"), is_purpose),
        (ORDERS.field("region"), is_region),
        (ORDERS.field("channel"), is_channel_or_medium),
        (ORDERS.field("segment"), is_kind_of_customer),
    ):
        if members and sum(map(belongs, members)) >= 0.8 * len(members):
            return field
    return None


def dimensions_about(texts: Iterable[str]) -> list[Field]:
    """The dimensions of which the first of the texts speaks that speaks of any, in the order of its words:
    region and product of `各区域产品销售额`."""
    for text in texts:
        said = [(key, re.search(pattern, spoken(text))) for key, pattern in _DIMENSIONS]
        places = sorted((found.start(), key) for key, found in said if found)
        if places:
            return [ORDERS.field(key) for _, key in places]
    return []


@cache
def is_purpose(name: str) -> bool:
    """Whether the name is one of an expense: 差旅费, Travel."""
    return _PURPOSE.fullmatch(simplified(name).casefold().strip()) is not None


@cache
def is_region(name: str) -> bool:
    plain = re.sub(
        r"(?:省|市|自治区|大区|地区|区域|片区|区|region)$", "", simplified(name).casefold().strip()
    )
    return plain.strip() in REGION_WORDS


@cache
def is_channel(name: str) -> bool:
    plain = simplified(name).casefold()
    words = CHANNEL_WORDS
    return any(re.search(rf"(?<![a-z]){re.escape(word)}s?(?![a-z])", plain) for word in words)


@cache
def is_channel_or_medium(name: str) -> bool:
    """The same, or whether money for advertising goes there: Google, 电梯, 百度推广, Trade shows."""
    return is_channel(name) or without_advertising(name) in ("", *MEDIA)


def without_advertising(name: str) -> str:
    """The name without the words for what is paid for there: 百度 of 百度推广."""
    plain = simplified(name).casefold().strip()
    return plain if plain in MEDIA else _ADVERTISING.sub("", plain).strip()


@cache
def is_kind_of_channel(name: str) -> bool:
    """Whether the name is that of a channel and says no more: Stores, 天猫."""
    plain = simplified(name).casefold().strip()
    return bool({plain, plain.removesuffix("s")} & CHANNEL_WORDS)


@cache
def is_kind_of_customer(name: str) -> bool:
    """Whether the name is that of some of the customers and says no more: 老客户, Returning customers."""
    return _KIND_OF_CUSTOMER.fullmatch(simplified(name).casefold().strip()) is not None


def holds_figures(table: Table, index: int) -> bool:
    """Whether the column is one of amounts and counts, by its header or by its cells."""
    header = table.headers[index]
    kinds = kinds_of(header)
    if kinds and not any(map(span_of, header.split(BETWEEN))):
        return bool(kinds & FIGURES)
    return numbers.readable(table.held[index].slice(0, 200).drop_null().to_pylist()) > MOSTLY


def holds_days(table: Table, index: int) -> bool:
    """Whether the column is one of days or periods: by its header, or where that is unknown by its
    cells."""
    kinds = kinds_of(table.headers[index])
    if kinds:
        return bool(kinds & TIME_KINDS)
    return Sample(table.sample(index, 60)).are_days


@cache
def is_of_a_life(header: str) -> bool:
    """Whether the header speaks of a day of somebody's or something's own: 入职日期, Launched."""
    return _OF_A_LIFE.search(spoken(header)) is not None


def in_language_of(headers: Sequence[str], name: Text) -> str:
    """The name as the table would write it."""
    chinese = any("\u4e00" <= sign <= "\u9fff" for header in headers for sign in header)
    return name.zh if chinese else name.en
