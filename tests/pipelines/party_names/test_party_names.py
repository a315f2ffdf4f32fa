import string

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.sources.party_merges import PartyMergeRow
from pipelines.transform.legal_forms import LEFT_FORMS, RIGHT_FORMS
from pipelines.transform.party_names import (
    decided_bins,
    form_of,
    likeness,
    merge_candidates,
    normalise,
)

PARTY = {
    "party_id": pl.String,
    "name_ru": pl.String,
    "name_kk": pl.String,
    "variants": pl.List(pl.String),
    "bin": pl.String,
    "legal_form": pl.String,
    "region": pl.String,
}


def parties(*rows):
    return pl.DataFrame([{"variants": [], **row} for row in rows], schema=PARTY)


def candidates(*rows):
    found = merge_candidates(parties(*rows)).select("party_id", "other_id", "reason", "only_match")
    return list(found.iter_rows())


KEPT = {"party_id": "bereke", "name_ru": "ТОО «Береке Софт»"}
KNOWN = {"party_id": "bin-200000000002", "name_ru": 'ТОО "БЕРЕКЕ-СОФТ"', "bin": "200000000002"}


@pytest.mark.parametrize(
    ("name", "form", "core"),
    [
        ("ТОО «Береке Софт»", "llp", "береке софт"),
        ("«Береке-Софт» ЖШС", "llp", "береке софт"),
        ("TOO “БЕРЕКЕ СОФТ”", "llp", "береке софт"),
        ("ТOО „Береке  Софт“", "llp", "береке софт"),
        ("Товарищество с ограниченной ответственностью Береке Софт", "llp", "береке софт"),
        ('"Береке Софт" жауапкершілігі шектеулі серіктестігі', "llp", "береке софт"),
        ("Bereke Soft LLP", "llp", "bereke soft"),
        ("«Береке Софт» ЖШС (ТОО Береке Софт)", "llp", "береке софт"),
        ("ТОО &amp;quot;Береке Софт&amp;quot;", "llp", "береке софт"),
        ("ТОО quot;Береке Софтquot;", "llp", "береке софт"),
        ("АО «Ёлка»", "jsc", "елка"),
        ("«Шырша» АҚ", "jsc", "шырша"),
        ("ИП Береке", "sole_trader", "береке"),
        ("«Береке» ЖК", "sole_trader", "береке"),
        ("ГУ «Отдел спорта»", "institution", "отдел спорта"),
        ("Государственное учреждение Отдел спорта", "institution", "отдел спорта"),
        ("«Спорт бөлімі» мемлекеттік мекемесі", "institution", "спорт бөлімі"),
        ("КГУ «Школа» ГУ «Отдел образования»", "communal_institution", "школа отдел образования"),
        ("«Білім бөлімі» ММ «Мектеп» КММ", "communal_institution", "білім бөлімі мектеп"),
        ("РГУ «Архив»", "republican_institution", "архив"),
        ("ГКП на ПХВ «Тазалық»", "communal_enterprise", "тазалық"),
        ("КГП на праве хозяйственного ведения «Тазалық»", "communal_enterprise", "тазалық"),
        ("ШЖҚ «Тазалық» МКК-ы", "communal_enterprise", "тазалық"),
        ("ГККП «Ясли»", "communal_treasury_enterprise", "ясли"),
        ("КГКП «Ясли»", "communal_treasury_enterprise", "ясли"),
        ("«Ясли» МКҚК", "communal_treasury_enterprise", "ясли"),
        ("«Ясли» КМКК", "communal_treasury_enterprise", "ясли"),
        ("РГП «Институт»", "republican_enterprise", "институт"),
        ("Береке", None, "береке"),
        ("ТОО", None, "тоо"),
        ("", None, ""),
    ],
)
def test_a_name_is_parted_into_form_and_core(name, form, core):
    parted = normalise(name)

    assert (parted.form, parted.core) == (form, core)
    assert form_of(name) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Акимат города Тараз", "Акимат Тараза"),
        ("Акимат города Нур-Султана", "Акимат города Астаны"),
        ("КГУ «Медиа-центр» акимата города Шу", "КГУ «Медиа-центр акимата г. Шу»"),
        ("Акимата города Шу КГУ «Медиа-центр»", "КГУ «Медиа-центр акимата города Шу»"),
        ("ТОО «Көркем Ұран»", "ТОО «Коркем Уран»"),
        ("ТОО «Жайық Пресс»", "Zhaiyk Press LLP"),
        ("Комитет архивов Республики Казахстан", "Комитет архивов РК"),
    ],
)
def test_spellings_of_one_name_share_a_key(one, other):
    assert normalise(one).key == normalise(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Школа № 5", "Школа № 15"),
        ("Акимат города Алматы", "Акимат Алматинской области"),
        ("ТОО «Дала Пресс»", "ТОО «Дала Медиа»"),
        ("Филиал АО «Дала»", "АО «Дала»"),
    ],
)
def test_other_names_have_other_keys(one, other):
    assert normalise(one).key != normalise(other).key


