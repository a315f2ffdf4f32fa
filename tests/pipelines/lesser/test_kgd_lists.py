"""The tax committee's lists: companies found under headers of any height, persons never kept."""

import httpx
import pytest

from pipelines.sources.lesser_settings import KGD_LISTS, LesserSettings
from tests.pipelines.lesser.answering import (
    COMPANY,
    JOINT_SOLE_TRADERS,
    OTHER,
    PERSON,
    SURNAME,
    THIRD,
    night,
    visit,
    workbook,
)

HEADER = [
    "№",
    "ИИН/БИН",
    "РНН",
    "Наименование",
    "ФИО",
    "ФИО руководителя",
    "ИИН руководителя",
    "№ решения",
    "Дата решения",
]


def row(number, day="01.03.2016"):
    return [1, number, "600400000000", "ТОО", SURNAME, SURNAME, PERSON, "12-3", day]


def settings_of(folder, lists="BANKRUPT"):
    return LesserSettings(raw=folder, kgd_lists=lists, kgd_lists_url="http://committee", rnu="off")


def read(folder, body, when=None):
    return visit(settings_of(folder), lambda _: httpx.Response(200, content=body), when)


def entries(result):
    return dict(result.frames["kgd_bankrupt"].select("bin", "dated").rows())


TITLE = [["Список налогоплательщиков, признанных банкротами"], [None], ["по состоянию на 01.03.2026"]]


@pytest.mark.parametrize("height", range(4))
def test_the_header_may_stand_at_any_height(tmp_path, height):
    result = read(tmp_path, workbook([*TITLE[:height], HEADER, [1, 2, 3, 4, 5, 6, 7, 8, 9], row(COMPANY)]))

    assert result.failed == {}
    assert entries(result) == {COMPANY: "2016-03-01"}


def test_a_header_in_two_rows_and_two_sheets_are_read(tmp_path):
    first = [["№", "БСН", None, "Шешім"], [None, None, "Атауы", "күні"], [1, COMPANY, "ЖШС", "02.03.2016"]]
    second = [["№", "ИИН/БИН руководителя", "ЖСН/БСН"], [1, THIRD, OTHER]]

    result = read(tmp_path, workbook(first, second))

    assert entries(result) == {COMPANY: "2016-03-02", OTHER: None}


def test_a_number_that_lost_its_leading_zero_is_found(tmp_path):
    assert entries(read(tmp_path, workbook([HEADER, row(int(THIRD))]))) == {THIRD: "2016-03-01"}


def test_persons_and_names_are_not_kept(tmp_path):
    rows = [row(PERSON), row(int("010203500123")), row(""), row(COMPANY), row(JOINT_SOLE_TRADERS)]

    result = read(tmp_path, workbook([HEADER, *rows]))

    assert set(entries(result)) == {COMPANY, JOINT_SOLE_TRADERS}
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not [one for one in (PERSON, "010203500123", SURNAME) if one.encode() in kept]


def test_the_start_of_unlawful_activity_is_no_day_of_a_decision(tmp_path):
    header = ["БИН", "Дата начала преступной деятельности"]

    assert entries(read(tmp_path, workbook([header, [COMPANY, "01.03.2006"]]))) == {COMPANY: None}


def test_each_list_fails_alone_and_keeps_its_last_reading(tmp_path):
    settings = settings_of(tmp_path, "BANKRUPT,INACTIVE")
    good = workbook([HEADER, row(COMPANY)])
    visit(settings, lambda _: httpx.Response(200, content=good), night(1))

    def half(request):
        return httpx.Response(503) if "INACTIVE" in request.url.path else httpx.Response(200, content=good)

    result = visit(settings, half, night(2))

    assert set(result.failed) == {"kgd_inactive"}
    assert result.unavailable == {"kgd_inactive"}
    last = {name: result.frames[name]["last_seen"].to_list() for name in ("kgd_bankrupt", "kgd_inactive")}
    assert last == {"kgd_bankrupt": ["2026-03-02"], "kgd_inactive": ["2026-03-01"]}


@pytest.mark.parametrize(
    ("answering", "words"),
    [
        pytest.param(lambda _: httpx.Response(404), "404", id="moved"),
        pytest.param(lambda _: httpx.Response(200, text="<html>"), "web page", id="web page"),
        pytest.param(lambda _: httpx.Response(200, content=b"PK\x03\x04 cut"), "cut", id="cut workbook"),
        pytest.param(
            lambda _: httpx.Response(200, content=workbook([["№", "Номер"], [1, COMPANY]])),
            "no sheet has a column of BINs",
            id="renamed column",
        ),
        pytest.param(lambda _: httpx.Response(200, content=workbook([HEADER])), "empty", id="no rows"),
    ],
)
def test_a_list_that_is_not_itself_changes_nothing(tmp_path, answering, words):
    read(tmp_path, workbook([HEADER, row(COMPANY)]), night(1))

    result = visit(settings_of(tmp_path), answering, night(2))

    assert words in result.failed["kgd_bankrupt"]
    assert result.frames["kgd_bankrupt"]["gone_on"].to_list() == [None]


def test_all_asks_for_every_list(tmp_path):
    paths = []

    def listening(request):
        paths.append(request.url.path)
        return httpx.Response(200, content=workbook([HEADER, row(COMPANY)]))

    result = visit(settings_of(tmp_path, "all"), listening)

    assert len(paths) == len(KGD_LISTS)
    assert len(result.listings()) == len(KGD_LISTS) + 1


def test_a_list_nobody_knows_is_refused_with_the_names_there_are(tmp_path):
    with pytest.raises(ValueError, match="no list is called DEBTORS; there are BANKRUPT"):
        settings_of(tmp_path, "DEBTORS")
