"""A page says what stands where; what is said, reckoned and asked lives below it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*.py"))
KEY = re.compile(r"[a-z0-9_:/.]*")  # of figures, tabs, icons; nothing that is read
LONGEST = 130  # lines


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_short_and_has_neither_words_nor_arithmetic(page: Path):
    source = page.read_text(encoding="utf-8")
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in docstrings
    ]
    assert [text for text in texts if not KEY.fullmatch(text)] == []
    reckoned = [node for node in ast.walk(tree) if isinstance(node, ast.BinOp)]
    assert [ast.unparse(n) for n in reckoned if not isinstance(n.op, ast.BitOr)] == []
    assert len(source.splitlines()) <= LONGEST
