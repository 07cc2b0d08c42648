"""The units in which goods are weighed, measured and counted, as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PIECES = "pieces"


@dataclass(frozen=True, slots=True)
class Measure:
    """`kind` says what may be turned into each other, `size` is how much of its first unit one is;
    pieces are no multiples of each other."""

    name: str
    kind: str
    size: Decimal = Decimal(1)


_SIZED = (
    ("weight", "kg", "1", "kg|kgs|kilo|kilos|kilogram|kilograms|kilogramm|kilogramos|公斤|千克"),
    ("weight", "g", "0.001", "g|gr|gram|grams|gramm|gramos|克"),
    ("weight", "t", "1000", "t|to|ton|tons|tonne|tonnes|tonnen|tonelada|toneladas|吨"),
    ("weight", "斤", "0.5", "斤|市斤"),
    ("weight", "lb", "0.45359237", "lb|lbs"),
    ("weight", "oz", "0.028349523125", "oz|ounce|ounces|盎司"),
    ("volume", "L", "1", "l|lt|ltr|ltrs|liter|liters|litre|litres|litro|litros|升"),
    ("volume", "ml", "0.001", "ml|毫升"),
    ("volume", "m³", "1000", "m³|m3|cbm|立方米|立方"),
    ("length", "m", "1", "米|meter|meters|metre|metres|metros|mtr|mtrs"),
    ("length", "km", "1000", "km|公里|千米"),
    ("area", "m²", "1", "m²|m2|sqm|㎡|平方米|平米"),
)
_COUNTED = (
    "件|个|個|台|箱|套|只|瓶|支|双|份|盒|包|袋|辆|条|桶|罐|卷|张|片|把|根|本|枚|组|打|"
    "pcs|pc|pce|pces|piece|pieces|unit|units|ea|item|items|box|boxes|carton|cartons|ctn|ctns|case|cases|"
    "bag|bags|bottle|bottles|pack|packs|pkt|pkts|set|sets|pair|pairs|dozen|doz|roll|rolls|pallet|pallets|"
    "stück|stueck|stk|st|einheit|einheiten|karton|kartons|flasche|flaschen|paar|"
    "ud|uds|unidad|unidades|caja|cajas|botella|botellas|pieza|piezas|pz|pzas|"
    "pièce|pièces|unité|unités|carton|cartons|bouteille|bouteilles|caixa|caixas|pezzo|pezzi"
)
MEASURES: dict[str, Measure] = {
    **{word: Measure(word, PIECES) for word in _COUNTED.split("|")},
    **{
        word: Measure(name, kind, Decimal(size))
        for kind, name, size, words in _SIZED
        for word in words.split("|")
    },
}
_SINGLE = frozenset(
    [
        "件",
        "个",
        "個",
        "只",
        "pcs",
        "pc",
        "pce",
        "pces",
        "piece",
        "pieces",
        "unit",
        "units",
        "ea",
        "item",
        "items",
        "stück",
        "stueck",
        "stk",
        "st",
        "einheit",
        "einheiten",
        "ud",
        "uds",
        "unidad",
        "unidades",
        "pieza",
        "piezas",
        "pz",
        "pzas",
        "pièce",
        "pièces",
        "unité",
        "unités",
        "pezzo",
        "pezzi",
    ]
)


def single(name: str) -> str:
    """The word for a unit counted, one for all that mean no more than a piece, and for one or many."""
    word = name.lstrip("0123456789 ")
    return "件" if word in _SINGLE else word.removesuffix("s").removesuffix("e")
