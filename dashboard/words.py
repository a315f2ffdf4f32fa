"""Own every reader-facing text: translation, tenge, numbers, dates and alphabets in Kazakh, Russian and English.

The convention that `scripts/catalogs.py` relies on: a translator is always called `tr`. Texts are found in
`tr("…")`, `tr.plural("…", "…", count)`, `tr.context("…", "…")` and, where a text is declared as data, in
`N_("…")` (pipelines/marks.py), in Python and in the HTML templates alike. The text is a literal, never an f-string;
values go in by name: `tr("%(place)s in %(year)s", place=place, year=2020)`. Without values the text is not
formatted, so a bare "%" stands for itself; with values a percent sign is written "%%".
"""

import datetime as dt
import gettext
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import get_decimal_symbol

from pipelines.marks import N_

LANGUAGES: Final = ("kk", "ru", "en")
CATALOGS: Final = Path(__file__).parent.parent / "locale"
DASH: Final = "—"

_NBSP: Final = "\u00a0"
_NARROW_NBSP: Final = "\u202f"
_FALLBACK: Final = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}
# "22 November 2026", not "November 22, 2026": the order readers here know from the other two languages.
_DATE_LOCALE: Final = {"kk": "kk", "ru": "ru", "en": "en_GB"}
_THREE_DIGITS: Final = Context(prec=3, rounding=ROUND_HALF_EVEN)
_SCALES: Final = (
    (Decimal(10**12), N_("%(number)s trillion")),
    (Decimal(10**9), N_("%(number)s billion")),
    (Decimal(10**6), N_("%(number)s million")),
    (Decimal(10**3), N_("%(number)s thousand")),
    (Decimal(1), "%(number)s"),
)
_PRECISIONS: Final = {
    None: N_("%(number)s ₸"),
    "exact": N_("%(number)s ₸"),
    "about": N_("about %(number)s ₸"),
    "more_than": N_("more than %(number)s ₸"),
    "almost": N_("almost %(number)s ₸"),
    "range": N_("about %(number)s ₸"),  # only when the ends of the range are not both known
}
_KAZAKH_MONTHS_AS_OF: Final = (
    "қаңтардағы",
    "ақпандағы",
    "наурыздағы",
    "сәуірдегі",
    "мамырдағы",
    "маусымдағы",
    "шілдедегі",
    "тамыздағы",
    "қыркүйектегі",
    "қазандағы",
    "қарашадағы",
    "желтоқсандағы",
)
_KAZAKH_ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_LETTER_ORDER: Final = {letter: order for order, letter in enumerate(_KAZAKH_ALPHABET)}
_KNOWN_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Words:
    """The translator of one language; make it with `words(language)`."""

    language: str
    catalog: gettext.NullTranslations = field(repr=False, compare=False)

    def __call__(self, message: str, /, **values: object) -> str:
        """Translate `message`; fill `%(name)s` places from `values` when there are any."""
        # The catalog's header is filed under the empty text: it must never reach a page.
        text = self.catalog.gettext(message) if message else ""
        return text % values if values else text

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Translate in the form that `count` asks for; `%(count)s` is the formatted number unless given."""
        text = self.catalog.ngettext(one, many, abs(count))
        return text % {"count": self.number(count), **values}

    def context(self, context: str, message: str, /, **values: object) -> str:
        """Translate a short text whose form depends on the place named by `context`."""
        text = self.catalog.pgettext(context, message)
        return text % values if values else text

    def money(self, tenge: Decimal) -> str:
        """Write tenge exactly: "79 000 000 ₸", with tiyn only where there are any."""
        return f"{self._exact(tenge)}{_NBSP}₸"

    def money_short(self, tenge: Decimal) -> str:
        """Write tenge in the largest unit with at most three significant digits: "11,9 млн ₸"."""
        return f"{self._short(tenge)}{_NBSP}₸"

    def amount(
        self,
        tenge: Decimal | None,
        precision: str | None = None,
        low: Decimal | None = None,
        high: Decimal | None = None,
        *,
        short: bool = False,
    ) -> str:
        """Write an amount with the source's own reservation.

        Args:
            tenge: The sum; None where the source states none.
            precision: `amount_precision` of the record: exact, about, more_than, almost, range.
            low: Lower end of a range, tenge.
            high: Upper end of a range, tenge.
            short: In the largest unit with three digits instead of to the tiyn.

        Returns:
            "about 6 000 000 ₸", "from 5 to 7 …"; a dash where there is no sum.

        Raises:
            KeyError: For a precision that records do not have.
        """
        tr, written = self, self._short if short else self._exact
        if precision == "range" and low is not None and high is not None:
            text = tr("from %(low)s to %(high)s ₸", low=written(low), high=written(high))
        elif tenge is None:
            return DASH
        else:
            text = tr(_PRECISIONS[precision], number=written(tenge))
        return text.replace(" ₸", f"{_NBSP}₸")

    def number(self, value: int | Decimal) -> str:
        """Write a number with all its digits, thousands set apart by no-break spaces."""
        return self._digits(Decimal(value))

    def decimal(self, value: Decimal | float, digits: int) -> str:
        """Write a number with exactly `digits` decimals, halves rounded to even."""
        return self._digits(_decimal(value), digits)

    def percent(self, share: Decimal | float, digits: int = 0) -> str:
        """Write a share of 1 as per cent; what is not 0 or 1 never reads as 0 % or 100 %."""
        shown, step = _decimal(share) * 100, Decimal(1).scaleb(-digits)
        sign = Locale.parse(self.language).percent_formats[None].suffix[0]
        mark = ""
        if 0 < abs(shown) <= step / 2:
            mark, shown = ("<", step) if shown > 0 else (">", -step)
        elif 100 - step / 2 <= shown < 100:
            mark, shown = ">", 100 - step
        return f"{mark}{self._digits(shown, digits)}{sign}"

    def date(self, value: dt.date | str | None) -> str:
        """Write what is known of a date given as a date or as YYYY, YYYY-MM or YYYY-MM-DD.

        Raises:
            ValueError: When the text is no such date.
        """
        tr = self
        if value is None:
            return tr("date not known")
        day, known = _parse_date(value)
        if known == "year":
            return str(day.year)
        locale = _DATE_LOCALE[self.language]
        text = format_date(day, "long", locale) if known == "day" else format_skeleton("yMMMM", day, locale=locale)
        return text.replace(_NARROW_NBSP, _NBSP)

    def moment(self, value: str) -> str:
        """Write a day with its weekday and, where it is told, the hour: "Thursday, 26 November 2026, 18:00".

        Args:
            value: YYYY-MM-DD, with a time of day after it or without.

        Raises:
            ValueError: When the text begins with no such day.
        """
        day = dt.date.fromisoformat(value[:10])
        text = format_date(day, "full", _DATE_LOCALE[self.language]).replace(_NARROW_NBSP, _NBSP)
        return f"{text}, {value[11:16]}" if value[11:16] else text

    def as_of(self, value: dt.date | str) -> str:
        """Write "As of 22 November 2026"; takes the dates that `date` takes."""
        tr = self
        day, known = _parse_date(value)
        if known == "year":
            return tr("As of %(year)s", year=day.year)
        # The Kazakh ending depends on the month's vowels, so it cannot stand in the catalog.
        return tr("As of %(date)s", date=_kazakh_as_of(day, known) if self.language == "kk" else self.date(value))

    def years(self, year_from: int | None, year_to: int | None) -> str:
        """Write budget years: "2020", "2019–2020"; an open end and an unknown year say so."""
        tr = self
        if year_from is None and year_to is None:
            return tr("year not known")
        if year_to is None:
            return tr("from %(year)s on", year=year_from)
        if year_from is None:
            return tr("up to %(year)s", year=year_to)
        return str(year_from) if year_from == year_to else f"{year_from}–{year_to}"

    def pick(self, row: Mapping[str, object], field: str) -> str:
        """Return the text of `field` in this language, else in the nearest one, else the source's own wording."""
        language = self.picked_language(row, field)
        return str(row[f"{field}_{language}"] if language else row.get(f"{field}_original") or "")

    def picked_language(self, row: Mapping[str, object], field: str) -> str:
        """Return the language of what `pick` returns, for a `lang` attribute; "" where it is not known."""
        return next((language for language in _FALLBACK[self.language] if row.get(f"{field}_{language}")), "")

    def sort_key(self, text: str) -> tuple[tuple[tuple[int, int], ...], str]:
        """Return the key that sorts names by the Kazakh alphabet; digits stand before it, latin after."""
        folded = unicodedata.normalize("NFC", text).casefold()
        return tuple(_place(sign) for sign in folded if sign.isalnum() or sign.isspace()), text

    def _exact(self, tenge: Decimal) -> str:
        written = self._digits(_money(tenge), 2)
        return written[:-3] if written.endswith("00") else written

    def _short(self, tenge: Decimal) -> str:
        tr, rounded = self, _THREE_DIGITS.plus(_money(tenge))
        # Rounded first, so that 999 950 reads "1 million" and not "1000 thousand".
        scale, pattern = next((pair for pair in _SCALES if abs(rounded) >= pair[0]), _SCALES[-1])
        return tr(pattern, number=self._digits(rounded / scale)).replace(" ", _NBSP)

    def _digits(self, value: Decimal, digits: int | None = None) -> str:
        """Group in threes by no-break spaces in all three languages; without `digits` keep what the value has."""
        if not value.is_finite():
            raise ValueError(f"{value} is not a number to show; a missing value must be shown as missing")
        if digits is None:
            exponent = value.normalize().as_tuple().exponent
            digits = max(0, -exponent) if isinstance(exponent, int) else 0
        # "z" drops the minus of what rounds to zero.
        text = f"{value:z,.{digits}f}"
        return text.translate({ord(","): _NBSP, ord("."): get_decimal_symbol(self.language)})


