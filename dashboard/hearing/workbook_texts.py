"""The sheets of words: the cover, what both sides said, the questions, the method with the meaning of each column."""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Final, TypeVar

from dashboard.exports.about import SITE
from dashboard.exports.records import RECORDS
from dashboard.hearing.pack import Block, Chapter, Numbered, Pack, Sides, Terms, Told
from dashboard.hearing.workbook_cells import Book, Head, Said, Sheet, Value, per_language
from dashboard.hearing.workbook_records import MOST_ROWS, Listed, is_exact
from dashboard.html.inputs import Said as Statement
from dashboard.page import Page
from dashboard.words import Words

One = TypeVar("One", bound=Block)
NAMES_WIDTH: Final = 36
TEXT_WIDTH: Final = 80

# ── the cover ─────────────────────────────────────────────────────────────────────────────────────────────────────


def write_cover(sheet: Sheet, packs: Sequence[Pack], listed: Listed, origin: str) -> None:
    """Write what the workbook is on its first sheet, each language in a column of its own."""
    book = sheet.book
    sheet.widths(NAMES_WIDTH, *(TEXT_WIDTH for _ in packs))
    sheet.title(SITE, *(pack.title for pack in packs))
    rows: list[tuple[Said, Callable[[Pack], str]]] = [
        (lambda tr: tr("In short"), lambda pack: pack.lead),
        (lambda tr: tr("What is shown"), lambda pack: pack.about),
        (lambda tr: tr("Data edition"), lambda pack: pack.edition),
        (lambda tr: tr("Link"), lambda pack: pack.link),
        (lambda tr: tr("How to check"), lambda pack: _how(pack.page.tr)),
        (lambda tr: tr("Prices"), lambda pack: prices(pack.page.tr, pack.page.filters.measure)),
        (lambda tr: tr("Numbers"), lambda pack: _numbers(pack.page.tr, listed)),
    ]
    if listed.left_out or not listed.rows:
        rows.append((lambda tr: tr("Records"), lambda pack: how_many(pack.page.tr, listed)))
    rows += [
        (lambda tr: tr("The same records as open data"), lambda pack: _open_data(pack.page, listed, origin)),
        (lambda tr: tr("Licence"), lambda _: "CC BY 4.0"),
    ]
    for said, told in rows:
        sheet.line(book.said(said), *(told(pack) for pack in packs))
    for notices in zip_longest(*(pack.notices for pack in packs), fillvalue=""):
        sheet.line(book.said(lambda tr: tr("About the link")), *notices)


def _how(tr: Words) -> str:
    return tr(
        "The sums on the sheet of totals are formulas over the sheet of records: click on one to see it. Each check "
        "shows 0 where the sum is the site's own total. Bounds of promises and numbers of units are formulas too. Each "
        "record names its source with its address, so any line can be compared with it."
    )


def prices(tr: Words, measure: str) -> str:
    """Say in which prices the sums are, whatever measure the link asks for."""
    if measure != "nominal":
        return tr(
            "The link asks for sums without inflation or per resident. Here all sums are tenge in prices as printed "
            "all the same, so that each can be compared with its source."
        )
    return tr("All sums are tenge in prices as printed: neither inflation nor the number of residents plays a part.")


def _numbers(tr: Words, listed: Listed) -> str:
    if is_exact(listed):
        return tr(
            "A spreadsheet keeps 15 digits of a number. All sums of these records have fewer, so none is rounded."
        )
    return tr(
        "A spreadsheet keeps 15 digits of a number. Sums with more stand here as texts: formulas pass them over, and "
        "the checks show how much that is."
    )


def how_many(tr: Words, listed: Listed) -> str:
    """Say that there is no record, or that there are more than this workbook holds."""
    if not listed.rows:
        return tr("No record was found. That does not mean that nothing was spent: it was not found in open sources.")
    return tr(
        "The link finds %(all)s records; this workbook holds the %(most)s with the largest amounts. Its sums are of "
        "these alone: the checks show what is left. All of them are in the CSV file of the open data.",
        all=tr.number(listed.told.rows),
        most=tr.number(MOST_ROWS),
    )


def _open_data(page: Page, listed: Listed, origin: str) -> str:
    filters = listed.told.page.filters.with_(asof=page.asked.snapshot.id, lang=page.tr.language)
    return f"{origin}/api/v1/records.csv?{filters.to_query()}"


# ── sides and questions ───────────────────────────────────────────────────────────────────────────────────────────


