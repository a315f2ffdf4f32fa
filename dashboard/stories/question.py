"""A polite letter to a body, in Kazakh or Russian: what is known with its sources, and what is asked for."""

from collections.abc import Iterator, Mapping
from typing import Final

from dashboard.html.inputs import Cell, Fact
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.asking import fixed_link, subject_link
from dashboard.stories.promise_words import per_name, value
from dashboard.stories.publishers import publisher
from dashboard.stories.record import short_sum
from dashboard.tables import said_disputed
from dashboard.views.question import GAPS, QuestionView
from dashboard.words import Words, words
from pipelines.marks import N_

LETTERS: Final = ("kk", "ru")
"""Languages of letters: those in which bodies take and answer them."""
BLANK: Final = "_" * 30
ASKED: Final[Mapping[str, str]] = {
    "plan": N_(
        "Was a contract concluded on what was planned: its number and date, its sum, the supplier and the supplier's "
        "BIN? If the purchase was put off or given up, when and by which decision?"
    ),
    "undone": N_("Was anything paid before the purchase was given up or refused, and how much?"),
    "parts": N_("Which contracts make up the sum: number and date, supplier, subject and sum of each?"),
    "amount": N_("What is the sum in tenge?"),
    "year": N_("From the budget of which year was it paid?"),
    "split": N_("How is the sum divided between budget years?"),
    "number": N_("What are the number and the date of the contract on the procurement portal?"),
    "supplier": N_("Who is the supplier (name and BIN of the company)?"),
    "bin": N_("What is the BIN of the supplier?"),
    "unit_price": N_("What exactly was delivered: how many units of what, and the price of each?"),
    "paid": N_("How much has been paid up to now?"),
    "acceptance": N_("Was the result accepted: date and number of the act, and the sum accepted?"),
}


def language(page: Page) -> str:
    """Return the letter's language: the one that the link names, else the reader's, else Kazakh."""
    asked = (page.filters.mode, page.tr.language, *LETTERS)
    return next(one for one in asked if one in LETTERS)


def title(page: Page, view: QuestionView) -> str:
    """Say about what the letter asks."""
    if not view.kind:
        return page.tr("A letter to a body: what shall it ask about?")
    return page.tr("Questions in writing: %(subject)s", subject=subject(page.tr, view))


def lead(page: Page) -> str:
    """Say what the reader does with the letter."""
    return page.tr(
        "A letter to copy: add your name, look through it, change what you like and send it yourself. This site sends "
        "nothing and keeps nothing."
    )


def subject(tr: Words, view: QuestionView) -> str:
    """Return the name of what the letter is about."""
    return name_of(tr, {view.subject_id: view.row}, view.subject_id, "title" if view.kind == "record" else "name")


def notices(page: Page, view: QuestionView) -> list[str]:
    """Say what of the link plays no part."""
    tr, told = page.tr, []
    if view.others:
        told.append(tr("A letter is about one thing, so these play no part here: %(ids)s.", ids=", ".join(view.others)))
    if view.unused or page.filters.mode not in ("", *LETTERS):
        told.append(tr("The other filters of the link play no part here."))
    return told


def absent(page: Page) -> tuple[str, str, list[Cell]]:
    """Return the answer to a link without a subject."""
    tr = page.tr
    links = [
        Cell(tr("All records"), href=page.plain_link("/records", counted="all")),
        Cell(tr("Systems"), href=page.plain_link("/systems")),
        Cell(tr("Customers"), href=page.plain_link("/customers")),
        Cell(tr("Regions"), href=page.plain_link("/regions")),
    ]
    sentence = tr(
        "Open one of these and follow «Ask about it in writing»: the letter is then written from what is missing."
    )
    return tr("The link names nothing to ask about"), sentence, links


def facts(page: Page, view: QuestionView) -> list[Fact]:
    """Return whom the letter is for, what it is about, and the letter in the other language."""
    tr, written = page.tr, language(page)
    other = next(one for one in LETTERS if one != written)
    names = {"kk": tr("The same letter in Kazakh"), "ru": tr("The same letter in Russian")}
    about = Cell(subject(tr, view), href=subject_link(page, view.kind, view.subject_id))
    return [
        Fact(tr("Addressee"), Cell(addressee(tr, view))),
        Fact(tr("About"), about),
        Fact(tr("Questions in it"), Cell(tr.number(len(questions(tr, view))))),
        Fact(tr("Another language"), Cell(names[other], href=page.link(mode=other))),
    ]


def addressee(tr: Words, view: QuestionView) -> str:
    """Return the body that is asked, by its office; never a person."""
    if view.buyer is not None:
        return name_of(tr, {view.buyer["party_id"]: view.buyer}, view.buyer["party_id"])
    return tr("Akimat %(of_region)s", of_region=tr.pick(view.region or {}, "of"))


def choices(page: Page) -> list[str]:
    """Say how the questions are chosen, and on which ground they stand."""
    tr = page.tr
    return [
        tr(
            "The questions are made from what is missing in our data: a contract's number, the supplier, the price of "
            "a unit, the acceptance, what became of a promise, years without any known record. What is missing here "
            "may well be published elsewhere; then the answer may simply say where."
        ),
        tr(
            "Anyone may ask a state body for information; the ground is the Law of the Republic of Kazakhstan "
            "«On Access to Information». Which terms hold, and how a refusal is appealed against, stands in the law."
        ),
    ]


