"""The few kinds of declaration of which the catalog is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal, Protocol, TypeVar

from salesdash.period import Grain
from salesdash.text import BLANK, Text
from salesdash.units import Unit


class Kind(Enum):
    """What the values of a field are; decides how they are read, checked and stored."""

    DATE = "date"
    MOMENT = "moment"
    PERIOD = "period"
    MONEY = "money"
    NUMBER = "number"
    COUNT = "count"
    RATE = "rate"
    RATING = "rating"
    FLAG = "flag"
    ID = "id"
    NAME = "name"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a dataset. `aliases` are other headers under which it comes.

    `words` are the values that people write in a field with a fixed vocabulary, each with its
    meaning, for example `("已取消", "cancelled")`.
    """

    key: str
    name: Text
    kind: Kind
    aliases: tuple[str, ...] = ()
    required: bool = False
    note: Text | None = None
    words: tuple[tuple[str, str], ...] = ()

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers by which the field is known, its own names first."""
        return (self.name.zh, self.name.en, self.key, *self.aliases)


@dataclass(frozen=True, slots=True)
class Dataset:
    """What one sheet holds. `row` says what one row is.

    `one_of`: of each group at least one of its members must be there; a member may be several
    fields joined by `*` (`quantity*unit_price`). `key` names the fields that identify a row,
    `date` the one that dates it, `later` the one that dates what became of it, `amount` the one
    whose sum is reconciled.
    """

    key: str
    name: Text
    row: Text
    fields: tuple[Field, ...]
    date: str | None = None
    later: str | None = None
    amount: str | None = None
    key_fields: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()

    def field(self, key: str) -> Field:
        return next(f for f in self.fields if f.key == key)

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.required)


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something by which figures are split and filtered; its key is its column in every model.

    `blank` is what a missing member is called. `grain` marks the dimensions of time.
    """

    key: str
    name: Text
    aliases: tuple[str, ...] = ()
    grain: Grain | None = None
    blank: Text = Text("未分配", "Unassigned")
    members: tuple[tuple[str, Text], ...] = ()


Direction = Literal["up", "down", "between"]
Perspective = Literal["sales", "customers", "channels", "service", "market", "money"]
OtherSide = Literal["targets", "spend", "costs", "leads"]


@dataclass(frozen=True, slots=True)
class Light:
    """How a metric is judged. `green` and `amber` are the limits that still earn that colour.

    For `between`, both are pairs (low, high). `judges` says whether the value itself or its change
    against `versus` is judged. `accrues`: the value grows over its period, so its limits count pro
    rata to the as-of date. `weakest` names the dimension whose worst member is named beside it.
    """

    perspective: Perspective
    direction: Direction
    green: float | tuple[float, float]
    amber: float | tuple[float, float]
    grain: Grain
    source: str
    accrues: bool = False
    judges: Literal["value", "change"] = "value"
    weakest: str | None = None

    @property
    def is_in_order(self) -> bool:
        """Whether amber asks for no more than green."""
        green, amber = self.green, self.amber
        if isinstance(green, tuple) and isinstance(amber, tuple):
            return amber[0] <= green[0] <= green[1] <= amber[1]
        if isinstance(green, tuple) or isinstance(amber, tuple):
            return False
        return amber <= green if self.direction == "up" else amber >= green


def some(amount: str) -> str:
    """What may stand below a line: of nothing, or of what was taken back on balance, there is no rate."""
    return f"nullif(greatest({amount}, 0), 0)"


@dataclass(frozen=True, slots=True)
class Metric:
    """A number with its formula.

    With a `source`, `expr` is an SQL aggregate over that model; without one it is arithmetic over
    other metrics, named by key. A ratio of sums has `over` and `under`, its numerator and denominator,
    in place of `expr`; `formula` is either as SQL, null over a denominator that is not positive. `window` months are looked back over from the end of the period
    (twice as many where `lookback` is 2). `per` counts the members of that column: `now` and `before` say
    who was seen in the last months of the window and in those before, `again` who ordered twice in the last.
    `growth_of` is the change of another metric against the same period last year. `needs` are
    the datasets and fields (`orders.cost`) without which there is no value. `additive`: members
    may be summed. `hidden` metrics are only parts of others. `known_ahead`: planned, so that it is
    known of a period that has not begun. `other_side`: what is sold counts only
    where that is known of it too, and it is said how much that is; costs are those beside spend. `short`
    is its name where there is little room.
    """

    key: str
    name: Text
    definition: Text
    unit: Unit
    expr: str = ""
    source: str | None = None
    needs: tuple[str, ...] = ("orders",)
    additive: bool = False
    direction: Direction = "up"
    aliases: tuple[str, ...] = ()
    window: int | None = None
    lookback: int = 1
    per: str | None = None
    growth_of: str | None = None
    light: Light | None = None
    known_ahead: bool = False
    hidden: bool = False
    other_side: OtherSide | None = None
    over: str = ""
    under: str = ""
    short: Text = BLANK

    @property
    def brief(self) -> Text:
        """Its name where there is little room."""
        return self.short or self.name

    @property
    def formula(self) -> str:
        return f"{self.over} / {some(self.under)}" if self.under else self.expr


@dataclass(frozen=True, slots=True)
class Rule:
    """A number that decides, which a workspace may set otherwise between `least` and `most`; where it has
    `names`, it is the place of the one chosen among them."""

    key: str
    name: Text
    definition: Text
    value: float
    unit: Unit
    least: float = 0
    most: float | None = None
    names: tuple[Text, ...] = ()


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


T = TypeVar("T", bound=Keyed)


def registry(items: Iterable[T]) -> dict[str, T]:
    """The declarations by key; a key declared twice is a mistake found at import."""
    by_key: dict[str, T] = {}
    for item in items:
        if item.key in by_key:
            raise ValueError(f"{item.key} is declared twice")
        by_key[item.key] = item
    return by_key
