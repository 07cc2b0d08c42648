"""The store's words in Spark's, and plainer ones for what not every server that speaks Spark knows of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.eliminate_subqueries import eliminate_subqueries
from sqlglot.optimizer.qualify import qualify

from salesdash.warehouse.engine.speech.question import STORE, Columns, Words, rewritten, told_apart

SPARK = "spark"
_WEEK = (
    "concat(CAST(year(date_add(given, 3 - weekday(given))) AS STRING), '-W', "
    "lpad(CAST(weekofyear(given) AS STRING), 2, '0'))"
)
_MONTHS = "CAST(months_between(finish, start) AS BIGINT)"
_MICROS = "unix_micros(CAST(given AS TIMESTAMP))"


def _say(tree: exp.Expression, columns: Columns) -> exp.Expression:
    """Stars are written out, as Spark leaves no column out of one and puts none in its place; so is what stands within
    another question, which not every server looks into."""
    schema: dict[str, dict[str, Mapping[str, str]]] = {}
    for table, named in columns.items():
        room, _, name = table.partition(".")
        schema.setdefault(room, {})[name] = named
    qualified = qualify(
        tree,
        schema=schema,
        dialect=STORE,
        validate_qualify_columns=False,
        quote_identifiers=False,
        canonicalize_table_aliases=False,
    )
    return rewritten(rewritten(eliminate_subqueries(qualified), told_apart), _said)


def _said(node: exp.Expression) -> exp.Expression:
    match node:
        case exp.CTE():
            node.set("materialized", None)
        case exp.Alias(this=exp.Column()) if node.alias == node.this.name:
            return (
                node.this
            )  # by its own name in a union under a window, Spark's optimizer loses it
        case exp.In():
            return _among(node)
        case exp.Join() if node.method == "ASOF":
            return _nearest(node)
        case exp.Select():
            return _in_order(_side_by_side(node))
    return _worded(node)


def _worded(node: exp.Expression) -> exp.Expression:
    """A value, or the type of one, in Spark's words."""
    match node:
        case exp.Cast(
            this=exp.Explode()
        ):  # Spark lays out a list where nothing is made of its members
            return exp.Explode(
                this=exp.cast(node.this.this, f"{node.to.sql(STORE)}[]", dialect=STORE)
            )
        case exp.DataType(this=exp.DataType.Type.ENUM):
            return exp.DataType.build("TEXT")
        case exp.TimeToStr() if "%G" in node.text("format"):
            return _with(_WEEK, given=node.this)
        case exp.DateDiff() if node.text("unit") == "MICROSECOND":
            later, earlier = (_with(_MICROS, given=each) for each in (node.this, node.expression))
            return exp.paren(exp.Sub(this=later, expression=earlier))
        case exp.DateDiff() if node.text("unit") in ("MONTH", "QUARTER", "YEAR"):
            ends = (
                exp.TimestampTrunc(this=each.copy(), unit=node.args["unit"].copy())
                for each in (node.this, node.expression)
            )
            return exp.DateDiff(this=next(ends), expression=next(ends), unit=node.args["unit"])
        case exp.ArrayMax():  # of no rows at all, as a part of what is read may have, Sail finds none
            ordered = exp.func("sort_array", node.this.copy())
            return exp.func("try_element_at", ordered, exp.Literal.number(-1))
        case exp.Anonymous(this="hash"):  # Spark's own one has half as many values
            return exp.func("xxhash64", *node.expressions)
        case exp.Anonymous(this="date_sub"):
            _, start, finish = node.expressions
            return _with(_MONTHS, start=start, finish=finish)
    return node


def _with(template: str, **values: exp.Expression) -> exp.Expression:
    return rewritten(
        sqlglot.parse_one(template, read=SPARK),
        lambda n: values[n.name].copy() if isinstance(n, exp.Column) and n.name in values else n,
    )


