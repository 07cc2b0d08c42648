"""Long work says what it is doing; whoever listens may stop it by raising."""

from __future__ import annotations

from collections.abc import Callable

from salesdash.text import Text

Said = Callable[[Text], None]


def silent(words: Text) -> None:
    """Nobody listens."""
