"""Boxes sold at the price of a bottle: how many pieces are in each pack, where a column says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from salesdash.catalog.words.goods_units import PIECES, Measure, single
from salesdash.intake.cleaning.values.fields import Values
from salesdash.intake.recognition.fit import Recognised
from salesdash.intake.table_decisions import TableDecisions
from salesdash.intake.tables.context.subject import holds_figures
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import spoken
from salesdash.intake.texts.numbers import read_numbers
from salesdash.text import Text

_PACK = r"(?:箱|盒|包|袋|托|cases?|cartons?|ctns?|box(?:es)?|packs?)"
# How many pieces are in a pack: 每箱瓶数, 箱规, bottles per case.
_IN_EACH = re.compile(
    rf"每{_PACK}(?:装|含)?\S{{0,2}}?(?:数量?|个数)?|一{_PACK}\S{{0,2}}数|[箱盒包]规|[箱盒包]装(?:数量?)?|装箱数量?|[箱包]?入数|"
    rf"\w+ ?(?:per|/|a|in each) ?{_PACK}|{_PACK} (?:size|qty|quantity)"
)
# A number of packs: 箱数, 数量(箱), Cases.
_MANY = re.compile(
    rf"(?P<pack>{_PACK})(?:数量?|(?: (?:sold|qty|quantity))?)|\S*[(（]{_PACK}[)）]|(?:qty|quantity),? in {_PACK}"
)
PRICE_OF, PIECE, PACK = "price_of", "piece", "pack"


@dataclass(frozen=True, slots=True)
class Packs:
    """How many pieces each line's packs hold, and what that column is called."""

    pieces: pa.Array
    header: str


def with_pack(quantity: Values, price: Values, header: str) -> Values:
    """The quantity in the packs that its header counts (箱数), where the price is for one of something else."""
    packs = _MANY.fullmatch(spoken(header.strip("“”")).strip())
    is_other = any(single(unit.name) != single("件") for unit in price.units)
    if quantity.units or not is_other or not packs or not packs["pack"]:
        return quantity
    return replace(quantity, units=(Measure(packs["pack"], PIECES),))


def priced_by_the_piece(
    values: Mapping[str, Values],
    table: Table,
    recognised: Recognised,
    names: Mapping[str, str],
    decisions: TableDecisions,
) -> Packs | None:
    """What is in each pack, where packs are counted and the price is that of a piece; asked where no price says of
    what it is."""
    counted = recognised.columns.get("quantity")
    if counted is None or not _MANY.fullmatch(spoken(table.headers[counted.index]).strip()):
        return None
    claimed = {column.index for column in recognised.columns.values()}
    free = (i for i in range(len(table.headers)) if i not in claimed and holds_figures(table, i))
    index = next((i for i in free if _IN_EACH.fullmatch(spoken(table.headers[i]).strip())), None)
    if index is None:
        return None
    header = f"“{table.headers[index]}”"
    units = {single(unit.name) for unit in values["unit_price"].units}
    if units and any(re.fullmatch(_PACK, unit) for unit in units):
        return None
    if not units:
        text = Text(
            f"{names['unit_price']}是每件（瓶、支…）的价，还是整箱的价？{names['quantity']}按箱计，{header}写着每箱多少件。",
            f"Is {names['unit_price']} the price of a piece or of a whole pack? {names['quantity']} counts packs, and "
            f"{header} says how many pieces are in each.",
        )
        if decisions.ask(PRICE_OF, text, (PIECE, PACK), "") != PIECE:
            return None
    return Packs(read_numbers(table.texts[index].text).values, header)
