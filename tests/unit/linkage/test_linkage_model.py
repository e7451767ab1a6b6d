"""The matching model: its file, what is refused in it, how it adapts to a list, its weights."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from baophu.kernel.errors import RequestError
from baophu.linkage.model import (
    ADAPT_PAIRS,
    LEVELS,
    SHARED_BY_HOME,
    Model,
    default_model,
    milli_bits,
    read_model,
    write_model,
)

MODEL = default_model()


def of(model: Model, comparison: str) -> dict[int, Any]:
    return {one.level: one for one in dict(model.comparisons)[comparison]}  # type: ignore[index]


def test_default_when_read_then_every_level_is_there_and_m_adds_up_to_about_one() -> None:
    for comparison, levels in LEVELS.items():
        assert set(of(MODEL, comparison)) == {level for level in levels if level >= 0}
        assert sum(one.m for one in of(MODEL, comparison).values()) == pytest.approx(1, abs=0.1), comparison


def test_default_when_a_level_means_more_agreement_then_it_speaks_more_for_the_same_person() -> None:
    for comparison in ("sex", "phone"):
        told = [one.m / one.u for _, one in sorted(of(MODEL, comparison).items())]
        assert told == sorted(told), comparison


def test_default_when_a_given_name_differs_then_a_twin_is_likelier_than_the_same_child() -> None:
    assert of(MODEL, "name")[0].twin > 10 * of(MODEL, "name")[0].m
    assert of(MODEL, "name")[8].m > 10 * of(MODEL, "name")[8].twin


def test_write_when_read_again_then_the_same_model(tmp_path: Path) -> None:
    write_model(MODEL, tmp_path / "model.json")
    assert read_model(tmp_path / "model.json") == MODEL
    assert [one.name for one in tmp_path.iterdir()] == ["model.json"]


def test_write_when_a_model_is_there_then_it_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mô hình.json"
    write_model(MODEL, path)
    write_model(MODEL.model_copy(update={"name": "Mới"}), path)
    assert read_model(path).name == "Mới"


def _without_level(data: dict[str, Any]) -> None:
    data["comparisons"]["sex"].pop()


def _level_twice(data: dict[str, Any]) -> None:
    data["comparisons"]["sex"].append(data["comparisons"]["sex"][0])


def _unknown_level(data: dict[str, Any]) -> None:
    data["comparisons"]["sex"][0]["level"] = 9


def _without_comparison(data: dict[str, Any]) -> None:
    del data["comparisons"]["phone"]


def _unknown_comparison(data: dict[str, Any]) -> None:
    data["comparisons"]["shoe"] = data["comparisons"]["sex"]


def _weight(value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["comparisons"]["name"][0]["m"] = value

    return change


def _top(key: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data[key] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without_level, _level_twice, _unknown_level, _without_comparison, _unknown_comparison, _weight(0), _weight(-0.1),
        _weight(1.5), _weight("nhiều"), _weight(None), _top("present", 0), _top("present", 1), _top("twin_rate", 0),
        _top("kin_rate", -1), _top("name", None), _top("more", 1), _top("comparisons", []),
    ],
)  # fmt: skip
def test_read_when_a_part_is_wrong_then_file_and_place_are_named_in_vietnamese(
    tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    data = MODEL.model_dump(mode="json")
    change(data)
    path = tmp_path / "mo-hinh.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RequestError) as caught:
        read_model(path)
    assert caught.value.code == "model_wrong" and caught.value.exit_code == 2
    assert str(path) in str(caught.value) and str(caught.value).startswith("Mô hình")
    assert "Huấn luyện lại" in str(caught.value)


def test_read_when_a_probability_is_no_number_then_its_place_is_named(tmp_path: Path) -> None:
    data = MODEL.model_dump(mode="json")
    data["comparisons"]["name"][0]["m"] = 1.5
    (tmp_path / "m.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(RequestError, match=r"comparisons\.name\.0\.m"):
        read_model(tmp_path / "m.json")


@pytest.mark.parametrize("content", [b"", b"{", b"null", b"[]", b"{}", b"Ma so the;Ho ten\n1;A"])
def test_read_when_the_file_is_no_model_then_refused_in_vietnamese(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.json").write_bytes(content)
    with pytest.raises(RequestError, match="Mô hình"):
        read_model(tmp_path / "m.json")


@pytest.mark.parametrize("content", [b"PK\x03\x04\xff\xfe", "Mô hình".encode("utf-16")])
def test_read_when_the_file_is_no_text_then_refused_in_vietnamese(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.json").write_bytes(content)
    with pytest.raises(RequestError, match="Không đọc được mô hình") as caught:
        read_model(tmp_path / "m.json")
    assert caught.value.code == "model_unreadable"


def test_read_when_there_is_no_file_or_a_folder_then_refused_in_vietnamese(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(RequestError, match="Không đọc được mô hình"):
            read_model(path)


def test_adapted_when_nothing_was_seen_then_proportions_stay() -> None:
    after = MODEL.adapted({})
    for comparison in LEVELS:
        before = of(MODEL, comparison)
        scale = sum(one.m for one in before.values())
        for level, one in of(after, comparison).items():
            assert one.m == pytest.approx(before[level].m / scale)
            assert one.u == before[level].u


def test_adapted_when_much_was_seen_then_counts_dominate_and_no_level_becomes_impossible() -> None:
    after = of(MODEL.adapted({"sex": {1: 90_000, 0: 10_000}}), "sex")
    assert after[1].m == pytest.approx(0.9, abs=0.005)
    after = of(MODEL.adapted({"birth": {7: 1_000_000}}), "birth")
    assert after[7].m > 0.999 and min(one.m for one in after.values()) > 0


def test_adapted_when_as_much_was_seen_as_the_model_counts_then_half_way() -> None:
    before = of(MODEL, "sex")
    share = before[0].m / sum(one.m for one in before.values())
    after = of(MODEL.adapted({"sex": {0: int(ADAPT_PAIRS)}}), "sex")
    assert after[0].m == pytest.approx((1 + share) / 2)
    assert sum(one.m for one in after.values()) == pytest.approx(1)


def test_adapted_when_home_or_date_changes_then_relatives_follow_where_they_share_it() -> None:
    after = MODEL.adapted({comparison: {0: 500} for comparison in LEVELS})
    for comparison in LEVELS:
        for level, one in of(after, comparison).items():
            before = of(MODEL, comparison)[level]
            follows = comparison in SHARED_BY_HOME
            assert (one.twin == one.m) if follows or comparison == "birth" else (one.twin == before.twin)
            assert (one.kin == one.m) if follows else (one.kin == before.kin)


def test_adapted_when_made_then_the_start_is_unchanged_and_the_result_is_a_valid_model(tmp_path: Path) -> None:
    before = MODEL.model_dump()
    write_model(MODEL.adapted({"place": {0: 5, 1: 7, 2: 100}}), tmp_path / "m.json")
    assert read_model(tmp_path / "m.json").name == MODEL.name and MODEL.model_dump() == before


def test_weights_when_laid_out_then_one_row_a_level_and_an_empty_side_weighs_nothing() -> None:
    rows = {(row["comparison"], row["level"]): row for row in MODEL.weights_table().to_pylist()}
    assert set(rows) == {(comparison, level) for comparison, levels in LEVELS.items() for level in levels}
    assert MODEL.weights_table().num_rows == len(rows)
    for (comparison, level), row in rows.items():
        if level == -1:
            assert (row["m"], row["u"], row["twin"], row["kin"]) == (0, 0, 0, 0)
        else:
            assert row["m"] == milli_bits(of(MODEL, comparison)[level].m)


def test_milli_bits_when_halves_then_whole_bits() -> None:
    assert [milli_bits(share) for share in (1, 0.5, 0.25, 0.7)] == [0, -1000, -2000, -515]
