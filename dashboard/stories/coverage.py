"""What is known and what is not, in words: sums by measure, years known, records that a measure leaves out, borders."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.by_year import told
from dashboard.views.coverage import Coverage, LeftOut
from dashboard.views.money import Money
from dashboard.words import Words


def measured(page: Page, value: Decimal, year: int | None) -> str:
    """Write a sum shortly, with the measure it is told in.

    Args:
        page: The page, whose filters name the measure.
        value: Tenge, or tenge per resident.
        year: Year in whose prices real money is told.
    """
    return told(page.tr, Money(value, Decimal(0), 1), page.filters.measure, year)


def money_cell(tr: Words, value: Decimal, found: Money, href: str | None = None) -> Cell:
    """Write a sum exactly; what was not found, or cannot be told in the measure, is missing and says so."""
    if not found.records:
        return Cell("", note=tr("nothing found yet"))
    if found.records == found.unmeasured:
        return Cell("", note=tr("cannot be told in this measure"))
    return Cell(tr.money(value), href=href if found.total else None)


def coverage_short(tr: Words, known: Coverage) -> str:
    """Write for how many of the years asked something is known."""
    return tr("%(known)s of %(asked)s", known=tr.number(len(known.known)), asked=tr.number(len(known.asked)))


def spans(years: Iterable[int]) -> str:
    """Write years with runs drawn together: "2010–2012, 2015"."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def left_out_sentences(page: Page, out: LeftOut, year: int | None, *, measure: str | None = None) -> list[str]:
    """Say which records a measure leaves out, one sentence a reason; none where it leaves out none.

    Args:
        page: The page.
        out: What is left out.
        year: Year in whose prices real money is told.
        measure: A measure other than the link's.
    """
    tr, measure = page.tr, measure or page.filters.measure
    told = []
    if out.towns:
        told.append(
            tr.plural(
                "%(count)s record of a town or district is left out: "
                "its residents are not known here, and those of the whole region would be the wrong number.",
                "%(count)s records of towns and districts are left out: "
                "their residents are not known here, and those of the whole region would be the wrong number.",
                out.towns,
            )
        )
    if out.no_single_year:
        told.append(
            tr.plural(
                "%(count)s record of several years or of an unknown year is left out.",
                "%(count)s records of several years or of an unknown year are left out.",
                out.no_single_year,
            )
        )
    return told + _other(tr, out, year, measure)


def _other(tr: Words, out: LeftOut, year: int | None, measure: str) -> list[str]:
    if not out.other:
        return []
    if measure == "real":
        return [
            tr.plural(
                "%(count)s record cannot be moved to prices of %(year)s and is left out.",
                "%(count)s records cannot be moved to prices of %(year)s and are left out.",
                out.other,
                year=str(year),
            )
        ]
    return [
        tr.plural(
            "%(count)s record is left out because no population is known for its year in the borders of today.",
            "%(count)s records are left out because no population is known for their years in the borders of today.",
            out.other,
        )
    ]


def border_sentences(tr: Words, regions: Sequence[Row], slug: str) -> list[str]:
    """Say what a region's name meant before its borders changed; none where they did not.

    Args:
        tr: The translator.
        regions: All rows of `regions`, the retired one included.
        slug: The region.
    """
    rows = {row["region"]: row for row in regions}
    return [*_own_borders(tr, rows, slug), *_parts_gone(tr, rows, slug)]


def _own_borders(tr: Words, rows: Mapping[str, Row], slug: str) -> list[str]:
    row = rows[slug]
    if not row["valid_from"] or not row["split_from"]:
        return []
    return [
        tr(
            "%(name)s has existed in its present form since %(date)s; until then its territory belonged to %(parent)s. "
            "Records of earlier years stand here when the place they name lies here today.",
            name=name_of(tr, rows, slug),
            date=tr.date(row["valid_from"]),
            parent=name_of(tr, rows, row["split_from"]),
        )
    ]


def _parts_gone(tr: Words, rows: Mapping[str, Row], slug: str) -> list[str]:
    parts = [row for row in rows.values() if row["split_from"] == slug and row["valid_from"]]
    return [
        tr(
            "Until %(date)s %(name)s also held the territory that is now %(part)s. "
            "Records of the whole region from before that day stay here and speak of the larger territory.",
            date=tr.date(part["valid_from"]),
            name=name_of(tr, rows, slug),
            part=name_of(tr, rows, part["region"]),
        )
        for part in sorted(parts, key=lambda row: row["region"])
    ]
