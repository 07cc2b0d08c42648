"""The same without a screen: load files and ask questions, for scripts and schedulers."""

from __future__ import annotations

import argparse
import json
import locale
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from salesdash import __version__, files, journal, reports, upkeep
from salesdash.catalog.dimensions import DIMENSION, DIMENSIONS
from salesdash.catalog.metrics import METRIC, METRICS
from salesdash.catalog.model import Dimension, Metric
from salesdash.charts.figure import Figure
from salesdash.errors import QuestionError, SalesdashError, UnknownNameError
from salesdash.export.plain_text import text
from salesdash.figures.asked import asked
from salesdash.figures.foresight import foresee
from salesdash.figures.report.contents import Typed
from salesdash.figures.two_sides import covers
from salesdash.home import home
from salesdash.incoming.answers import parsed
from salesdash.incoming.outcome import Outcome
from salesdash.incoming.unattended import load, load_registers
from salesdash.period import DAY, Period, read_day
from salesdash.reports import Desk
from salesdash.scope import Scope
from salesdash.text import Lang, Text, plain
from salesdash.units import keep_money_in
from salesdash.warehouse.imports.past_imports import NOTHING_YET
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.questions.basis import basis
from salesdash.warehouse.questions.members import meant
from salesdash.warehouse.questions.sides import BEFORE, CHANGE
from salesdash.warehouse.store.database import Warehouse, workspace
from salesdash.warehouse.typed.rates import currency
from salesdash.warehouse.typed.weekly_deck import ReportChoice

