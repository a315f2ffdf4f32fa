"""Owns who a buyer of the register is, told from names alone: local or central, what kind of body, how wide."""

import html
import re
from typing import Literal

import polars as pl

from pipelines.transform.party_names import form_of, normalise
from pipelines.transform.register.kato import PlaceOf, place_finder, place_of

__all__ = ["PlaceOf", "is_region_wide", "level_of", "local_buyers", "party_type_of", "place_finder", "place_of"]

Level = Literal["local", "central"]
PartyType = Literal["akimat", "department", "ministry", "state_company", "company", "other"]

PRIVATE_FORMS = frozenset(
    (
        "llp",
        "sole_trader",
        "farm",
        "public_foundation",
        "public_association",
        "private_institution",
        "association_of_legal_entities",
        "production_cooperative",
    )
)
COMMUNAL_FORMS = frozenset(("communal_institution", "communal_enterprise", "communal_treasury_enterprise"))
REPUBLICAN_FORMS = frozenset(("republican_institution", "republican_enterprise", "republican_treasury_enterprise"))
COMPANY_FORMS = frozenset(("jsc", "open_jsc", "closed_jsc", "nonprofit_jsc"))
ENTERPRISE_FORMS = frozenset(
    (
        "communal_enterprise",
        "communal_treasury_enterprise",
        "republican_enterprise",
        "republican_treasury_enterprise",
        "state_enterprise",
        "treasury_enterprise",
    )
)

AKIMAT = re.compile(
    r"\bакимат(?:а|у|ом|е|ы|ов)?\b|\bаким(?:а|у|ом|ов)?\b|әкімд(?:ік|іг)|\bәкім(?:і|ін|інің)?\b"
    r"|маслихат|мәслихат|ревизионн\w+ комисси|тексеру комиссия"
)
DEVELOPMENT_CORPORATION = re.compile(
    r"\bспк\b|социально предпринимательск\w+ корпораци|әлеуметтік кәсіпкерлік корпорация|\bәкк\b"
)
COMMUNAL = re.compile(r"коммунальн\w+ (?:государственн|казенн)|коммуналдық")
STATE = re.compile(
    r"министерств|министрлі[гк]|\bкомитет(?:а|у|ом|ы|і|інің)?\b|\bагентств|агентті[гк]|прокуратур|правительств|үкімет"
    r"|парламент|\bсенат|мәжіліс|мажилис|(?:управлени\w+ делами|администраци\w+|канцеляри\w+|служб\w+) президента"
    r"|президенті(?:нің)? (?:іс|әкімшілі|кеңсе)|верховн\w+ суд|жоғарғы сот|конституционн\w+ суд|конституциялық сот"
    r"|(?:областно|городско|районно|специализированн|апелляцион|кассацион)\w* суд(?:а|ов)?\b|\bсуды?\b.*\bрк\b"
    r"|облыстық сот|аудандық сот|қалалық сот|\bсоты\b|избирательн\w+ комисси|сайлау комиссия"
)
REPUBLICAN = re.compile(
    r"республиканск|республикалық|республик[аи] казахстан|қазақстан республикасы|\bрк\b|\bқр\b|национальн|ұлттық"
    r"|самрук|самұрық|байтерек|бәйтерек|казпочт|қазпошта|казахтелеком|қазақтелеком|казтелерадио|қазтелерадио"
    r"|темир жолы|темір жолы|\bктж\b|kazpost|samruk|baiterek|назарбаев (?:университет|интеллектуальн)"
)
DEPARTMENT = re.compile(r"\bдепартамент")
BRANCH = re.compile(
    r"(?:управлени|отдел)\w* (?:\S+ )?(?:полици|юстици|казначейств|государственных доходов|внутренних дел|статистик"
    r"|санитарно|национальной безопасности|по делам обороны|обороны\b|судебных|по чрезвычайным ситуациям"
    r"|по защите прав потребителей|специализированной|уголовно|пробации)"
    r"|(?:полиция|әділет|қазынашылық|мемлекеттік кірістер|ішкі істер|статистика|төтенше жағдайлар|пробация"
    r"|қорғаныс істері(?: жөніндегі)?|санитариялық\S* \S+ \S+) (?:басқармасы|бөлімі)"
    r"|(?:воинск|войсков)\w+ част|әскери бөлім|пограничн|шекара қызметі|следственн\w+ изолятор|тергеу изоляторы"
    r"|исправительн\w+ (?:учреждени|колони)|түзеу мекемесі|уголовно исполнительн|қылмыстық атқару"
    r"|природн\w+ (?:национальн\w+ )?(?:парк|заповедник)|табиғи паркі|табиғи қорығы|территориальн\w+ инспекци"
)
OFFICE = re.compile(r"\b(?:управлени[еяю]|отдел(?:а|у|ы|ов)?)\b|\bбасқармасы|\bбөлім(?:і|ін|інің|дері|ше)?\b")
SERVICE = re.compile(
    r"школ|гимнази|лице[йя]|\bясли|детск\w+ сад|сад ясли|колледж|больниц|поликлиник|диспансер|библиотек|дом\w* культуры"
    r"|дом\w* (?:ребенка|дружбы)|интернат|музе[йя]|театр|центр\w* занятости|медиа центр|служб\w+ коммуникаци|водоканал"
    r"|архив|перинатальн|амбулатори|спортивн\w+ клуб|дворец|дворц"
    r"|мектеп|мектебі|гимназия|балабақша|бөбекжай|бақшасы|аурухана|емхана|кітапхана|мәдениет үйі|мұражай|мұрағат"
    r"|медиа орталы|коммуникациялар қызметі|жұмыспен қамту орталығы|интернат"
)


