"""Whose posts count: residents' accounts stay, those of state bodies, media, companies and public pages go."""

import pytest

from pipelines.transform.mentions.accounts import RESIDENT, Judge, judge
from tests.pipelines.mentions.making import found, method, post

STATE, MEDIA, COMPANY, PAGE = "state", "media", "company", "public_page"


@pytest.fixture(scope="module")
def the_judge() -> Judge:
    return judge(method().accounts)


@pytest.mark.parametrize(
    ("handle", "name", "kind", "expected"),
    [
        # Residents, among them those whose names look like something else.
        ("aigul_s", "Айгүл Сәрсенова", "", RESIDENT),
        ("1048576", "", "", RESIDENT),
        ("petr.akimov", "Пётр Акимов", "", RESIDENT),
        ("akimova_l", "Лариса Акимова", "", RESIDENT),
        ("akimbek99", "Әкімбек Нұрлан", "", RESIDENT),
        ("khabarov77", "Иван Хабаров", "", RESIDENT),
        ("zhurnalova", "Газиза Журналова", "", RESIDENT),
        ("saule_ustaz", "Мектеп ұстазы Сәуле", "", RESIDENT),
        ("banu", "Банкирова Бану", "", RESIDENT),
        ("mm_sergei", "Сергей Мм-ов", "person", RESIDENT),
        ("rayon", "Житель района Байзак", "", RESIDENT),
        ("user7", "Жолдас", "citizen", RESIDENT),
        ("user8", "Жолдас", "Тұрғын", RESIDENT),
        # State bodies.
        ("akimat_taraz", "", "", STATE),
        ("tarazakimat", "", "", STATE),
        ("AkimatZhambyl", "", "", STATE),
        ("zhambyl_akimdigi", "", "", STATE),
        ("id1", "Жамбыл облысының әкімдігі", "", STATE),
        ("id2", "Аким города Тараз", "", STATE),
        ("id3", "Тараз қаласының әкімі", "", STATE),
        ("id4", "Пресс-служба акима области", "", STATE),
        ("id5", "Баспасөз қызметі", "", STATE),
        ("id6", "Управление здравоохранения", "", STATE),
        ("id7", "Білім басқармасы", "", STATE),
        ("id8", "Департамент полиции", "", STATE),
        ("id9", "Министерство цифрового развития", "", STATE),
        ("id10", "КГУ «Центр развития молодёжи»", "", STATE),
        ("id11", "«Жастар орталығы» КММ", "", STATE),
        ("id12", "Детский сад № 5", "", STATE),
        ("@aqorda", "", "", STATE),
        ("akimat_taraz", "", "person", STATE),
        ("u", "Айдар", "official", STATE),
        ("u", "Айдар", "Госорган", STATE),
        ("egov.kz.gov", "", "", STATE),
        # Media.
        ("tengrinews", "", "", MEDIA),
        ("TarazNews", "", "", MEDIA),
        ("taraz_novosti", "", "", MEDIA),
        ("n1", "Новости Тараза", "", MEDIA),
        ("n2", "Тараз жаңалықтары", "", MEDIA),
        ("n3", "Телеканал Жамбыл", "", MEDIA),
        ("n4", "«Ақ жол» газеті", "", MEDIA),
        ("n5", "Сәуле", "журналист", MEDIA),
        ("zhambyl_tv", "", "", MEDIA),
        # Companies.
        ("c1", "ТОО «Ромашка»", "", COMPANY),
        ("c2", "«Береке» ЖШС", "", COMPANY),
        ("c3", "ИП Иванов", "", COMPANY),
        ("c4", "Интернет-магазин Әлем", "", COMPANY),
        ("c5", "Народный банк", "", COMPANY),
        ("taraz_shop", "", "", COMPANY),
        ("c6", "Мебель на заказ", "", COMPANY),
        ("c7", "Дана", "бизнес", COMPANY),
        # Public pages.
        ("p1", "Подслушано Тараз", "", PAGE),
        ("p2", "Типичный Тараз", "", PAGE),
        ("p3", "Тараз объявления", "", PAGE),
        ("p4", "Тараз қауымдастығы", "", PAGE),
        ("taraz_chat", "", "", PAGE),
        ("p5", "Наш город", "", PAGE),
        ("p6", "Мәди", "паблик", PAGE),
        # The first of several sorts; a kind that was told goes before names.
        ("x1", "Новости акимата", "", STATE),
        ("x2", "ТОО «Телеканал»", "", MEDIA),
        ("x3", "Новости", "company", COMPANY),
    ],
)
def test_whose_account_it_is(the_judge, handle, name, kind, expected):
    assert the_judge.reason(handle, name, kind) == expected


@pytest.mark.parametrize("handle", ["Kind.Resident_News", "kindresidentnews", "@KindResidentNews"])
def test_a_handle_on_the_list_of_those_that_stay_stays(handle):
    lists = method().accounts
    kept = lists.kept.model_copy(update={"handles": ["kind_resident_news"]})

    assert judge(lists).reason(handle, "", "") == MEDIA
    assert judge(lists.model_copy(update={"kept": kept})).reason(handle, "", "") == RESIDENT


@pytest.mark.parametrize(
    ("kind", "known"), [("person", True), ("БАҚ", True), ("мемлекеттік орган", True), ("elf", False)]
)
def test_kinds_that_the_file_knows(the_judge, kind, known):
    assert the_judge.knows(kind) is known


def test_one_line_that_tells_an_account_apart_takes_all_its_posts(tmp_path):
    posts = [post(1, author="same"), post(2, author="Same"), post(3, author="@same", author_kind="media"), post(4)]

    told = found(tmp_path, posts)

    assert told.tables["mention_periods"]["mentions"].to_list() == [1, 1]


def test_accounts_of_two_networks_are_two(tmp_path):
    posts = [post(1, author="same"), post(2, author="same", network="x", author_kind="media")]

    assert found(tmp_path, posts).tables["mention_periods"]["mentions"].to_list() == [1, 1]
