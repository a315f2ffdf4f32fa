"""Made-up packs with blocks of every kind, alike in each language; none of what they say is a fact."""

from decimal import Decimal

from dashboard.body import Figure
from dashboard.charts.base import LIGHT, BarRow, horizontal_bars
from dashboard.charts.vector import bars as vector
from dashboard.hearing.pack import (
    Chapter,
    Entry,
    Listed,
    Needed,
    Numbered,
    Numbers,
    Pack,
    Pictured,
    Sides,
    Tabled,
    Terms,
    Told,
)
from dashboard.html.inputs import Cell, Column, CostLine, Evidence, Key, NeedLine, Said, Table
from dashboard.page import Page
from dashboard.short_links import short_link

ORIGIN = "https://site.test"
KAZAKH_LETTERS = "әғқңөұүһі ӘҒҚҢӨҰҮҺІ"
LONG_ADDRESS = "https://example.org/" + "uzyn-silteme/" * 12 + "?" + "parametr=manager&" * 6
LONG_WORD = {"kk": "қанағаттандырылмағандықтарыңыздан" * 3, "ru": "водогрязеторфопарафинолечебница" * 3}

WORDS = {
    "kk": {
        "title": "Ойдан шығарылған қала: 93 млн ₸ табылды, оның 85 %-ы бағдарламаға кетті",
        "lead": "Бұл ойдан шығарылған дерек. Барлық әріп көрінуі керек: әғқңөұүһі ӘҒҚҢӨҰҮҺІ.",
        "about": "Әкімдіктердің ақшасы · барлық жылдар · бір рет саналған",
        "finding": "Негізгі ой",
        "figures": "Суреттер",
        "records": "Жазбалар",
        "promises": "Уәделер",
        "sides": "Екі жақ не деді",
        "needs": "Қажеттіліктер",
        "questions": "Сұрақтар",
        "method": "Қалай саналған",
        "glossary": "Сөздік",
        "minutes": "Хаттама",
        "said": "Ұзақ мәтін ондай болса да бетке сыяды және ештеңе кесілмейді. ",
        "name": "Фронт-офис, сайт және мобильді қосымша",
        "source": "Жергілікті газет, 2021 жылғы 12 наурыз",
        "question": "Келісімшарт бойынша не жеткізілді және оны кім қабылдады?",
        "field": "Күні",
        "empty": "Бұл сүзгі бойынша бір де бір жазба жоқ",
    },
    "ru": {
        "title": "Выдуманный город: найдено 93 млн ₸, из них 85 % ушло на программы",
        "lead": "Это выдуманные данные. Видны должны быть все буквы: ёъыэщ Ёъыэщ.",
        "about": "Деньги акиматов · все годы · посчитано один раз",
        "finding": "Главное",
        "figures": "Рисунки",
        "records": "Записи",
        "promises": "Обещания",
        "sides": "Что сказали обе стороны",
        "needs": "Нужды",
        "questions": "Вопросы",
        "method": "Как посчитано",
        "glossary": "Словарь",
        "minutes": "Протокол",
        "said": "Длинный текст тоже помещается на страницу, и ничего не обрезано. ",
        "name": "Фронт-офис, сайт и мобильное приложение",
        "source": "Местная газета, 12 марта 2021 года",
        "question": "Что поставлено по договору и кто это принял?",
        "field": "Дата",
        "empty": "По этому фильтру нет ни одной записи",
    },
    "en": {
        "title": "A made-up town: 93 million ₸ found so far, 85% of it for software",
        "lead": "These data are made up.",
        "about": "Money of akimats · all years · counted once",
        "finding": "The finding",
        "figures": "Figures",
        "records": "Records",
        "promises": "Promises",
        "sides": "What both sides said",
        "needs": "Needs",
        "questions": "Questions",
        "method": "How we count",
        "glossary": "Glossary",
        "minutes": "Minutes",
        "said": "A long text fits the page as well, and nothing is cut. ",
        "name": "Front office, site and mobile application",
        "source": "Local newspaper, 12 March 2021",
        "question": "What was delivered under the contract, and who accepted it?",
        "field": "Date",
        "empty": "There is no record for this filter",
    },
}


