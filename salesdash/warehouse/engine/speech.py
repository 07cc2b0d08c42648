"""A question in the store's own SQL → the same in ClickHouse's: what depends on a day is written out, and the few
words that only the store has (`warehouse/questions/dialect.py`, `warehouse/models/`) are said in the engine's."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp

Rule = Callable[[exp.Expression], exp.Expression]
STORE, CLICKHOUSE = "duckdb", "clickhouse"
_MACRO = re.compile(r"^CREATE OR REPLACE MACRO [^;]+;", re.MULTILINE)

_NODES = {
    exp.BitwiseAnd: "bitAnd",
    exp.BitwiseLeftShift: "bitShiftLeft",
    exp.BitwiseOrAgg: "groupBitOr",
    exp.LogicalOr: "max",
    exp.LogicalAnd: "min",
    exp.ArraySort: "arraySort",
}
_FUNCTIONS = {"date_sub": "age", "hash": "cityHash64", "list_sum": "arraySum"}
_DAYS = (
    "arrayJoin(arrayMap(i -> addDays(start, i), "
    "range(0, toUInt64(assumeNotNull(dateDiff('day', start, finish)) + 1))))"
)


@dataclass(frozen=True, slots=True)
class Macro:
    """What stands for `model.name(…)`: a SELECT for one that is a table."""

    parameters: tuple[str, ...]
    body: exp.Expression


def macros_of(models: Iterable[str]) -> dict[str, Macro]:
    """Those that the files of models make, by name."""
    made = (
        sqlglot.parse_one(statement, read=STORE)
        for text in models
        for statement in _MACRO.findall(text)
    )
    return {
        one.this.this.name: Macro(tuple(p.name for p in one.this.expressions), one.expression)
        for one in made
    }


class Question:
    """A question with its values in it and its macros written out."""

    def __init__(self, sql: str, values: Sequence[Any], macros: Mapping[str, Macro]) -> None:
        tree = sqlglot.parse_one(sql, read=STORE)
        placeholders = list(tree.find_all(exp.Placeholder, bfs=False))
        for place, value in zip(placeholders, values, strict=True):
            place.replace(_literal(value))
        self._tree = _written_out(_rewritten(tree, _day_after_day), macros)

    @property
    def tables(self) -> set[str]:
        """What it reads, as `schema.table`."""
        return {f"{one.db}.{one.name}" for one in self._tree.find_all(exp.Table) if one.db}

    def spoken(self, rows_of: Mapping[str, str]) -> str:
        """As ClickHouse is asked; `rows_of` is its SQL for the rows of each table."""

        def read(node: exp.Expression) -> exp.Expression:
            if isinstance(node, exp.Table) and node.db:
                rows = rows_of[f"{node.db}.{node.name}"]
                if not node.alias:
                    node.set("alias", exp.TableAlias(this=exp.to_identifier(node.name)))
                node.set("this", exp.Var(this=rows))
                node.set("db", None)
            return node

        tree = _rewritten(_rewritten(self._tree.copy(), _told_apart), read)
        question: str = _rewritten(tree, _in_clickhouse).sql(CLICKHOUSE)
        return question


def _rewritten(tree: exp.Expression, rule: Rule) -> exp.Expression:
    """The tree with each node as the rule has it, the innermost first."""
    for node in reversed(list(tree.walk())):
        new = rule(node)
        if new is node:
            continue
        if node is tree:
            return new
        node.replace(new)
    return tree


def _literal(value: Any) -> exp.Expression:
    if isinstance(value, list | tuple):
        return exp.Array(expressions=[_literal(each) for each in value])
    if isinstance(value, datetime.date):
        return exp.cast(exp.Literal.string(value.isoformat()), "DATE")
    return exp.convert(value)


def _day_after_day(node: exp.Expression) -> exp.Expression:
    """What is asked of each day of a list, one day under another: models of a day take a day that is known
    when they are asked."""
    joins = node.args.get("joins") or [exp.Join()]
    if not isinstance(node, exp.Select) or not isinstance(joins[0].this, exp.Lateral):
        return node
    listed, of_a_day = node.args["from_"].this, joins[0].this
    [day] = listed.this.expressions
    days = day.this.this.this.expressions or [exp.null()]
    asked = node.copy()
    for column in asked.find_all(exp.Column):
        if column.table == listed.alias:
            column.set("table", exp.to_identifier(of_a_day.alias))
    union = exp.union(*(_on(each, day.alias, listed, of_a_day) for each in days), distinct=False)
    asked.set("from_", exp.From(this=union.subquery(of_a_day.alias)))
    asked.set("joins", [])
    return asked


def _on(
    each: exp.Expression, name: str, listed: exp.Expression, of_a_day: exp.Lateral
) -> exp.Select:
    day = exp.cast(each.copy(), "DATE")
    asked = of_a_day.this.copy()
    for column in list(asked.find_all(exp.Column)):
        if column.table == listed.alias:
            column.replace(day.copy())
    everything = exp.Column(this=exp.Star(), table=exp.to_identifier(of_a_day.alias))
    source = exp.Subquery(this=asked.this, alias=of_a_day.args["alias"].copy())
    return exp.select(exp.alias_(day, name), everything).from_(source)


def _written_out(tree: exp.Expression, macros: Mapping[str, Macro]) -> exp.Expression:
    def rule(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Table) and isinstance(node.this, exp.Anonymous) and node.db:
            body = _filled(macros[node.this.name], node.this.expressions, macros)
            alias = node.args.get("alias") or exp.TableAlias(this=exp.to_identifier(node.this.name))
            return exp.Subquery(this=body, alias=alias, joins=node.args.get("joins"))
        if isinstance(node, exp.Dot) and node.this.name == "model":
            called = node.expression
            return exp.paren(_filled(macros[called.name], called.expressions, macros))
        return node

    return _rewritten(tree, rule)


def _filled(
    called: Macro, arguments: Sequence[exp.Expression], macros: Mapping[str, Macro]
) -> exp.Expression:
    values = dict(zip(called.parameters, arguments, strict=True))

    def rule(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and not node.table and node.name in values:
            return exp.paren(values[node.name].copy())
        return node

    return _written_out(_rewritten(called.body.copy(), rule), macros)


def _told_apart(node: exp.Expression) -> exp.Expression:
    """What an engine would guess otherwise: that a quotient is no decimal, how long a moment is,
    what a column is called."""
    if isinstance(node, exp.Div):
        return exp.Div(this=exp.cast(node.this, "DOUBLE"), expression=node.expression)
    if isinstance(node, exp.TimeToUnix) and isinstance(node.this, exp.Sub):
        later, earlier = node.this.this, node.this.expression
        micros = exp.DateDiff(this=later, expression=earlier, unit=exp.var("MICROSECOND"))
        return exp.paren(exp.Div(this=micros, expression=exp.Literal.number("1000000.0")))
    is_shown = isinstance(node.parent, exp.Select) and node.arg_key == "expressions"
    if isinstance(node, exp.Column) and node.table and is_shown and not node.is_star:
        return exp.alias_(node.copy(), node.name)
    return node


def _in_clickhouse(node: exp.Expression) -> exp.Expression:
    if name := _NODES.get(type(node)):
        return exp.func(name, *filter(None, (node.args.get("this"), node.args.get("expression"))))
    if isinstance(node, exp.Lag):
        rest = [part for key in ("offset", "default") if (part := node.args.get(key))]
        return exp.func("lag", exp.func("toNullable", node.this), *rest)
    if isinstance(node, exp.ConcatWs):  # what is null is left out, with its separator
        separator, *parts = node.expressions
        return exp.func("arrayStringConcat", exp.Array(expressions=parts), separator)
    if isinstance(node, exp.Median):
        return exp.func("quantileExactInclusive", exp.cast(node.this, "DOUBLE"))
    if isinstance(node, exp.Explode) and isinstance(node.this, exp.GenerateSeries):
        return _days(node.this)
    if isinstance(node, exp.GenerateSeries) and not isinstance(node.parent, exp.Explode):
        return exp.func("range", node.args["start"], node.args["end"])
    if (
        isinstance(node, exp.Join)
        and node.method == "ASOF"
        and isinstance(node.args["on"], exp.GTE)
    ):
        return _nearest(node)
    if isinstance(node, exp.Select):
        return _side_by_side(node)
    return _called(node) if isinstance(node, exp.Anonymous) else node


def _called(node: exp.Anonymous) -> exp.Expression:
    given = node.expressions
    match node.name:
        case "list_unique":
            return exp.func("length", exp.func("arrayDistinct", *given))
        case "list_median":
            return exp.func(
                "arrayReduce", exp.Literal.string("quantileExactInclusiveOrNull"), *given
            )
        case "list_transform":
            return exp.func("arrayMap", *reversed(given))
        case name if name in _FUNCTIONS:
            return exp.func(_FUNCTIONS[name], *given)
    return node


def _nearest(join: exp.Join) -> exp.Expression:
    """ClickHouse looks for the nearest one among those that are equal in something."""
    order = join.args["on"]
    alike = (exp.func("ignore", side.copy()) for side in (order.this, order.expression))
    nearest = join.copy()
    nearest.set("on", exp.and_(exp.EQ(this=next(alike), expression=next(alike)), order.copy()))
    return nearest


def _days(series: exp.GenerateSeries) -> exp.Expression:
    ends = {"start": series.args["start"], "finish": series.args["end"]}
    days = sqlglot.parse_one(_DAYS, read=CLICKHOUSE)
    return _rewritten(
        days, lambda n: ends[n.name].copy() if isinstance(n, exp.Column) and n.name in ends else n
    )


def _side_by_side(select: exp.Select) -> exp.Expression:
    """Lists that are laid out beside each other, which ClickHouse would lay across each other."""
    lists = [each.this.this for each in select.expressions if isinstance(each.this, exp.Explode)]
    if len(lists) < 2 or len(lists) < len(select.expressions):
        return select
    rows = exp.select(exp.alias_(exp.Explode(this=exp.func("arrayZip", *lists)), "at"))
    picked = (
        exp.alias_(
            exp.func("tupleElement", exp.column("at"), exp.Literal.number(n)),
            each.alias,
            quoted=True,
        )
        for n, each in enumerate(select.expressions, start=1)
    )
    return exp.select(*picked).from_(
        exp.Subquery(this=rows, alias=exp.TableAlias(this=exp.to_identifier("zipped")))
    )
