"""Names that somebody might put into a file to make a page do something, and how to see that it would."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

from salesdash.catalog.actions import Action
from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.metrics import LIGHTS
from salesdash.catalog.model import Kind
from salesdash.catalog.plans import Cell, Plan
from salesdash.catalog.risks.risk import Risk
from salesdash.incoming.imports import import_file
from salesdash.text import Lang
from salesdash.ui.figure.sample import FOLDER
from salesdash.warehouse.questions.ask import Ask
from salesdash.warehouse.store.database import Warehouse
from salesdash.warehouse.store.schema import rows_changed
from salesdash.warehouse.typed.actions import Actions
from salesdash.warehouse.typed.plans.versions import Plans
from salesdash.warehouse.typed.register import Register
from salesdash.warehouse.typed.settings import Settings
from salesdash.warehouse.typed.spellings import accept, proposals

# Each is a name as it may stand in a cell, a header or a form; each says `evil` where it acts.
PIECES = (
    "![evil](http://evil.example/p.png)",
    "[evil](http://evil.example)",
    "http://evil.example/a",
    "HTTPS://evil.example",
    "see www.evil.example now",
    "evil@evil.example",
    "<http://evil.example>",
    "<img src=http://evil.example/p.png alt=evil>",
    "<b>evil</b>",
    "&lt;evil&gt;",
    ":red[evil]",
    ":blue-badge[evil]",
    ":help[evil]",
    "evil :skull: evil",
    ":streamlit: evil",
    ":material/skull: evil",
    "$evil$",
    "$$evil$$",
    "**evil**",
    "_evil_",
    "~~evil~~",
    "`evil`",
    "# evil",
    "- evil",
    "1. evil",
    "> evil",
    "evil -> evil",
    "evil\n=====",
    "    evil",
    "| evil |\n|---|\n| evil |",
    "[^1]: evil",
    "\\\\*evil*",
)

# What a spreadsheet would compute or open, and what turns round, or has no end.
COMPUTED = (
    "=1+1 evil",
    "＝1+1 evil",
    "@SUM(A1) evil",
    "+1 evil",
    "-1 evil",
    "\t=1+1 evil",
    "\u200b=1+1 evil",
    '=HYPERLINK("http://evil.example","evil")',
    "=cmd|' /C calc'!evil",
    "\u202egnp.evil",
    "evil" + "长" * 300,
)

# What stands unescaped around `evil` and would be read as Markdown …
_READ = (
    r"!?\[[^\]]*evil[^\]]*\]",
    r"<[^>]*evil",
    r"<\w+>[^<]*evil",
    r"&\w+;evil",
    r":[a-z-]+\[evil",
    r"\$[^$]*evil[^$]*\$",
    r"[*_~`]evil",
    r"(?m)^\s*(#|-|>|\d+[.)]|\|)\s*evil",
    r"\[\^\d\]",
    r"evil\s*\n\s*=+",
    r"(?m)^( {4}|\t)evil",
)
# … and what is looked for in the words that are left.
_FOUND = (
    r"https?://\w",
    r"www\.\w",
    r"\w@\w+\.",
    r":(skull|streamlit):",
    r":material/skull:",
    r"evil -> ",
)
# What we colour or set in bold ourselves; the name alone within is what a piece would do itself.
_OURS = (r":(?:gray|small|green|orange|red)\[(?!evil\])([^\[\]]*)\]", r"\*\*(?!evil\*)([^*]*)\*\*")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def faults(shown: str) -> list[str]:
    """What a text that is shown as Markdown would do at the bidding of a hostile name."""
    read = _ESCAPED.sub("\ue000", shown)
    for ours in _OURS * 2:  # one within the other
        read = re.sub(ours, r" \1 ", read)
    words = _ESCAPED.sub(r"\1", shown)
    return [
        *(sign for sign in _READ if re.search(sign, read, re.IGNORECASE)),
        *(sign for sign in _FOUND if re.search(sign, words, re.IGNORECASE)),
    ]


def company(folder: Path, lang: Lang) -> None:
    """The sample company with a hostile name in every place that takes a text."""
    files = folder.parent / "files"
    files.mkdir()
    for number, file in enumerate(sorted((FOLDER / lang).iterdir())):
        name = f"{PIECES[4 * number + 6]} www.evil.example {number}{file.suffix}"
        shutil.copyfile(file, files / name.replace("/", "_"))
    warehouse = Warehouse(folder)
    for file in sorted(files.iterdir()):
        import_file(warehouse, file, accept=True, by=PIECES[0])
    with warehouse.transaction() as db:
        for dataset in DATASETS.values():
            for field in dataset.fields:
                if field.kind in (Kind.NAME, Kind.NOTE) and not field.words:
                    _rename(db, dataset.key, field.key)
        rows_changed(db)
    warehouse.bring_up_to_date()
    _typed(warehouse)
    warehouse.close()


def _rename(db: Any, dataset: str, field: str) -> None:
    """Let each name have one of the pieces in it, the same wherever it stands."""
    names = (*PIECES, *COMPUTED)
    known = db.execute(
        "SELECT 1 FROM information_schema.columns "
        "WHERE table_schema = 'loaded' AND table_name = ? AND column_name = ?",
        [dataset, field],
    ).fetchone()
    if known:
        place = f'list_extract(?, (hash("{field}") % {len(names)} + 1)::INTEGER)'
        db.execute(
            f'UPDATE loaded.{dataset} SET "{field}" = {place} || \' \' || "{field}" '
            f'WHERE "{field}" IS NOT NULL',
            [list(names)],
        )


def _typed(warehouse: Warehouse) -> None:
    """What people type: owners, notes, days, names, risks, promises, plans."""
    ask = Ask(warehouse.query)
    day = ask.as_of
    by, settings, plans = PIECES[1], Settings(warehouse), Plans(warehouse)
    register, actions = Register(warehouse), Actions(warehouse)
    for number, metric in enumerate(LIGHTS):
        piece = PIECES[number % len(PIECES)]
        settings.set_owner(metric.key, piece, by)
        settings.add_note(metric.key, piece, day, by)
    settings.set_day(day, False, by)
    settings.set_limits("attainment", 0.99, 0.9, by)
    for piece in PIECES:
        risk = Risk(
            title=piece,
            owner=piece,
            cause=piece,
            contingency=piece,
            due=day,
            probability=4,
            impact=4,
        )
        register.add(risk, piece)
        actions.add(Action(piece, piece, day, done_when=piece, effect=piece), piece)
    year = ask.calendar.of(day, "year")
    members = [str(m) for m in ask.members("region")]
    cells: dict[Cell, Decimal | None] = {
        ((m,), month): Decimal(1000) for m in members for month in year.split("month")
    }
    for piece in (PIECES[0], PIECES[5], PIECES[10]):
        draft = Plan(piece, year, cells, dimensions=("region",))
        kept = plans.save(draft, piece)
        plans.save_as_new(kept, piece)
    plans.approve(plans.get(kept.plan_id, 1), PIECES[2])
    for merge in proposals(warehouse)[:2]:
        accept(warehouse, merge, by)
