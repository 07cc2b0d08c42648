"""A file or an errand given to the running application by a program that waits for what comes of it.

Each lies in a folder of its own under `inbox/handed`, which appears there whole: the file, an order
beside it, or an errand alone, and in the end the outcome.
"""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from salesdash import files
from salesdash.errors import HeldError, SalesdashError, StoreError
from salesdash.incoming import outcome
from salesdash.incoming.outcome import Outcome
from salesdash.text import Text
from salesdash.warehouse.store.database import PATIENCE, Warehouse

INBOX, HANDED = "inbox", "handed"
NOTHING: Mapping[str, str] = {}
FRESH = 10.0  # seconds for which a sign of life holds
BETWEEN = 0.1  # seconds between two looks for the outcome, or two tries to open a store
ENDED = Text(
    "程序在导入“{name}”时退出了，不知道有没有导入完。请再运行一次：已导入的不会重复计入。",
    "The application ended while it was importing “{name}”, and did not say what came of it. Run this "
    "again: what is loaded does not count twice.",
)
UNEXPECTED = Text(
    "出现意外错误，这一步没有完成；详情见程序日志。",
    "An unexpected error stopped this; it was not done. The log has the details.",
)
_log = logging.getLogger(__name__)
_ALIVE = ".running"
_ORDER, _ERRAND, _OUTCOME = ".order", ".errand", ".outcome"
Errand = Callable[[Warehouse], Text]  # what it does, and says when it is done


@dataclass(frozen=True, slots=True)
class Order:
    """How a file that was handed over is to be imported."""

    accept: bool
    answers: Mapping[str, str]


def beat(folder: Path) -> None:
    """Give a sign of life for the application that has this workspace open."""
    with suppress(OSError):
        sign = folder / INBOX / _ALIVE
        sign.touch()


def rest(folder: Path) -> None:
    """Take the sign of life away."""
    with suppress(OSError):
        (folder / INBOX / _ALIVE).unlink(missing_ok=True)


def runs(folder: Path) -> bool:
    """Whether the application runs on this workspace, and will take what is handed over."""
    try:
        return time.time() - (folder / INBOX / _ALIVE).stat().st_mtime < FRESH
    except OSError:
        return False


def opened(folder: Path) -> Warehouse | None:
    """The store, waited for where it is held for a moment; None: the application runs on it.

    Raises HeldError where another program keeps it.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return Warehouse(folder, patience=0)
        except HeldError:
            if runs(folder):
                return None
            if time.monotonic() > until:
                raise
        time.sleep(BETWEEN)


def run(folder: Path, name: str, errand: Errand) -> Text:
    """Run the errand on a workspace, or have the running application do the one that it knows by
    this name. Raises StoreError where it cannot be done."""
    while (warehouse := opened(folder)) is None:
        if reply := _by_application(folder, name):
            is_done, words = reply
            if not is_done:
                raise StoreError(words)
            return words
    try:
        return errand(warehouse)
    finally:
        warehouse.close()


def run_all(warehouse: Warehouse, errands: Mapping[str, Errand]) -> None:
    """Run the errands that lie there, and say what came of each to whoever waits."""
    for handed in (warehouse.folder / INBOX / HANDED).glob(f"[!.]*/{_ERRAND}"):
        try:
            reply = True, errands[handed.read_text("utf-8")](warehouse)
        except SalesdashError as error:
            reply = False, error.message
        except Exception:
            _log.exception("an errand was not run")
            reply = False, UNEXPECTED
        is_done, words = reply
        files.write(handed.with_name(_OUTCOME), json.dumps([is_done, words.zh, words.en]).encode())
        handed.unlink(missing_ok=True)


def _by_application(folder: Path, name: str) -> tuple[bool, Text] | None:
    """Whether the running application could do it, and its words; None: it has ended before."""
    handed = folder / INBOX / HANDED / uuid4().hex
    files.write(handed / _ERRAND, name.encode())
    try:
        while True:
            with suppress(FileNotFoundError):
                is_done, zh, en = json.loads((handed / _OUTCOME).read_text("utf-8"))
                return is_done, Text(zh, en)
            if not (handed.exists() and runs(folder)):
                return None
            time.sleep(BETWEEN)
    finally:
        shutil.rmtree(handed, ignore_errors=True)


def through(
    folder: Path, file: Path, *, accept: bool, answers: Mapping[str, str]
) -> list[Outcome | Text] | None:
    """Hand a file over and wait for what comes of it; None: the application ended without taking it.

    Raises FileError where there is no such file, StoreError where it cannot be laid there.
    """
    handed = hand_over(folder, file, accept=accept, answers=answers)
    while (outcomes := _outcomes(handed)) is None:
        if not runs(folder):
            outcomes = _outcomes(handed)
            taken = not (handed / file.name).exists()
            shutil.rmtree(handed, ignore_errors=True)
            if outcomes is None and taken:
                return [ENDED.format(name=files.called(file))]
            return outcomes
        time.sleep(BETWEEN)
    return outcomes


def hand_over(
    folder: Path, file: Path, *, accept: bool, answers: Mapping[str, str] = NOTHING
) -> Path:
    """Lay a copy of the file into the inbox of a workspace; returns the folder that it lies in.

    Raises FileError where there is no such file, StoreError where it cannot be laid there.
    """
    handed = folder / INBOX / HANDED
    part, whole = handed / f".{uuid4().hex}{files.PART}", handed / uuid4().hex
    try:
        files.copy(file, part / file.name)
        files.write(part / _ORDER, json.dumps({"accept": accept, "answers": {**answers}}).encode())
        with files.telling(handed):
            part.rename(whole)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return whole


def lying(folder: Path) -> Iterator[Path]:
    """The files handed over that nobody has settled."""
    for handed in (folder / INBOX / HANDED).glob("*"):
        if not handed.name.startswith("."):
            yield from _files(handed)


def order_of(path: Path) -> Order | None:
    """How a file is to be imported, where somebody handed it over."""
    try:
        return Order(**json.loads((path.parent / _ORDER).read_text("utf-8")))
    except OSError:
        return None


def tell(path: Path, outcomes: Sequence[Outcome | Text]) -> None:
    """Say what came of a file to whoever handed it over and waits."""
    if path.parent.parent.name == HANDED and path.parent.exists():
        files.write(path.parent / _OUTCOME, outcome.written(outcomes).encode())


def clear(folder: Path) -> None:
    """Take away what nobody waits for: of files that are imported, or were never laid down whole."""
    for handed in (folder / INBOX / HANDED).glob("*"):
        if not _files(handed) or handed.name.startswith("."):
            shutil.rmtree(handed, ignore_errors=True)


def _files(handed: Path) -> list[Path]:
    """The file in a folder, unless it is settled."""
    with suppress(OSError):
        ours = (_ORDER, _ERRAND, _OUTCOME)
        return [p for p in handed.iterdir() if p.name not in ours and p.suffix != files.PART]
    return []


def _outcomes(handed: Path) -> list[Outcome | Text] | None:
    """What came of a file; with it the folder is done, unless the file waits for an answer."""
    reply = handed / _OUTCOME
    try:
        outcomes = outcome.read(reply.read_text("utf-8"))
    except FileNotFoundError:
        return None
    if _files(handed):
        reply.unlink()
    else:
        shutil.rmtree(handed, ignore_errors=True)
    return outcomes
