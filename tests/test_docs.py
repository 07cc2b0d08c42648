"""What README and docs say of the code is so."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import salesdash
from salesdash.__main__ import _parser

ROOT = Path(salesdash.__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
NO_ROOM = {"incoming"}  # a paragraph below the table
FILES = [
    path.relative_to(ROOT)
    for folder in ("salesdash", "pages", "tests", "benchmarks", "sample_data")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in (".py", ".sql")
]
CODE = [
    path
    for folder in ("salesdash", "pages", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
]


def commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    (choices,) = (a.choices for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(choices)


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {o for a in parser._actions for o in a.option_strings if o.startswith("--")} - {"--help"}


def rooms(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if (path / "__init__.py").exists()}


def test_readme_names_every_command_and_option():
    parser = _parser()
    known = options(parser).union(*(options(one) for one in commands(parser).values()))
    assert not {one for one in known if not re.search(rf"{one}\b", README)}
    assert not {
        name for name in commands(parser) if not re.search(rf"salesdash\b.*\b{name}\b", README)
    }


def test_readme_names_no_option_that_is_none():
    parser = _parser()
    known = options(parser).union(*(options(one) for one in commands(parser).values()))
    blocks = re.findall(r"python -m salesdash[^`]*?```", README, re.DOTALL)
    said = {one for block in blocks for one in re.findall(r"--[a-z][a-z-]+", block)}
    assert said <= known


def test_every_key_of_the_environment_is_in_the_readme_and_every_one_there_is_read():
    read = {
        key for path in CODE for key in re.findall(r"SALESDASH_[A-Z]+", path.read_text("utf-8"))
    }
    assert read == set(re.findall(r"SALESDASH_[A-Z]+", README))


def test_the_layout_table_of_the_readme_is_the_listing():
    table = README.partition("## Layout")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `salesdash/(\w+)/`", table, re.MULTILINE)) == rooms(
        ROOT / "salesdash"
    )


def test_the_rooms_of_the_architecture_are_the_listing():
    rows = dict(re.findall(r"^\| `(\w+/(?:\w+/)?)` \| (.*) \|$", ARCHITECTURE, re.MULTILINE))
    assert {row.split("/")[0] for row in rows} - {"pages"} == rooms(ROOT / "salesdash") - NO_ROOM
    for room in rooms(ROOT / "salesdash") - NO_ROOM:
        in_its_row = set(re.findall(r"`(\w+)/`", rows.get(f"{room}/", "")))
        in_rows_of_their_own = {row.split("/")[1] for row in rows if row.startswith(f"{room}/")}
        assert rooms(ROOT / "salesdash" / room) <= in_its_row | in_rows_of_their_own, room
    assert [row for row in rows if not (ROOT / "salesdash" / row).is_dir()] == ["pages/"]


def test_every_file_that_the_docs_name_is_there_and_is_one():
    for page in (ROOT / "docs").glob("*.md"):
        for name in re.findall(r"`([\w/]+\.(?:py|sql))`", page.read_text("utf-8")):
            meant = [path for path in FILES if f"/{path.as_posix()}".endswith(f"/{name}")]
            assert len(meant) == 1, f"{page.name}: {name} is {meant}"


def test_the_first_version_of_the_changes_is_the_one_installed():
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^## ([\d.]+)", changes, re.MULTILINE)[0] == salesdash.__version__


def test_the_page_in_the_recipe_is_that_page():
    recipes = (ROOT / "docs" / "extend.md").read_text("utf-8")
    [(page, shown)] = re.findall(
        r"Of `(pages/\w+\.py)`:\n\n```python\n(.*?)```", recipes, re.DOTALL
    )
    assert set(shown.splitlines()) <= set((ROOT / page).read_text("utf-8").splitlines())