def level_of(name_ru: str | None, name_kk: str | None, legal_form: str | None) -> Level | None:
    """Tell from the name of a buyer whose money it spends.

    Args:
        name_ru: Russian name, full or short.
        name_kk: Kazakh name.
        legal_form: Legal form as the register has it («ГУ», «КГП»), if told.

    Returns:
        local: akimats, offices of akims, maslikhats, departments of regions, towns and districts, communal
        institutions and enterprises, their schools and clinics, development corporations. central: republican
        institutions and enterprises, ministries, committees and their departments in regions, courts, police,
        national companies. Nothing where the name does not tell: private and doubtful companies.
    """
    forms = _forms(name_ru, name_kk, legal_form)
    text = _text(name_ru, name_kk)
    if by_form := _by_form(forms, text):
        return by_form
    if forms & PRIVATE_FORMS or not text:
        return None
    return _by_words(text, is_company=bool(forms & COMPANY_FORMS))


def _by_form(forms: frozenset[str], text: str) -> Level | None:
    """Go by a form that only one level can have; where the two names differ, the words decide."""
    if forms & REPUBLICAN_FORMS and not forms & COMMUNAL_FORMS:
        return "central"
    if forms & COMMUNAL_FORMS and not forms & REPUBLICAN_FORMS:
        return "local"
    return "local" if COMMUNAL.search(text) and not forms & PRIVATE_FORMS | forms & REPUBLICAN_FORMS else None


def _by_words(text: str, *, is_company: bool) -> Level | None:
    # An akim's office is local whoever else its name mentions; a corporation is «national» only in its title.
    if DEVELOPMENT_CORPORATION.search(text):
        return "local"
    if STATE.search(text) or (DEPARTMENT.search(text) and not AKIMAT.search(text)) or BRANCH.search(text):
        return "central"
    if AKIMAT.search(text):
        return "local"
    if REPUBLICAN.search(text):
        return "central"
    is_service = OFFICE.search(text) or SERVICE.search(text)
    return "local" if is_service and not is_company else None


def _forms(name_ru: str | None, name_kk: str | None, legal_form: str | None) -> frozenset[str]:
    written = [form_of(name) for name in (name_ru, name_kk) if name]
    told = form_of(f"{legal_form} имя") if legal_form else None
    return frozenset(form for form in (written or [told]) if form) or frozenset([told] if told else [])


