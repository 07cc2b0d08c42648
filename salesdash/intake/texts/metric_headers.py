"""Headers that name a metric and its target (毛利目标, SalesTarget), or what was reached of it."""

from __future__ import annotations

import re
from functools import cache

from salesdash.catalog.sheets.selling import ORDERS, TARGETS
from salesdash.catalog.words.vocabulary import COMMISSION, METRIC_WORDS
from salesdash.intake.texts.goods_units import unit_in, unit_priced
from salesdash.intake.texts.headers import plain, stands_for, taxed, without_unit

_TARGET = re.compile(
    r"(?:基[本础准]|保底|底线|必达)?目标值?|任务量?|计划值?|指标值?|考核|(sales)?(?:base|minimum)?targets?|quota|goals?|planumsatz|plan(ned)?|budgeted|"
    r"(umsatz|verkaufs)?ziele?(umsatz)?|soll(umsatz)?|objetivos?(de(l|ventas|mes|lmes))?|"
    r"objectifs?(de?(vente|ventes|ca|mois|dumois))?|obiettiv[oi](divendita|vendite)?|metas?de(ventas|vendas)|^metas?(?=$|mensal|mensual|anual)|ノルマ|(매출)?목표(액|금액|매출)?|"
    r"^(?:cele?|план|цель|hedef|m[aå]l)$"
)
# What is meant of a metric is its target (销售预算, Revenue budget); a budget alone is to be spent.
_BUDGET = re.compile(r"预算|budget")
_MONEY_ALONE = ("", "amount")
# What is to be reached beyond the target, which is never mixed with it.
_STRETCH = re.compile(
    r"(?:挑战|冲刺|内控|力争|奋斗|争取|stretch|ambition)(?:销售|业绩)?(?:目标|任务|target|goal)?值?额?"
)
# The time of a target, and what says no more than that it is money.
_WHOLE_TIME = re.compile(
    r"^(?:[本当]?[年月季周日]度?间?|annual|monthly|yearly|quarterly|weekly|daily|monats|jahres|quartals|wochen|tages|월|연|분기)"
    r"|(?:mens(?:u?[ae]|i)l(?:l?e)?|ann?u[ae]l(?:l?e)?|trimestr(?:ie|ia)l(?:l?e)?)$|金?额$|amount$|value$"
)


@cache
def target_metric(header: str) -> str | None:
    """The metric whose target the column holds; None where the header names no target."""
    rest = _beside_target(header)
    return None if rest is None else _metrics().get(rest or "sales")


@cache
def is_bare_target(header: str) -> bool:
    """Whether the header names a target and not of what: 目标, 本月任务."""
    return _beside_target(header) == ""


def _beside_target(header: str) -> str | None:
    """What the header says beside a target and its time; None where it names no target."""
    name = without_unit(header)
    rest = _TARGET.sub(lambda m: "sales" if m[0].startswith("sales") else "", name)
    if rest == name and _BUDGET.search(name):
        of_what = _WHOLE_TIME.sub("", _BUDGET.sub("", name))
        return of_what if of_what in _metrics() and of_what not in _MONEY_ALONE else None
    return None if rest == name else _WHOLE_TIME.sub("", rest)


@cache
def is_stretch_target(header: str) -> bool:
    """Whether the header names what is to be reached beyond the target: 挑战目标, Stretch."""
    return _STRETCH.fullmatch(without_unit(header)) is not None


@cache
def metric_of(name: str) -> str | None:
    """The metric that the name is: 销量, Revenue."""
    return _metrics().get(without_unit(name))


@cache
def _metrics() -> dict[str, str]:
    return {plain(word): metric for word, metric in METRIC_WORDS}


@cache
def is_of_a_target(header: str) -> bool:
    """Whether the header is known as that of a target, in whatever language."""
    is_amount = stands_for(header, TARGETS, "amount") and not stands_for(header, ORDERS, "amount")
    return is_amount or target_metric(header) is not None


