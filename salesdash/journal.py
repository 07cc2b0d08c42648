"""What the application did and what failed, line by line, in a file of the workspace that stays small."""

from __future__ import annotations

import logging
import sys
import traceback
from contextvars import ContextVar
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

FILE = "salesdash.log"
LARGEST, KEPT = 1_000_000, 3  # bytes of a file; files before the present one
_LINE = "%(asctime)s %(levelname)s %(page)s %(message)s"
_ROOT = logging.getLogger("salesdash")
page: ContextVar[str] = ContextVar("page", default="-")


class _Lines(logging.Formatter):
    """Local time with its offset, level, page. Of an error where it arose and of which class it is,
    not its message: that may quote a cell."""

    default_time_format = "%Y-%m-%d %H:%M:%S%z"
    default_msec_format = ""

    def format(self, record: logging.LogRecord) -> str:
        record.page = page.get()
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - as logging calls it
        """The way to the error without its words."""
        return "\n".join(_trace_lines(ei[1]))


class _File(RotatingFileHandler):
    """A log that cannot be written disturbs nobody: the disk is full, or the folder read-only."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Let the line go."""


def keep(folder: Path, *, aloud: bool = False) -> None:
    """Write from now on into the workspace's log; `aloud` onto the console, too."""
    stop()
    into: list[logging.Handler] = [
        _File(folder / FILE, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
    ]
    if aloud:
        into.append(logging.StreamHandler(sys.stderr))
    for handler in into:
        handler.setFormatter(_Lines(_LINE))
        _ROOT.addHandler(handler)
    _ROOT.setLevel(logging.INFO)
    _ROOT.propagate = False


def stop() -> None:
    """Let go of the file."""
    for handler in list(_ROOT.handlers):
        _ROOT.removeHandler(handler)
        handler.close()
    _ROOT.propagate = True


def _trace_lines(error: BaseException | None) -> list[str]:
    """The way to an error and to what caused it, the cause first, by place and class alone."""
    if error is None:
        return []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    way = [
        f"  {frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    kind = type(error)
    return [*_trace_lines(before), *way, f"  {kind.__module__}.{kind.__qualname__}"]
