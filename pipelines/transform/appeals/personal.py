"""Takes out of a resident's text what could point to a person, before anything else is done with it.

Rules, not a model: each can be read, tested and mended. They would rather take out too much, for a word too few costs
a count at most; but streets, schools and towns keep the names they bear, since those words tell what is asked for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pipelines.transform.appeals.given_names import GIVEN_NAMES
from pipelines.transform.register.wording import BEARS_NAME, EMAIL, NAMED_AFTER, PERSON

HIDDEN: Final = "…"

_BIG, _SMALL = "А-ЯЁӘҒҚҢӨҰҮҺІ", "а-яёәғқңөұүһі"
_LETTERS = f"{_BIG}{_SMALL}"
_WORD = rf"[{_LETTERS}]+(?:-[{_LETTERS}]+)?"
_CAPITAL = rf"[{_BIG}][{_LETTERS}]+(?:-[{_BIG}][{_LETTERS}]+)?"
_LATIN_CAPITAL = r"[A-Z][a-z']+"
_CALLED = rf"(?:{_CAPITAL}|{_LATIN_CAPITAL})"
_NUMBER = r"(?:№\s*)?\d{1,4}\s?(?:[а-еa-eА-ЕA-E](?!\w))?(?:\s?[/-]\s?\d{1,4}[а-е]?)*(?!\d)"

LINK: Final = re.compile(
    r"https?://\S+|www\.\S+|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:kz|ru|com|org|net|me|info|su|рф|қаз)\b(?:/\S*)?",
    re.IGNORECASE,
)
HANDLE: Final = re.compile(
    r"(?<![\w.])@\w[\w.]{2,}"
    r"|\b(?:инстаграмм?|инста|instagram|телеграмм?|telegram|тикток|tiktok|фейсбук|facebook|вконтакте|ватсап|whatsapp|"
    r"вк|vk|ник)\w{0,3}\s*[:–—-]?\s*(?=[\w.]*[A-Za-z_])@?[A-Za-z0-9_.]{3,}",
    re.IGNORECASE,
)
ACCOUNT: Final = re.compile(r"\bKZ\s?\d{2}(?:\s?[A-Z0-9]{2,4}){3,5}\b", re.IGNORECASE)
LONG_NUMBER: Final = re.compile(r"(?<!\d)\+?\(?\d(?:[\s().–—_/-]{0,3}\d){8,}(?!\d)")
"""Nine digits and more: phones, personal numbers, cards, identity papers. No bus, school or sum of a month has them."""
PHONE: Final = re.compile(
    r"\b(?:тел(?:ефон\w*)?|сот(?:ов\w*|к\w*)?|моб(?:ильн\w*)?|номер\w*|звон\w+|хабарлас\w*|байланыс\w*|tel|phone)"
    r"\b[.:\s№/–—-]*\(?\d(?:[\s().–—-]{0,3}\d){4,8}(?!\d)",
    re.IGNORECASE,
)
PAPER: Final = re.compile(
    r"\b(?:иин|жсн|иік|бин|удостоверени\w+|жеке\s+куәлік\w*|паспорт\w*|уд\.?\s?л(?:ич)?\.?)\b[.:\s№–—-]*\d[\d\s-]{3,}",
    re.IGNORECASE,
)
PLATE: Final = re.compile(r"(?<!\w)\d{3}\s?[A-ZА-Я]{2,3}\s?\d{2}(?!\w)|(?<!\w)[A-ZА-Я]\s?\d{3}\s?[A-ZА-Я]{2,3}(?!\w)")
BORN: Final = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}(?=\s*(?:г\.?\s?р|года?\s+рожд|ж\.?\s?т|жылы\s+туған))"
    r"|\b(?:19|20)\d{2}\s*(?:г(?:ода?|\.)?\s*р(?:ожд\w*|\.)?|жыл\w*\s+туған\w*)",
    re.IGNORECASE,
)

_STREET = (
    r"(?:ул(?:иц\w+|\.)?|пр(?:осп(?:ект\w*|\.)|-т|\.)|переул\w+|пер\.|бульвар\w*|б-р|проезд\w*|шоссе|набережн\w+|"
    r"мкр(?:н|-н)?\.?|микрорайон\w*|көше\w*|даңғыл\w*|ықшам\s?аудан\w*|шағын\s?аудан\w*)"
)
_BEARING: Final = re.compile(
    rf"(?:{_STREET}|площад\w+|парк\w*|школ\w+|гимнази\w+|лице\w+|мектеп\w*)(?!\w)", re.IGNORECASE
)
STREET_NUMBER: Final = re.compile(
    rf"(\b{_STREET}\s*(?:(?:{_WORD}|\d{{1,3}}-?[а-я]{{1,2}})\.?\s+){{0,3}}?{_WORD}\.?)[\s,]+{_NUMBER}(?:[\s,]+{_NUMBER})?",
    re.IGNORECASE,
)
"""A street stays, the numbers behind it go."""
HOUSE: Final = re.compile(
    rf"\b(?:дом(?:а|е|у|ом)?|д\.|корп(?:ус\w*|\.)|стр\.|строени\w+|подъезд\w*|под\.|этаж\w*|кв(?:артир\w*|\.|-ра)?|офис\w*|оф\.)"
    rf"\s*{_NUMBER}"
    rf"|\b{_NUMBER}\s*-?\s*(?:үй(?:де|дің|ден|ге|і|інде)?|пәтер\w*|кіреберіс\w*|корпус\w*|қабат\w*|подъезд\w*|квартир\w*|кв\.)"
    rf"|\b(?:үй|пәтер|кіреберіс|қабат)\w*\s*:?\s*{_NUMBER}",
    re.IGNORECASE,
)
BARE_HOUSE: Final = re.compile(
    rf"(\b{_CAPITAL})[\s,]+(?:\d{{1,4}}\s?[а-е]?\s?[-/]\s?\d{{1,4}}(?!\d)|\d{{1,4}}[а-е]?(?=[\s,]+…))"
)
"""A street named without the word: «Абая 45-12», or a number before a flat that is hidden already."""

_INTRODUCED = (
    r"(?i:меня\s+зовут|зовут\s+меня|мо[её]\s+имя|моя\s+фамилия|фамилия|имя|ф\.?\s?и\.?\s?о\.?|с\s+уважением|"
    r"заявител\w+|подпись|атым|есімім|тегім|аты-?\s?жөн\w*|құрметпен|өтініш\s+беруші|my\s+name\s+is)"
)
INTRODUCED: Final = re.compile(rf"(\b{_INTRODUCED})[\s:,–—-]+(?:{_CALLED}\.?(?:\s+(?:{_CALLED}|[{_BIG}]\.))*|{_WORD})")
"""After «меня зовут» even a word in small letters is a name."""
I_AM: Final = re.compile(rf"(\b(?i:я|мен|i am))\s*[,–—-]\s*{_CALLED}(?:\s+{_CALLED})*")
_FATHER = r"(?:(?:[ое]в|[мкь])ич(?:а|у|ем|е)?|(?:[ое]вн|ичн)а|[ұу]лы(?:ның|нан|на|н|мен)?|[қк]ызы(?:ның|нан|на|н|мен)?)"
_FATHER_CASES = r"(?:[ое]вн|ичн)(?:ы|е|у|ой)"
PATRONYMIC: Final = re.compile(
    rf"(?:\b{_CAPITAL}\s+){{0,2}}\b[{_BIG}][{_LETTERS}]{{2,}}(?i:{_FATHER})\b(?:\s+{_CAPITAL})?"
    rf"|(?:\b{_CAPITAL}\s+){{1,2}}[{_BIG}][{_LETTERS}]{{2,}}(?i:{_FATHER_CASES})\b(?:\s+{_CAPITAL})?"
)
_SURNAME_SMALL = rf"[{_SMALL}]{{2,}}(?:[оеё]в|[иы]н|ск(?:ий|ая|ого|ой))(?:а|у|ы|ой|ым|е)?"
PATRONYMIC_SMALL: Final = re.compile(
    rf"(?:\b{_SURNAME_SMALL}\s+)?\b[{_SMALL}]{{3,}}\s+[{_SMALL}]{{3,}}"
    rf"(?:(?:[ое]в)ич(?:а|у|ем|е)?|[еоё]вна|ична|ұлы(?:ның|на|н|мен)?|қызы(?:ның|на|н|мен)?)\b(?:\s+{_SURNAME_SMALL}\b)?"
)
LATIN_PERSON: Final = re.compile(
    r"\b(?:[A-Z][a-z']+\s+){1,2}[A-Z][a-z']+(?:ovich|evich|ovna|evna|uly|kyzy|qyzy|ov|ova|ev|eva|in|ina)\b"
)

_SURNAME = (
    rf"[{_BIG}][{_LETTERS}]+(?i:[оеё]в|[иы]н|ск(?:ий|ая|ого|ой|ому)|бай|бек|хан|енко|ук|юк|их|ых)"
    r"(?i:а|у|ы|ой|ым|е|ева|ов)?"
)
_PAIR = re.compile(rf"\b({_CAPITAL})\s+({_CAPITAL})\b(?:\s+({_CAPITAL})\b)?")
_IS_SURNAME = re.compile(_SURNAME)
_TITLED = (
    r"(?i:госпо(?:дин|жа|дину|же)|граждан(?:ин|ка|ину|ке|ина|ки)|гр\.|гр-\w+|сосед(?:ка|у|ке|а)?|тов(?:арищ|\.)|"
    r"директор\w*|врач\w*|аким\w*|учител\w+|участков\w+|водител\w+|азамат(?:ша)?|мырза|ханым|көршім)"
)
TITLED: Final = re.compile(rf"(\b{_TITLED})\s+{_SURNAME}\b(?:\s+{_CAPITAL}\b)?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is taken out.

    Attributes:
        name: What it finds, for tests and for who mends it.
        pattern: Where it stands; its first group, if it has one, stays.
        bears: A street, school or town that bears the name keeps it.
        is_meant: Tells whether a place found is meant.
    """

    name: str
    pattern: re.Pattern[str]
    bears: bool = False
    is_meant: Callable[[re.Match[str]], bool] = lambda _: True


