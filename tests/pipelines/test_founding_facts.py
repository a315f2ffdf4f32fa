"""Every fact of the five press texts that started this project stands in the published tables, with its source."""

from decimal import Decimal

import polars as pl
import pytest

from pipelines import publish
from pipelines.schemas import CONTENT

DASCO, EXPO = "seed-astana-dasco-2019-2020", "seed-qazexpocongress-smm-2022"
CENTRE, PORTAL = "seed-taraz-media-centre-2020", "it-taraz-open-akimat-2020"
BOTH, MAPS, HOMES = "seed-taraz-93m-together", "it-taraz-e-rgis-2020", "it-taraz-e-ksk-2020"
VOLUNTEERS = "it-zhambyl-smart-volunteer-2020"
PRESS = "president-press-service"


@pytest.fixture(scope="module")
def tables(published):
    folder = published.snapshots / publish.latest_id(published.snapshots) / "tables"
    return {name: pl.read_parquet(folder / f"{name}.parquet") for name in CONTENT}


def one(tables, name, row_id):
    (row,) = tables[name].filter(pl.col(CONTENT[name].primary_key()[0]) == row_id).iter_rows(named=True)
    return row


def publisher(tables, source_id):
    return one(tables, "sources", source_id)["publisher"]


def case(name, *rest):
    return pytest.param(*rest, id=name)


@pytest.mark.parametrize(
    ("record", "expected", "source"),
    [
        case("A: about 6 million a year", EXPO, {"amount_kzt": 6000000, "kind": "annual_cost"}, "Ulysmedia"),
        case("A: the sum is about", EXPO, {"amount_precision": "about"}, "Ulysmedia"),
        case("A: the customer", EXPO, {"customer_id": "qazexpocongress", "level": "central"}, "Ulysmedia"),
        case("A: monitoring and SMM", EXPO, {"category": "media.smm"}, "Ulysmedia"),
        case("A: 2022", EXPO, {"year_from": 2022, "year_to": 2022}, "Ulysmedia"),
        case("B: 125 million in all", DASCO, {"amount_kzt": 125000000, "kind": "contract"}, "Время"),
        case("B: contracts of 2019 and 2020", DASCO, {"year_from": 2019, "year_to": 2020}, "Время"),
        case("B: the contractor", DASCO, {"contractor_id": "dasco-datacom"}, "Время"),
        case("B: monitoring", DASCO, {"category": "media.monitoring", "region": "astana"}, "Время"),
        case("E: media centre, 14 million for half a year", CENTRE, {"amount_kzt": 14000000}, "Ratel"),
        case(
            "E: media centre, July to December", CENTRE, {"period_start": "2020-07", "period_end": "2020-12"}, "Ratel"
        ),
        case("E: media centre, Taraz", CENTRE, {"place": "taraz", "category": "media.media_centre"}, "Ratel"),
        case("E: Open Akimat, 79 million", PORTAL, {"amount_kzt": 79000000, "kind": "contract"}, "Ratel"),
        case("E: Open Akimat, contractor", PORTAL, {"contractor_id": "benedixsimus"}, "Ratel"),
        case("E: Open Akimat, due", PORTAL, {"period_end": "2020-12-25"}, "Ratel"),
        case("E: both together, 93 million", BOTH, {"amount_kzt": 93000000, "counted_kzt": 0}, "Ratel"),
        case("E: e-rgis, 13 million", MAPS, {"amount_kzt": 13000000, "kind": "plan"}, "Ratel"),
        case("E: e-rgis, launch April 2021", MAPS, {"period_end": "2021-04", "year_from": 2021}, "Ratel"),
        case("E: e-KSK and e-OSI, first 19 million", HOMES, {"amount_kzt": 19000000, "kind": "budget"}, "Ratel"),
        case("E: Smart-volunteer, 65 million", VOLUNTEERS, {"amount_kzt": 65000000}, "Ratel"),
        case("E: Smart-volunteer, same contractor", VOLUNTEERS, {"contractor_id": "benedixsimus"}, "Ratel"),
        case(
            "E: Smart-volunteer, an app of the region",
            VOLUNTEERS,
            {"category": "it.mobile_app", "place": None},
            "Ratel",
        ),
    ],
)
def test_a_fact_of_a_record(record, expected, source, tables):
    row = one(tables, "records", record)

    assert {name: row[name] for name in expected} == expected
    assert source in publisher(tables, row["source_id"])


