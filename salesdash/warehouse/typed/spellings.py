"""Several spellings of one name: found with their evidence, merged where the user says so."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from salesdash.catalog.datasets import DATASETS
from salesdash.catalog.words.vocabulary import ENDINGS, SAME_NAMES
from salesdash.text import Text, join, plain
from salesdash.units import MONEY, write
from salesdash.warehouse.store.database import Warehouse, now
from salesdash.warehouse.store.schema import DIMENSION_OF, rows_changed

NAMED = ("region", "channel", "customer", "salesperson", "product", "category")
EVIDENCE = Text(
    "“{a}”（{a_facts}）与“{b}”（{b_facts}）{why}。",
    "“{a}” ({a_facts}) and “{b}” ({b_facts}) {why}.",
)
ROWS = Text("{n} 行", "{n} {n:row|rows}")
WRITTEN_ALIKE = Text("只差全角半角、大小写或空格", "differ only in width, case or blanks")
ENDING = Text("只差结尾的“{ending}”", "differ only in the ending “{ending}”")
SAME_THING = Text("是同一名称的两种写法", "are two names of the same thing")
ALMOST = Text("只差一个字母", "differ in one letter")
TIDIED = Text(
    "名称中的全角字母、数字和多余空格已统一（{names}），原文保留。",
    "Wide letters, digits and extra blanks in names were evened out ({names}); the original is kept.",
)
BECOMES = Text("“{name}”→“{tidy}”", "“{name}” → “{tidy}”")
# A letter more or less may be a slip of the pen in a long word; a number or a last letter is a name.
SHORTEST_SLIP = 6
MOST_COMPARED = 2000
SAID_AT_MOST = 3
_UNTIDY = r"[\x{FF10}-\x{FF19}\x{FF21}-\x{FF3A}\x{FF41}-\x{FF5A}\x{3000}\x{00A0}]|^\s|\s$|\s\s"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}


@dataclass(frozen=True, slots=True)
class Merge:
    """`spelling` is taken for `accepted`, or might be: `is_accepted` None means undecided."""

    dimension: str
    spelling: str
    accepted: str
    evidence: Text
    is_accepted: bool | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    name: str
    rows: int
    amount: float | None


def proposals(warehouse: Warehouse) -> list[Merge]:
    """Pairs of names that look like one and that nobody has decided about, dimension by dimension.

    The spelling with more rows is the one to accept.
    """
    decided = {
        (d, frozenset((s, a)))
        for d, s, a in warehouse.rows("SELECT dimension, spelling, accepted FROM app.names")
    }
    return [
        merge
        for dimension in NAMED
        for merge in _alike(dimension, _names(warehouse, dimension))
        if (dimension, frozenset((merge.spelling, merge.accepted))) not in decided
    ]


def decisions(warehouse: Warehouse) -> list[Merge]:
    """What was accepted or refused, the newest first; each can be reversed."""
    rows = warehouse.rows(
        "SELECT dimension, spelling, accepted, is_accepted FROM app.names ORDER BY decided_at DESC, spelling"
    )
    return [Merge(d, s, a, BECOMES.format(name=s, tidy=a), bool(yes)) for d, s, a, yes in rows]


def accept(warehouse: Warehouse, merge: Merge, by: str = "") -> None:
    """Count the spelling under the accepted name from now on; what files said stays with the rows."""
    _decide(warehouse, merge, True, by)


def refuse(warehouse: Warehouse, merge: Merge, by: str = "") -> None:
    """Keep the two names apart, and do not propose it again."""
    _decide(warehouse, merge, False, by)


def reverse(warehouse: Warehouse, merge: Merge, by: str = "") -> None:
    """Take a decision back; the pair is proposed again."""
    with warehouse.transaction() as db:
        db.execute(
            "DELETE FROM app.names WHERE dimension = ? AND spelling = ? AND accepted = ?",
            [merge.dimension, merge.spelling, merge.accepted],
        )
        _note(db, merge, None, by)
        rows_changed(db)


def _decide(warehouse: Warehouse, merge: Merge, yes: bool, by: str) -> None:
    with warehouse.transaction() as db:
        db.execute(
            "INSERT OR REPLACE INTO app.names VALUES (?, ?, ?, ?, ?, ?)",
            [merge.dimension, merge.spelling, merge.accepted, yes, now(), by],
        )
        _note(db, merge, yes, by)
        rows_changed(db)


def _note(db: duckdb.DuckDBPyConnection, merge: Merge, yes: bool | None, by: str) -> None:
    after = (
        None
        if yes is None
        else json.dumps({"accepted": merge.accepted, "is_accepted": yes}, ensure_ascii=False)
    )
    db.execute(
        "INSERT INTO app.history VALUES (?, ?, 'name', ?, NULL, ?)",
        [now(), by, f"{merge.dimension}:{merge.spelling}", after],
    )


def tidy(db: duckdb.DuckDBPyConnection, dataset: str, rows: pa.Table) -> Text | None:
    """Even out what is surely no difference between names; returns what is to be said of it."""
    tidied: dict[tuple[str, str], str] = {}
    for field in (f.key for f in DATASETS[dataset].fields):
        dimension = DIMENSION_OF.get(field, field)
        if dimension in NAMED and field in rows.column_names:
            names = pc.cast(pc.unique(rows[field]).drop_null(), pa.string())
            untidy = names.filter(pc.match_substring_regex(names, _UNTIDY)).to_pylist()
            tidied |= {(dimension, n): " ".join(n.translate(_WIDE).split()) for n in untidy}
    for (dimension, name), clean in tidied.items():
        db.execute(
            "INSERT OR IGNORE INTO app.names VALUES (?, ?, ?, true, ?, '')",
            [dimension, name, clean, now()],
        )
    if not tidied:
        return None
    shown = [BECOMES.format(name=n, tidy=t) for (_, n), t in tidied.items()][:SAID_AT_MOST]
    return TIDIED.format(names=join(shown))


def _names(warehouse: Warehouse, dimension: str) -> list[_Name]:
    """Every name of the dimension as it now counts, most rows first."""
    parts = [
        f'SELECT "{field.key}" AS name, {"amount" if dataset.key == "orders" else "NULL"} AS amount '
        f"FROM live.{dataset.key}"
        for dataset in DATASETS.values()
        for field in dataset.fields
        if DIMENSION_OF.get(field.key, field.key) == dimension
    ]
    rows = warehouse.rows(
        f"SELECT name, count(*), sum(amount)::DOUBLE FROM ({' UNION ALL '.join(parts)}) "
        "WHERE name IS NOT NULL GROUP BY name ORDER BY 2 DESC, 1"
    )
    return [_Name(*row) for row in rows]


def _alike(dimension: str, names: Sequence[_Name]) -> Iterator[Merge]:
    """Each name that looks like another one with more rows, once."""
    groups: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        groups[_core(dimension, name.name)].append(name)
    taken: set[str] = set()
    for group in groups.values():
        for other in group[1:]:
            taken.add(other.name)
            yield _merge(dimension, other, group[0], _why(dimension, other.name, group[0].name))
    heads = [group[0] for group in groups.values()]
    by_fold = {fold(name.name): name for name in heads}
    if dimension == "region":
        yield from _provinces(by_fold)
    for other, kept in _slips(heads):
        yield _merge(dimension, other, kept, ALMOST)


def fold(name: str) -> str:
    """A name without what is no difference: width, case, blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name).casefold())