def letter(page: Page, view: QuestionView) -> str:
    """Write the letter in its language, ready to be copied."""
    tr = words(language(page))
    return "\n".join([*_head(tr, view), "", *_known(page, tr, view), "", *_asked(tr, view), "", *_end(tr)])


def _head(tr: Words, view: QuestionView) -> Iterator[str]:
    yield tr("Addressee: %(name)s", name=addressee(tr, view))
    yield tr("From: %(blank)s", blank=BLANK)
    yield tr("Address for the answer: %(blank)s", blank=BLANK)
    yield tr("Date: %(blank)s", blank=BLANK)
    yield ""
    yield tr("Request for information")


def _known(page: Page, tr: Words, view: QuestionView) -> Iterator[str]:
    edition = page.asked.snapshot
    yield tr(
        "The site «Aqsha qaida?» gathers published facts about spending on media and IT. Its data edition %(id)s of "
        "%(date)s says: %(link)s",
        id=edition.id,
        date=tr.date(edition.day),
        link=fixed_link(page, view.kind, view.subject_id, tr.language),
    )
    if view.kind == "region":
        yield _found(tr, view)
    for number, row in enumerate(view.records, 1):
        yield tr("%(number)s. %(record)s", number=number, record=_record(tr, row, view.sources))
    if view.listed > len(view.records):
        more = view.listed - len(view.records)
        yield tr.plural("%(count)s more record stands there.", "%(count)s more records stand there.", more)


def _found(tr: Words, view: QuestionView) -> str:
    return tr.plural(
        "Found so far: %(count)s record of the akimat and its bodies, %(sum)s in the totals.",
        "Found so far: %(count)s records of the akimat and its bodies, %(sum)s in the totals.",
        view.found.records,
        sum=tr.money(view.found.total),
    )


def _record(tr: Words, row: Row, sources: Mapping[str, Row]) -> str:
    """Return one record with its sum, years and source."""
    source = sources.get(row["source_id"], {})
    name = publisher(tr, source.get("publisher") or "") or tr("source not stated")
    told = tr(
        "«%(title)s»: %(sum)s; %(years)s. Source: %(source)s",
        title=tr.pick(row, "title"),
        sum=_sum(tr, row),
        years=tr.years(row["year_from"], row["year_to"]),
        source=", ".join(one for one in (name, tr.date(source.get("date")), source.get("url")) if one),
    )
    return f"{told} ({said_disputed(tr)})" if row["disputed"] else told


def _sum(tr: Words, row: Row) -> str:
    if row["amount_kzt"] is None:
        return short_sum(tr, row)
    return tr.amount(row["amount_kzt"], row["amount_precision"], row["amount_low"], row["amount_high"])


def _asked(tr: Words, view: QuestionView) -> Iterator[str]:
    yield tr("Please tell:")
    for number, question in enumerate(questions(tr, view), 1):
        yield tr("%(number)s) %(question)s", number=number, question=question)


def questions(tr: Words, view: QuestionView) -> list[str]:
    """Return what the letter asks, from what is missing; copies of the documents come last."""
    return [
        *_about_years(tr, view),
        *(_about_gap(tr, view, gap) for gap in GAPS if any(gap in one for one in view.gaps)),
        *(_about_promise(tr, row) for row in view.promised),
        tr("Please add copies of the documents that show this, as far as the law lets them be given."),
    ]


def _about_years(tr: Words, view: QuestionView) -> Iterator[str]:
    if view.kind == "region" and view.years:
        years = ", ".join(tr.years(first, last) for first, last in view.years)
        yield tr(
            "No record of these years is known to us: %(years)s. How much did the akimat and its bodies spend in each "
            "of them on media (information orders, monitoring, social networks, media centres) and on IT (systems, "
            "applications, support, equipment, video surveillance)?",
            years=years,
        )
        yield tr("For each contract of these years: its number and date, subject, sum and supplier with the BIN.")
        yield tr("If nothing was bought in some year, please say so.")
    elif view.kind == "region":
        yield tr(
            "Is any contract on media or IT missing there? Please name its number, date, subject, sum and supplier."
        )


def _about_gap(tr: Words, view: QuestionView, gap: str) -> str:
    """Return the question of one gap, with the numbers of the records that have it where the letter lists several."""
    numbers = [number for number, one in enumerate(view.gaps, 1) if gap in one]
    if len(view.records) == 1:
        return tr(ASKED[gap])
    listed = ", ".join(str(number) for number in numbers)
    return tr("%(question)s (numbers in the list above: %(numbers)s)", question=tr(ASKED[gap]), numbers=listed)


def _about_promise(tr: Words, row: Row) -> str:
    told = {"what": tr.pick(row, "what"), "value": value(tr, row)}
    if per := per_name(tr, row["per"]):
        return tr(
            "Promised was: %(what)s (%(value)s, %(per)s). How much of it was done, and how is that confirmed?",
            per=per,
            **told,
        )
    return tr("Promised was: %(what)s (%(value)s). How much of it was done, and how is that confirmed?", **told)


def _end(tr: Words) -> Iterator[str]:
    yield tr("I ask this on the ground of the Law of the Republic of Kazakhstan «On Access to Information».")
    yield tr(
        "If some of it lies with another body, please pass this request on to it and let me know. If some of it cannot "
        "be given, please name the reason."
    )
    yield tr(
        "If a figure above is wrong, please say which would be right and where it can be checked: it will be corrected."
    )
    yield ""
    yield tr("With respect,")
    yield BLANK
