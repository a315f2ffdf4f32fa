"""The glossary: terms this site uses, their names in three languages, and one plain sentence of meaning each."""

from dataclasses import dataclass
from typing import Final

from dashboard.html.reading import TermEntry
from dashboard.page import Page
from dashboard.words import LANGUAGES
from pipelines.marks import N_


@dataclass(frozen=True, slots=True)
class Term:
    """One term; its names are fixed in each language, its meaning goes through the catalogs."""

    anchor: str
    en: str
    ru: str
    kk: str
    meaning: str

    def name(self, language: str) -> str:
        """Return the term's name in a language."""
        return {"en": self.en, "ru": self.ru, "kk": self.kk}[language]


TERMS: Final = (
    Term("term-record", "Record", "Запись", "Жазба", N_("One piece of spending from one source.")),
    Term(
        "term-edition",
        "Data edition",
        "Выпуск данных",
        "Деректер шығарылымы",
        N_("All tables as they were published on one day. An edition never changes; a new one gets a new id."),
    ),
    Term(
        "term-found",
        "Found by us so far",
        "Найдено нами на сегодня",
        "Әзірге біз тапқан сома",
        N_("The sum of what sources we have read say. It is not all that was spent."),
    ),
    Term("term-akimat", "Akimat", "Акимат", "Әкімдік", N_("The local executive body of a region, city or district.")),
    Term("term-akim", "Akim", "Аким", "Әкім", N_("The head of an akimat.")),
    Term(
        "term-department",
        "Department (oblast or city level)",
        "Управление",
        "Басқарма",
        N_("A body of a regional or large city's akimat that answers for one field."),
    ),
    Term(
        "term-division",
        "Division (district or town level)",
        "Отдел",
        "Бөлім",
        N_("A body of a district's or town's akimat that answers for one field."),
    ),
    Term(
        "term-institution",
        "Communal state institution",
        "КГУ",
        "КММ",
        N_("An institution that a local budget keeps, such as a school or a media centre."),
    ),
    Term(
        "term-customer",
        "Buyer (customer)",
        "Заказчик",
        "Тапсырыс беруші",
        N_("The body that buys and pays."),
    ),
    Term("term-supplier", "Supplier", "Поставщик", "Өнім беруші", N_("The company or body that is paid.")),
    Term("term-contract", "Contract", "Договор", "Шарт", N_("What a buyer and a supplier agreed on, with its sum.")),
    Term("term-paid", "Paid", "Оплачено", "Төленді", N_("Money that has left the budget.")),
    Term(
        "term-budget",
        "Budget allocation",
        "Выделено в бюджете",
        "Бюджеттен бөлінді",
        N_("Money set aside in a budget. It is not a contract and not a payment."),
    ),
    Term("term-plan", "Planned", "Запланировано", "Жоспарланды", N_("A sum announced before any contract.")),
    Term(
        "term-lot",
        "Lot estimate",
        "Сумма лота (оценка заказчика)",
        "Лот сомасы (тапсырыс берушінің бағалауы)",
        N_("What the buyer expects a purchase to cost when announcing it."),
    ),
    Term(
        "term-programme",
        "Budget programme (budget line)",
        "Бюджетная программа",
        "Бюджеттік бағдарлама",
        N_("A numbered line of a budget with its own purpose and sum."),
    ),
    Term(
        "term-portal",
        "Procurement portal",
        "Портал госзакупок",
        "Мемлекеттік сатып алу порталы",
        N_("The state's site on which bodies announce purchases and publish contracts."),
    ),
    Term(
        "term-single-source",
        "From a single source",
        "Из одного источника",
        "Бір көзден алу",
        N_("Bought from one supplier without a competition, which the law allows in listed cases."),
    ),
    Term(
        "term-single-failed",
        "Single source after a failed purchase",
        "Из одного источника по несостоявшимся закупкам",
        "Өтпеген сатып алу бойынша бір көзден алу",
        N_("Bought from one supplier after a competition to which too few came."),
    ),
    Term(
        "term-quotations",
        "Request for price quotations",
        "Запрос ценовых предложений",
        "Баға ұсыныстарын сұрату",
        N_("A short way of buying in which the lowest price wins."),
    ),
    Term("term-tender", "Open tender", "Открытый конкурс", "Ашық конкурс", N_("A competition open to any supplier.")),
    Term(
        "term-ppp",
        "Public-private partnership",
        "Государственно-частное партнёрство (ГЧП)",
        "Мемлекеттік-жекешелік әріптестік (МЖӘ)",
        N_("A company builds or runs something and the budget pays it back over years."),
    ),
    Term(
        "term-information-order",
        "State information order",
        "Государственный информационный заказ",
        "Мемлекеттік ақпараттық тапсырыс",
        N_("Lawful payment to media for covering the work of the state."),
    ),
    Term(
        "term-monitoring",
        "Media and social network monitoring",
        "Мониторинг СМИ и соцсетей",
        "БАҚ пен әлеуметтік желілер мониторингі",
        N_("Reading, for a fee, what media and people write about a body."),
    ),
    Term(
        "term-smm",
        "Social media management (SMM)",
        "Ведение соцсетей (SMM)",
        "Әлеуметтік желілерді жүргізу (SMM)",
        N_("Writing and posting, for a fee, in a body's accounts."),
    ),
    Term(
        "term-contact-centre",
        "Contact centre (109, iKomek)",
        "Контакт-центр (109, iKomek)",
        "Байланыс орталығы (109, iKomek)",
        N_("One number for residents' appeals to city services."),
    ),
    Term(
        "term-appeals",
        "Citizens' appeals",
        "Обращения граждан",
        "Азаматтардың өтініштері",
        N_("Letters, calls and messages that residents send to authorities."),
    ),
    Term(
        "term-need",
        "Residents' needs",
        "Нужды жителей",
        "Тұрғындардың қажеттіліктері",
        N_("What residents lack, as published sources say: a lamp, a bus, a place in a school."),
    ),
    Term(
        "term-unit-cost",
        "Cost of one unit",
        "Цена одной единицы",
        "Бірлік құны",
        N_("What one lamp, one bus or one kilometre cost in a named purchase."),
    ),
    Term(
        "term-nominal",
        "In prices of that year",
        "В ценах того года",
        "Сол жылғы бағамен",
        N_("The sum as the source prints it."),
    ),
    Term(
        "term-real",
        "In real terms",
        "С учётом инфляции",
        "Инфляция ескерілген",
        N_("The sum moved to the prices of one year, so that years can be compared."),
    ),
    Term(
        "term-per-resident",
        "Per resident",
        "На одного жителя",
        "Бір тұрғынға шаққанда",
        N_("The sum divided by the number of residents of the buyer's own territory."),
    ),
    Term("term-bin", "Business ID number (BIN)", "БИН", "БСН", N_("The twelve digits by which a company is known.")),
    Term("term-kato", "Territory code (KATO)", "КАТО", "ӘАОЖ", N_("The official code of a region, district or town.")),
    Term(
        "term-mci",
        "Monthly calculation index",
        "МРП",
        "АЕК",
        N_("A sum set each year, from which fines and benefits are reckoned."),
    ),
    Term(
        "term-flag",
        "Question to ask",
        "Вопрос, который стоит задать",
        "Қоюға тұрарлық сұрақ",
        N_("A sign in the data that is worth a question. It says nothing about guilt."),
    ),
)


def entries(page: Page) -> list[TermEntry]:
    """Return the terms in the alphabet of the reader's language, each with its names in the other two."""
    tr = page.tr
    named = sorted(TERMS, key=lambda term: tr.sort_key(term.name(tr.language)))
    return [
        TermEntry(
            anchor=term.anchor,
            name=term.name(tr.language),
            meaning=tr(term.meaning),
            others=[(code, term.name(code)) for code in LANGUAGES if code != tr.language],
        )
        for term in named
    ]