def write_sides(book: Book, packs: Sequence[Pack]) -> None:
    """Write what both sides said, one statement a row."""
    sheet = book.sheet(lambda tr: tr("Both sides"))
    heads = (
        *per_language(book.several, "side", lambda tr: tr("Which side"), 24),
        *per_language(book.several, "who", lambda tr: tr("Who said it"), 24),
        *per_language(book.several, "stance", lambda tr: tr("What it is"), 18),
        *per_language(book.several, "text", lambda tr: tr("In our words"), TEXT_WIDTH),
        *per_language(book.several, "when", lambda tr: tr("Date"), 18),
        *per_language(book.several, "source", lambda tr: tr("Source"), 28, leads="source_url"),
        Head("source_url", lambda tr: tr("Address of the source"), width=44),
    )
    sheet.heads(heads, fixed=True)
    columns = [list(_statements(chapter_of(pack, "sides"))) for pack in packs]
    for several in zip(*columns, strict=True):
        row = {"source_url": several[0][1].source.href or ""}
        for tr, (side, said) in zip(book.several, several, strict=True):
            told = {"side": side, "who": said.who, "stance": said.stance, "text": said.text, "when": said.when}
            row |= {f"{name}_{tr.language}": text for name, text in (told | {"source": said.source.text}).items()}
        sheet.values(heads, row)
    for texts in told_in(packs, "sides"):
        sheet.line(" / ".join(texts), wrap=False)


def _statements(chapter: Chapter) -> Iterator[tuple[str, Statement]]:
    for block in of_kind(chapter, Sides):
        yield from ((block.titles[0], one) for one in block.paid)
        yield from ((block.titles[1], one) for one in block.asking)
        yield from ((block.outcome_title, one) for one in block.outcomes)


def write_questions(book: Book, packs: Sequence[Pack]) -> None:
    """Write the questions, with a column to write answers into."""
    sheet = book.sheet(lambda tr: tr("Questions for the hearing"))
    heads = (
        Head("number", lambda tr: tr("No."), "number", width=8),
        *per_language(book.several, "question", lambda tr: tr("Questions for the hearing"), TEXT_WIDTH),
        Head("answer", lambda tr: tr("What was answered"), width=TEXT_WIDTH),
    )
    sheet.heads(heads, fixed=True)
    columns = [
        [text for block in of_kind(chapter_of(pack, "questions"), Numbered) for text in block.items] for pack in packs
    ]
    for number, texts in enumerate(zip(*columns, strict=True), start=1):
        asked = {f"question_{tr.language}": text for tr, text in zip(book.several, texts, strict=True)}
        sheet.values(heads, {"number": number, **asked})


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_glossary(book: Book, packs: Sequence[Pack]) -> None:
    """Write what words mean, one a row."""
    sheet = book.sheet(lambda tr: tr("What words mean here"))
    heads = tuple(
        head
        for tr in book.several
        for head in (
            *per_language((tr,), "term", lambda tr: tr("Name"), 26),
            *per_language((tr,), "meaning", lambda tr: tr("Meaning"), 66),
        )
    )
    sheet.heads(heads, fixed=True)
    columns = [
        [item for block in of_kind(chapter_of(pack, "glossary"), Terms) for item in block.items] for pack in packs
    ]
    for several in zip(*columns, strict=True):
        row: dict[str, Value] = {}
        for tr, (term, meaning) in zip(book.several, several, strict=True):
            row |= {f"term_{tr.language}": term, f"meaning_{tr.language}": meaning}
        sheet.values(heads, row)


# ── the method ────────────────────────────────────────────────────────────────────────────────────────────────────


def write_method(book: Book, packs: Sequence[Pack], listed: Listed) -> None:
    """Write how was counted, where the pack has it, and what each column of the records means."""
    sheet = book.sheet(lambda tr: tr("How this was counted"))
    sheet.widths(NAMES_WIDTH, *(TEXT_WIDTH for _ in packs))
    for texts in told_in(packs, "method"):
        sheet.line("", *texts)
    sheet.skip()
    sheet.heading(book.said(lambda tr: tr("Columns of the records")))
    shown = {head.name for head in listed.heads}
    for field in RECORDS.tables[0].fields:
        if field.name in shown:
            sheet.line(field.name, *(tr(field.about) for tr in book.several))


def told_in(packs: Sequence[Pack], key: str) -> Iterator[tuple[str, ...]]:
    """Yield the paragraphs of a chapter, each in every language."""
    columns = [[text for block in of_kind(chapter_of(pack, key), Told) for text in block.paragraphs] for pack in packs]
    yield from zip_longest(*columns, fillvalue="")


def chapter_of(pack: Pack, key: str) -> Chapter:
    """Return a chapter of a pack; an empty one where it has none."""
    return next((one for one in pack.chapters if one.key == key), Chapter(key, "", "", ()))


def of_kind(chapter: Chapter, kind: type[One]) -> Iterator[One]:
    """Yield the blocks of a kind."""
    yield from (block for block in chapter.blocks if isinstance(block, kind))