def _is_full_name(found: re.Match[str]) -> bool:
    """Tell whether one of the words is a first name and another has the ending of a surname."""
    words = [word for word in found.groups() if word]
    first = [word for word in words if _is_given(word)]
    return bool(first) and (len(first) > 1 or any(_IS_SURNAME.fullmatch(word) for word in words if word not in first))


def _is_given(word: str) -> bool:
    low = word.lower().replace("ё", "е")
    return any(low[: len(low) - cut] in GIVEN_NAMES for cut in range(4) if len(low) - cut > 2)


RULES: Final = (
    Rule("e-mail", EMAIL),
    Rule("link", LINK),
    Rule("handle", HANDLE),
    Rule("account", ACCOUNT),
    Rule("paper", PAPER),
    Rule("long number", LONG_NUMBER),
    Rule("phone", PHONE),
    Rule("plate", PLATE),
    Rule("born", BORN),
    Rule("house", HOUSE),
    Rule("number of a street", STREET_NUMBER),
    Rule("bare house", BARE_HOUSE),
    Rule("introduced", INTRODUCED),
    Rule("I am", I_AM),
    Rule("patronymic", PATRONYMIC, bears=True),
    Rule("patronymic in small letters", PATRONYMIC_SMALL, bears=True),
    Rule("initials", PERSON, bears=True),
    Rule("titled", TITLED, bears=True),
    Rule("full name", _PAIR, bears=True, is_meant=_is_full_name),
    Rule("person in Latin letters", LATIN_PERSON),
)
"""In the order in which they are applied: a flat is hidden before the street's number, numbers before names."""

