"""What is printed, in which language, and for somebody who may have stopped listening."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from salesdash.text import Lang


@contextmanager
def heard() -> Iterator[None]:
    """What is printed for somebody who may have stopped listening: `… | head -1`."""
    try:
        yield
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())


def say(words: str) -> None:
    """Print a sentence."""
    with heard():
        print(words)


def print_json(values: list[dict[str, Any]]) -> None:
    """Print rows for a script."""
    print(json.dumps(values, ensure_ascii=False, indent=2))


def spoken() -> Lang:
    """The language of the terminal; Chinese unless it says otherwise."""
    # elsewhere a terminal that says nothing has the locale C, which Python takes for American English
    by_system = locale.getlocale()[0] if os.name == "nt" else None
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or by_system or "zh"
    return "zh" if named.lower().startswith(("zh", "chinese", "c", "posix")) else "en"
