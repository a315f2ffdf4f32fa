"""The register of unscrupulous suppliers: whole photographs only, companies only, details where they exist."""

import httpx
import pytest

from pipelines.sources.lesser import Wanted
from pipelines.sources.lesser_settings import LesserSettings
from tests.pipelines.lesser.answering import COMPANY, OTHER, PERSON, SURNAME, THIRD, json_of, night, visit


@pytest.fixture
def settings(tmp_path):
    return LesserSettings(raw=tmp_path, goszakup_url="http://portal", goszakup_token="s3cret")


def item(number, system=3):
    names = {"supplier_name_ru": f"ТОО «{SURNAME}»", "supplier_name_kz": None, "kato_list": None}
    return {"id": 1, "pid": 7, "supplier_biin": number, "system_id": system, "index_date": "2025-03-18", **names}


DETAIL = {
    "supplier_biin": COMPANY,
    "start_date": "2025-01-10 00:00:00",
    "end_date": "2027-01-10 00:00:00",
    "court_decision": f"Решение по иску к {SURNAME}",
    "court_decision_date": "2024-12-20 00:00:00",
    "ref_reason_id": 3,
    "customer_biin": THIRD,
    "customer_name_ru": "ГУ",
    "founders": [{"iin": PERSON, "fio": SURNAME}],
}


class Portal:
    """Answers pages of two and details; remembers what was asked."""

    def __init__(self, items, details=(), total=None):
        self.items = items
        self.details = {one["supplier_biin"]: one for one in details}
        self.total = len(items) if total is None else total
        self.asked = []

    def __call__(self, request):
        assert request.headers["Authorization"] == "Bearer s3cret"
        self.asked.append(request.url.path)
        if request.url.path != "/v3/rnu":
            found = self.details.get(request.url.path.rsplit("/", 1)[1])
            return json_of(found) if found else json_of({"message": "Поставщик не найден в реестре"}, 404)
        start = int(request.url.params.get("search_after", 0))
        more = start + 2 < len(self.items)
        following = f"/v3/rnu/?page=next&search_after={start + 2}" if more else ""
        return json_of({"total": self.total, "next_page": following, "items": self.items[start : start + 2]})


def stays(result):
    return result.frames["rnu"].select("bin", "first_seen", "last_seen", "gone_on").rows()


def test_all_pages_are_read_and_persons_left_behind(settings, tmp_path):
    result = visit(settings, Portal([item(COMPANY), item(PERSON), item(OTHER, 2), item(OTHER, 3)]))

    assert result.failed == {}
    assert [(one[0], one[3]) for one in stays(result)] == [(COMPANY, None), (OTHER, None)]
    assert result.frames["rnu"]["origins"].to_list() == ["3", "2,3"]
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert PERSON.encode() not in kept
    assert SURNAME.encode() not in kept


def test_three_nights_make_a_history(settings):
    visit(settings, Portal([item(COMPANY), item(OTHER)]), night(1))
    visit(settings, lambda _: httpx.Response(502), night(2))
    result = visit(settings, Portal([item(COMPANY), item(THIRD)]), night(3))

    assert stays(result) == [
        (THIRD, "2026-03-03", "2026-03-03", None),
        (COMPANY, "2026-03-01", "2026-03-03", None),
        (OTHER, "2026-03-01", "2026-03-01", "2026-03-03"),
    ]
    assert set(result.frames["rnu"]["watched_since"]) == {"2026-03-01"}


@pytest.mark.parametrize(
    ("answering", "words"),
    [
        pytest.param(lambda _: httpx.Response(502), "502", id="down"),
        pytest.param(lambda _: httpx.Response(200, text="<html>"), "web page", id="web page"),
        pytest.param(
            lambda _: json_of({"name": "Not Found", "message": "Invalid Route"}, 404), "TOKEN", id="bad token"
        ),
        pytest.param(lambda _: json_of({"total": 0, "items": [], "next_page": ""}), "empty", id="empty list"),
        pytest.param(lambda _: json_of({"rows": []}), "items", id="another envelope"),
        pytest.param(
            lambda _: json_of({"total": 1, "items": [{"biin": COMPANY}], "next_page": ""}),
            "supplier_biin",
            id="renamed field",
        ),
        pytest.param(Portal([item(THIRD)], total=5000), "1 of 5000", id="cut list"),
        pytest.param(
            lambda _: json_of({"total": 9, "items": [item(THIRD)], "next_page": "/v3/rnu?search_after=5"}),
            "repeat",
            id="repeated pages",
        ),
    ],
)
def test_a_night_without_a_whole_list_marks_nobody_as_gone(settings, answering, words):
    visit(settings, Portal([item(COMPANY), item(OTHER)]), night(1))

    result = visit(settings, answering, night(2))

    assert words in result.failed["rnu"]
    assert [(who, gone) for who, _, _, gone in stays(result)] == [(COMPANY, None), (OTHER, None)]


def test_who_slipped_between_two_pages_is_asked_for_and_stays(settings):
    visit(settings, Portal([item(COMPANY), item(OTHER)]), night(1))

    result = visit(settings, Portal([item(OTHER)], details=[DETAIL]), night(2))

    assert [gone for _, _, _, gone in stays(result)] == [None, None]


def test_a_sudden_loss_is_believed_only_when_a_person_says_so(settings):
    many = [f"{number:04d}40000000" for number in range(1000, 1200)]
    visit(settings, Portal([item(one) for one in many]), night(1))
    few = Portal([item(one) for one in many[:100]])

    doubted = visit(settings, few, night(2))
    confirmed = visit(settings.model_copy(update={"lists_shrunk": "rnu"}), few, night(3))

    assert "100 of 200" in doubted.failed["rnu"]
    assert doubted.frames["rnu"]["gone_on"].null_count() == 200
    assert confirmed.frames["rnu"]["gone_on"].null_count() == 100


def test_details_are_read_of_our_listed_suppliers_only_and_not_of_the_samruk_part(settings):
    portal = Portal([item(COMPANY), item(OTHER, 2), item(THIRD)], details=[DETAIL])

    result = visit(settings, portal, wanted=Wanted(frozenset({COMPANY, OTHER, PERSON, "150160004321"})))

    assert [path for path in portal.asked if path != "/v3/rnu"] == [f"/v3/rnu/{COMPANY}"]
    assert result.frames["rnu_details"].rows() == [(COMPANY, "2025-01-10", "2027-01-10", "2024-12-20", "3", THIRD)]


def test_details_of_an_earlier_stay_are_not_lost(settings):
    wanted = Wanted(frozenset({COMPANY}))
    visit(settings, Portal([item(COMPANY)], details=[DETAIL]), night(1), wanted)
    later = DETAIL | {"start_date": "2027-05-01 00:00:00", "end_date": None}

    result = visit(settings, Portal([item(COMPANY)], details=[later]), night(31), wanted)

    assert result.frames["rnu_details"]["listed_from"].to_list() == ["2025-01-10", "2027-05-01"]


def test_details_of_somebody_else_are_refused(settings):
    portal = Portal([item(COMPANY)])
    portal.details = {COMPANY: DETAIL | {"supplier_biin": OTHER}}

    result = visit(settings, portal, wanted=Wanted(frozenset({COMPANY})))

    assert "another came" in result.failed["rnu"]
    assert result.frames["rnu_details"].height == 0
    assert result.frames["rnu"].height == 1, "the photograph itself was good"