WORDS = st.text("абвгдеёжзиклмнопрстуфхцчшщыэюяқңғүұәөһі", min_size=3, max_size=9) | st.text(
    string.ascii_lowercase, min_size=3, max_size=9
)
FORM_WORDS = {word for forms in (LEFT_FORMS, RIGHT_FORMS) for words in forms.values() for word in words.split()}
PLAIN_WORDS = WORDS.filter(lambda word: word not in FORM_WORDS | {"шжқ", "шжк", "пхв", "too", "quot"})
NAMES = st.lists(PLAIN_WORDS, min_size=1, max_size=4).filter(lambda words: normalise(" ".join(words)).form is None)
DRESSES = {
    "llp": ("ТОО {}", "{} ЖШС", "TOO {}", "{} LLP", "Товарищество с ограниченной ответственностью {}"),
    "jsc": ("АО {}", "{} АҚ", "{} JSC", "Акционерное общество {}", "{} акционерлік қоғамы"),
    "communal_institution": ("КГУ {}", "{} КММ", "Коммунальное государственное учреждение {}"),
    "communal_enterprise": ("ГКП {}", "КГП на ПХВ {}", "{} ШЖҚ МКК", "{} КМК"),
}
QUOTES = st.sampled_from(["{}", "«{}»", '"{}"', "“{}”", "„{}“", "&quot;{}&quot;", "&amp;quot;{}&amp;quot;"])


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(name):
    once = normalise(name)

    assert normalise(once.core).core == once.core
    assert normalise(once.core).key == once.key


@given(NAMES, st.sampled_from(sorted(DRESSES)), st.data())
def test_dress_changes_nothing(words, form, data):
    plain = DRESSES[form][0].format(" ".join(words))
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    blank = data.draw(st.sampled_from([" ", "  ", "\u00a0", " - "]))
    quoted = data.draw(QUOTES).format(blank.join(case(word) for word in words))
    dressed = data.draw(st.sampled_from(DRESSES[form])).format(quoted)

    assert normalise(dressed) == normalise(plain)
    assert normalise(dressed).form == form


@given(NAMES, st.randoms())
def test_the_order_of_words_changes_no_key(words, random):
    shuffled = random.sample(words, len(words))

    assert normalise(" ".join(shuffled)).key == normalise(" ".join(words)).key


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        pytest.param("ТОО «Дала Пресс»", "«ДАЛА-ПРЕСС» ЖШС", 100, 100, id="dress only"),
        pytest.param("Medialand", "Медиаленд", 80, 92, id="by ear"),
        pytest.param("ТОО «Береке Софт»", "ТОО «Береке Софтт»", 92, 100, id="a slip"),
        pytest.param("Школа № 5 города Шу", "Школа № 15 города Шу", 0, 0, id="other numbers"),
        pytest.param("Мост", "Рост", 0, 0, id="short names"),
        pytest.param("ТОО «Дала Пресс»", "АО «Темір Жол»", 0, 50, id="nothing in common"),
        pytest.param("", "", 0, 0, id="nothing"),
    ],
)
def test_likeness(one, other, least, most):
    assert least <= likeness(one, other) <= most
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        pytest.param(KNOWN, "same_name_and_form", id="name and form"),
        pytest.param(KNOWN | {"name_ru": "Береке Софт"}, "same_name", id="form not written"),
        pytest.param(KNOWN | {"name_ru": "Береке Софт", "legal_form": "ТОО"}, "same_name_and_form", id="form beside"),
        pytest.param(KNOWN | {"name_ru": None, "name_kk": "«Береке Софт» ЖШС"}, "same_name_and_form", id="Kazakh"),
        pytest.param(KNOWN | {"name_ru": "Давно", "variants": ["ТОО Береке Софт"]}, "same_name_and_form", id="variant"),
        pytest.param(KNOWN | {"name_ru": "ТОО «Bereeke Soaft»"}, "other_alphabet", id="by ear in Latin"),
        pytest.param(KNOWN | {"party_id": "z-name", "bin": None}, "same_name_and_form", id="both without BIN"),
    ],
)
def test_parties_that_may_be_one_are_candidates(other, reason):
    assert candidates(KEPT, other) == [("bereke", other["party_id"], reason, True)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(KNOWN | {"name_ru": "АО «Береке Софт»"}, id="another legal form"),
        pytest.param(KNOWN | {"name_ru": "ТОО «Береке Сервис»"}, id="another name"),
        pytest.param(KNOWN | {"name_ru": "ТОО «Бирика Сафт»"}, id="by ear in one alphabet"),
        pytest.param(KNOWN | {"name_ru": "ИП «Береке Софт»"}, id="a sole trader is never named"),
        pytest.param(KNOWN | {"name_ru": "Береке Софт", "legal_form": "ИП"}, id="a sole trader by its form"),
    ],
)
def test_other_parties_are_no_candidates(other):
    assert candidates(KEPT, other) == []


