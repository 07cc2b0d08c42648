"""Names say what a thing is, not that somebody came upon it."""

import ast
from pathlib import Path

import salesdash

PACKAGE = Path(salesdash.__file__).parent
SAY_NOTHING = {"found", "told", "said", "own", "known"}


def test_a_parameter_is_called_by_the_noun_of_what_it_is() -> None:
    assert [
        f"{path.relative_to(PACKAGE)}: {function.name}({argument.arg})"
        for path in sorted(PACKAGE.rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
        for argument in (
            *function.args.posonlyargs,
            *function.args.args,
            *function.args.kwonlyargs,
        )
        if argument.arg in SAY_NOTHING
    ] == []
