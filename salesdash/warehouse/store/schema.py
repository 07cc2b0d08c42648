"""The shape of what is stored: tables made from the catalog, models from the SQL files beside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache
from importlib import resources

import duckdb

from salesdash.calendar import Calendar
from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.model import Dataset, Kind
from salesdash.catalog.overrides import core_of, decoded, floors_of, rules_of, workdays_of
from salesdash.catalog.rules.declared import RULES
from salesdash.catalog.words.vocabulary import CHANNEL_KINDS, FUNNEL, TAKEN_FOR, kind_by_name
from salesdash.catalog.workdays import china
from salesdash.warehouse.store.covering import IS_SUM, SUMS_OF, cover, cover_again, coverage_of
from salesdash.warehouse.store.laid_down import FILLED_BY, lay_down

SQL_TYPES: dict[Kind, str] = {
    Kind.DATE: "DATE",
    Kind.MOMENT: "TIMESTAMP",
    Kind.PERIOD: "DATE",
    Kind.MONEY: "DECIMAL(18, 4)",
    Kind.NUMBER: "DECIMAL(18, 4)",
    Kind.COUNT: "BIGINT",
    Kind.RATE: "DOUBLE",
    Kind.RATING: "DOUBLE",
    Kind.FLAG: "BOOLEAN",
    Kind.ID: "VARCHAR",
    Kind.NAME: "VARCHAR",
    Kind.NOTE: "VARCHAR",
}
# Every row knows its import and its place in the file, and which import put another in its stead.
ORIGIN = {
    "import_id": "INTEGER NOT NULL",
    "sheet": "VARCHAR NOT NULL",
    "row": "INTEGER NOT NULL",
    "extra": "MAP(VARCHAR, VARCHAR)",
    "ended_by": "INTEGER",
}
IN_EVERY_ROW = {name: kind for name, kind in ORIGIN.items() if name != "extra"}
FLOORS = "CREATE OR REPLACE TABLE model.floor_prices (product VARCHAR, floor DECIMAL(18, 4))"
# A number that decides, by its name.
RULE = (
    "CREATE OR REPLACE MACRO model.rule(name) AS (SELECT value FROM model.rules WHERE rule = name);"
)
TABLE = re.compile(r"^CREATE OR REPLACE TABLE (\S+)", re.MULTILINE)
END = re.compile(r";\s*(--.*\s*)*\Z")  # of a statement, with what is said of the next
# Without a row of these a model has none: to plan its question takes longer than to see that.
ROWS_FROM = {
    "targets": ("live.targets", "app.plans"),
    "spend_periods": ("live.spend",),
    "spending": ("live.spend",),
    "markets": ("live.market",),
}
# Fields that hold a dimension's names under another key.
DIMENSION_OF = {"owner": "salesperson", "manager": "salesperson"}


def columns_of(dataset: Dataset) -> dict[str, str]:
    """The stored columns of a dataset with their SQL types; a period has a start and an end."""
    columns: dict[str, str] = {}
    for field in dataset.fields:
        columns[field.key] = SQL_TYPES[field.kind]
        if field.kind is Kind.PERIOD:
            columns[field.key + "_end"] = "DATE"
    return columns | ORIGIN


def create_tables(db: duckdb.DuckDBPyConnection) -> None:
    """Make what is missing of the tables that hold rows from files."""
    db.execute("CREATE SCHEMA IF NOT EXISTS loaded")
    db.execute("CREATE SCHEMA IF NOT EXISTS stored")
    listed = ", ".join(f"{name} {kind}" for name, kind in IN_EVERY_ROW.items())
    for dataset in DATASETS.values():
        db.execute(f"CREATE TABLE IF NOT EXISTS loaded.{dataset.key} ({listed})")
        _show_stored(db, dataset)


def make_room(db: duckdb.DuckDBPyConnection, dataset: Dataset, columns: Iterable[str]) -> None:
    """A column is made for the first file that fills it: one that stands empty costs time too."""
    types = columns_of(dataset)
    lacking = sorted(set(columns) - _standing(db, dataset))
    for name in lacking:
        db.execute(f'ALTER TABLE loaded.{dataset.key} ADD COLUMN "{name}" {types[name]}')
    if lacking:
        _show_stored(db, dataset)


def _standing(db: duckdb.DuckDBPyConnection, dataset: Dataset) -> set[str]:
    return {name for name, *_ in db.execute(f"DESCRIBE loaded.{dataset.key}").fetchall()}


def _show_stored(db: duckdb.DuckDBPyConnection, dataset: Dataset) -> None:
    """Make `stored.*`: all rows with every column of the dataset, and their `place` in the table."""
    db.execute(
        f"CREATE OR REPLACE VIEW stored.{dataset.key} AS {_stored(dataset, _standing(db, dataset))}"
    )


def _stored(dataset: Dataset, standing: Set[str]) -> str:
    shown = (
        f'"{name}"' if name in standing else f'NULL::{kind} AS "{name}"'
        for name, kind in columns_of(dataset).items()
    )
    return f"SELECT rowid AS place, {', '.join(shown)} FROM loaded.{dataset.key}"


@lru_cache
def fingerprint() -> str:
    """What tables, models, views made here and vocabulary look like in this version, in short."""
    calendar = china()
    shape = (
        [_stored(dataset, IN_EVERY_ROW.keys()) for dataset in DATASETS.values()],
        [_live(dataset, {f.key for f in dataset.fields}) for dataset in DATASETS.values()],
        [coverage_of(dataset) for dataset in DATASETS.values()],
        models(),
        (SUMS_OF, IS_SUM),
        FILLED_BY,
        CHANNEL_KINDS,
        FUNNEL,
        RULES,
        FLOORS,
        sorted(calendar.closed | calendar.opened),
    )
    return hashlib.sha256(repr(shape).encode()).hexdigest()


def create_vocabulary(db: duckdb.DuckDBPyConnection) -> None:
    """Lay out for SQL what the catalog knows: channel kinds, stages, workdays, rules."""
    db.execute("CREATE SCHEMA IF NOT EXISTS model")
    db.execute("CREATE OR REPLACE TABLE model.kinds (kind VARCHAR, online BOOLEAN)")
    db.executemany(
        "INSERT INTO model.kinds VALUES (?, ?)", [[k.key, k.online] for k in CHANNEL_KINDS]
    )
    db.execute("CREATE OR REPLACE TABLE model.stages (stage VARCHAR, rank INTEGER)")
    db.executemany(
        "INSERT INTO model.stages VALUES (?, ?)", [[s.key, s.rank] for s in FUNNEL if s.rank]
    )
    for macro in (SUMS_OF, IS_SUM):
        db.execute(macro)
    lay_out_decisions(db)


def lay_out_decisions(db: duckdb.DuckDBPyConnection) -> None:
    """Lay out what the workspace may decide: the workdays, its core products, floor prices, its rules."""
    stored = decoded(db.execute("SELECT key, value FROM app.settings").fetchall())
    _lay_out_workdays(db, workdays_of(stored))
    db.execute("CREATE OR REPLACE TABLE model.core_products (product VARCHAR, is_core BOOLEAN)")
    if core := core_of(stored):
        db.executemany("INSERT INTO model.core_products VALUES (?, ?)", list(core.items()))
    db.execute(FLOORS)
    if floors := floors_of(stored):
        db.executemany("INSERT INTO model.floor_prices VALUES (?, ?)", list(floors.items()))
    db.execute("CREATE OR REPLACE TABLE model.rules (rule VARCHAR, value DOUBLE)")
    db.executemany("INSERT INTO model.rules VALUES (?, ?)", list(rules_of(stored).items()))
    db.execute(RULE)


def _lay_out_workdays(db: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
    """Lay out the calendar by which SQL spreads months over their workdays."""
    db.execute(
        "CREATE OR REPLACE TABLE model.workdays AS "
        "SELECT day::DATE AS day FROM generate_series(DATE '1990-01-01', DATE '2050-12-31', INTERVAL 1 DAY) AS t(day) "
        "WHERE day IN (SELECT unnest(?::DATE[])) OR (isodow(day) < 6 AND day NOT IN (SELECT unnest(?::DATE[])))",
        [sorted(calendar.opened), sorted(calendar.closed)],
    )


def show_live_rows(db: duckdb.DuckDBPyConnection) -> None:
    """Make `live.*`, which all models read: the rows that no later import ended, under the names
    that were accepted for theirs; `written` is what the file said instead, null where the same, and
    `line` a number that no other row of the dataset has."""
    db.execute("CREATE SCHEMA IF NOT EXISTS live")
    db.execute("CREATE SCHEMA IF NOT EXISTS model")
    db.execute(
        "CREATE OR REPLACE TABLE model.spellings (dimension VARCHAR, spelling VARCHAR, accepted VARCHAR)"
    )
    spelled = accepted_names(db)
    if spelled:
        db.executemany(
            "INSERT INTO model.spellings VALUES (?, ?, ?)",
            [[dimension, name, accepted] for (dimension, name), accepted in spelled.items()],
        )
    merged = {dimension for dimension, _ in spelled}
    for dataset in DATASETS.values():
        db.execute(f"CREATE OR REPLACE VIEW live.{dataset.key} AS {_live(dataset, merged)}")


def _live(dataset: Dataset, merged: Set[str]) -> str:
    """The rows of a dataset that count, the names of `merged` dimensions as accepted."""
    dimensions = {f.key: DIMENSION_OF.get(f.key, f.key) for f in dataset.fields}
    named = {key: dimension for key, dimension in dimensions.items() if dimension in merged}
    plain = f"FROM stored.{dataset.key} AS o"
    if not named:
        return (
            "SELECT * RENAME (place AS line), NULL::VARCHAR AS written "
            f"{plain} WHERE ended_by IS NULL"
        )
    shown = ", ".join(f'coalesce("by_{key}".accepted, o."{key}") AS "{key}"' for key in named)
    written = ", ".join(
        f'CASE WHEN "by_{key}".accepted IS NOT NULL THEN o."{key}" END' for key in named
    )
    joins = " ".join(
        f'LEFT JOIN model.spellings AS "by_{key}" ON "by_{key}".dimension = \'{dimension}\' '
        f'AND "by_{key}".spelling = o."{key}"'
        for key, dimension in named.items()
    )
    return (
        f"SELECT o.* REPLACE ({shown}) RENAME (place AS line), nullif(concat_ws('、', {written}), '') AS written "
        f"{plain} {joins} WHERE o.ended_by IS NULL"
    )


def accepted_names(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], str]:
    """The name under which each spelling counts, by dimension and spelling; chains followed."""
    rows = db.execute(
        "SELECT dimension, spelling, accepted FROM app.names WHERE is_accepted ORDER BY decided_at"
    ).fetchall()
    decided = {(dimension, spelling): accepted for dimension, spelling, accepted in rows}
    return {(d, spelling): _last(decided, d, spelling) for d, spelling in decided}


def _last(decided: Mapping[tuple[str, str], str], dimension: str, spelling: str) -> str:
    seen = {spelling}
    while (name := decided.get((dimension, spelling))) is not None and name not in seen:
        seen.add(name)
        spelling = name
    return spelling


def guess_channel_kinds(db: duckdb.DuckDBPyConnection) -> None:
    """Note the kind of each channel that has come in; what the user chose stays."""
    new = db.execute(
        f"{channels_in_files()} AND channel NOT IN (SELECT channel FROM app.channels)"
    ).fetchall()
    if new:
        db.executemany(
            "INSERT INTO app.channels (channel, kind, is_chosen) VALUES (?, ?, false)",
            [[name, channel_kind(name)] for (name,) in new],
        )


def channels_in_files() -> str:
    """SQL: the channels that any sheet names, each once."""
    tables = [d.key for d in DATASETS.values() if any(f.key == "channel" for f in d.fields)]
    names = " UNION ".join(f"SELECT channel FROM live.{table}" for table in tables)
    return f"SELECT channel FROM ({names}) WHERE channel IS NOT NULL"


def channel_kind(name: str) -> str:
    """The kind that the channel's name says, direct sales where it says none."""
    return kind_by_name(name) or TAKEN_FOR


