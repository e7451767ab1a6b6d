"""What received rows say of a commune, read on the right day."""

from __future__ import annotations

from datetime import date

from baophu.coverage.domain.places import read_places


def test_places_when_codes_and_names_are_given_then_communes_are_found_and_the_rest_is_unknown() -> None:
    read = read_places(
        {"31510": 5, "#Xã Long Phú": 1, "#Phường 1": 1, "99999": 1, "": 1, "946": 1}, as_of=date(2021, 3, 13)
    )
    assert read.areas_of == date(2021, 3, 13)
    assert (read.code("31510"), read.code("#Xã Long Phú")) == ("31510", "31669")
    assert [read.code(one) for one in ("#Phường 1", "99999", "", "946", "never seen")] == [""] * 5
    assert set(read.places_in(["31669", ""])) == {"#Xã Long Phú", "#Phường 1", "99999", "", "946"}


def test_places_when_an_extract_after_the_merger_still_has_the_old_codes_then_they_are_read_on_the_old_list() -> None:
    read = read_places({"31639": 10, "31642": 4}, as_of=date(2025, 8, 1))
    assert read.areas_of < date(2025, 7, 1) and read.code("31642") == "31642"


def test_places_when_the_new_codes_are_used_then_the_day_of_the_extract_decides() -> None:
    assert read_places({"31507": 3}, as_of=date(2025, 8, 1)).areas_of == date(2025, 8, 1)


def test_places_when_an_extract_is_older_than_every_list_then_the_first_list_is_taken() -> None:
    assert read_places({"31510": 1}, as_of=date(2010, 1, 1)).areas_of == date(2016, 1, 1)