DONE, BROKEN, OPEN_QUESTIONS = 0, 2, 3
ENDINGS = {"deck": ".pptx", "workbook": ".xlsx", "report": ".html"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 2 cannot be done, 3 questions are open."""
    options = _parser().parse_args(argv)
    lang: Lang = options.lang or _spoken()
    journal.keep(workspace(options.store))
    journal.page.set(options.command)
    try:
        status: int = options.run(options, lang)
    except SalesdashError as error:
        with _heard():
            print(error.message[lang], file=sys.stderr)
        return BROKEN
    finally:
        journal.stop()
    return status


def _load(options: argparse.Namespace, lang: Lang) -> int:
    files = [Path(file) for file in options.files]
    registered = dict(load_registers(workspace(options.store), files))
    for words in registered.values():
        _say(words[lang])
    files = [file for file in files if file not in registered]
    if registered and not files:
        return DONE
    results = list(
        load(workspace(options.store), files, accept=options.accept, answers=parsed(options.answer))
    )
    outcomes = [each for each in results if isinstance(each, Outcome)]
    with _heard():
        if options.json:
            _print_json([outcome.plain(lang) for outcome in outcomes])
        for each in results:
            if isinstance(each, Text):
                print(each[lang], file=sys.stderr)
            elif not options.json:
                print(each.in_words[lang], file=sys.stderr if each.is_refused else sys.stdout)
    if any(isinstance(each, Text) or each.is_refused for each in results):
        return BROKEN
    return OPEN_QUESTIONS if any(outcome.receipt.needs for outcome in outcomes) else DONE


def _backup(options: argparse.Namespace, lang: Lang) -> int:
    _say(upkeep.make(workspace(options.store))[lang])
    return DONE


def _restore(options: argparse.Namespace, lang: Lang) -> int:
    folder = workspace(options.store)
    if options.without_log:
        _say(upkeep.go_on(folder)[lang])
    else:
        _say(upkeep.put_back(folder, options.name)[lang])
    return DONE


def _status(options: argparse.Namespace, lang: Lang) -> int:
    _say(upkeep.status(workspace(options.store))[lang])
    return DONE


def _ask(options: argparse.Namespace, lang: Lang) -> int:
    warehouse = Warehouse(workspace(options.store))
    keep_money_in(currency(warehouse))
    ask = Ask(warehouse.query, foresee=foresee)
    metrics = _each_once(options.metrics, _metric)
    by = _each_once(options.by, _dimension)
    scope = _scope(options, ask)
    figure = asked(ask, scope, metrics, by)
    with _heard():
        if options.json:
            _print_json(_rows(ask, figure, by, options, lang))
            for note in figure.in_(lang).notes:
                print(note, file=sys.stderr)
        elif ask.coverage:
            print(text(figure.in_(lang)))
        else:  # without data there is no day to which they reach
            print(NOTHING_YET[lang])
    warehouse.close()
    return DONE


def _report(options: argparse.Namespace, lang: Lang) -> int:
    """Write the deck, the workbook or the page of the report."""
    out = reports.place(options.out, ENDINGS[options.command])
    design = reports.read(Path(options.template)) if getattr(options, "template", None) else None
    with _desk(options) as desk:
        if desk is None:
            _say(NOTHING_YET[lang])
            return BROKEN
        wanted = ReportChoice(tuple(options.pages), (), lang, options.dark, options.mask)
        if options.command == "deck":
            made = desk.deck(wanted, reports.read(out) if out.exists() else None, design)
            files.write(out, made.file)
            _say(reports.in_words(made, out.name)[lang])
        else:
            make = desk.workbook if options.command == "workbook" else desk.page
            files.write(out, make(wanted))
            _say(reports.WROTE.format(file=plain(out.name))[lang])
    return DONE


def _figure(options: argparse.Namespace, lang: Lang) -> int:
    out = reports.place(options.out, *reports.FORMS)
    with _desk(options) as desk:
        if desk is None:
            _say(NOTHING_YET[lang])
            return BROKEN
        how = desk.choice(ReportChoice(lang=lang, is_masked=options.mask))
        figure = how.masks.figure(desk.figure(options.name).in_(lang))
        data = reports.as_file(figure, desk.ask, out.suffix.lower(), is_dark=options.dark)
        files.write(out, data)
        _say(reports.WROTE.format(file=plain(out.name))[lang])
    return DONE


@contextmanager
def _desk(options: argparse.Namespace) -> Iterator[Desk | None]:
    """What reports are made from, about this year where no period is named; None without any data."""
    warehouse = Warehouse(workspace(options.store))
    kept: dict[Any, Any] = {}

    def keep(key: Any, make: Callable[[], Any]) -> Any:
        if key not in kept:
            kept[key] = make()
        return kept[key]

    keep_money_in(currency(warehouse))

    def query(sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        frame: pd.DataFrame = keep((sql, *values), lambda: warehouse.query(sql, values))
        return frame.copy(deep=False)

    ask = Ask(query, keep, foresee)
    with closing(warehouse):
        if not ask.coverage:
            yield None
            return
        scope = _scope(options, ask)
        if scope.period is None and options.period is None:
            scope = scope.over(scope.calendar.of(scope.as_of, "year"))
        compared = replace(scope, comparison=scope.comparison or "last_year")
        yield Desk(ask, compared, Typed.of(warehouse))


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


def _scope(options: argparse.Namespace, ask: Ask) -> Scope:
    as_of = ask.as_of if options.as_of is None else read_day(options.as_of)
    period = None if options.period in (None, "all") else Period.parse(options.period)
    if options.compare and period is None and options.command == "ask":
        raise QuestionError(
            Text("要做对比，请用 --period 指定期间。", "To compare, name a period with --period.")
        )
    scope = Scope(as_of, period, options.compare, calendar=ask.calendar)
    if options.as_of is not None and period is None and options.command == "ask":
        scope = scope.over(Period(date.min, as_of + DAY))
    wanted: dict[str, list[str]] = {}
    for words in options.where:
        name, equals, member = words.partition("=")
        if not equals:
            raise QuestionError(
                Text(
                    f"--where 要写成 维度=取值，而不是“{words}”。",
                    f"--where takes DIM=VALUE, not “{words}”.",
                )
            )
        dimension = _dimension(name)
        if dimension.grain:
            raise QuestionError(Text("时间范围请用 --period 指定。", "For a time, use --period."))
        wanted.setdefault(dimension.key, []).append(meant(ask, dimension.key, member.strip()))
    for key, members in wanted.items():
        scope = scope.where(key, *members)
    return scope


def _value(value: Any) -> Any:
    if value is None or value is pd.NaT or value != value:
        return None
    return value.item() if hasattr(value, "item") else value


def _metric(words: str) -> Metric:
    return _named(METRIC, words, METRICS.values())


def _dimension(words: str) -> Dimension:
    return _named(DIMENSION, words, DIMENSIONS.values())


T = TypeVar("T", bound=Metric | Dimension)


def _named(kind: Text, words: str, declared: Iterable[T]) -> T:
    """What is declared under this key, name or alias, whatever the case.

    Raises UnknownNameError where nothing is.
    """
    wanted = words.strip().casefold()
    names: dict[str, T] = {}
    for item in declared:
        called = (item.key, item.name.zh, item.name.en, *item.aliases)
        names |= dict.fromkeys(called, item)
    by_case = {name.casefold(): one for name, one in reversed(names.items())}
    if wanted not in by_case:
        shown = (name for name, one in names.items() if not getattr(one, "hidden", False))
        raise UnknownNameError(kind, words, shown)
    return by_case[wanted]


def _each_once(words: Sequence[str], named: Callable[[str], Metric | Dimension]) -> list[str]:
    """The keys of what is asked for. Raises QuestionError where one is asked for twice."""
    keys: list[str] = []
    for wanted in words:
        key = named(wanted).key
        if key in keys:
            raise QuestionError(
                Text(
                    f"“{words[keys.index(key)]}”和“{wanted}”是同一个，只写一次。",
                    f"“{words[keys.index(key)]}” and “{wanted}” are the same; name it once.",
                )
            )
        keys.append(key)
    return keys


@contextmanager
def _heard() -> Iterator[None]:
    """What is printed for somebody who may have stopped listening: `… | head -1`."""
    try:
        yield
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())


def _say(words: str) -> None:
    with _heard():
        print(words)


def _print_json(values: list[dict[str, Any]]) -> None:
    print(json.dumps(values, ensure_ascii=False, indent=2))


def _spoken() -> Lang:
    """The language of the terminal; Chinese unless it says otherwise."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or "zh"
    return "zh" if named.lower().startswith(("zh", "chinese", "c", "posix")) else "en"


def _run(options: argparse.Namespace, _: Lang) -> int:
    """Start the screen; STREAMLIT_SERVER_PORT and its like set the options of the server."""
    folder = str(workspace(options.store))
    app = [sys.executable, "-m", "streamlit", "run", str(home() / "app.py")]
    return subprocess.run(
        app, env={**os.environ, "SALESDASH_STORE": folder}, check=False
    ).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="salesdash", description=__doc__)
    parser.add_argument("--version", action="version", version=f"salesdash {__version__}")
    parser.add_argument("--store", help="workspace folder (else SALESDASH_STORE, else .salesdash)")
    parser.add_argument("--lang", choices=("zh", "en"), help="language of sentences")
    commands = parser.add_subparsers(
        required=True,
        dest="command",
        metavar="run | load | ask | deck | workbook | report | figure | backup | restore | status",
    )
    running = commands.add_parser("run", help="start the screen on localhost")
    running.set_defaults(run=_run)
    loading = commands.add_parser("load", help="import files")
    loading.add_argument("files", nargs="*", metavar="FILE", help="none: what lies in the inbox")
    loading.add_argument(
        "--accept", action="store_true", help="take the best guess for open questions"
    )
    loading.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="answer a question beforehand, by the key that was printed with it; may be repeated",
    )
    loading.add_argument("--json", action="store_true", help="print the receipts as JSON")
    loading.set_defaults(run=_load)
    ask = commands.add_parser("ask", help="ask for metrics")
    ask.add_argument("metrics", nargs="+", metavar="METRIC")
    ask.add_argument("--by", nargs="+", default=[], metavar="DIM")
    ask.add_argument(
        "--period", default="all", help="2025, 2025Q1, 2025-03, 2025-W10, FROM..TO, all"
    )
    ask.add_argument("--compare", choices=("previous", "last_year"))
    ask.add_argument("--where", nargs="+", default=[], metavar="DIM=VALUE")
    ask.add_argument("--as-of", metavar="DATE")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(run=_ask)
    _add_reports(commands)
    commands.add_parser("backup", help="copy the store").set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="put a backup in the store's place")
    restore.add_argument("name", nargs="?", metavar="NAME", help="none: which there are")
    restore.add_argument(
        "--without-log",
        action="store_true",
        help="go on with the data file as it is, where its log is damaged or gone",
    )
    restore.set_defaults(run=_restore)
    status = commands.add_parser("status", help="whether the store is sound, and its backups")
    status.set_defaults(run=_status)
    return parser


