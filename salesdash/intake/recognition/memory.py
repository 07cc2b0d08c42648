"""What earlier imports of the same layout were told, so that next month's file asks nothing again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from salesdash.catalog.datasets import DATASETS
from salesdash.intake.recognition.hidden import CHOICES
from salesdash.intake.tables.layout.table import Table
from salesdash.intake.texts.headers import match, plain, stands_for
from salesdash.intake.texts.sample_values import Sample
from salesdash.receipt import ReadLayout

# Answers about one file, not about its layout: next month they may be others.
OF_ONE_FILE = ("total", "copy", "year", "period", "rate", "mostly_unreadable", "encoding", *CHOICES)
ENOUGH_KEPT = 0.5
FEWEST_SHARED = 2
ALIKE, NEVER = 60, -1.0


@dataclass(frozen=True, slots=True)
class RememberedAnswers:
    """`answers` are those of the remembered layout, in the words of this table.

    `renamed` are fields whose header is gone, with the headers that may have taken its place, the
    likeliest first. `whole`: the table has exactly the remembered headers.
    """

    answers: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: bool = False


def remembered(table: Table, layouts: Sequence[ReadLayout]) -> RememberedAnswers:
    """What the newest layout with these headers knows; else the one that shares most of them."""
    usable = [layout for layout in layouts if layout.dataset in DATASETS]
    here = Counter(plain(header) for header in table.headers)
    same = next((layout for layout in usable if _names(layout) == here), None)
    if same:
        return RememberedAnswers(_answers(same, _now(same, table)), whole=True)
    like_it = [layout for layout in usable if not _is_about_another(layout, table)]
    nearest = max(like_it, key=lambda layout: _kept(layout, here), default=None)
    if nearest is None or _kept(nearest, here) < ENOUGH_KEPT:
        return RememberedAnswers()
    now = _now(nearest, table)
    taken = _renamed(nearest, now, table)
    asked = {
        key: headers for key, headers in taken.items() if not _is_declared(headers[0], key, nearest)
    }
    named = {f"column:{key}": headers[0] for key, headers in taken.items() if key not in asked}
    return RememberedAnswers({**_answers(nearest, now), **named}, asked)


def _is_about_another(layout: ReadLayout, table: Table) -> bool:
    """Whether the amount of the layout is gone, and what another dataset is about has come: a sheet of
    sales targets is laid out as one of spend, and is none."""
    dataset = DATASETS[layout.dataset]
    amount = dataset.amount and layout.columns.get(dataset.amount)
    if not amount or amount in _now(layout, table):
        return False
    others = [other for other in DATASETS.values() if other.amount]
    return any(
        not match(header, dataset)
        and any(stands_for(header, other, str(other.amount)) for other in others)
        for header in table.headers
    )


def _names(layout: ReadLayout) -> Counter[str]:
    return Counter(plain(header) for header in layout.headers)


def _kept(layout: ReadLayout, here: Counter[str]) -> float:
    """The share of the mapped headers that stand here too, or of these that stood there: the less.

    A list of products shares its few headers with every sheet of orders, and is none; a single
    header in common is no likeness at all.
    """
    mapped = Counter(plain(header) for header in layout.columns.values())
    if (mapped & here).total() < FEWEST_SHARED:
        return 0.0
    shared = (_names(layout) & here).total() / max(1, here.total())
    return min((mapped & here).total() / max(1, mapped.total()), shared)


def _now(layout: ReadLayout, table: Table) -> dict[str, str]:
    """The remembered headers that this table has, each as it is written here."""
    here = {plain(header): header for header in reversed(table.headers)}
    headers = {*layout.headers, *layout.columns.values()}
    exact = {header: header for header in table.headers if header in headers}
    return {header: here[plain(header)] for header in headers if plain(header) in here} | exact


def _answers(layout: ReadLayout, now: Mapping[str, str]) -> dict[str, str]:
    answers = {"dataset": layout.dataset}
    for key, header in layout.columns.items():
        if header in now:
            answers[f"column:{key}"] = now[header]
    for key, answer in layout.answers.items():
        kind, colon, about = key.partition(":")
        if kind in OF_ONE_FILE:
            continue
        if kind == "column":
            if answer == "" or answer in now:
                answers[key] = now.get(answer, "")
        else:
            answers[f"{kind}{colon}{now.get(about, about)}"] = answer
    return answers


def _renamed(
    layout: ReadLayout, now: Mapping[str, str], table: Table
) -> dict[str, tuple[str, ...]]:
    """For each field whose header is gone the new headers that look like it and fit its kind.

    Where a column that every row needs is the only one gone, and one new column alone could be it,
    that is it, whatever its name.
    """
    dataset = DATASETS[layout.dataset]
    fresh = [i for i, header in enumerate(table.headers) if header not in now.values()]
    samples = {i: Sample(table.sample(i), not table.height) for i in fresh}
    fields = {field.key: field for field in dataset.fields}
    renamed = {}
    only_one_gone = sum(header not in now for header in layout.columns.values()) == 1
    for key, gone in layout.columns.items():
        if gone in now or key not in fields:
            continue
        fitting = [i for i in fresh if samples[i].fits(fields[key], table.headers[i])]
        likeness = {
            table.headers[i]: _likeness(gone, table.headers[i], key, layout) for i in fitting
        }
        ranked = sorted(likeness, key=lambda header: -likeness[header])
        possible = tuple(header for header in ranked if likeness[header] >= 0)
        needed = fields[key].required or key == dataset.amount
        sole = only_one_gone and needed and len(possible) == 1
        if alike := possible if sole else tuple(h for h in possible if likeness[h] >= ALIKE):
            renamed[key] = alike
    return renamed


def _likeness(gone: str, header: str, key: str, layout: ReadLayout) -> float:
    if match(header, DATASETS[layout.dataset]):
        return 100.0 if _is_declared(header, key, layout) else NEVER
    return fuzz.WRatio(plain(gone), plain(header))


def _is_declared(header: str, key: str, layout: ReadLayout) -> bool:
    declared = match(header, DATASETS[layout.dataset])
    return declared is not None and declared.field.key == key
