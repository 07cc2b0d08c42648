"""The same without a screen: load files and ask questions, for scripts and schedulers."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from salesdash import __version__, journal, upkeep
from salesdash.command_line import asking, pushing, reporting
from salesdash.command_line.exits import BROKEN, DONE, OPEN_QUESTIONS
from salesdash.command_line.printing import heard, print_json, say, spoken
from salesdash.errors import SalesdashError
from salesdash.home import home
from salesdash.incoming.answers import parsed
from salesdash.incoming.outcome import Outcome
from salesdash.incoming.unattended import Registered, load
from salesdash.text import Lang, Text
from salesdash.warehouse.store.database import workspace


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 2 cannot be done, 3 questions are open."""
    options = _parser().parse_args(argv)
    lang: Lang = options.lang or spoken()
    journal.keep(workspace(options.store))
    journal.page.set(options.command)
    try:
        status: int = options.run(options, lang)
    except SalesdashError as error:
        with heard():
            print(error.message[lang], file=sys.stderr)
        return BROKEN
    finally:
        journal.stop()
    return status


def _load(options: argparse.Namespace, lang: Lang) -> int:
    files = [Path(file) for file in options.files]
    answers = parsed(options.answer)
    results = list(load(workspace(options.store), files, accept=options.accept, answers=answers))
    outcomes = [each for each in results if isinstance(each, Outcome)]
    with heard():
        for each in results:
            if isinstance(each, Registered):
                print(each.words[lang], file=sys.stderr if options.json else sys.stdout)
            elif isinstance(each, Text):
                print(each[lang], file=sys.stderr)
            elif not options.json:
                print(each.in_words[lang], file=sys.stderr if each.is_refused else sys.stdout)
        if options.json:
            print_json([outcome.plain(lang) for outcome in outcomes])
    if any(isinstance(each, Text) for each in results) or any(o.is_refused for o in outcomes):
        return BROKEN
    return OPEN_QUESTIONS if any(outcome.receipt.needs for outcome in outcomes) else DONE


def _backup(options: argparse.Namespace, lang: Lang) -> int:
    say(upkeep.make(workspace(options.store))[lang])
    return DONE


def _restore(options: argparse.Namespace, lang: Lang) -> int:
    folder = workspace(options.store)
    if options.without_log:
        say(upkeep.go_on(folder)[lang])
    else:
        say(upkeep.put_back(folder, options.name)[lang])
    return DONE


def _status(options: argparse.Namespace, lang: Lang) -> int:
    say(upkeep.status(workspace(options.store))[lang])
    return DONE


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
        metavar="run | load | ask | deck | workbook | report | figure | push | backup | restore | status",
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
    ask.add_argument("--compare", choices=("previous", "last_year", "meeting"))
    ask.add_argument("--where", nargs="+", default=[], metavar="DIM=VALUE")
    ask.add_argument("--as-of", metavar="DATE")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.set_defaults(run=asking.ask_for)
    _add_reports(commands)
    push = commands.add_parser("push", help="send the week's brief to whoever is set up for it")
    push.add_argument("names", nargs="*", metavar="NAME", help="none: all that are switched on")
    push.add_argument("--preview", action="store_true", help="print it and send nothing")
    push.set_defaults(run=pushing.push)
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
    helps = {
        "deck": "write a deck; one that is there gets the new figures and keeps what was edited",
        "workbook": "write all figures into a workbook",
        "report": "write one page to read in a browser",
        "figure": "write one figure: .png, .svg, .xlsx, .csv or .txt",
    }
    for name, words in helps.items():
        writing = commands.add_parser(name, help=words)
        if name == "figure":
            writing.add_argument("name", metavar="NAME", help="such as channels.channel_money")
        writing.add_argument("out", metavar="OUT")
        writing.add_argument(
            "--period", help="2025, 2025Q1, 2025-03, FROM..TO, all; else this year"
        )
        writing.add_argument("--compare", choices=("previous", "last_year", "meeting"))
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
        writing.set_defaults(run=reporting.figure if name == "figure" else reporting.report)


def start() -> None:
    """The command `salesdash`."""
    # what a console cannot show must not stop the answer
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main())


if __name__ == "__main__":
    start()
