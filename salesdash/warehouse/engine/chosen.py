"""Whether another engine answers, as the environment says: what only an engine needs is loaded for it alone."""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from salesdash.errors import EngineError
from salesdash.text import Text

if TYPE_CHECKING:
    import duckdb

    from salesdash.warehouse.engine.engine import Answers, Engine
    from salesdash.warehouse.engine.servers.server import Server

FOLDER = "published"
TIMEOUT = "30"  # seconds
SCHEMES = ("clickhouse", "sc")
UNKNOWN = Text(
    "SALESDASH_ENGINE、SALESDASH_ENGINE_FOLDER 或 SALESDASH_ENGINE_TIMEOUT 的写法不对。引擎写成 "
    "clickhouse://主机:8123/数据库 或 sc://主机:15002，超时是秒数，文件夹名里不能有 {marks}。",
    "SALESDASH_ENGINE, SALESDASH_ENGINE_FOLDER or SALESDASH_ENGINE_TIMEOUT cannot be read. An engine is "
    "clickhouse://host:8123/database or sc://host:15002, the timeout a number of seconds, and the folder's name has "
    "none of {marks}.",
)
ABSENT = Text(
    "要用查询引擎，请先安装它需要的包：pip install -r requirements-engine.txt",
    "An engine needs packages of its own: pip install -r requirements-engine.txt",
)
MARKS = "* ? { } [ ] ' \\"  # what stands for several files, or ends a name, in the engine's words


class Choice:
    """The engine of a workspace, looked for when something is asked. `models`: the statements that make
    them; `part_of`: of a folder, what this program may publish into."""

    def __init__(
        self,
        workspace: Path,
        models: Callable[[], Sequence[str]],
        part_of: Callable[[Path], Path],
    ) -> None:
        self._workspace, self._models, self._part_of = workspace, models, part_of
        self._choosing = threading.Lock()  # two engines would publish into one folder

    def about(self, db: duckdb.DuckDBPyConnection, version: int) -> Answers | None:
        """Answers about the state that this cursor reads; None where the store itself gives them.

        Raises EngineError where the engine cannot be what was chosen, StoreError where nothing can be published.
        """
        with self._choosing:
            engine = self._engine
        return engine.about(db, version) if engine else None

    @cached_property
    def _engine(self) -> Engine | None:
        address = os.environ.get("SALESDASH_ENGINE", "")
        if not address:
            return None
        chosen = os.environ.get("SALESDASH_ENGINE_FOLDER")
        folder = Path(chosen or self._workspace / FOLDER).resolve()
        try:
            seconds = float(os.environ.get("SALESDASH_ENGINE_TIMEOUT") or TIMEOUT)
            url = urlsplit(address)
            is_place = url.scheme in SCHEMES and url.hostname and url.port != 0
        except ValueError:
            is_place = False
        if not is_place or not 0 < seconds < math.inf or set(MARKS.split()) & set(str(folder)):
            raise EngineError(UNKNOWN.format(marks=MARKS))
        try:
            from salesdash.warehouse.engine.engine import Engine
            from salesdash.warehouse.engine.published import Publisher

            server = server_at(address, seconds)
            return Engine(server, Publisher(self._part_of(folder)), self._models())
        except ModuleNotFoundError as error:
            raise EngineError(ABSENT) from error
        except ValueError as error:  # Spark's addresses have words of their own
            raise EngineError(UNKNOWN.format(marks=MARKS)) from error


def server_at(address: str, seconds: float) -> Server:
    """Whose address it is. Raises ValueError for one that its client does not take."""
    if address.startswith("sc:"):
        from salesdash.warehouse.engine.servers.spark import Spark

        return Spark(address, seconds)
    from salesdash.warehouse.engine.servers.clickhouse import ClickHouse

    return ClickHouse(address, seconds)