def test_b_the_customer_is_the_department_of_public_development(tables):
    party = one(tables, "parties", one(tables, "records", DASCO)["customer_id"])

    assert "қоғамдық даму" in " ".join(party["variants"]).lower()
    assert "развити" in party["name_ru"]


def test_e_the_customer_of_the_volunteer_app_is_the_youth_department(tables):
    party = one(tables, "parties", one(tables, "records", VOLUNTEERS)["customer_id"])

    assert "молод" in party["name_ru"].lower()
    assert (party["region"], party["party_type"]) == ("zhambyl", "department")


@pytest.mark.parametrize("record", [CENTRE, PORTAL, BOTH])
@pytest.mark.parametrize(
    "wish", [case("old buses", "bus"), case("light the streets", "light"), case("stray animals", "sterilis")]
)
def test_e_what_residents_wished_for_instead(record, wish, tables):
    assert wish in one(tables, "records", record)["citizen_alternative_en"]


def test_e_the_two_projects_are_the_93_million_counted_once(tables):
    parts = tables["relations"].filter(to_id=BOTH, relation="part_of")["from_id"].to_list()

    assert sorted(parts) == sorted([CENTRE, PORTAL])
    assert sum(one(tables, "records", part)["counted_kzt"] for part in parts) == Decimal(93000000)


@pytest.mark.parametrize(
    ("promise", "about", "value", "unit", "per", "bound", "source"),
    [
        case(
            "A: 20 positive for each negative",
            "pr-qazexpocongress-smm-1", "qazexpocongress-smm", 20, "comment", "negative comment", "exact", "Ulysmedia",
        ),
        case(
            "A: 50 positive within an hour",
            "pr-qazexpocongress-smm-2", "qazexpocongress-smm", 50, "comment", "hour", "exact", "Ulysmedia",
        ),
        case(
            "A: 24/7",
            "pr-qazexpocongress-smm-3", "qazexpocongress-smm", 24, "hour", "day", "exact", "Ulysmedia",
        ),
        case(
            "B: 1,000 comments a month or more",
            "pr-astana-dasco-monitoring-1", "astana-dasco-monitoring", 1000, "comment", "month", "minimum", "Время",
        ),
        case(
            "E: front office, site, app",
            "pr-open-akimat-1", "open-akimat", 3, "component", None, "exact", "Ratel",
        ),
        case("E: due 25 December 2020", "pr-open-akimat-2", "open-akimat", "2020-12-25", "date", None, "exact",
             "Ratel"),
        case("E: e-rgis in April 2021", "pr-e-rgis-1", "e-rgis", "2021-04", "date", None, "exact", "Ratel"),
        case("E: 13 staff", "pr-taraz-media-centre-1", "taraz-media-centre", 13, "person", None, "exact", "Ratel"),
    ],
)  # fmt: skip
def test_a_promise(promise, about, value, unit, per, bound, source, tables):
    row = one(tables, "promises", promise)

    assert row["about_id"] == about
    assert (row["value_text"] if isinstance(value, str) else row["value"]) == value
    assert (row["unit"], row["per"], row["bound"]) == (unit, per, bound)
    assert source in publisher(tables, row["source_id"])


@pytest.mark.parametrize(
    ("promise", "word"),
    [
        case("A: with reactions", "pr-qazexpocongress-smm-2", "like"),
        case("A: named specialists on duty if the system fails", "pr-qazexpocongress-smm-3", "named specialists"),
        case("B: favourable", "pr-astana-dasco-monitoring-1", "favourable"),
        case("B: in answer to negative publications", "pr-astana-dasco-monitoring-1", "negative publications"),
        case("E: a mobile app", "pr-open-akimat-1", "mobile app"),
        case("E: information base and portal", "pr-open-akimat-2", "information base and web portal"),
    ],
)
def test_the_words_of_a_promise(promise, word, tables):
    assert word in one(tables, "promises", promise)["what_en"]


