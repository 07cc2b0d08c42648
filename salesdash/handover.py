"""A file given to the running application by a program that waits for what comes of it.

Each lies in a folder of its own under `inbox/handed`, which appears there whole: the file, an order
beside it, and in the end the outcome.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from salesdash import files, outcome
from salesdash.outcome import Outcome
from salesdash.text import Text

INBOX, HANDED = "inbox", "handed"
NOTHING: Mapping[str, str] = {}
FRESH = 10.0  # seconds for which a sign of life holds
BETWEEN = 0.1  # seconds between two looks for the outcome
ENDED = Text(
    "程序在导入“{name}”时退出了，不知道有没有导入完。请再运行一次：已导入的不会重复计入。",
    "The application ended while it was importing “{name}”, and did not say what came of it. Run this "
    "again: what is loaded does not count twice.",
)
_ALIVE = ".running"
_ORDER, _OUTCOME = ".order", ".outcome"


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


def through(
    folder: Path, file: Path, *, accept: bool, answers: Mapping[str, str]
) -> list[Outcome | Text] | None:
    """Hand a file over and wait for what comes of it; None: the application ended without taking it.

    Raises FileError where there is no such file, StoreError where it cannot be laid there.
    """
    handed = hand_over(folder, file, accept=accept, answers=answers)
    while (told := _told(handed)) is None:
        if not runs(folder):
            told = _told(handed)
            taken = not (handed / file.name).exists()
            shutil.rmtree(handed, ignore_errors=True)
            if told is None and taken:
                return [ENDED.format(name=file.name)]
            return told
        time.sleep(BETWEEN)
    return told


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


def tell(path: Path, told: Sequence[Outcome | Text]) -> None:
    """Say what came of a file to whoever handed it over and waits."""
    if path.parent.parent.name == HANDED and path.parent.exists():
        files.write(path.parent / _OUTCOME, outcome.written(told).encode())


def clear(folder: Path) -> None:
    """Take away what nobody waits for: of files that are imported, or were never laid down whole."""
    for handed in (folder / INBOX / HANDED).glob("*"):
        if not _files(handed) or handed.name.startswith("."):
            shutil.rmtree(handed, ignore_errors=True)


def _files(handed: Path) -> list[Path]:
    """The file in a folder, unless it is settled."""
    with suppress(OSError):
        ours = (_ORDER, _OUTCOME)
        return [p for p in handed.iterdir() if p.name not in ours and p.suffix != files.PART]
    return []


def _told(handed: Path) -> list[Outcome | Text] | None:
    """What came of a file; with it the folder is done, unless the file waits for an answer."""
    said = handed / _OUTCOME
    try:
        told = outcome.read(said.read_text("utf-8"))
    except FileNotFoundError:
        return None
    if _files(handed):
        said.unlink()
    else:
        shutil.rmtree(handed, ignore_errors=True)
    return told
