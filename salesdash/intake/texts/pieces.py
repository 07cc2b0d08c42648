"""Headers that price or count what is sold by its measure: Preis/kg, 每公斤价格, Seats, Nights."""

from __future__ import annotations

import re
from functools import cache

from salesdash.intake.texts.headers import plain, spoken
from salesdash.intake.texts.metric_headers import counts_things, metric_of

_PIECE = (
    r"(?:kgs?|kilo(?:gramm|gramos?|s)?|公斤|千克|[斤吨克升米件个箱台套只瓶支双份盒包袋人位天晚时]|小时|课时|g|tonne|"
    r"tonelada|tons?|lbs?|pounds?|oz|lit(?:er|re|ro)s?|l|m|m2|m²|met(?:er|re|ro)s?|pcs?|piece|pi[eè]ce|pieza|pe[cç]a|"
    r"unit[eé]?|unidade?s?|item|seat|user|licen[cs]e|person|head|hour|hr|heure|hora|std|stunde|night|nacht|nuit|noche|"
    r"t|einheit|st[uü]k|mile|km|caja|caisse|karton|carton|palette?|pallet|bag|bottle|flasche|bouteille|botella|garrafa|dozen|docena|word|page|"
    r"day|tag|jour|d[ií]a|box|case|st(?:ü|u)ck|stk|ud|個|本|台|枚|泊)"
)
_PRICE = (
    r"(?:price|rate|fee|charge|tariff|preis|satz|precio|tarifa?|prix|pre[cç]o|prezzo|单价|价格?|価格|単価|"
    r"円|元|usd|eur|rmb|[¥$€£])"
)
_OF_TIME = (
    r"(?:day|tag|jour|d[ií]a|hour|hr|heure|hora|std|stunde|night|nacht|nuit|noche|person|head|user)"
)
_SUM = r"\b(?:amount|betrag|montant|importe|importo|valor|bedrag|value)"
_PER = r"(?:/|\b(?:per|pro|je|por|par|au|à l[ae]?|al)\b)"
# A price may be that of an order as well, and its unit the money itself.
_NO_PIECE = r"(?:order|customer|client|kunde|auftrag|pedido|cliente|commande|invoice|transaction|month|monat|mes|mois)"
_OF_A_PIECE = re.compile(
    rf"{_PRICE} (?:per|pro|je|por|par) (?!{_NO_PIECE})[a-zà-ü]+|"
    rf"{_PRICE}[^/]{{0,10}}?\s*{_PER}\s*{_PIECE}\b|{_SUM}\s*{_PER}\s*(?!{_OF_TIME}){_PIECE}\b|"
    rf"每{_PIECE}的?(?:单价|价格?|售价|收费|费用)|(?<!客)单价|(?<!客)単価|"
    r"\b(?:hourly|daily|nightly|room) rate\b|(?:stunden|tages|stück|stueck|kilo|einheits)(?:satz|preis)"
)
_BOUGHT = re.compile(
    r"cost|成本|采购|进[货价]|仕入|原価|kosten|einkauf|co[uû]t|compra|achat|click|点击|千次|cpm"
)
_COUNT = re.compile(
    r"(?:hours?|nights?|seats?|licen[cs]es?|stunden|nächte|plätze|heures|nuits|horas|noches|noites|kilos?|kgs?|peso|"
    r"poids|gewicht|weight|tonnage|volume|volumen)(?: \w+)?|"
    r"(?:[毛净总]?重量?|体积|方量|吨数|里程)\s*(?:kgs?|公斤|千克|[吨tg方]|m3|m³|立方米?|km|公里)?|"
    r"吨位|泊数|课时数?|人[数次]|席位数?|斤数|公斤数?|工时|小时数?|晚数|间夜"
)

QUANTITY = re.compile(
    r"qty|quant|how ?many|menge|anzahl|stuck|^stk|^n(?:b|bre|br)$|nombre|cantidad|unidades|qtd|pcs|pieces?|counts?$|"
    r"units?|sold$|shipped$|delivered$|volume|nos$|"
    r"[件个台箱套只瓶支双份吨]数?$|[卖售]出$|数量|销量|[^订客户员]数$|重量|斤$|量$|体积|peso|poids"
)
# Money beside the price of one piece: a fee for it is no number of pieces.
_EXTRA = re.compile(
    r"[费税]|保险|[押定订]金|\bfees?\b|warranty|insurance|accessor|trade-?in|deposit|\btips?\b"
)


@cache
def is_price_of_a_piece(header: str) -> bool:
    """Whether the header says of itself that it is the price of one piece or measure: Preis/kg,
    Price per seat, 每公斤价格."""
    words = spoken(header)
    return _OF_A_PIECE.search(words) is not None and not _BOUGHT.search(words)


@cache
def names_a_count(header: str) -> bool:
    """Whether the header counts or weighs what is sold by its measure: Seats, Nights, 课时, Kilos."""
    return _COUNT.fullmatch(spoken(header).strip()) is not None or counts_things(header)


def says_pieces(header: str) -> bool:
    """Whether the header sounds like a number of pieces, and not of orders."""
    if metric_of(header) == "orders":
        return False
    return QUANTITY.search(plain(header)) is not None or names_a_count(header)


def is_an_extra(header: str) -> bool:
    """Whether the header is of money beside a price: a fee, a tax, a deposit."""
    return _EXTRA.search(spoken(header)) is not None