@pytest.mark.parametrize("network", ["Facebook", "ВКонтакте", "Одноклассники", "Instagram"])
def test_b_networks_named(network, tables):
    assert network in one(tables, "promises", "pr-astana-dasco-monitoring-1")["networks"]


@pytest.mark.parametrize("where", ["forums", "blogs", "news sites"])
def test_b_other_places_named(where, tables):
    assert where in one(tables, "records", DASCO)["deliverables"]


@pytest.mark.parametrize(
    ("statement", "side", "stance", "words", "source"),
    [
        case("A: corruption case of the predecessor", "st-qazexpocongress-smm-2", "journalist", "objection",
             "predecessor stood at the centre of a corruption case in 2015", "Ulysmedia"),
        case("A: successor of EXPO-2017", "st-qazexpocongress-1", "journalist", "finding",
             "successor, since 2019, of Astana EXPO-2017", "Ulysmedia"),
        case("A: owner", "st-qazexpocongress-1", "journalist", "finding", "Ministry of Trade and Integration",
             "Ulysmedia"),
        case("B: denies image work", "st-astana-dasco-monitoring-2", "contractor", "reply", "denies working with",
             "Время"),
        case("B: studies the mood", "st-astana-dasco-monitoring-2", "contractor", "reply", "people's mood", "Время"),
        case("B: synthetic drugs", "st-astana-dasco-monitoring-3", "contractor", "reply", "synthetic drugs", "Время"),
        case("B: broken road", "st-astana-dasco-monitoring-3", "contractor", "reply", "broken village road", "Время"),
        case("B: domestic violence", "st-astana-dasco-monitoring-3", "contractor", "reply", "domestic violence",
             "Время"),
        case("B: hundreds of signals a day", "st-astana-dasco-monitoring-4", "contractor", "reply", "hundreds of",
             "Время"),
        case("B: a finished product", "st-astana-dasco-monitoring-4", "contractor", "reply", "finished product",
             "Время"),
        case("B: two months after a new akim", "st-astana-dasco-monitoring-6", "journalist", "finding",
             "two months after a new akim", "Время"),
        case("C: Telegram since a decision of 1 March 2022", "st-president-press-service-1", "customer", "reply",
             "1 March 2022", "Kazinform"),
        case("C: X since 2011", "st-president-press-service-1", "customer", "reply", "since 2011", "Kazinform"),
        case("E: created by decree", "st-taraz-media-centre-6", "journalist", "finding", "summer 2020 by decree",
             "Ratel"),
        case("E: about 500 appeals", "st-taraz-media-centre-1", "customer", "reply", "about 500 appeals", "Ratel"),
        case("E: one press secretary before", "st-taraz-media-centre-2", "citizens", "objection", "one press secretary",
             "Ratel"),
        case("E: visit, switched off", "st-taraz-media-centre-3", "citizens", "finding",
             "switched off in working hours",
             "Ratel"),
        case("E: visit, no register", "st-taraz-media-centre-3", "citizens", "finding", "no register of appeals",
             "Ratel"),
        case("E: visit, appeal not processed", "st-taraz-media-centre-3", "citizens", "finding",
             "Instagram appeal had not been processed", "Ratel"),
        case("E: neither 109 nor eGov", "st-open-akimat-1", "customer", "reply",
             "neither the 109 dispatch service nor eGov",
             "Ratel"),
        case("E: lowest bid", "st-open-akimat-2", "customer", "reply", "lowest sum", "Ratel"),
        case("E: others pay more", "st-open-akimat-2", "customer", "reply", "cost more in other regions", "Ratel"),
        case("E: bad internet", "st-open-akimat-3", "citizens", "objection", "Internet is poor", "Ratel"),
        case("E: pensioners and poor people", "st-open-akimat-3", "citizens", "objection", "pensioners and poor people",
             "Ratel"),
        case("E: no public discussion", "st-open-akimat-6", "citizens", "objection", "not put to public discussion",
             "Ratel"),
        case("E: 93 million for such projects", "st-open-akimat-4", "citizens", "objection", "93 million", "Ratel"),
        case("E: not cancelled", "st-open-akimat-5", "auditor", "outcome", "nobody will cancel Open Akimat", "Ratel"),
        case("E: Digital Kazakhstan", "st-open-akimat-5", "auditor", "outcome", "part of Digital Kazakhstan", "Ratel"),
        case("E: centre to be discussed", "st-taraz-media-centre-5", "auditor", "outcome", "discuss with the akim",
             "Ratel"),
        case("E: later sums not named", "st-e-osi-1", "customer", "reply", "neither later sums", "Ratel"),
        case("E: several tenders in 2020", "st-benedixsimus-3", "journalist", "finding",
             "Zhambyl and Almaty regions", "Ratel"),
        case("E: no taxes 2013-2017", "st-benedixsimus-1", "journalist", "finding", "no taxes in 2013–2017", "Ratel"),
    ],
)  # fmt: skip
def test_what_was_said(statement, side, stance, words, source, tables):
    row = one(tables, "statements", statement)

    assert (row["side"], row["stance"]) == (side, stance)
    assert words in row["text_en"]
    assert row["text_ru"]
    assert row["text_kk"]
    assert source in publisher(tables, row["source_id"])


