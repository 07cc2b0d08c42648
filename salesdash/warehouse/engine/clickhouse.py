"""ClickHouse, asked over HTTP: an answer comes whole or not at all."""

from __future__ import annotations

import logging
from urllib.parse import SplitResult, unquote

import pyarrow
import requests

from salesdash.errors import EngineError
from salesdash.text import Text

LOG = logging.getLogger(__name__)
PORT = 8123
# As the store has it: nothing is null, an alias never hides a column, a missing member is one of a tuple's.
_SETTINGS = {
    "join_use_nulls": 1,
    "aggregate_functions_null_for_empty": 1,
    "prefer_column_name_to_alias": 1,
    "joined_subquery_requires_alias": 0,
    "transform_null_in": 1,
    "session_timezone": "'UTC'",
    "max_query_size": 100_000_000,  # a question names the files of every month
}
_REACHED = 5.0  # seconds until it has to take the call
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


class ClickHouse:
    """`clickhouse://user:password@host:8123/database`."""

    def __init__(self, address: SplitResult, seconds: float) -> None:
        self.address = f"{address.hostname}:{address.port or PORT}"
        self._seconds = seconds
        self._settings = _SETTINGS | {"max_execution_time": seconds}
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy stands between
        self._session.headers["X-ClickHouse-User"] = unquote(address.username or "default")
        self._session.headers["X-ClickHouse-Key"] = unquote(address.password or "")
        database = address.path.strip("/")
        self._options = {"wait_end_of_query": "1"} | ({"database": database} if database else {})

    def files(self, paths: list[str]) -> str:
        """SQL: the rows of these files, of which one folder has all."""
        folder = paths[0].rpartition("/")[0]
        names = ",".join(path.rpartition("/")[2] for path in paths)
        listed = f"{{{names}}}" if len(paths) > 1 else names
        return f"file('{folder}/{listed}', 'Parquet')"

    def ask(self, question: str) -> pyarrow.Table:
        """Raises EngineError."""
        settings = ", ".join(f"{name} = {value}" for name, value in self._settings.items())
        try:
            reply = self._session.post(
                f"http://{self.address}/",
                params=self._options,
                data=f"{question} SETTINGS {settings} FORMAT Arrow".encode(),
                timeout=(_REACHED, self._seconds + _REACHED),
            )
        except requests.Timeout as error:
            raise self.error(SLOW, error) from error
        except requests.RequestException as error:
            raise self.error(LOST, error) from error
        if not reply.ok:
            said = reply.text[:_LONGEST_LOGGED]
            raise self.error(SLOW if "TIMEOUT_EXCEEDED" in reply.text else REFUSED, said)
        try:
            return _in_utc(
                pyarrow.ipc.open_file(reply.content).read_all()
            )  # its end says it is whole
        except pyarrow.ArrowInvalid as error:
            raise self.error(REFUSED, error) from error

    def error(self, words: Text, why: object) -> EngineError:
        LOG.error("engine: %s", why)
        return EngineError(words.format(address=self.address, seconds=f"{self._seconds:g}"))


def _in_utc(answer: pyarrow.Table) -> pyarrow.Table:
    """Moments without a zone, as the store has them."""
    fields = [
        field.with_type(pyarrow.timestamp(field.type.unit))
        if pyarrow.types.is_timestamp(field.type)
        else field
        for field in answer.schema
    ]
    return answer.cast(pyarrow.schema(fields))
