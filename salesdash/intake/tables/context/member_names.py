"""Whose names are those of channels and regions: which tell of nothing else, and which may mean a figure as well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from salesdash.catalog.words.vocabulary import MEDIA
from salesdash.intake.tables.context.subject import (
    CHANNEL_WORDS,
    is_kind_of_channel,
    is_region,
    without_advertising,
)
from salesdash.intake.texts.headers import simplified

# What a name adds to that of a channel and stays that channel: 天猫旗舰店, JD.com, Amazon US, 经销商A.
_MORE_OF_A_NAME = re.compile(
    r"旗舰|专营|专卖|自营|国际|官方|商|[一二三四五六七八九十\d]+[号店部]?|[东南西北]?[部区]|部|渠道|销售|"
    r"\.com|\b(?:the|own|direct|us|uk|eu|de|fr|jp|cn|official|flagship|channel|sales?|global|paid|organic)\b|(?<![a-z])[a-z](?![a-z])|"
    r"[\s\-_·/&+()（）.]"
)
# Where meals are sold, which are no channels elsewhere, and shops and trade in other languages.
_SELLING = frozenset(
    {
        *(
            "堂食",
            "外卖",
            "自提",
            "打包",
            "美团",
            "饿了么",
            "dine-in",
            "dine in",
            "takeaway",
            "takeout",
        ),
        *(
            "filiale",
            "filialen",
            "einzelhandel",
            "grosshandel",
            "onlineshop",
            "onlinehandel",
            "fachhandel",
        ),
        *(
            "versandhandel",
            "tienda",
            "tiendas",
            "mayorista",
            "minorista",
            "boutiques",
            "magasins",
            "grossistes",
        ),
    }
)
# Channels whose names are as often work that is counted, or money spent.
ALSO_WORK = frozenset({"电话", "拜访", "项目", "工程", "phone"})
# What sells, whatever its name says before.
_SELLER = re.compile(r".+(?:会员店|旗舰店|专[营卖]店|商城|商场|超市|百货|专柜|平台|渠道)")
# Advertising of whatever kind may as well be the whole.
_ALL_ADVERTISING = re.compile(r"广告|推广|投[放流]|ads?|advertising")
_REST = re.compile(
    r"(?:其[他它余]|未分配)(?:渠道|平台|地区|区域|销售额?|收入)?|"
    r"(?:(?:all )?others?|rest(?: of (?:the )?world)?|misc(?:ellaneous)?|un(?:assigned|known))"
    r"(?: (?:channels?|regions?|sales|revenue))?"
)
# Names that are words for a target as well, and beside whom they are names.
_ALSO_TARGETS: Mapping[str, Set[str]] = {
    "target": {
        "amazon",
        "walmart",
        "costco",
        "ebay",
        "kroger",
        "tesco",
        "best buy",
        "wayfair",
        "etsy",
    },
    "meta": {"google", "tiktok", "facebook", "instagram", "linkedin", "youtube", "twitter", "bing"},
}


def names_a_member(name: str) -> bool:
    """Whether the name is that of a channel or a region and tells of nothing else: 天猫旗舰店, but not 天猫退款."""
    if is_region(name) or is_kind_of_channel(name):
        return True
    rest = simplified(name).casefold().strip()
    if rest in MEDIA or rest in _SELLING or _SELLER.fullmatch(rest):
        return True
    words = sorted((w for w in CHANNEL_WORDS | MEDIA if w in rest), key=len, reverse=True)
    for word in words:
        rest = rest.replace(word, " ")
    return bool(words) and not _MORE_OF_A_NAME.sub("", rest)


def names_where_money_goes(name: str) -> bool:
    """The same where money was spent, whatever was paid for there: 百度推广, 线下展会, Google Ads."""
    if _ALL_ADVERTISING.fullmatch(simplified(name).casefold().strip()):
        return False
    medium = without_advertising(name)
    return not medium or names_a_member(name) or names_a_member(medium)


def is_rest(name: str) -> bool:
    """Whether the name is of all members that are not named: 其他渠道, Other sales."""
    return _REST.fullmatch(simplified(name).casefold().strip()) is not None


def is_ambiguous(name: str, members: Set[str]) -> bool:
    """Whether a name for a figure is one of a channel as well: Target beside Walmart."""
    beside = _ALSO_TARGETS.get(name.casefold().strip(), frozenset())
    return is_kind_of_channel(name) or not beside.isdisjoint({m.casefold() for m in members})