def full_pack(page: Page, rows: int = 12) -> Pack:
    """Return a pack with blocks of every kind, in the page's language.

    Args:
        page: The page it is made of.
        rows: How many lines its lists and tables have.
    """
    said = WORDS[page.tr.language]
    return _pack(page, said["title"], said["lead"], _chapters(page, rows))


def empty_pack(page: Page) -> Pack:
    """Return a pack of no record, in the page's language."""
    said = WORDS[page.tr.language]
    chapters = (Chapter("finding", said["finding"], said["empty"], ()), Chapter("records", said["records"], "", ()))
    return _pack(page, said["empty"], "", chapters)


def pack_of(page: Page, *blocks: object) -> Pack:
    """Return a pack with one chapter of some blocks, in the page's language."""
    said = WORDS[page.tr.language]
    return _pack(page, said["title"], "", (Chapter("finding", said["finding"], "", tuple(blocks)),))  # type: ignore[arg-type]


def _pack(page: Page, title: str, lead: str, chapters: tuple[Chapter, ...]) -> Pack:
    tr, snapshot = page.tr, page.asked.snapshot
    return Pack(
        page=page,
        title=title,
        lead=lead,
        about=WORDS[tr.language]["about"],
        chapters=chapters,
        edition=tr("Data edition %(id)s of %(date)s", id=snapshot.id, date=tr.date(snapshot.day)),
        link=ORIGIN + short_link(page),
    )


def _chapters(page: Page, rows: int) -> tuple[Chapter, ...]:
    said = WORDS[page.tr.language]
    made = {
        "finding": (told(page), numbers(page)),
        "figures": (pictured(page), undrawn(page)),
        "records": (listed(page, rows),),
        "promises": (tabled(page, rows), wide_table(page)),
        "sides": (sides(page),),
        "needs": (needed(page),),
        "questions": (Numbered((said["question"],) * 3),),
        "method": (Told((said["said"] * 4,) * 2),),
        "glossary": (terms(page),),
        "minutes": (Numbered((said["question"],) * 3, lines=4, fields=(said["field"], said["name"])),),
    }
    return tuple(Chapter(key, said[key], said["said"] if key != "minutes" else "", made[key]) for key in made)


def told(page: Page) -> Told:
    """Return running text with a word that has no place to break."""
    said = WORDS[page.tr.language]
    word = LONG_WORD.get(page.tr.language, "pneumonoultramicroscopic" * 4)
    return Told((said["said"] * 6, f"{said['said']} {word} {LONG_ADDRESS}", KAZAKH_LETTERS))


def numbers(page: Page) -> Numbers:
    """Return four key numbers."""
    tr, said = page.tr, WORDS[page.tr.language]
    values = [Decimal(79_000_000), Decimal(14_250_000), Decimal("123456789012.50"), Decimal(3)]
    return Numbers([Key(said["name"], tr.money(value), said["said"], href="/records") for value in values])


def pictured(page: Page) -> Pictured:
    """Return a figure with a vector drawing: solid and hatched bars."""
    said, tr = WORDS[page.tr.language], page.tr
    bars = [
        BarRow(
            f"{said['name']} {n}",
            Decimal(n * 7_000_000),
            Decimal(n * 2_000_000),
            tr.money_short(Decimal(n * 9_000_000)),
            "",
        )
        for n in range(8, 0, -1)
    ]
    return Pictured(
        Figure(
            key="bars",
            title=said["name"],
            draw=lambda palette: horizontal_bars(bars, palette, palette.media),
            alt=said["said"],
            vector=lambda width: vector.horizontal_bars(bars, LIGHT, LIGHT.media, width),
        ),
        foot=f"{said['source']} · {said['about']}",
    )


def undrawn(page: Page) -> Pictured:
    """Return a figure that no vector drawing exists of: its table stands for it."""
    figure = pictured(page).figure
    return Pictured(
        Figure("undrawn", figure.title, figure.draw, figure.alt, table=tabled(page, 3).table), foot="© made-up"
    )