@pytest.mark.parametrize(
    ("observation", "value", "precision", "source"),
    [
        case("C: 977 materials", "obs-akorda-site-2023", 977, "exact", "Kazinform"),
        case("C: 13,931 posts", "obs-aqorda-telegram-posts-total", 13931, "exact", "Kazinform"),
        case("C: 8,022 posts in 2023", "obs-aqorda-telegram-posts-2023", 8022, "exact", "Kazinform"),
        case("C: 44,428 subscribers", "obs-aqorda-telegram-subscribers", 44428, "exact", "Kazinform"),
        case("C: 391,786 followers", "obs-president-x-followers", 391786, "exact", "Kazinform"),
        case("C: 56 tweets", "obs-president-x-posts-2023", 56, "exact", "Kazinform"),
        case("C: 2.6 million followers", "obs-president-instagram-followers", 2600000, "about", "Kazinform"),
        case("C: 63 posts", "obs-president-instagram-posts-2023", 63, "exact", "Kazinform"),
        case("E: 13 staff", "obs-taraz-mc-staff", 13, "exact", "Ratel"),
        case("E: 2 with the public", "obs-taraz-mc-public-staff", 2, "exact", "Ratel"),
        case("E: about 500 appeals", "obs-taraz-mc-appeals", 500, "about", "Ratel"),
    ],
)
def test_what_was_counted(observation, value, precision, source, tables):
    row = one(tables, "observations", observation)

    assert (row["value"], row["precision"]) == (value, precision)
    assert row["about_id"] in {PRESS, "taraz-media-centre"}
    assert source in publisher(tables, row["source_id"])


def test_c_appeals_to_the_president(tables):
    (row,) = tables["appeals"].filter(count=53237).iter_rows(named=True)

    assert (row["year"], row["region"], row["is_total"]) == (2023, "national", True)
    assert "Kazinform" in publisher(tables, row["source_id"])


@pytest.mark.parametrize(
    ("evidence", "region", "place", "word"),
    [
        case("C: Ekibastuz", "ne-0017", "pavlodar", "ekibastuz", "networks"),
        case("C: Rudny", "ne-0018", "kostanay", "rudny", "networks"),
        case("C: Ridder", "ne-0019", "east-kazakhstan", "ridder", "networks"),
        case("C: Aktau", "ne-0020", "mangystau", "aktau", "networks"),
        case("C: the park", "ne-0215", "pavlodar", "ekibastuz", "park «Шахтёр»"),
    ],
)
def test_c_what_is_lacking(evidence, region, place, word, tables):
    row = one(tables, "need_evidence", evidence)

    assert (row["region"], row["place"], row["year"]) == (region, place, 2023)
    assert word in row["statement_en"]
    assert row["statement_ru"]
    assert row["statement_kk"]
    assert "Kazinform" in publisher(tables, row["source_id"])


