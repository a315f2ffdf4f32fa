"""The register of legal entities and the open data portal."""

import json

import httpx
import pytest

from pipelines.sources.lesser import Wanted
from pipelines.sources.lesser_settings import LesserSettings
from tests.pipelines.lesser.answering import COMPANY, OTHER, PERSON, SURNAME, json_of, night, visit

ENTRY = {
    "bin": COMPANY,
    "name": f"ТОО «{SURNAME} и К»",
    "registerDate": "2010-05-03T00:00:00.000+0000",
    "okedCode": "62011",
    "okedName": "Разработка программного обеспечения",
    "krpCode": "105",
    "krpName": "Малые предприятия (<= 5)",
    "katoCode": "311010000",
    "katoAddress": "ул. Абая, 1",
    "fio": SURNAME,
    "ip": False,
}


@pytest.fixture
def juridical(tmp_path):
    return LesserSettings(raw=tmp_path, juridical="on", juridical_url="http://bureau/api/juridical/", rnu="off")


WANTED = Wanted(frozenset({COMPANY, PERSON}))


def test_facts_are_kept_and_the_head_is_not(juridical, tmp_path):
    requests = []

    def listening(request):
        requests.append(str(request.url))
        return json_of({"success": True, "obj": ENTRY})

    result = visit(juridical, listening, wanted=WANTED)

    expected = (COMPANY, "2010-05-03", "62011", ENTRY["okedName"], "105", ENTRY["krpName"], "311010000")
    assert result.frames["juridical"].rows() == [expected]
    assert requests == [f"http://bureau/api/juridical/?bin={COMPANY}&lang=ru"]
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert not [one for one in (SURNAME, "Абая", PERSON) if one.encode() in kept]


@pytest.mark.parametrize(
    ("answer", "failed"),
    [
        pytest.param({"success": False, "obj": None, "description": None}, None, id="unknown number"),
        pytest.param({"success": True, "obj": None}, None, id="nothing told"),
        pytest.param({"ok": True}, "success", id="another envelope"),
        pytest.param({"success": True, "obj": {"bin": COMPANY}}, "registerDate", id="renamed field"),
        pytest.param({"success": True, "obj": ENTRY | {"bin": OTHER}}, "another came", id="another company"),
    ],
)
def test_what_is_not_told_leaves_what_we_have(juridical, answer, failed):
    visit(juridical, lambda _: json_of({"success": True, "obj": ENTRY}), night(1), WANTED)

    result = visit(juridical, lambda _: json_of(answer), night(1).replace(year=2027), WANTED)

    assert (failed or "") in result.failed.get("juridical", "")
    assert bool(result.failed) == bool(failed)
    assert result.frames["juridical"].height == 1


def egov(folder, datasets="s_ats/v1"):
    return LesserSettings(raw=folder, egov_key="s3cret", egov_url="http://portal", egov_datasets=datasets, rnu="off")


def places(first, count):
    return [
        {"id": n, "name_rus": f"Село {n}", "cato": "311010000", "fio": SURNAME} for n in range(first, first + count)
    ]


def paged(total):
    def answer(request):
        assert request.url.params["apiKey"] == "s3cret"
        start, size = (json.loads(request.url.params["source"])[name] for name in ("from", "size"))
        return json_of(places(start, max(0, min(size, total - start))))

    return answer


def test_a_data_set_is_read_page_by_page_in_the_columns_we_name(tmp_path):
    result = visit(egov(tmp_path), paged(2_500))

    frame = result.frames["egov_s_ats"]
    assert (result.failed, frame.height) == ({}, 2_500)
    assert "fio" not in frame.columns
    assert result.rows(result.sources[0], egov(tmp_path)) == 2_500


def test_columns_of_another_data_set_are_named_in_the_setting_and_persons_are_blotted_out(tmp_path):
    rows = [{"code": 5, "note": f"выдано {PERSON}", "fio": SURNAME}]

    result = visit(egov(tmp_path, "schools/v2:code+note"), lambda _: json_of(rows))

    assert result.frames["egov_schools"].rows() == [("5", "выдано …")]


@pytest.mark.parametrize(
    ("datasets", "answering", "words"),
    [
        pytest.param("schools/v2", paged(1), "no columns are named", id="columns not named"),
        pytest.param("what is this", paged(1), "no columns are named", id="unreadable setting"),
        pytest.param("s_ats/v1", lambda _: json_of({"error": "no key s3cret"}), "no key …", id="error inside 200"),
        pytest.param("s_ats/v1", lambda _: json_of({"rows": []}), "list of rows", id="another form"),
        pytest.param("s_ats/v1", lambda _: json_of([{"x": 1}]), "renamed", id="renamed columns"),
        pytest.param("s_ats/v1", lambda _: json_of(places(0, 1000)), "repeat", id="the same page for ever"),
        pytest.param("s_ats/v1", lambda _: httpx.Response(503), "503", id="down"),
    ],
)
def test_a_data_set_fails_in_words_and_keeps_its_last_reading(tmp_path, datasets, answering, words):
    visit(egov(tmp_path), paged(3))

    result = visit(egov(tmp_path, datasets), answering)

    (sentence,) = result.failed.values()
    assert words in sentence
    assert "s3cret" not in sentence
    assert visit(egov(tmp_path).model_copy(update={"egov_key": None}), paged(0)).frames["egov_s_ats"].height == 3
