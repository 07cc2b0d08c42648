"""What an engine has to be able to do, and what is said of one that cannot; its words go into the log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import pyarrow

from salesdash.errors import EngineError
from salesdash.text import Text

LOG = logging.getLogger(__name__)
REACHED = 5.0  # seconds until an engine has to take the call
_LONGEST_LOGGED = 500  # letters of what it says
LOST = Text(
    "连不上查询引擎（{address}），数字暂时算不出来；数据没有变化。请确认引擎在运行，再刷新页面。",
    "The query engine ({address}) cannot be reached, so there are no figures for the moment; the data is as it "
    "was. See to it that it runs, then reload the page.",
)
SLOW = Text(
    "查询引擎（{address}）{seconds} 秒内没有算完，这次没有数字。请缩小筛选范围，或调大 SALESDASH_ENGINE_TIMEOUT。",
    "The query engine ({address}) did not answer within {seconds} seconds, so there are no figures this time. Ask "
    "for less, or raise SALESDASH_ENGINE_TIMEOUT.",
)
REFUSED = Text(
    "查询引擎（{address}）没有给出完整的答案，所以不显示数字。原因记在日志里。",
    "The query engine ({address}) gave no complete answer, so no figures are shown. The log says why.",
)
Dialect = Literal["clickhouse", "spark"]
Files = Mapping[str, Sequence[str]]  # those of a table, `schema.table`, all in one folder
Rows = Callable[[str], str]  # a table → SQL for its rows


@dataclass(frozen=True, slots=True)
class Place:
    """Where an engine is reached, and how many seconds it has for an answer."""

    address: str
    seconds: float

    def error(self, words: Text, why: object) -> EngineError:
        """What to raise; `why` is what a library or the engine says."""
        LOG.error("engine: %s", str(why)[:_LONGEST_LOGGED])
        return EngineError(words.format(address=self.address, seconds=f"{self.seconds:g}"))


class Reader(Protocol):
    """One version of the data, as an engine reads it."""

    files: Files

    def ask(self, question: Callable[[Rows], str]) -> pyarrow.Table:
        """The whole answer to a question in its own words. Raises EngineError."""

    def close(self) -> None:
        """Nobody asks about that version any more."""


class Server(Protocol):
    """An engine that can be reached."""

    place: Place
    dialect: Dialect

    def reader(self, files: Files) -> Reader:
        """Of the version that these files make up."""
