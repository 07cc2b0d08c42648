"""Spark Connect as a server: Sail, in a process of its own that can be killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pyspark.sql.connect.session import SparkSession

_SERVES = """
import sys
from pysail.spark import SparkConnectServer
server = SparkConnectServer(port=int(sys.argv[1]))
server.start(background=True)
print(server.listening_address[1], flush=True)
input()
"""


class Server:
    """`asked`: how many questions."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.address = f"sc://127.0.0.1:{port}"
        self.process, self.port = process, port
        self.asked = 0


@contextmanager
def serving(port: int = 0) -> Iterator[Server]:
    """A server that runs for as long as the block, at this port or any that is free."""
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVES, str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process, pytest.MonkeyPatch.context() as patch:
        assert process.stdout
        server = Server(process, int(process.stdout.readline()))
        ask = SparkSession.sql

        def counted(session: SparkSession, question: str) -> Any:
            server.asked += 1
            return ask(session, question)

        patch.setattr(SparkSession, "sql", counted)
        try:
            yield server
        finally:
            process.kill()