_ACTUAL = re.compile(
    r"(本[年季月周日期]|当[年季月周日期]|月度)?(销售额?|业绩|营收|营业额|收入)?"
    r"(实际|实绩|完成|达成|实现|已完成|实际完成|实际达成)(销售额?|业绩|营收|营业额|收入|额|金额|值|数)?|[本当今][季月周日期天]销售"
    r"|actuals?|fact|ist|istwert|istumsatz|r[eé]el(le)?s?|(매출)?실적(액)?|realizad[oa]|venduto|vendido|wykonanie|факт|ger[cç]ekle[sş]en|utfall|r[eé]alis[eé]e?s?|実绩|real|real(es|e)?(umsatz|ventas)?|ventasreales|actual(sales|revenue|amount|value)|(sales|revenue)actual|achieved|achieved(sales|amount)"
)
_ANOTHER_TIME = re.compile(
    r"同期|去年|上年|前年|上月|上期|上季|上周|累计|年度|全年|last(?:year|month|week|quarter|period)|prior(?:year|month|period)|"
    r"previous|\bly\b|\bytd\b|cumulative|vorjahr|vormonat|vorquartal|vorwoche|vorperiode|a[nñ]oanterior|mesanterior|"
    r"(?:trimestre|semana|periodo)anterior|(?:mois|ann[eé]e|trimestre|semaine|p[eé]riode)pr[eé]c[eé]dent|n-1$|"
    r"(?:mois|an)dernier|ann[eé]ederni[eè]re|m[eê]spassado|anopassado|meseprecedente|annoprecedente|前[月期週]|昨[年対]|対前"
)
# A figure beside those of the table's own time, named by nothing but the other one: 上周合计, 去年同期,
# Total last year. What runs up to the table's own time (本年累计) may as well be its sum.
_EARLIER = re.compile(
    r"[上前去昨往](?:一|个|一个)?[年月周季期日天]度?|昨日|同期(?:比较)?|先[月週]|"
    r"last(?:year|month|week|quarter|period)(?:s)?|(?:prior|previous|preceding)(?:year|month|week|quarter|period)(?:s)?|"
    r"yearago|^(?:ly|py)(?=total|sales|revenue|actual|$)|(?<=total)(?:ly|py)$|"
    r"(?:des)?(?:vor(?:jahr|monat|quartal|woche|periode))(?:e?s)?|"
    r"(?:del?)?(?:a[nñ]o|mes|trimestre|semana|periodo|m[eê]s)(?:anterior|pasad[oa]|passad[oa])|"
    r"(?:mois|ann[eé]e|trimestre|semaine|p[eé]riode)(?:pr[eé]c[eé]dente?|derni[eè]re?)|an(?:dernier|pass[eé])|"
    r"(?:mese|anno|settimana|trimestre)(?:precedente|scors[oa])"
)
_FIGURE_WORDS = re.compile(
    r"(?:[合总小共]计|汇总|总[额和数]|销售(?:额|金额|收入)?|业绩|营[收业]额?|金额|数据?|实[际绩]|完成|的|total(?:e|es|s)?|"
    r"sum(?:me|a)?|somme|soma|gesamt|sales|revenue|turnover|actuals?|amount|umsatz|ventas|ventes|vendas|vendite|ca|"
    r"of|for|the|de[lr]?|du|da|do|im|in|売上高?|実績|[-–—/:：()（）'’.\s\d年])*"
)
_NOW = re.compile(
    r"[本当今][年期日天周月季]度?|(?:this|current)(?:year|month|week|quarter|period)|"
    r"(?:aktueller?s?|laufender?s?|berichts)(?:monat|jahr|woche|quartal)|(?:mes|a[nñ]o|periodo)(?:actual|encurso|atual)|"
    r"(?:mois|ann[eé]e)(?:encours|courante?|actuel(?:le)?)|ce(?:mois|tteann[eé]e)"
)
_FORECAST = re.compile(
    r"(?:最新|滚动|年末|全年)?(?:预[测估计]|展望)(?:额|值|数)?|"
    r"(?:latest|rolling|full year)?(?:forecast|estimate|outlook|fcst|projection)s?|"
    r"prognosen?|hochrechnung|vorschau|previsi[oó]n(?:es)?|pr[eé]visions?|previs[aã]o|previsioni?|見込み?|予測"
)


