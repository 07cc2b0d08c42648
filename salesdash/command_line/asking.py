"""`ask`: the figure of a question, or its rows as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

import pandas as pd

from salesdash.catalog.dimensions import DIMENSIONS
from salesdash.charts.figure import Figure
from salesdash.command_line.exits import DONE
from salesdash.command_line.meaning import dimension_called, each_once, metric_called, scope_of
from salesdash.command_line.printing import heard, print_json
from salesdash.export.plain_text import text
from salesdash.figures.asked import asked
from salesdash.figures.foresight import foresee
from salesdash.figures.two_sides import covers
from salesdash.scope import Scope
from salesdash.text import Lang, Text
from salesdash.units import keep_money_in
from salesdash.warehouse.imports.past_imports import NOTHING_YET
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import basis
from salesdash.warehouse.questions.sides import BEFORE, CHANGE
from salesdash.warehouse.store.database import Warehouse, workspace
from salesdash.warehouse.typed.rates import currency


def ask_for(options: argparse.Namespace, lang: Lang) -> int:
    """Print the figure that a page would show."""
    warehouse = Warehouse(workspace(options.store))
    keep_money_in(currency(warehouse))
    ask = Ask(warehouse.query, foresee=foresee)
    metrics = each_once(options.metrics, metric_called)
    by = each_once(options.by, dimension_called)
    scope = scope_of(options, ask, warehouse)
    figure = asked(ask, scope, metrics, by)
    with heard():
        if options.json:
            print_json(_rows(ask, figure, by, options, lang))
            for note in figure.in_(lang).notes:
                print(note, file=sys.stderr)
        elif ask.coverage:
            print(text(figure.in_(lang)))
        else:  # without data there is no day to which they reach
            print(NOTHING_YET[lang])
    warehouse.close()
    return DONE


def _rows(
    ask: Ask, figure: Figure, by: Sequence[str], options: argparse.Namespace, lang: Lang
) -> list[dict[str, Any]]:
    """The figure's rows under the names by which they were asked, with how much of what was sold each
    ratio of two datasets counts, where it is not all."""
    names = dict(zip([*by, *figure.metrics], [*options.by, *options.metrics], strict=True))
    for key, words in zip(figure.metrics, options.metrics, strict=True):
        names |= {
            BEFORE.format(key): f"{words}_{options.compare}",
            CHANGE.format(key): f"{words}_change",
        }
    assert figure.scope is not None
    covered = {metric: _covered(ask, metric, by, figure.scope) for metric in figure.metrics}
    rows = []
    for row in figure.frame.to_dict("records"):
        member = tuple(_value(row[key]) for key in by)
        rows.append(
            {names[str(key)]: _value(value) for key, value in row.items()}
            | {
                f"{names[metric]}_covers": words[member][lang]
                for metric, words in covered.items()
                if member in words
            }
        )
    return rows


def _covered(ask: Ask, metric: str, by: Sequence[str], scope: Scope) -> dict[tuple[Any, ...], Text]:
    """How much of what was sold a ratio of two datasets counts, member by member, where not all."""
    if any(DIMENSIONS[key].grain for key in by):
        return {}
    coverages = basis(ask, metric, scope, by)
    sentences = {tuple(map(_value, member)): covers(one) for member, one in coverages.items()}
    return {member: words for member, words in sentences.items() if words.en}


def _value(value: Any) -> Any:
    if value is None or value is pd.NaT or value != value:
        return None
    return value.item() if hasattr(value, "item") else value