def _text(*names: str | None) -> str:
    """Return the names in small letters without quotes and marks; forms stay in them."""
    joined = html.unescape(html.unescape(" | ".join(name for name in names if name))).casefold().replace("ё", "е")
    return " ".join(re.findall(r"\w+|\|", joined))


def local_buyers(subjects: pl.DataFrame) -> list[str]:
    """Find the buyers whose money is local.

    Args:
        subjects: Participants: bin, name_ru, name_kk, full_ru, full_kk, is_customer, legal_form. One that stands
            several times is taken once; those that do not buy are passed over before any name is read.

    Returns:
        BINs, sorted.
    """
    customers = subjects.filter(pl.col("is_customer") & pl.col("bin").is_not_null()).unique("bin", keep="last")
    told = customers.select(
        "bin", ru=_first("full_ru", "name_ru"), kk=_first("full_kk", "name_kk"), form=_first("legal_form")
    )
    return sorted(bin_ for bin_, ru, kk, form in told.iter_rows() if level_of(ru, kk, form) == "local")


def _first(*names: str) -> pl.Expr:
    texts = [pl.col(name).str.strip_chars() for name in names]
    return pl.coalesce(pl.when(text.str.len_chars() > 0).then(text) for text in texts)


OWN_AKIMAT = re.compile(r"^(?:акимат|аппарат акима)\b|(?:әкімінің аппараты|әкімдігі)$")
OWN_OFFICE = re.compile(r"^(?:\S+ ){0,2}(?:управление|отдел)\b|(?:басқармасы|бөлімі)$")
OWN_MINISTRY = re.compile(r"^(?:министерство|комитет|агентство)\b|(?:министрлігі|комитеті|агенттігі)$")


def party_type_of(name_ru: str | None, name_kk: str | None, legal_form: str | None) -> PartyType:
    """Tell what kind of body a buyer is: akimat, department, ministry, state_company, company or other.

    Args:
        name_ru: Russian name.
        name_kk: Kazakh name.
        legal_form: Legal form as the register has it.

    Returns:
        What the body itself is, not who owns it: a school of an akimat's department is other.
    """
    forms = _forms(name_ru, name_kk, legal_form)
    level = level_of(name_ru, name_kk, legal_form)
    if forms & PRIVATE_FORMS or (forms & COMPANY_FORMS and level is None):
        return "company"
    if forms & (ENTERPRISE_FORMS | COMPANY_FORMS):
        return "state_company"
    cores = [normalise(name).core for name in (name_ru, name_kk) if name]
    return _own_kind(cores, level)


def _own_kind(cores: list[str], level: Level | None) -> PartyType:
    if any(OWN_AKIMAT.search(core) for core in cores) and level != "central":
        return "akimat"
    if level == "central":
        return "ministry" if any(OWN_MINISTRY.search(core) for core in cores) else "other"
    return "department" if any(OWN_OFFICE.search(core) for core in cores) else "other"


REGION_WORD = re.compile(r"\bобласт|облыс")
SMALLER = re.compile(
    r"\bрайон|\bгород(?!\w*строит)|\bг\b|\bсел[аоу]?\b|\bсельск\w+ округ|\bаул|\bпоселк|\bпоселок"
    r"|\bаудан|\bқала(?! құрылыс)|\bқ\b|\bауыл(?:ы|ының|дық|дар)?\b(?! шаруа)|\bкент"
)
CITY_OF_REPUBLIC = re.compile(r"город\w* (?:алматы|астан|нур султан|шымкент)|(?:алматы|астана|нұр сұлтан|шымкент) қала")
DISTRICT = re.compile(r"\bрайон|\bаудан")


def is_region_wide(name_ru: str | None, name_kk: str | None) -> bool:
    """Tell whether a body is named for a whole region and not for a town, district or village in it.

    Such a body belongs to the region, whatever town its address lies in. Astana, Almaty and Shymkent are regions:
    a body of the whole city is region-wide too, one of a city district is not.
    """
    text = _text(name_ru, name_kk)
    if CITY_OF_REPUBLIC.search(text):
        return not DISTRICT.search(text)
    return bool(REGION_WORD.search(text)) and not SMALLER.search(text)