def listed(page: Page, rows: int) -> Listed:
    """Return a list of records with their sources, one with a long address."""
    said, tr = WORDS[page.tr.language], page.tr
    lines = [
        Entry(
            Cell(f"{n}. {said['name']}", href=f"/record?id=record-{n}"),
            tr.money(Decimal(n * 1_234_567)),
            (
                Cell(said["about"]),
                Cell(said["source"], href="https://example.org/news", note=said["said"]),
                *((Cell(LONG_ADDRESS, href=LONG_ADDRESS),) if n == 2 else ()),
            ),
        )
        for n in range(1, rows + 1)
    ]
    return Listed((*lines, Entry(Cell("", note=said["said"]))), Cell(said["records"], href="/records"))


def tabled(page: Page, rows: int) -> Tabled:
    """Return a table of three columns, one value of it not known."""
    said, tr = WORDS[page.tr.language], page.tr
    columns = [
        Column("what", said["name"]),
        Column("how_many", said["needs"], "number"),
        Column("sum", "₸", "money", amount=True),
    ]
    lines = [
        {
            "what": Cell(f"{said['name']} {n}", href=f"/record?id=r-{n}", lines=[Cell(said["source"])]),
            "sum": Cell(tr.money(Decimal(n * 98_765_432))),
            **({"how_many": Cell(tr.number(n * 1000))} if n % 3 else {}),
        }
        for n in range(1, rows + 1)
    ]
    return Tabled(Table(columns, lines, said["promises"]))


def wide_table(page: Page) -> Tabled:
    """Return a table of more columns than stand beside each other in half a page."""
    said = WORDS[page.tr.language]
    columns = [Column(f"c{n}", f"{said['field']} {n}") for n in range(9)]
    row = {f"c{n}": Cell(said["name"], note=said["field"] if n == 3 else "") for n in range(8)}
    return Tabled(Table(columns, [row, row], said["name"]))


def sides(page: Page) -> Sides:
    """Return what both sides said; one said more, and there is an outcome."""
    said = WORDS[page.tr.language]
    one = Said(said["name"], said["said"] * 3, "2021", Cell(said["source"], href="https://example.org"), said["field"])
    return Sides((said["sides"], said["questions"]), [one], [one, one], said["finding"], [one])


def needed(page: Page) -> Needed:
    """Return needs with ranges, costs and signs, and one without a range."""
    said, tr = WORDS[page.tr.language], page.tr
    source = Cell(said["source"], href=LONG_ADDRESS)
    costs = [CostLine(said["name"], tr.money(Decimal(600_000)), source, "2021", said["field"])] * 3
    signs = [Evidence(said["said"], source, "2022")]
    return Needed(
        [
            NeedLine(said["needs"], said["said"], 0.2, 0.3, 0.9, costs, signs, said["about"]),
            NeedLine(said["name"], said["said"], 1.0, 1.0, 1.0, costs),
            NeedLine(said["records"], said["said"]),
        ]
    )


def terms(page: Page) -> Terms:
    """Return words with their meanings."""
    said = WORDS[page.tr.language]
    return Terms(tuple((said[key], said["said"]) for key in ("records", "promises", "needs")))


BLOCKS = {
    "told": told,
    "numbers": numbers,
    "pictured": pictured,
    "undrawn": undrawn,
    "listed": lambda page: listed(page, 3),
    "tabled": lambda page: tabled(page, 3),
    "wide table": wide_table,
    "table of no rows": lambda _: Tabled(Table([Column("a", "A")], [], "A")),
    "sides": sides,
    "needed": needed,
    "numbered": lambda page: Numbered((WORDS[page.tr.language]["question"],), 3, (WORDS[page.tr.language]["field"],)),
    "terms": terms,
    "no numbers": lambda _: Numbers([]),
    "no rows": lambda _: Listed(()),
}
"""Name → maker of one block, of every kind."""