@lru_cache(maxsize=len(LANGUAGES))
def words(language: str) -> Words:
    """Return the translator of `language`.

    Raises:
        KeyError: When the language is not one of `LANGUAGES`.
        FileNotFoundError: When the catalogs were not compiled.
    """
    if language not in LANGUAGES:
        raise KeyError(f"no texts in {language!r}; languages: {', '.join(LANGUAGES)}")
    path = CATALOGS / language / "LC_MESSAGES" / "messages.mo"
    try:
        with path.open("rb") as compiled:
            return Words(language, gettext.GNUTranslations(compiled))
    except FileNotFoundError:
        raise FileNotFoundError(f"{path} is missing: run `make catalogs`") from None


def best_language(accept: str | None) -> str:
    """Choose the language for an Accept-Language header or a browser's locale; Kazakh when nothing fits."""
    wishes = []
    for order, part in enumerate((accept or "").split(",")):
        name, _, weight = part.partition(";")
        language = re.split(r"[-_]", name.strip().lower())[0]
        if language in LANGUAGES and (quality := _quality(weight)) > 0:
            wishes.append((-quality, order, language))
    return min(wishes)[2] if wishes else LANGUAGES[0]


def _quality(weight: str) -> float:
    found = re.fullmatch(r"\s*(?:q\s*=\s*(\d(?:\.\d{0,3})?)\s*)?", weight)
    if found is None:
        return 0.0
    return float(found[1]) if found[1] else 1.0


