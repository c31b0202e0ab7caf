"""The packaged city without a database says of every place what the database says after import and reform."""

from bihuan.organisations.packaged import packaged
from bihuan.organisations.packaged_places import REFORMED, SINCE, packaged_gazetteer
from bihuan.rules.actors import Level


def test_streets_of_the_reform_are_where_its_table_puts_them() -> None:
    names = packaged_gazetteer()
    rows = [row for row in packaged("chongqing_2025_reform.csv")[1:] if row[0] and row[2]]
    assert len(rows) > 50
    for old, old_name, new, new_name, parent in rows:
        was = names.place(int(old))
        assert (was.name, names.on(was, SINCE)) == (old_name, was)
        now = names.on(was, REFORMED)
        assert now
        assert (now.name, now.path.split("/")[-2]) == (new_name, new)
        assert now.path.split("/")[-3] == parent


def test_what_lies_beneath_a_moved_place_moved_with_it() -> None:
    names = packaged_gazetteer()
    community = names.read("渝北区统景镇温泉社区", REFORMED).place
    assert community
    assert community.level is Level.COMMUNITY
    assert [each.name for each in names.line(community, REFORMED)][:3] == ["重庆市", "北碚区", "统景镇"]