def _core(dimension: str, name: str) -> str:
    """What is left of a name without its ending, in the first of its languages."""
    bare = fold(name)
    synonyms = _synonyms(dimension)
    if bare in synonyms:
        return synonyms[bare]
    for ending in ENDINGS.get(dimension, ()):
        if bare.endswith(ending) and len(bare) - len(ending) >= 2:
            bare = bare.removesuffix(ending)
            break
    return synonyms.get(bare, bare)


def _synonyms(dimension: str) -> Mapping[str, str]:
    return {fold(name): group[0] for group in SAME_NAMES.get(dimension, ()) for name in group}


def _provinces(by_fold: Mapping[str, _Name]) -> Iterator[Merge]:
    """广东 and 广东省; but of 吉林省 and 吉林市 neither is simply 吉林."""
    for bare, name in by_fold.items():
        longer = [by_fold[bare + end] for end in ("省", "市") if bare + end in by_fold]
        if len(longer) == 1:
            kept, other = sorted((name, longer[0]), key=lambda n: -n.rows)
            yield _merge("region", other, kept, ENDING.format(ending=longer[0].name[-1]))


def _slips(names: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Names that differ in one letter of one long word: most likely a slip of the pen."""
    spelled = [fold(name.name) for name in names[:MOST_COMPARED]]
    distances = process.cdist(spelled, spelled, scorer=Levenshtein.distance, score_cutoff=1)
    for i, j in zip(*(distances == 1).nonzero(), strict=True):
        if i < j and _is_slip(names[i].name.casefold(), names[j].name.casefold()):
            yield names[j], names[i]


def _is_slip(one: str, other: str) -> bool:
    words = [(a, b) for a, b in zip_longest(one.split(), other.split(), fillvalue="") if a != b]
    if len(words) != 1:
        return False
    [(a, b)] = words
    edits = Levenshtein.editops(a, b)
    if len(edits) != 1 or max(len(a), len(b)) < SHORTEST_SLIP or not (a + b).isascii():
        return False
    [edit] = edits
    is_mark = edit.tag == "replace" and edit.src_pos == len(a) - 1
    return (a + b).isalpha() and edit.src_pos > 0 and not is_mark


def _why(dimension: str, one: str, other: str) -> Text:
    a, b = sorted((fold(one), fold(other)), key=len)
    if a == b:
        return WRITTEN_ALIKE
    if b.startswith(a):
        return ENDING.format(ending=b.removeprefix(a))
    endings = ENDINGS.get(dimension, ())
    left = [next((e for e in endings if name.endswith(e)), "") for name in (a, b)]
    if all(left) and a.removesuffix(left[0]) == b.removesuffix(left[1]):
        return ENDING.format(ending="/".join(left))
    return SAME_THING


def _merge(dimension: str, other: _Name, kept: _Name, why: Text) -> Merge:
    evidence = EVIDENCE.format(
        a=plain(other.name),
        a_facts=_facts(other),
        b=plain(kept.name),
        b_facts=_facts(kept),
        why=why,
    )
    return Merge(dimension, other.name, kept.name, evidence)


def _facts(name: _Name) -> Text:
    rows = ROWS.format(n=f"{name.rows:,}")
    return rows if name.amount is None else join([rows, write(name.amount, MONEY)])