IN_SPECIFICATIONS: Final = (
    Rule("handle", re.compile(r"(?<![\w.])@\w[\w.]{2,}")),
    *(
        rule
        for rule in RULES
        if rule.name in ("account", "paper", "patronymic", "titled", "full name", "person in Latin letters")
    ),
)
"""What a buyer's text may hold of a person beside what its title rules hide; numbers and networks in it stay."""


def without_names(text: str) -> str:
    """Return the words of a specification without the persons that the rules for titles leave in them."""
    return _hidden(text, IN_SPECIFICATIONS)


def without_persons(text: str) -> str:
    """Return a text without names, numbers, addresses beyond the street and accounts of persons.

    Args:
        text: As written; letters of other widths and unseen characters are made plain first, so that nothing hides
            behind them.

    Returns:
        The text with `…` where something was taken out.
    """
    return _hidden("".join(map(_plain, text)), RULES)


def _hidden(text: str, rules: Iterable[Rule]) -> str:
    for rule in rules:
        text = rule.pattern.sub(lambda found, rule=rule: _hide(rule, found), text)  # type: ignore[misc]
    return text


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """Write a sign of another width as its plain one; unseen signs are nothing, and № stays itself."""
    if sign.isascii() or sign == "№":
        return sign
    return "" if unicodedata.category(sign) == "Cf" else unicodedata.normalize("NFKC", sign)


def _hide(rule: Rule, found: re.Match[str]) -> str:
    if not rule.is_meant(found) or (rule.bears and _is_borne(found)):
        return found.group()
    kept = found.group(1) if rule.pattern.groups and not rule.bears else None
    return f"{kept} {HIDDEN}" if kept else HIDDEN


def _is_borne(found: re.Match[str]) -> bool:
    text = found.string
    if _BEARING.match(found.group()):
        return True
    return bool(NAMED_AFTER.search(text[: found.start()]) or BEARS_NAME.match(text[found.end() :].lstrip()))
