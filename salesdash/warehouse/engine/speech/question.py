"""A question in the store's own SQL, as any engine can be told it: its values are in it, and what depends on a day is
written out. The few words that only the store has (`warehouse/questions/dialect.py`, `warehouse/models/`) are said by
the file of each engine beside."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlglot
from sqlglot import exp

Rule = Callable[[exp.Expression], exp.Expression]
Columns = Mapping[str, Mapping[str, str]]  # of each `schema.table`, with their types in the store
STORE = "duckdb"
_MACRO = re.compile(r"^CREATE OR REPLACE MACRO [^;]+;", re.MULTILINE)


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


@dataclass(frozen=True, slots=True)
class Words:
    """What an engine calls what the store has a word for; `dialect`: as sqlglot names it."""

    dialect: str
    say: Callable[[exp.Expression, Columns], exp.Expression]


class Question:
    """A question with its values in it and its macros written out."""

    def __init__(self, sql: str, values: Sequence[Any], macros: Mapping[str, Macro]) -> None:
        tree = sqlglot.parse_one(sql, read=STORE)
        placeholders = list(tree.find_all(exp.Placeholder, bfs=False))
        for place, value in zip(placeholders, values, strict=True):
            place.replace(_literal(value))
        self._tree = _written_out(rewritten(tree, _day_after_day), macros)

    @property
    def tables(self) -> set[str]:
        """What it reads, as `schema.table`."""
        return {f"{one.db}.{one.name}" for one in self._tree.find_all(exp.Table) if one.db}

    def spoken(self, words: Words, columns: Columns, rows_of: Callable[[str], str]) -> str:
        """As an engine is asked, in its `words`; `rows_of` is its SQL for the rows of a table."""

        def read(node: exp.Expression) -> exp.Expression:
            if isinstance(node, exp.Table) and node.db:
                rows = rows_of(f"{node.db}.{node.name}")
                if not node.alias:
                    node.set("alias", exp.TableAlias(this=exp.to_identifier(node.name)))
                node.set("this", exp.Var(this=rows))
                node.set("db", None)
            return node

        tree = words.say(self._tree.copy(), columns)
        return str(rewritten(tree, read).sql(words.dialect))


def rewritten(tree: exp.Expression, rule: Rule) -> exp.Expression:
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

    return rewritten(tree, rule)


def _filled(
    called: Macro, arguments: Sequence[exp.Expression], macros: Mapping[str, Macro]
) -> exp.Expression:
    values = dict(zip(called.parameters, arguments, strict=True))

    def rule(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Column) and not node.table and node.name in values:
            return exp.paren(values[node.name].copy())
        return node

    return _written_out(rewritten(called.body.copy(), rule), macros)


def told_apart(node: exp.Expression) -> exp.Expression:
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