def _among(node: exp.In) -> exp.Expression:
    """Whether a value, or several together, are among others: a subquery is for conditions alone."""
    if query := node.args.get("query"):
        select = query.unnest()
        if len(select.expressions) != 1:
            return node
        value = select.expressions[0].unalias()
        if not _is_condition(node):
            select.set("expressions", [exp.func("collect_set", _together(value))])
            return exp.func("array_contains", select.subquery(), _together(node.this))
        if isinstance(value, exp.Tuple):
            select.set("expressions", value.expressions)
    elif isinstance(node.this, exp.Tuple):
        each = (_equal(node.this, other) for other in node.expressions)
        return exp.paren(exp.or_(*each))
    return node


def _equal(one: exp.Expression, other: exp.Expression) -> exp.Expression:
    pairs = zip(one.expressions, other.expressions, strict=True)
    return exp.and_(*(exp.EQ(this=a.copy(), expression=b.copy()) for a, b in pairs))


def _together(value: exp.Expression) -> exp.Expression:
    if not isinstance(value, exp.Tuple):
        return value.copy()
    parts = (exp.alias_(part.copy(), f"part_{n}") for n, part in enumerate(value.expressions))
    return exp.func("struct", *parts)


def _is_condition(node: exp.Expression) -> bool:
    """Whether rows are left out by it, as by each part of a WHERE that all must hold."""
    return all(
        isinstance(above, exp.And | exp.Paren | exp.Not | exp.Where) for above in _above(node)
    )


def _above(node: exp.Expression) -> Iterator[exp.Expression]:
    """What it is a part of, up to the clause of a SELECT, or what that clause narrows."""
    while (above := node.parent) is not None:
        if isinstance(node, exp.Where) and isinstance(above, exp.Select):
            return
        yield above
        if isinstance(above, exp.Select | exp.Filter):
            return
        node = above


def _nearest(join: exp.Join) -> exp.Expression:
    """The nearest one at or below: each reaches up to the next."""
    order, name = join.args["on"], join.alias_or_name
    step = exp.column(order.expression.name)
    following = exp.Window(
        this=exp.func("lead", step.copy()), order=exp.Order(expressions=[exp.Ordered(this=step)])
    )
    steps = exp.select(exp.Star(), exp.alias_(following, "beyond")).from_(
        exp.Table(this=join.this.this.copy())
    )
    beyond = exp.column("beyond", table=name)
    is_before = exp.LT(this=order.this.copy(), expression=beyond.copy())
    is_nearest = exp.and_(order.copy(), exp.or_(beyond.is_(exp.null()), is_before))
    return exp.Join(this=steps.subquery(name), side=join.side, on=is_nearest)


def _side_by_side(select: exp.Select) -> exp.Select:
    """Lists that are laid out beside each other, of which Spark lays out one."""
    lists = [one.this.this for one in select.expressions if isinstance(one.unalias(), exp.Explode)]
    if len(lists) < 2 or len(lists) < len(select.expressions):
        return select
    names = [exp.to_identifier(each.alias, quoted=True) for each in select.expressions]
    rows = exp.select(exp.func("inline", exp.func("arrays_zip", *lists)))
    zipped = exp.TableAlias(this=exp.to_identifier("zipped"), columns=names)
    shown = (exp.column(name.copy()) for name in names)
    return exp.select(*shown).from_(exp.Subquery(this=rows, alias=zipped))


def _in_order(select: exp.Select) -> exp.Select:
    """Groups in the order of a sum that is not shown: it is one of the columns first."""
    order = select.args.get("order")
    if not order or not select.args.get("group") or not order.find(exp.AggFunc):
        return select
    names = {each.alias_or_name for each in select.expressions}
    inner = select.copy()
    for clause in ("order", "limit", "with_"):
        inner.set(clause, None)
    ordered = []
    for n, by in enumerate(order.copy().expressions):
        is_shown = isinstance(by.this, exp.Column) and not by.this.table and by.this.name in names
        if not is_shown:
            inner = inner.select(exp.alias_(by.this, f"by_{n}"))
            by = exp.Ordered(**{**by.args, "this": exp.column(f"by_{n}")})
        ordered.append(by)
    shown = (exp.column(each.alias_or_name, quoted=True) for each in select.expressions)
    outer = exp.select(*shown).from_(inner.subquery("sorted"))
    outer.set("order", exp.Order(expressions=ordered))
    for clause in ("limit", "with_"):
        outer.set(clause, select.args.get(clause))
    return outer


WORDS = Words(SPARK, _say)
