"""Several risks are changed at once, and what is left open stays."""

from datetime import date

from salesdash.catalog.risks.risk import Risk
from salesdash.ui.risks.many_form import changed

A = Risk("断供", owner="甲", due=date(2025, 12, 1), risk_id=1, revision=2)
B = Risk("流失", owner="乙", status="acting", risk_id=2, revision=1)


def test_what_was_typed_is_in_each_and_the_rest_as_it_was():
    review = date(2026, 1, 5)
    typed = {"owner": "丙", "status": None, "due": None, "review": review}
    one, other = changed([A, B], typed)
    assert (one.owner, one.status, one.due, one.review) == ("丙", "open", date(2025, 12, 1), review)
    assert (other.owner, other.status, other.due, other.review) == ("丙", "acting", None, review)
    assert [(risk.risk_id, risk.revision) for risk in (one, other)] == [(1, 2), (2, 1)]


def test_nothing_typed_changes_nothing():
    assert changed([A, B], dict.fromkeys(("owner", "status"))) == [A, B]
