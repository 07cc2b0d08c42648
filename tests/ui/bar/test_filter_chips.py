"""A chip names what is filtered in as many letters as the bar has room for."""

from __future__ import annotations

from salesdash.ui.bar.filter_chips import ROOM, ROOM_BESIDE_AN_OLDER_DAY, chip


def test_a_chip_names_its_dimension_and_its_members():
    assert chip("region", ["西南"], "zh", ROOM) == "区域：西南"
    assert chip("region", ["西南"], "en", ROOM) == "Region: 西南"
    assert chip("region", ["东", "西"], "zh", ROOM) == "区域：东、西"
    assert chip("region", ["东", "西", "南"], "zh", ROOM) == "区域：3 项"


def test_a_chip_with_little_room_names_the_members_alone():
    room = ROOM_BESIDE_AN_OLDER_DAY // 2
    assert chip("region", ["西南"], "en", room) == "西南"
    assert chip("region", ["华东区域经销与连锁"], "zh", room) == "华东区域经…"