def _add_reports(commands: Any) -> None:
    """The commands that write a report, or one figure of it, into a file."""
    said = {
        "deck": "write a deck; one that is there gets the new figures and keeps what was edited",
        "workbook": "write all figures into a workbook",
        "report": "write one page to read in a browser",
        "figure": "write one figure: .png, .svg, .xlsx, .csv or .txt",
    }
    for name, words in said.items():
        writing = commands.add_parser(name, help=words)
        if name == "figure":
            writing.add_argument("name", metavar="NAME", help="such as channels.channel_money")
        writing.add_argument("out", metavar="OUT")
        writing.add_argument(
            "--period", help="2025, 2025Q1, 2025-03, FROM..TO, all; else this year"
        )
        writing.add_argument("--compare", choices=("previous", "last_year"))
        writing.add_argument("--where", nargs="+", default=[], metavar="DIM=VALUE")
        writing.add_argument("--as-of", metavar="DATE")
        # here too, where it is looked for
        writing.add_argument("--lang", choices=("zh", "en"), default=argparse.SUPPRESS)
        writing.add_argument("--dark", action="store_true")
        writing.add_argument("--mask", action="store_true", help="customers under letters")
        if name != "figure":
            writing.add_argument("--pages", nargs="+", default=[], metavar="PAGE")
        if name == "deck":
            writing.add_argument("--template", metavar="FILE", help="a .pptx or .potx of your own")
        writing.set_defaults(run=_figure if name == "figure" else _report)


def start() -> None:
    """The command `salesdash`."""
    # what a console cannot show must not stop the answer
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main())


if __name__ == "__main__":
    start()
