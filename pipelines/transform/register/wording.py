"""Cleans what buyers typed: entities, blanks, swapped languages, words that say nothing, and what names a person."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

HIDDEN = "…"

KAZAKH_LETTERS = re.compile(r"[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
KAZAKH_WORDS = re.compile(
    r"\b(?:бойынша|және|үшін|сатып|алу|көрсету|жылға|жұмыстары|туралы|шарт|мен|арналған)\b", re.IGNORECASE
)
CYRILLIC = re.compile(r"[а-яёА-ЯЁ]")

LOST_AMPERSAND = re.compile(r"(?<![&\w;])(quot|laquo|raquo|amp|nbsp|ndash|mdash|lt|gt);")
BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
SIGNS = "/\\|_*"
AROUND_SIGNS = " ;,." + SIGNS

_NUMBERED = (
    r"(?:\s*(?:№|#|no\.?|n)?\s*(?=[\w\-/.]*\d)[\w\-/.]++)?"
    r"(?:\s*(?:от|г\.?|ж\.?)?\s*\d[\d.\s]*+(?:г\.?|года|ж\.?|жыл\w*)?)?"
)
SAYS_NOTHING = re.compile(
    r"(?:"
    rf"(?:типовой\s+)?(?:договор|шарт|келісімшарт|контракт){_NUMBERED}"
    rf"|(?:дополнительное\s+соглашение|доп\.?\s*соглашение|қосымша\s+келісім(?:шарт)?){_NUMBERED}(?:\s+к\s+договору{_NUMBERED})?"
    r"|(?:договор\s+)?о?\s*(?:государственн\w+\s+)?закупк\w*(?:\s+(?:товаров|работ|услуг\w*|товара|работы))*"
    r"|(?:тауарлар\w*|жұмыстар\w*|қызмет\w*)?\s*(?:мемлекеттік\s+)?сатып\s+алу\w*(?:\s+туралы)?"
    r"|(?:согласно\s+)?техническ\w+\s+(?:спецификаци\w+|задани\w+)|техникалық\s+(?:ерекшелік\w*|тапсырма\w*)(?:\s+сәйкес)?"
    r"|согласно\s+техническ\w+\s+\w+|услуга|услуги|работы|товар\w*|қызмет\w*|көрсетілетін\s+қызмет\w*|[\W\d_]*"
    r")[\s.\-–—]*",
    re.IGNORECASE,
)

LONGEST_NOTHING = 120

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_YEARS = r"(?:19|20)\d\d(?!\d)"
PHONE = re.compile(
    r"(?<![\d№/])(?:\+?7|8)(?:[\s()\-]{0,3}\d){10}(?!\d)"
    r"|\b(?:тел(?:ефон\w*)?|сот(?:ов\w*|к\w*)?|моб(?:ильн\w*)?|факс\w*|tel(?:ephone)?)\b[.:\s/\-]*"
    rf"(?!{_YEARS})\(?\d(?:[\s()\-]{{0,3}}\d){{4,13}}(?!\d)",
    re.IGNORECASE,
)
_BORN = r"\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
PERSON_NUMBER = re.compile(rf"(?<!\d)(?:\d{{4}}[0-3]\d{{7}}|{_BORN}[\s\-]\d{{6}})(?!\d)")
_BIG, _SMALL = "А-ЯЁӘҒҚҢӨҰҮҺІ", "а-яёәғқңөұүһі"
_NAME = rf"[{_BIG}][{_SMALL}]{{1,30}}(?:-[{_BIG}][{_SMALL}]{{1,30}})?"
_CAPITALS = rf"[{_BIG}]{{2,30}}(?:-[{_BIG}]{{2,30}})?"
_INITIALS = rf"(?:[{_BIG}]\.\s?){{1,2}}"
_TWO_INITIALS = rf"(?:[{_BIG}]\.\s?){{2}}"
# With their cases; -овной alone could end many a word («основной»), so it tells only after a first name.
_FATHER = r"(?:(?:[ое]в|[мкь])ич(?:а|у|ем|е)?|(?:[ое]вн|ичн)(?:а|ы|е|у)|(?:ұлы|қызы|улы|кызы)(?:ның|нан|на|н|мен)?)"
_PATRONYMIC = rf"[{_BIG}][{_SMALL}]{{1,30}}{_FATHER}"
_PATRONYMIC_AFTER_NAME = rf"[{_BIG}][{_SMALL}]{{1,30}}(?:{_FATHER}|(?:[ое]вн|ичн)ой)"
_PATRONYMIC_IN_CAPITALS = rf"[{_BIG}]{{2,30}}(?i:{_FATHER})"
_SURNAME = rf"[{_BIG}][{_SMALL}]{{1,30}}(?:[оеё]в|[иы]н|ск(?:ий|ая|ого|ой|ому))(?:а|у|ы|ой|ым|е)?\b"
# «Г. Тараз» at the beginning of a title is a town and no initial.
_TOWN = rf"[ГҚСП]\.\s?(?!{_SURNAME}){_NAME}"
PERSON = re.compile(
    rf"\b{_NAME}\s+{_NAME}\s+{_PATRONYMIC_AFTER_NAME}\b"
    rf"|\b{_NAME}\s+{_PATRONYMIC}\b(?:\s+{_SURNAME})?"
    rf"|\b{_NAME}\s+{_INITIALS}(?!\w)"
    rf"|(?<!\w)(?!{_TOWN}){_INITIALS}\s?{_NAME}"
    rf"|\b{_CAPITALS}\s+(?:{_CAPITALS}\s+)?{_PATRONYMIC_IN_CAPITALS}\b"
    rf"|\b{_CAPITALS}\s+{_TWO_INITIALS}(?!\w)"
    rf"|(?<!\w){_TWO_INITIALS}\s?{_CAPITALS}\b"
)
_WORD = rf"[{_BIG}][{_BIG}{_SMALL}]{{1,30}}(?:-[{_BIG}{_SMALL}]{{1,30}})?"
SOLE_TRADER = re.compile(
    r"\b(ИП|ЖК|(?i:индивидуальн\w+\s+предпринимател\w+|жеке\s+кәсіпкер\w*))\s+"
    r"(?!(?i:камер|телефон|видео|адрес|сет[иь]|атс|домофон))"
    rf"(?:[«\"][^«»\"]{{1,60}}[»\"]|{_WORD}(?:\s+{_WORD}){{0,3}}(?:\s+{_INITIALS}(?!\w))?)"
)
# What a text must hold before the slower patterns above can find anything in it.
MANY_DIGITS = re.compile(r"\d(?:[\s()\-]{0,3}\d){4}")
MAY_NAME = re.compile(
    rf"(?<!\w)[{_BIG}]\.|\b(?:ИП|ЖК)\b|(?i:[вмкь]ич|[ое]вн|ичн|ұлы|қызы|улы|кызы|предпринимат|кәсіпкер)"
)
# A school, a street or a library keeps the name it bears.
NAMED_AFTER = re.compile(
    r"(?:\b(?:им|ул|пр|просп|пл|пер|мкр)\.|\b(?:им|имени|улиц\w+|проспект\w*|микрорайон\w*|площад\w+|парк\w*))"
    r"(?:\s+[а-яё]+){0,2}\s*[«\"]?\s*$",
    re.IGNORECASE,
)
BEARS_NAME = re.compile(r"^(?:\w+\s+){0,2}[»\"]?\s*(?:атындағы|көшесі\w*|даңғыл\w*|ш\.а|мөлтек)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Titles:
    """What was bought, in the languages that the buyer's own words are in, and as first written."""

    ru: str | None
    kk: str | None
    original: str | None

    @property
    def all(self) -> tuple[str | None, ...]:
        """Return Kazakh, Russian and the first wording; the last is often one of the others."""
        return self.kk, self.ru, self.original


