"""A limit that is passed is called so, whichever way it is stated."""

import pyarrow as pa
import pytest

from benchmarks.company import orders, parts
from benchmarks.run import BENCHMARKS, Benchmark, Comparison, Result, Side, _line, _results, _worst

OURS, BARE = Side("files.csv"), Side("files.plain_csv")


def benchmark(compare: Comparison, limit: float | None, baseline: Side | None = BARE) -> Benchmark:
    return Benchmark("csv", "", OURS, baseline, compare, limit)


@pytest.mark.parametrize(
    ("compare", "limit", "value", "beside", "judged", "is_missed"),
    [
        ("times", 2, 3.0, 1.5, 2.0, False),
        ("times", 2, 3.3, 1.5, 2.2, True),
        ("more", 0.05, 0.25, 0.125, 0.125, True),
        ("more", 0.25, 0.25, 0.125, 0.125, False),
        ("at most", 0.3, 0.29, None, 0.29, False),
        ("at most", 0.3, 0.31, None, 0.31, True),
        ("times", None, 9.0, 1.0, 9.0, False),
    ],
)
def test_what_is_judged(compare, limit, value, beside, judged, is_missed):
    result = Result(benchmark(compare, limit), "", value, beside, 0)
    assert result.judged == pytest.approx(judged)
    assert result.is_missed == is_missed


def test_medians_of_the_rounds_are_compared_page_by_page():
    def told(**pages):
        return {"seconds": pages, "peak": {"": 100.0}}

    measured = {
        OURS: [
            told(overview=5.0, risks=1.0),
            told(overview=3.0, risks=9.0),
            told(overview=4.0, risks=2.0),
        ],
        BARE: [{"seconds": {"": second}, "peak": {"": 1.0}} for second in (2.0, 2.0, 50.0)],
    }
    overview, risks = _results(benchmark("times", 2), measured)
    assert (overview.what, overview.value, overview.beside) == ("overview", 4.0, 2.0)
    assert (risks.what, risks.value, risks.beside) == ("risks", 2.0, 2.0)
    assert _worst([risks, overview]) == [overview]


def test_a_side_that_fails_misses_its_limit():
    bare = [{"seconds": {"": 2.0}, "peak": {"": 1.0}}]
    [ours] = _results(benchmark("times", 2), {OURS: [], BARE: bare})
    assert ours.is_missed
    assert _line(ours)[2] == "failed"
    [beside] = _results(benchmark("times", 2), {OURS: bare, BARE: []})
    assert beside.is_missed
    assert _line(beside)[3] == "failed"


def test_each_benchmark_has_a_name_of_its_own():
    keys = [benchmark.key for benchmark in BENCHMARKS]
    assert len(set(keys)) == len(keys)


def test_the_made_up_company_is_the_same_at_each_run():
    assert orders(1_000, 50).equals(orders(1_000, 50))
    assert orders(1_000, 50)["销售额（元）"].type.scale == 2


def test_a_large_company_comes_in_parts_that_share_no_day_and_no_order():
    whole = orders(9_000, 50)
    cut = list(parts(whole, 2_000))
    assert len(cut) == 5
    assert pa.concat_tables(cut).equals(whole)
    for key in ("订单编号", "订单日期"):
        members = [set(part[key].to_pylist()) for part in cut]
        assert sum(map(len, members)) == len(set().union(*members))
