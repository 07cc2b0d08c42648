"""The store's words in ClickHouse's."""

from __future__ import annotations

import sqlglot
from sqlglot import exp

from salesdash.warehouse.engine.speech.question import Words, rewritten, told_apart

CLICKHOUSE = "clickhouse"
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


def _said(node: exp.Expression) -> exp.Expression:
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
    return rewritten(
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


WORDS = Words(CLICKHOUSE, lambda tree, _: rewritten(rewritten(tree, told_apart), _said))