def _money(tenge: object) -> Decimal:
    if not isinstance(tenge, Decimal | int):
        raise TypeError(f"money came as {tenge!r}; it must be a Decimal")
    return Decimal(tenge)


def _decimal(value: Decimal | float) -> Decimal:
    # By way of text: the float 0.1 means one tenth here, not its 55 binary digits.
    return Decimal(str(value))


def _parse_date(value: dt.date | str) -> tuple[dt.date, str]:
    """Split a date into a calendar day and what of it is known: year, month or day."""
    if isinstance(value, dt.date):
        return value, "day"
    found = _KNOWN_DATE.fullmatch(value)
    if found is None:
        raise ValueError(f"date {value!r}: expected YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    return dt.date(int(year), int(month or 1), int(day or 1)), "day" if day else "month" if month else "year"


def _kazakh_as_of(day: dt.date, known: str) -> str:
    """Return the month or day in the form that «жағдай бойынша» asks for."""
    number = f"{day.day} " if known == "day" else ""
    return f"{day.year} жылғы {number}{_KAZAKH_MONTHS_AS_OF[day.month - 1]}"


def _place(sign: str) -> tuple[int, int]:
    if sign.isspace():
        return 0, 0
    if sign.isdigit():
        return 1, ord(sign)
    return (2, _LETTER_ORDER[sign]) if sign in _LETTER_ORDER else (3, ord(sign))