# Money and days of something else than what was sold: paid, bought, returned, owed or meant, the
# figure of another year or of many rows, whoever delivers.
_ANOTHER_THING = re.compile(
    r"预测|预估|上年|去年|上月|上期|同期|前年|累计|约定|平均|最高|最低|最大|最小|供应商|快递|物流|^last|^prior|^previous|"
    r"estimated|cumulative|running|promised|required|average|^avg|highest|lowest|maximum|minimum|^conv|"
    r"supplier|vendor|^shippers?|carrier|"
    r"保险金额|保额|suminsured|期[初末]|结存|购[进入]|盘点|^opening$|^(?:opening|closing)(?:qty|quantity|value|amount)|"
    r"入荷|代[收付垫]|垫付|借[出用]|领[用料]|调拨|调[出入]|报[废损]|[借贷放还]款|本金|利[息率]|貸出|"
    r"^loan|^transfer|borrow|lent$|principal|interest|scrap|disposal|write-?off|wareneingang|darlehen|zins|geb(?:ue|[uü])hr|"
    r"[回收付退预]款|到账|分期|首付|尾款|定金|订金|未收|未付|欠款|保证金|质保金|诚意金|备用金|罚款|赔[款付偿]|积分|采购|进货|入库|退货|预计|计划|目标|预算|成本|费用|税|运费|押金|利润|毛利|"
    rf"{COMMISSION}|"
    r"奖金|工资|底薪|返利|库存|余额|承诺|要求|"
    r"^final(?:date|payment)|^balance(?:date|amount|payment)|^paid|paid$|payment|instal?lment|received|refund|return|balance|deposit|purchas|pledge|bail|penalt|points$|budget|plan(?!t)|forecast|target|"
    r"expected|costs?$|^cost|fees?$|tax|^vat|vat$|shipping|freight|profit|margin|bonus|salary|wage|stock|inventory|"
    r"retour(?:e|en|s)?$|rucksend|storno|devoluci|"
    r"退[还回]|返还|zuruckgezahlt|zuruckerstattet|erstattung|devuelt|devolu|rembours|reembols|返金|返却|"
    r"versement|acompte|parcela|cuota|zahlung|rate(?:datum|betrag|am$)|kaution|pfand|fianza|caution|cau[cç][aã]o|敷金|保証金|預り金|着手金|残金|入金|进度款|faellig|fallig|kosten|steuer|pago|cobro|vencimiento|"
    r"(?:ub|ueb)erweis|accredit|bonifico|repasse|liquidaci|振込|uitbetal"
)


@cache
def counts_things(header: str) -> bool:
    """Whether the header states a measure of things and none of money: Amount (kg)."""
    return unit_in(header) is not None and unit_priced(header) is None


@cache
def is_of_another_thing(header: str) -> bool:
    """Whether the header speaks of payments, purchases, returns, costs, plans or other times: 第一次回款, Due date."""
    return _ANOTHER_THING.search(plain(taxed(header))) is not None


@cache
def is_actual(header: str) -> bool:
    """Whether the header says no more than that something was reached: 实际, 本月完成, Actual."""
    return _ACTUAL.fullmatch(plain(header)) is not None


@cache
def names_sales(header: str) -> bool:
    """Whether the header is one of sales of the table's own time, whatever the targets beside it are of."""
    is_amount = stands_for(header, ORDERS, "amount") and not target_metric(header)
    return is_amount and not is_of_another_time(header)


@cache
def is_of_now(header: str) -> bool:
    """Whether the header names but the table's own time: 本月, This month."""
    return _NOW.fullmatch(plain(header)) is not None


@cache
def is_a_forecast(words: str) -> bool:
    """Whether the words name but what was foreseen: 预测, 最新预估, Forecast."""
    return _FORECAST.fullmatch(plain(words)) is not None


@cache
def names_an_earlier_time(words: str) -> bool:
    """Whether the words name nothing but the same figure of an earlier time: 上周合计, Last year."""
    text = plain(words)
    rest = _EARLIER.sub("", text)
    return rest != text and _FIGURE_WORDS.fullmatch(rest) is not None


@cache
def is_of_another_time(header: str) -> bool:
    """Whether the figures are of another period than the row's, or of more: 去年同期, 累计完成."""
    return names_an_earlier_time(header) or _ANOTHER_TIME.search(plain(header)) is not None