def rows_changed(db: duckdb.DuckDBPyConnection) -> None:
    """Rows, their names or the workdays are others now: the models are due, once for all that
    changes until somebody asks."""
    show_live_rows(db)
    guess_channel_kinds(db)
    db.execute("UPDATE app.state SET models_due = true")


def build_models(db: duckdb.DuckDBPyConnection) -> None:
    """Build every model anew, in the order of the files' numbers; the order lines once it is told how
    they are found, what is covered once the targets are told, because later models ask for it."""
    anew = not _are_there(db)
    for name in models():
        _fill(db, name, anew=anew)
        if name == "found_lines":
            lay_down(db)
        if name == "targets":
            cover(db)
    db.execute("UPDATE app.state SET models_due = false")


def _are_there(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether the models of this shape were built before: all of them, or none."""
    last = list(models())[-1]
    built = "SELECT EXISTS (FROM duckdb_views() WHERE schema_name = 'model' AND view_name = ?)"
    return db.execute(built, [last]).fetchone() == (True,)


def _fill(db: duckdb.DuckDBPyConnection, name: str, *, anew: bool = False) -> None:
    """Build the tables of a model; its views and macros, which read whatever stands in them, only `anew`."""
    sources = ROWS_FROM.get(name)
    has_rows = sources is None or any(_has_rows(db, source) for source in sources)
    for statement in models()[name]:
        table = TABLE.search(statement)
        if table and not has_rows:
            db.execute(f"{END.sub('', statement)} WITH NO DATA" if anew else f"TRUNCATE {table[1]}")
        elif table or anew:
            db.execute(statement)


def _has_rows(db: duckdb.DuckDBPyConnection, source: str) -> bool:
    return db.execute(f"SELECT EXISTS (FROM {source})").fetchone() == (True,)


def are_due(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether the models are older than the rows."""
    return db.execute("SELECT models_due FROM app.state").fetchone() == (True,)


def follow_ups_changed(db: duckdb.DuckDBPyConnection) -> None:
    """Tell anew what is covered: visits are noted by hand, too."""
    if not are_due(db):
        cover_again(db, DATASETS["visits"])


def build_targets(db: duckdb.DuckDBPyConnection) -> None:
    """Build anew what stands on the targets: another plan counts now."""
    if are_due(db):
        return
    for model in ("targets", "period_days", "target_days"):
        _fill(db, model)
    cover(db)


@lru_cache
def models() -> dict[str, tuple[str, ...]]:
    """The statements of every model, by its name, in the order in which one stands on another."""
    folder = resources.files("salesdash.warehouse") / "models"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return {
        re.sub(r"^\d+_|\.sql$", "", file.name): _statements(file.read_text(encoding="utf-8"))
        for file in files
    }


def statements() -> list[str]:
    """All that the models are made of, the numbers that decide first."""
    return [RULE, *(statement for model in models().values() for statement in model)]


def _statements(sql: str) -> tuple[str, ...]:
    return tuple(statement.query for statement in duckdb.extract_statements(sql))