def clean(text: str | None) -> str | None:
    """Return a text as it was meant: entities read twice, runs of blanks as one, no signs put to pass a check."""
    if not text:
        return None
    return _without_tail(BLANKS.sub(" ", _plain(text)).strip()) or None


def _plain(text: str) -> str:
    """Read entities until none is left: they were escaped several times over, and some lost their ampersand."""
    while ";" in text and (plain := html.unescape(LOST_AMPERSAND.sub(r"&\1;", text))) != text:
        text = plain
    return text


def _without_tail(text: str) -> str:
    """Drop signs typed at the end to fill a field, with the points and blanks between them."""
    stripped = text.rstrip(AROUND_SIGNS)
    return stripped if any(sign in text[len(stripped) :] for sign in SIGNS) else text


def without_persons(text: str) -> str:
    """Hide phones, mail addresses, personal numbers and names of persons; what bears a name keeps it."""
    if "@" in text:
        text = EMAIL.sub(HIDDEN, text)
    if MANY_DIGITS.search(text):
        text = PERSON_NUMBER.sub(HIDDEN, PHONE.sub(HIDDEN, text))
    if not MAY_NAME.search(text):
        return text
    text = SOLE_TRADER.sub(rf"\1 {HIDDEN}", text)
    return PERSON.sub(lambda found: found.group() if _is_borne(text, found) else HIDDEN, text)


def _is_borne(text: str, found: re.Match[str]) -> bool:
    return bool(NAMED_AFTER.search(text[: found.start()]) or BEARS_NAME.match(text[found.end() :].lstrip()))


def language_of(text: str) -> str | None:
    """Tell the language by its letters, whatever field it stands in; nothing for texts without Cyrillic letters."""
    words = [word for word in text.split() if CYRILLIC.search(word) or KAZAKH_LETTERS.search(word)]
    kazakh = sum(1 for word in words if KAZAKH_LETTERS.search(word))
    if KAZAKH_WORDS.search(text) or (kazakh and kazakh * 3 >= len(words)):
        return "kk"
    return "ru" if words else None


def says_something(text: str) -> bool:
    """Tell whether a title names what is bought, and not just that something is."""
    return len(text) > LONGEST_NOTHING or SAYS_NOTHING.fullmatch(text) is None


def titles(texts: Iterable[str | None]) -> Titles:
    """Choose the titles of a purchase.

    Args:
        texts: What was typed of it, the most telling first: subject, announcement, items.
    """
    found: dict[str, str] = {}
    original = fallback = None
    for text in texts:
        if not (plain := clean(text)):
            continue
        shown = without_persons(plain)
        fallback = fallback or shown
        if says_something(shown):
            original = original or shown
            found.setdefault(language_of(shown) or "any", shown)
        if "ru" in found and "kk" in found:
            break
    return Titles(found.get("ru"), found.get("kk"), original or fallback)