def test_two_namesakes_are_candidates_but_neither_is_the_only_one():
    twin = KNOWN | {"party_id": "bin-200000000003", "bin": "200000000003"}

    assert [(other, only) for _, other, _, only in candidates(KEPT, KNOWN, twin)] == [
        ("bin-200000000002", False),
        ("bin-200000000003", False),
    ]


def test_a_namesake_of_another_region_is_not_the_only_match():
    found = candidates(KEPT | {"region": "zhambyl"}, KNOWN | {"region": "abai"})

    assert found == [("bereke", "bin-200000000002", "same_name_and_form", False)]


BINS = st.sampled_from([None, "100000000001", "100000000002", "100000000003"])
SPELLINGS = st.sampled_from(["ТОО Дала", "«Дала» ЖШС", "Дала", "Dala LLP", "АО Дала", "Дела", "ИП Дала"])


@given(st.lists(st.tuples(SPELLINGS, BINS), max_size=6))
def test_two_bins_never_meet(rows):
    table = parties(*({"party_id": f"p{n}", "name_ru": name, "bin": bin_} for n, (name, bin_) in enumerate(rows)))

    found = merge_candidates(table)

    bins = dict(table.select("party_id", "bin").iter_rows())
    assert all(bins[party] is None for party in found["party_id"])
    assert found.select("party_id", "other_id").is_unique().all()
    assert not found.filter(pl.col("form") == "sole_trader").height


def merge(party, number, day="2026-01-15"):
    return PartyMergeRow(party_id=party, bin=number, why="The charter names both", decided_on=day)


def test_a_decision_gives_a_party_its_bin():
    assert decided_bins([merge("bereke", "200000000002")], {"bereke": None}) == ({"200000000002": "bereke"}, [])


@pytest.mark.parametrize(
    ("merges", "known", "words"),
    [
        pytest.param([merge("gone", "200000000002")], {}, "no party", id="party unknown"),
        pytest.param([merge("dala", "200000000002")], {"dala": "100000000001"}, "another BIN", id="has a BIN"),
        pytest.param(
            [merge("dala", "100000000001")], {"dala": None, "press": "100000000001"}, "belongs to press", id="BIN taken"
        ),
        pytest.param(
            [merge("dala", "100000000001"), merge("dala", "100000000002", "2026-02-01")],
            {"dala": None},
            "another BIN",
            id="two BINs for one party",
        ),
        pytest.param(
            [merge("dala", "100000000001"), merge("press", "100000000001", "2026-02-01")],
            {"dala": None, "press": None},
            "belongs to dala",
            id="two parties for one BIN",
        ),
    ],
)
def test_a_decision_that_cannot_stand_is_named(merges, known, words):
    _, [refused] = decided_bins(merges, known)

    assert words in refused


@given(
    st.lists(st.tuples(st.sampled_from("abc"), BINS.filter(bool)), max_size=6),
    st.dictionaries(st.sampled_from("abc"), BINS),
)
def test_decisions_never_give_one_party_two_bins_nor_one_bin_two_parties(rows, known):
    given_bins, _ = decided_bins([merge(party, number) for party, number in rows], known)

    holders = [(party, number) for party, number in known.items() if number] + [
        (party, number) for number, party in given_bins.items()
    ]
    assert len(set(given_bins.values())) == len(given_bins)
    assert all(known[party] in (None, number) for number, party in given_bins.items())
    assert all(party == given_bins.get(number, party) for party, number in holders)
