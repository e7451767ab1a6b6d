"""The map of a rate by commune: its steps, its names, its numbers; and an agency's own boundaries."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from baophu.reports.pictures import BoundariesFaulty, MapCodesUnknown, coverage_map, map_finding, read_boundaries
from baophu.reports.pictures.coverage_map import step_of
from baophu.reports.pictures.ground import communes_on, schematic_ground
from baophu.reports.pictures.map_labels import MapLabel, placed_labels

SVG = "{http://www.w3.org/2000/svg}"
OLD, NEW = date(2021, 1, 1), date(2025, 8, 1)
SOURCE = "Mẫu số: dân số 1.315.900, Niên giám thống kê 2018."


def rates(on: date) -> dict[str, Decimal | None]:
    return {area.code: Decimal(8850 + 11 * index) / 100 for index, area in enumerate(communes_on(on))}


def looks(svg: str) -> Counter[str]:
    """How many cells of the map have each class; the key is left out."""
    return Counter(path.get("class", "") for path in ElementTree.fromstring(svg).iter(f"{SVG}path"))


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def collection(on: date) -> Any:
    """A file of boundaries: a square in degrees round every commune's centre."""
    features: list[dict[str, Any]] = []
    for area in communes_on(on):
        x, y, half = area.lon or 0.0, area.lat or 0.0, 0.01
        corners = [[x - half, y - half], [x + half, y - half], [x + half, y + half], [x - half, y + half]]
        ring = [*corners, corners[0]]
        features.append(
            {
                "type": "Feature",
                "properties": {"ma": int(area.code)},
                "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def faults(file: object, on: date = NEW) -> list[str]:
    with pytest.raises(BoundariesFaulty) as caught:
        read_boundaries(json.dumps(file), on=on, code_property="ma")
    return [fault.vi for fault in caught.value.data["faults"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rate", "step"),
    [("0", 1), ("89.99", 1), ("89.994", 1), ("89.995", 2), ("90", 2), ("92.99", 2), ("93", 3), ("95", 4), ("96.99", 4),
     ("97", 5), ("104.37", 5)],
)  # fmt: skip
def test_a_rate_belongs_to_the_step_that_its_printed_figure_reaches(rate: str, step: int) -> None:
    assert step_of(Decimal(rate)) == step


def test_a_commune_without_a_figure_is_hatched_and_counted_as_without_data() -> None:
    values = rates(OLD)
    first, second, *_ = values
    values[first] = None
    del values[second]
    svg = coverage_map(values, on=OLD, source=SOURCE)
    assert looks(svg)["cell q0"] == 2
    assert looks(svg)["hl"] == 3  # two cells and the key
    assert texts(svg)[texts(svg).index("chưa có dữ liệu") + 1] == "2"


@pytest.mark.parametrize(("on", "communes", "edges"), [(OLD, 109, 11), (date(2024, 10, 1), 108, 11), (NEW, 43, 1)])
@pytest.mark.parametrize("width", [360, 700])
def test_every_commune_is_drawn_with_a_line_round_each_district(
    on: date, communes: int, edges: int, width: int
) -> None:
    counted = looks(coverage_map(rates(on), on=on, source=SOURCE, width=width))
    assert sum(count for look, count in counted.items() if look.startswith("cell q")) == communes
    assert counted["edge"] == edges


def test_a_cell_is_named_with_its_district_and_its_rate() -> None:
    svg = coverage_map({"31498": Decimal("94.8")}, on=OLD, source=SOURCE)
    assert "<title>Phường 5, TP.\u00a0Sóc Trăng: 94,80%</title>" in svg


@pytest.mark.parametrize("width", [360, 700])
def test_all_districts_are_named_on_the_map_and_no_names_of_a_map_touch(width: int) -> None:
    root = ElementTree.fromstring(coverage_map(rates(OLD), on=OLD, source=SOURCE, width=width))
    names = [text for text in root.iter(f"{SVG}text") if text.get("class") == "dn"]
    assert len(names) == 11
    assert "TX.\u00a0Ngã Năm" in [text.text for text in names]


def test_labels_that_want_one_place_part_and_one_that_finds_none_is_left_out() -> None:
    labels = [MapLabel(code=str(number), lines=("Mỹ Xuyên",), at=(100, 50)) for number in range(9)]
    placed = placed_labels(labels, width=200, height=100, farthest=30)
    assert 2 <= len(placed) < 9
    assert placed[0][1] == (100, 50)
    for index, (label, (x, y)) in enumerate(placed):
        for _, (other_x, other_y) in placed[index + 1 :]:
            assert abs(x - other_x) >= label.width or abs(y - other_y) >= 14


def test_the_finding_names_the_lowest_communes_and_how_many_are_below_90_percent() -> None:
    values: dict[str, Decimal | None] = {area.code: Decimal(95) for area in communes_on(NEW)}
    first, second, *_ = values
    values[first], values[second] = Decimal("88.9"), None
    assert map_finding(values, on=NEW, subject="Tỷ lệ bao phủ BHYT").startswith(
        "Tỷ lệ bao phủ BHYT của 43 xã, phường: 1 nơi dưới 90%; thấp nhất Phường Sóc Trăng: 88,90%;"
    )
    assert map_finding(values, on=NEW, subject="X").endswith("; 1 nơi chưa có dữ liệu.")
    assert map_finding({}, on=OLD, subject="X") == "X của 109 xã, phường, thị trấn: chưa có dữ liệu."


def test_the_source_and_the_word_schema_stand_under_the_map() -> None:
    written = texts(coverage_map(rates(OLD), on=OLD, source=SOURCE))
    assert SOURCE in written
    assert "Sơ đồ theo điểm trung tâm của xã, không phải ranh giới." in written


def test_a_code_that_is_no_commune_of_the_day_is_refused_by_name() -> None:
    with pytest.raises(MapCodesUnknown, match=r"mã \(trống\), 941\."):
        coverage_map({"941": Decimal(95), "": Decimal(1)}, on=OLD, source=SOURCE)


@pytest.mark.parametrize("on", [OLD, NEW])
def test_an_agency_sees_its_own_boundaries_when_it_has_loaded_them(on: date) -> None:
    boundaries = read_boundaries(json.dumps(collection(on)).encode(), on=on, code_property="ma")
    svg = coverage_map(rates(on), on=on, source=SOURCE, boundaries=boundaries)
    assert sum(count for look, count in looks(svg).items() if look.startswith("cell q")) == len(communes_on(on))
    assert not any("Sơ đồ" in text for text in texts(svg))
    assert svg != coverage_map(rates(on), on=on, source=SOURCE)


def test_a_hole_of_a_boundary_stays_a_hole() -> None:
    file = collection(NEW)
    geometry = file["features"][0]["geometry"]
    ring = geometry["coordinates"][0][0]
    x, y = ring[0]
    corner, right, top = [x + 0.005, y + 0.005], [x + 0.01, y + 0.005], [x + 0.01, y + 0.01]
    geometry["coordinates"][0].append([corner, right, top, corner])
    boundaries = read_boundaries(json.dumps(file), on=NEW, code_property="ma")
    assert len(boundaries.rings[communes_on(NEW)[0].code]) == 2


def test_all_faults_of_a_file_are_named_at_once_each_with_its_feature() -> None:
    file = collection(NEW)
    features = file["features"]
    features[0]["properties"] = {}
    features[1]["properties"] = {"ma": "99999"}
    features[2]["geometry"] = None
    features[3]["geometry"]["coordinates"][0][0].pop()
    features[4]["geometry"] = {"type": "Point", "coordinates": [106, 9.5]}
    features[5]["properties"] = dict(features[6]["properties"])
    features[7]["geometry"]["coordinates"][0][0][1] = [9.5, 106.0]
    features[8]["geometry"] = {"type": "Polygon", "coordinates": []}
    features[9]["geometry"] = {"type": "Polygon", "coordinates": [[[106, 9.5], [106.1, 9.5], [106.2, 9.5], [106, 9.5]]]}
    told = faults(file)
    code, name = communes_on(NEW)[6].code, communes_on(NEW)[6].name
    assert told[:9] == [
        "Hình thứ 1: không có mã (thuộc tính “ma”).",
        "Hình thứ 2: mã 99999 không phải của xã nào ngày 01/08/2025.",
        "Hình thứ 3: không có hình (geometry).",
        "Hình thứ 4: vòng không khép kín.",
        "Hình thứ 5: hình không phải Polygon hay MultiPolygon.",
        f"Hình thứ 7: mã {code} ({name}) đã có ở hình trước.",
        "Hình thứ 8: toạ độ không phải kinh độ, vĩ độ (theo thứ tự đó) ở Việt Nam.",
        "Hình thứ 9: hình trống.",
        "Hình thứ 10: vòng không có diện tích.",
    ]
    assert told[9].startswith("Thiếu hình của 3 xã: ")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"type": "Feature"}', '{"type": "FeatureCollection"}', b"\xff\xfe\x00"]
)
def test_a_file_that_is_no_feature_collection_is_refused_in_vietnamese(text: str | bytes) -> None:
    with pytest.raises(BoundariesFaulty, match="Tệp ranh giới có 1 lỗi"):
        read_boundaries(text, on=OLD)


@pytest.mark.parametrize(
    "odd",
    [
        None,
        5,
        [],
        {"geometry": 3},
        {"properties": [], "geometry": {"type": "Polygon", "coordinates": 7}},
        {"geometry": {"type": "Polygon", "coordinates": [[[float("nan"), 9], ["106", 9], 3]]}},
    ],
)
def test_an_odd_feature_is_a_fault_and_never_a_crash(odd: object) -> None:
    file = collection(NEW)
    file["features"].append(odd)
    assert any(text.startswith("Hình thứ 44: ") for text in faults(file))


def test_the_schema_of_a_day_is_the_same_each_time() -> None:
    assert schematic_ground(OLD, width=490) == schematic_ground(OLD, width=490)
