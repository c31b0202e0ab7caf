"""The demo's ground: drawn by the product's own acts, the same for the same seed."""

from bihuan.demo.ground import STREET, draw_ground
from bihuan.grids.models import GridVersion, PlaceOutline
from bihuan.grids.queries import counts_of, grids_at, place_at
from bihuan.organisations.models import Unit
from bihuan.rules.outlines import kept_outline
from tests.grids.paper import TODAY
from tests.town import Town


def drawn() -> list[tuple[str, str]]:
    return list(GridVersion.objects.order_by("grid__code").values_list("grid__code", "outline"))


def test_a_street_has_grids_of_every_kind_and_every_place_in_one_of_them(town: Town) -> None:
    draw_ground(7)
    communities = Unit.objects.filter(parent__code=STREET, level="community").count()
    assert counts_of(GridVersion.objects.all()) == {
        "general": 5 * communities, "dedicated": communities, "micro": 15 * communities,
    }  # fmt: skip
    middles = [kept_outline(text).shape.representative_point() for _, text in drawn()]
    assert all(grids_at([(middle.x, middle.y) for middle in middles], TODAY))
    assert {place_at(middle.x, middle.y, TODAY) for middle in middles} <= set(
        PlaceOutline.objects.values_list("unit", flat=True)
    )
    before = drawn()
    draw_ground(7)
    assert drawn() == before