@pytest.mark.parametrize(
    ("rank", "akim", "region", "word"),
    [
        case("D: first", 1, "Amandyk Batalov", "almaty-region", "several weekly ratings"),
        case("D: second", 2, "Danial Akhmetov", "east-kazakhstan", "communication structure"),
        case("D: third", 3, "Umirzak Shukeev", "turkistan", "Arys"),
    ],
)
def test_d_the_half_year_result(rank, akim, region, word, tables):
    (row,) = (
        tables["akim_ratings"]
        .filter(rating_id="akims-in-social-networks", period_kind="half", rank=rank)
        .iter_rows(named=True)
    )

    assert (row["akim"], row["region"]) == (akim, region)
    assert (row["period_start"], row["period_end"]) == ("2019-01-01", "2019-06-30")
    assert word in row["evidence"]
    assert "Matritca" in publisher(tables, row["source_id"])


@pytest.mark.parametrize(
    "words",
    [
        case("what people say", "ordinary users of social networks"),
        case("state accounts left out", "all state accounts left out"),
        case("why they are", "made to write praise and repost"),
        case("not media", "press, press services"),
        case("not their own accounts", "own pages not counted"),
        case("weekly, summed up", "summed up for the half-year"),
        case("tenure rule", "short time in office is not placed"),
        case("who is left out", "West Kazakhstan, Mangystau and the new akim of Kyzylorda are left out"),
        case("who is kept", "the former akim of Kyzylorda is kept"),
    ],
)
def test_d_the_method(words, tables):
    assert words in one(tables, "ratings", "akims-in-social-networks")["method_en"]


def test_d_seven_indicators_not_all_named(tables):
    row = one(tables, "ratings", "akims-in-social-networks")

    assert row["indicators_total"] == 7
    assert len(row["indicators_named"]) < 7
    assert "Five of seven indicators" in row["not_known_en"]


@pytest.mark.parametrize(
    ("year", "paid"),
    [*((year, 0) for year in range(2013, 2018)), (2018, 987528), (2019, 1987872), (2020, 34523392)],
)
def test_e_taxes_of_the_contractor(year, paid, tables):
    (row,) = tables["party_years"].filter(party_id="benedixsimus", year=year).iter_rows(named=True)

    assert row["taxes_paid_kzt"] == paid
    assert "Ratel" in publisher(tables, row["source_id"])


def test_e_tax_debt_of_the_contractor(tables):
    (row,) = tables["party_years"].filter(party_id="benedixsimus", year=2020).iter_rows(named=True)

    assert (row["tax_debt_kzt"], row["as_of"]) == (Decimal("2158962.54"), "2020-12")


def test_e_the_lawsuit_of_2019(tables):
    (row,) = tables["party_cases"].filter(party_id="benedixsimus").iter_rows(named=True)

    assert (row["year"], row["role"]) == (2019, "defendant")
    assert "Taraz education" in row["case_en"]
    assert "without consideration" in row["case_en"]


def test_e_the_hearing_of_22_december(tables):
    (row,) = tables["hearings"].iter_rows(named=True)

    assert (row["date"], row["place"]) == ("2020-12-22", "taraz")
    assert {"open-akimat", "taraz-media-centre", "e-rgis", "e-osi"} == set(row["system_ids"])


@pytest.mark.parametrize(
    ("system", "words"),
    [
        case("front office, site, app", "open-akimat", "front office, web site and app"),
        case("centre of summer 2020", "taraz-media-centre", "summer 2020"),
        case("plans, queues, general plan", "e-rgis", "detailed plans, land queues and the general plan"),
        case("home owners", "e-osi", "associations of home owners"),
        case("volunteers", "smart-volunteer", "volunteers"),
    ],
)
def test_e_what_the_systems_are(system, words, tables):
    assert words in one(tables, "systems", system)["what_en"]
