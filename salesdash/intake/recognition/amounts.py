"""Which of several money columns is the amount, and the amount that price and quantity make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from itertools import product

import pyarrow as pa
import pyarrow.compute as pc

from salesdash.catalog.words.vocabulary import COMMISSION
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.amount_headers import NET
from salesdash.intake.texts.decimal_mark import decide_mark
from salesdash.intake.texts.headers import plain, spoken
from salesdash.intake.texts.numbers import EXACT, LARGEST, read_numbers

ONE = pa.scalar(1, EXACT)
_WIDE = pa.decimal256(18, 4)
CENT = Decimal("0.01")
# What a shop or a bank keeps of a sale: what is left of it is a payout, and no sale.
_FEE = re.compile(
    rf"\bfees?\b|{COMMISSION}|手续费|服务费|扣[点款费]|运费险|geb[uü]hr|\bcargos?\b|\bfrais\b"
)
# What the buyer paid beside the price, and the seller was paid with it.
_ADDED = re.compile(
    r"shipping|postage|delivery|freight|\btax|\bvat\b|运费|邮费|税|versand|env[ií]o|livraison|frete|送料"
)
_OFF = re.compile(
    r"优惠|折扣|折让|[满立直]减|减免|红包|[券劵]|抵扣|discount|coupon|voucher|rebate|promotion|\bdisc\b|rabatt|nachlass|"
    r"gutschein|descuento|remise|desconto|sconto|割引|値引"
)
# What the buyer still owes of it.
_OWED = re.compile(
    r"欠款|欠收|未[收付回]|[余尾]款|待收|应收余额|\bdue\b|\bunpaid\b|outstanding|\bopen amount|balance|\boffen|"
    r"pendiente|reste [aà] payer|\bsaldo\b|未入金|売掛残"
)
AFTER_FEES = 5
LOOK = 5_000
# So many lines must bear out that a figure is the price of a piece, and hardly any gainsay it. Measured:
# files are read alike from 2 to 6 and from 0.8 to 0.99.
FEWEST_STEADY, STEADY = 3, 0.95


def before_refunds(table: Table, index: int, refund: int, places: Iterable[int]) -> int | None:
    """The one of `places` of which the amount is what refunds leave, line by line."""
    left, back = first_numbers(table, index), _sum(table, [refund])
    wholes = (i for i in places if _is_less(left, first_numbers(table, i), back, None))
    return next(wholes, None)


def before_fees(table: Table, index: int) -> int | None:
    """The column of which a net amount is what fees leave of it, line by line, with or without what
    was added for shipping and tax; None for any other amount."""
    fees, _ = _taken(table, index)
    is_net = NET.search(plain(table.headers[index]))
    return _whole_of(table, index, [fees]) if fees and is_net else None


def before_owed(table: Table, index: int) -> int | None:
    """The column of which this one is what was paid so far, line by line: the rest is owed."""
    names = ((i, spoken(header)) for i, header in enumerate(table.headers) if i != index)
    owed = [i for i, name in names if _OWED.search(name)]
    return _whole_of(table, index, [[i] for i in owed]) if owed else None


def before_discounts_and_fees(table: Table, index: int) -> int | None:
    """The column of which this one is what discounts and fees leave of it together; what the buyer
    paid lies between the two."""
    fees, given = _taken(table, index)
    if not fees or not given:
        return None
    ways = [[*fees, *given], *([*fees, i] for i in given)]
    return _whole_of(table, index, ways[:1] if len(given) == 1 else ways)


def _taken(table: Table, net: int) -> tuple[list[int], list[int]]:
    """The columns of fees and of discounts, by their names, beside that of what is left."""
    names = [(i, spoken(header)) for i, header in enumerate(table.headers) if i != net]
    fees = [i for i, name in names if _FEE.search(name)]
    return fees, [i for i, name in names if i not in fees and _OFF.search(name)]


def _whole_of(table: Table, net: int, ways: Sequence[Sequence[int]]) -> int | None:
    """The column of which `net` is left once the columns of one of the ways are taken off."""
    taken = {i for way in ways for i in way}
    names = [spoken(header) for header in table.headers]
    added = [i for i, name in enumerate(names) if i not in taken and _ADDED.search(name)]
    extras = (None, _sum(table, added)) if added else (None,)
    left = first_numbers(table, net)
    wholes = [i for i in range(len(names)) if i != net and i not in taken and i not in added]
    for way, whole in product(ways, wholes):
        money = first_numbers(table, whole)
        off = _sum(table, way)
        if money.null_count < len(money) and any(_is_less(left, money, off, e) for e in extras):
            return whole
    return None


def after_discounts(table: Table, index: int, places: Iterable[int]) -> int | None:
    """The one of `places` that is what discounts leave of the amount, line by line, with or without what
    was added for shipping and tax: what the buyer pays; the last where several leave ever less."""
    names = [spoken(header) for header in table.headers]
    given = [i for i, name in enumerate(names) if i != index and _OFF.search(name)]
    if not given:
        return None
    added = [i for i, name in enumerate(names) if i not in given and _ADDED.search(name)]
    money, taken = first_numbers(table, index), [_sum(table, [i]) for i in given]
    ways = taken if len(given) == 1 else [_sum(table, given), *taken]
    extras = (None, _sum(table, added)) if added else (None,)
    paid = None
    for place in places:
        if place in (index, *given, *added):
            continue
        left = first_numbers(table, place)
        if any(_is_less(left, money, off, extra) for off in ways for extra in extras):
            is_less = paid is None or _total(left) < _total(first_numbers(table, paid))
            paid = place if is_less else paid
    return paid


def sum_of_the_others(table: Table, places: Sequence[int]) -> int | None:
    """The one of at least three columns that on every line is the sum of the others: 总收入."""
    for place in places if len(places) > 2 else ():
        parts = _sum(table, [i for i in places if i != place])
        same = pc.equal(pc.cast(first_numbers(table, place), parts.type), parts)
        if pc.any(same).as_py() and pc.all(pc.fill_null(same, False)).as_py():
            return place
    return None


def _total(values: pa.Array) -> Decimal:
    total: Decimal | None = pc.sum(values).as_py()
    return total or Decimal(0)


def _sum(table: Table, columns: Sequence[int]) -> pa.Array:
    """What the columns amount to on each line, signs apart; a blank adds nothing."""
    zero = pa.scalar(0, EXACT)
    sizes = [pc.fill_null(pc.abs(first_numbers(table, i)), zero) for i in columns]
    return reduce(lambda one, other: pc.cast(pc.add(one, other), EXACT), sizes)


def first_numbers(table: Table, index: int) -> pa.Array:
    """The numbers of the first lines of a column, whatever its header says of them."""
    text = table.texts[index].text.slice(0, LOOK)
    return read_numbers(text, mark=decide_mark(text).mark).values


def _is_less(net: pa.Array, whole: pa.Array, taken: pa.Array, added: pa.Array | None) -> bool:
    """Whether net is whole − taken (+ added) wherever both stand, and not always all of it."""
    differences = pc.subtract(pc.subtract(whole, taken), net)
    if added is not None:
        differences = pc.add(differences, added)
    gaps = pc.drop_null(differences)
    some = pc.any(pc.not_equal(taken, pa.scalar(0, EXACT))).as_py()
    return bool(len(gaps) > 1 and some and pc.all(pc.equal(gaps, pa.scalar(0, gaps.type))).as_py())


def product_of(quantity: pa.Array, price: pa.Array) -> pa.Array:
    """quantity × price, exactly, rounded half up to four places; null where it is too large."""
    wide = pc.round(pc.multiply(quantity, price), 4, round_mode="half_towards_infinity")
    largest = pa.scalar(LARGEST, wide.type)
    fits = pc.less(pc.abs(wide), largest)
    return pc.cast(wide if pc.all(fits).as_py() else pc.if_else(fits, wide, None), EXACT)


def product_in_units(quantity: pa.Array, price: pa.Array, times: Decimal) -> pa.Array:
    """The same, where each unit of the quantity is so many of those that are priced."""
    if times == 1:
        return product_of(quantity, price)
    scaled = pc.multiply(pc.cast(quantity, _WIDE), pa.scalar(times, pa.decimal256(18, 12)))
    wide = pc.multiply(scaled, pc.cast(price, _WIDE))
    return pc.cast(pc.round(wide, 4, round_mode="half_towards_infinity"), EXACT, safe=False)


def less_rate(amount: pa.Array, rate: pa.Array) -> pa.Array:
    """amount × (1 − rate); a blank rate takes nothing off."""
    kept = pc.subtract(ONE, pc.fill_null(rate, pa.scalar(0, EXACT)))
    return product_of(amount, pc.cast(kept, EXACT))


def less_money(amount: pa.Array, discount: pa.Array) -> pa.Array:
    taken = pc.fill_null(discount, pa.scalar(0, EXACT))
    return pc.cast(pc.subtract(amount, taken), EXACT)


def agreement(amount: pa.Array, quantity: pa.Array, price: pa.Array) -> tuple[int, int]:
    """On how many lines the amount is quantity × price to the cent, and how many have all three."""
    product = product_of(quantity, price)
    differences = pc.abs(pc.subtract(amount, product))
    agrees = pc.less_equal(differences, pa.scalar(CENT, differences.type))
    return pc.sum(agrees).as_py() or 0, len(agrees) - agrees.null_count


def steady_price(lines: Iterable[tuple[str, Decimal, Decimal]]) -> tuple[str, Decimal] | None:
    """A product with its figure where that is the price of a piece: of (product, figure, quantity)
    the figure of a product never varies with its quantity."""
    seen: dict[str, tuple[Decimal, set[Decimal]]] = {}
    steady = moved = 0
    for name, figure, quantity in lines:
        price, quantities = seen.setdefault(name, (figure, set()))
        if quantities and quantity not in quantities:
            steady += figure == price
            moved += figure != price
        quantities.add(quantity)
    if steady < FEWEST_STEADY or steady < STEADY * (steady + moved):
        return None
    name, (price, _) = max(seen.items(), key=lambda each: len(each[1][1]))
    return name, price


def looks_like_unit_price(amount: pa.Array, quantity: pa.Array, price: pa.Array) -> bool:
    """Whether the amount is the price of one piece wherever several were bought."""
    several = pc.fill_null(pc.not_equal(quantity, ONE), False)
    telling = pc.and_(several, pc.and_(pc.is_valid(amount), pc.is_valid(price)))
    many = pc.sum(telling).as_py() or 0
    if many < 5:
        return False
    same = pc.and_(telling, pc.fill_null(pc.equal(amount, price), False))
    return bool((pc.sum(same).as_py() or 0) > 0.9 * many)
