"""`deck`, `workbook`, `report` and `figure`: what is written into a file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from salesdash import files, reports
from salesdash.command_line.exits import BROKEN, DONE
from salesdash.command_line.meaning import scope_of
from salesdash.command_line.printing import say
from salesdash.figures.report.chapters import TypedContents
from salesdash.reports import Desk
from salesdash.text import Lang, plain
from salesdash.units import keep_money_in
from salesdash.warehouse.imports.past_imports import NOTHING_YET
from salesdash.warehouse.store.database import Warehouse, workspace
from salesdash.warehouse.typed.customer_letters import CustomerLetters
from salesdash.warehouse.typed.rates import currency
from salesdash.warehouse.typed.weekly_deck import ReportChoice

ENDINGS = {"deck": ".pptx", "workbook": ".xlsx", "report": ".html"}


def report(options: argparse.Namespace, lang: Lang) -> int:
    """Write the deck, the workbook or the page of the report."""
    out = reports.place(options.out, ENDINGS[options.command])
    design = reports.read(Path(options.template)) if getattr(options, "template", None) else None
    with _desk(options) as desk:
        if desk is None:
            say(NOTHING_YET[lang])
            return BROKEN
        wanted = ReportChoice(tuple(options.pages), (), lang, options.dark, options.mask)
        if options.command == "deck":
            made = desk.deck(wanted, reports.read(out) if out.exists() else None, design)
            files.write(out, made.file)
            say(reports.in_words(made, out.name)[lang])
        else:
            make = desk.workbook if options.command == "workbook" else desk.page
            files.write(out, make(wanted))
            say(reports.WROTE.format(file=plain(out.name))[lang])
    return DONE


def figure(options: argparse.Namespace, lang: Lang) -> int:
    """Write one figure in the form that the name of the file asks for."""
    out = reports.place(options.out, *reports.FORMS)
    with _desk(options) as desk:
        if desk is None:
            say(NOTHING_YET[lang])
            return BROKEN
        how = desk.choice(ReportChoice(lang=lang, is_masked=options.mask))
        shown = how.masks.figure(desk.figure(options.name).in_(lang))
        data = reports.as_file(shown, desk.ask, out.suffix.lower(), is_dark=options.dark)
        files.write(out, data)
        say(reports.WROTE.format(file=plain(out.name))[lang])
    return DONE


@contextmanager
def _desk(options: argparse.Namespace) -> Iterator[Desk | None]:
    """What reports are made from, about this year where no period is named; None without any data."""
    warehouse = Warehouse(workspace(options.store))
    keep_money_in(currency(warehouse))
    ask = reports.remembering(warehouse.query)
    with closing(warehouse):
        if not ask.coverage:
            yield None
            return
        scope = scope_of(options, ask, warehouse)
        if scope.period is None and options.period is None:
            scope = scope.over(scope.calendar.of(scope.as_of, "year"))
        compared = replace(scope, comparison=scope.comparison or "last_year")
        yield Desk(ask, compared, TypedContents.of(warehouse), CustomerLetters(warehouse))
