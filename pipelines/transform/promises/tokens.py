"""Cuts a text into sentences of tokens; what only looks like a quantity is one closed token: dates, money, clauses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from pipelines.transform.promises.dates import DATE, date_of
from pipelines.transform.register.wording import EMAIL, PHONE
from pipelines.transform.topics.spelling import skeleton


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text.

    Attributes:
        kind: word, number, percent, date, year, clock, ratio, mark or closed (read no further).
        text: Skeleton of a word, the sign of a mark, a date as YYYY-MM-DD or shorter.
        start: First letter in the text.
        end: After the last one.
        value: Of a number.
        case: from or to, where a Kazakh ending says so.
    """

    kind: str
    text: str
    start: int
    end: int
    value: Decimal | None = None
    case: str = ""


_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f]{1,2}\d{3})+(?![\d])|\d{1,3}(?:\.\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_MANY = r"(?:\s*(?:тыс\w*\.?|млн\.?|млрд\.?|миллион\w*|миллиард\w*|мың|\([^()]{3,80}\)))*"
_CURRENCY = r"(?:тенге|теңге\w*|тг\b|тнг\b|₸|kzt|руб\w*|доллар\w*|usd|\$|€|евро\b|мрп\b|аек\b)"
_PLACE = (
    r"(?:подпункт\w*|пункт\w*|стать[яиеюёй]+|част[ьи]\w*|глав[аыеу]|раздел\w*|приложени\w+|лот\w*|кабинет\w*|каб\.|офис\w*"
    r"|дом|д\.|кв\.|корпус\w*|пп?\.|ст\.|кат\.|класс\w*|версия|tls|usb|hdmi|форм\w+|гост\w*|бап\w*|тармақ\w*)"
)
CLOSED: Final = (
    ("clock", r"(?<!\d)24\s*[/хx×]\s*7(?:\s*[/хx×]\s*365)?(?!\d)"),
    ("closed", EMAIL.pattern),
    ("closed", r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:kz|com|ru|org|net)\b"),
    ("closed", PHONE.pattern),
    ("closed", r"\bkz\w{16,20}\b|(?<!\d)\d{9,}(?!\d)"),
    ("closed", r"\b(?:iso|iec|исо|гост|ст\s+рк)\b[\s\d\-/:.]*\d|\b[^\W\d_]+[-‑]?\d[\w\-]*"),
    ("closed", r"\b(?:10[1-9]|112)\b(?=\s*(?:қызмет|служб|байланыс|call|колл|контакт))"),
    ("closed", r"[№#]\s*[\w\-/.]*\d[\w\-/.]*"),
    ("closed", rf"(?:{_DIGITS}){_MANY}\s*{_CURRENCY}"),
    ("date", DATE.pattern),
    ("closed", rf"\b{_PLACE}\s*(?:№\s*)?\d+(?:[.\-/]\d+)*\)?"),
    ("closed", r"\d+(?:-\d+)?\)?\s*-?\s*(?:бап|баб|тарма[қғ])\w*|\d+-(?:үй|пәтер|кабинет)\w*"),
    ("percent", rf"(?:{_DIGITS})\s*(?:%|процент\w*|пайыз\w*)"),
    ("closed", r"(?<!\d)(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?!\d)(?:\s*(?:г\.?г?\.?|год\w*|ж\.|жыл\w*))?"),
    ("year", r"(?<!\d)(?:19|20)\d\d(?!\d)\s*(?:г\.|гг\.|год\w*|ж\.|жыл\w*)"),
    ("ratio", r"(?<!\d)\d{1,3}\s*:\s*1(?!\d)"),
    ("closed", r"(?<!\d)\d{1,2}:\d{2}(?!\d)|(?<=\b[сдв][ о]\s)\d{1,2}\.\d{2}(?!\.?\d)|\bдо\s\d{1,2}\.\d{2}(?!\.?\d)"),
    ("closed", r"\d+(?:[.,]\d+)?\s*[xх×*]\s*\d+(?:\s*[xх×*]\s*\d+)?"),
    ("closed", r"\d+(?:[.,]\d+)?\s*[\"″”](?!\w)"),
)
_CLOSED = re.compile("|".join(f"(?P<g{number}>{regex})" for number, (_, regex) in enumerate(CLOSED)), re.IGNORECASE)
_PIECE = re.compile(
    rf"(?P<number>{_DIGITS})|(?P<word>[^\W\d_]+(?:[-‑][^\W\d_]+)*)|(?P<mark>[^\w\s]|_|\n)", re.IGNORECASE
)
_FIRST_NUMBER = re.compile(_DIGITS)
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


def _abbreviations(words: str) -> frozenset[str]:
    return frozenset(map(skeleton, words.split()))


NEVER_ENDS: Final = _abbreviations("г ул им пр п ст т пп рис др мкр гг каб д кв")
MAY_END: Final = _abbreviations("тыс млн млрд шт ед экз чел тел ж мин сек руб тг сут см стр мес")


def number_of(digits: str) -> Decimal:
    """Read digits: blanks and points part thousands, else a comma or point parts the fraction."""
    plain = re.sub(r"\s", "", digits)
    return Decimal(plain.replace(".", "") if _THOUSANDS.fullmatch(plain) else plain.replace(",", "."))


def sentences(text: str) -> Iterator[list[Token]]:
    """Yield the tokens of each sentence; a semicolon or a new line does not end one."""
    row: list[Token] = []
    for token in _tokens(text):
        if token.kind == "mark" and token.text in ".!?…" and _ends(text, row, token):
            if row:
                yield row
            row = []
        else:
            row.append(token)
    if row:
        yield row


def _ends(text: str, row: list[Token], point: Token) -> bool:
    rest = text[point.end :]
    following = rest.lstrip()
    if not following or point.text != ".":
        return True
    last = row[-1].text if row and row[-1].kind == "word" and row[-1].end == point.start else ""
    if last in NEVER_ENDS or rest[0].isalnum():
        return False
    return following[0].isupper() or (last not in MAY_END and not following[0].islower() and following[0] not in ",;:)")


def _tokens(text: str) -> Iterator[Token]:
    place = 0
    for found in _CLOSED.finditer(text):
        yield from _pieces(text, place, found.start())
        yield _closed(found)
        place = found.end()
    yield from _pieces(text, place, len(text))


def _closed(found: re.Match[str]) -> Token:
    kind = CLOSED[int((found.lastgroup or "g0")[1:])][0]
    said, value = "", None
    if kind == "date" and not (said := date_of(found.group()) or ""):
        kind = "closed"
    if kind in ("percent", "ratio", "year"):
        digits = _FIRST_NUMBER.search(found.group())
        value = number_of(digits.group()) if digits else None
    return Token(kind, said, found.start(), found.end(), value)


def _pieces(text: str, start: int, end: int) -> Iterator[Token]:
    for found in _PIECE.finditer(text, start, end):
        kind, piece = found.lastgroup or "mark", found.group()
        value = number_of(piece) if kind == "number" else None
        yield Token(kind, skeleton(piece.lower().replace("‑", "-")) if kind == "word" else piece, *found.span(), value)
