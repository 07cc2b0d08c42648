"""To whom a promise or a risk is linked: few names are listed, everybody is found."""

from salesdash.text import plain
from salesdash.ui.actions.links import MOST, meant, offered

MANY = {f"客户{n:05}": plain(f"客户{n:05}") for n in range(60_000)}


def test_of_sixty_thousand_those_who_sold_most_are_listed_and_who_is_chosen_stays():
    names = offered(MANY, "", "客户59999")
    assert len(names) == MOST + 1
    assert list(names)[:3] == ["客户59999", "客户00000", "客户00001"]
    assert list(offered(MANY, "", "无此客户")) == list(MANY)[:MOST]


def test_a_part_of_a_name_finds_who_is_not_listed():
    assert meant(MANY, "客户59999") == meant(MANY, " 户59999") == "客户59999"
    assert meant(MANY, "5999") is None  # several: they are offered
    assert list(offered(MANY, "5999", None))[:2] == ["客户05999", "客户15999"]
    assert meant(MANY, "无此") is None
    assert offered(MANY, "无此", None) == {}
