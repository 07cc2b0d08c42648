"""The sizes in which money is written, as people write them: 万元, T€, Mio., lakh."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

_WORDS = {
    1: "元",
    10**2: "百|百元",
    10**3: (
        "千|千元|k|thousand|thousands|000|000s|tsd|tausend|milliers|migliaia|milhares|천|тыс|тысяч"
    ),
    10**4: "万|万元|10k|10000|만",
    10**5: "十万|十万元|lakh|lakhs|lac|lacs",
    10**6: (
        "百万|百万元|m|mn|mln|million|millions|mio|millionen|millones|milioni|milhoes|milhões|백만|млн"
    ),
    10**7: "千万|千万元|crs|crore|crores|천만",
    10**8: "亿|亿元|100m|億|억",
    10**9: "十亿|十亿元|bn|bln|billion|billions|mrd|milliarden|milliards|mld|miliardi|십억|млрд",
}
SCALES: Mapping[str, Decimal] = {
    word: Decimal(size) for size, words in _WORDS.items() for word in words.split("|")
}
# What may be a size, and may be a weight, a bank's credit or a mill: sure only beside a currency.
DOUBTFUL: Mapping[str, tuple[Decimal, ...]] = {
    "t": (Decimal(10**3),),
    "th": (Decimal(10**3),),
    "miles": (Decimal(10**3),),
    "mille": (Decimal(10**3),),
    "mil": (Decimal(10**3), Decimal(10**6)),  # R$ mil, $ mil
    "mm": (Decimal(10**6),),
    "mill": (Decimal(10**6),),
    "kk": (Decimal(10**6),),
    "cr": (Decimal(10**7),),
    "b": (Decimal(10**9),),
}
