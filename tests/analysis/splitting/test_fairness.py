"""鞭打快牛: who grew most is asked for most again, and only then."""

from salesdash.analysis.splitting.fairness import Asked, marked


def marks(*rows):
    """Rows of (member, growth asked, growth last made) over a base of 100."""
    return {
        one.member: one.mark
        for one in marked([Asked(who, 100 * (1 + asked), 100, grew) for who, asked, grew in rows])
    }


def test_the_one_that_grew_most_and_is_asked_for_most_is_the_fast_ox():
    found = marks(("南", 0.36, 0.38), ("东", 0.15, 0.12), ("北", 0.18, 0.10))
    assert found == {"南": "fast_ox", "东": "", "北": ""}


def test_much_asked_of_one_that_did_not_grow_is_a_leap():
    found = marks(("南", 0.36, 0.05), ("东", 0.15, 0.12), ("北", 0.18, 0.10))
    assert found["南"] == "leap"


def test_little_asked_is_spared():
    found = marks(("南", 0.02, 0.1), ("东", 0.15, 0.12), ("北", 0.18, 0.10))
    assert found == {"南": "spared", "东": "", "北": ""}


def test_of_two_nobody_stands_out():
    assert set(marks(("南", 0.9, 0.9), ("东", 0.1, 0.1)).values()) == {""}


def test_far_more_than_was_ever_made_stands_out_even_where_it_is_asked_of_all():
    found = marks(("南", 0.82, 0.08), ("东", 0.82, 0.12), ("北", 0.82, 0.10))
    assert set(found.values()) == {"steep"}
    assert marks(("南", 0.82, 0.08)) == {"南": "steep"}
    assert set(marks(("南", 0.27, 0.08), ("东", 0.2, 0.12)).values()) == {""}


def test_a_member_without_sales_before_has_no_growth_asked():
    assert Asked("新", 100, 0, None).asked is None
