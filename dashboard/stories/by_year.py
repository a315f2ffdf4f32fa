"""Says money by year in words: sums in the measure asked for, panels of years, and what a measure leaves out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import Final

from markupsafe import Markup

from dashboard import labels
from dashboard.charts.by_year import Column, Ends, Panel
from dashboard.filters import GROUPS, group_of
from dashboard.html import parts
from dashboard.html.inputs import Cell
from dashboard.page import Page
from dashboard.views.money import Money
from dashboard.views.years import Block, Period
from dashboard.words import Words
from pipelines.marks import N_

Behind = Mapping[tuple[str, str, Period], tuple[str, ...]]
Namer = Callable[[str], str]

LINKED_RECORDS: Final = 50
BRANCHES: Final = ("media", "it")
SCALES: Final = (
    (Decimal(10**9), N_("in billions of tenge, on a scale of its own")),
    (Decimal(10**6), N_("in millions of tenge, on a scale of its own")),
    (Decimal(10**3), N_("in thousands of tenge, on a scale of its own")),
    (Decimal(1), N_("in tenge, on a scale of its own")),
)
SHARED_SCALES: Final = (
    (Decimal(10**9), N_("in billions of tenge, on one scale for all")),
    (Decimal(10**6), N_("in millions of tenge, on one scale for all")),
    (Decimal(10**3), N_("in thousands of tenge, on one scale for all")),
    (Decimal(1), N_("in tenge, on one scale for all")),
)
_DIGITS: Final = ((Decimal(1), Context(prec=3)), (Decimal("0.1"), Context(prec=2)))


def known(money: Money) -> bool:
    """Tell whether the measure can be told for any of the records."""
    return money.unmeasured < money.records


def short(tr: Words, money: Money) -> str:
    """Return a sum in the largest unit; words where the measure can't be told."""
    return tr.money_short(money.total) if known(money) else tr("not known")


def told(tr: Words, money: Money, measure: str, price_year: int | None) -> str:
    """Return a sum for a title: in the largest unit and with the measure, where it is not the usual one."""
    if measure == "nominal" or not known(money):
        return short(tr, money)
    if measure == "real":
        return tr("%(sum)s (prices of %(year)s)", sum=short(tr, money), year=str(price_year))
    return tr("%(sum)s per resident", sum=short(tr, money))


def unknown_title(tr: Words, count: int) -> str:
    """Return the title where the measure can't be told for any record."""
    return tr.plural(
        "%(count)s record found so far; its sum cannot be told in this measure",
        "%(count)s records found so far; their sum cannot be told in this measure",
        count,
    )


def apart(tr: Words, money: Money) -> str:
    """Return committed and planned money, the two apart."""
    if not known(money):
        return tr("not known in this measure")
    if not money.planned:
        return tr("all of it contracted or paid")
    if not money.committed:
        return tr("all of it planned or budgeted")
    told_apart = {"committed": tr.money_short(money.committed), "planned": tr.money_short(money.planned)}
    return tr("%(committed)s contracted or paid + %(planned)s planned or budgeted", **told_apart)


def records(tr: Words, count: int) -> str:
    """Return a number of records."""
    return tr.plural("%(count)s record", "%(count)s records", count)


def measure_note(page: Page, measure: str, price_year: int | None, money: Money) -> str:
    """Return what the measure is and what it leaves out; empty for prices of each year."""
    tr = page.tr
    if page.filters.measure == "per_resident" and measure != "per_resident":
        return tr(
            "Money per resident is not added up over regions, because each divides by its own residents. "
            "The sums here are in tenge of their year; choose one region to see them per resident."
        )
    left_out = {"records": records(tr, money.unmeasured), "sum": tr.money_short(money.unmeasured_kzt)}
    if measure == "real" and money.unmeasured:
        return tr(
            "Inflation is taken out: prices of %(year)s. %(records)s with %(sum)s cannot be moved to prices of "
            "%(year)s and are not in these sums: spans of years, unknown years and years after %(year)s.",
            year=str(price_year),
            **left_out,
        )
    if measure == "real":
        return tr("Inflation is taken out: prices of %(year)s.", year=str(price_year))
    if measure == "per_resident":
        return tr(
            "Each sum is divided by the residents of the region that pays. %(records)s with %(sum)s cannot be told "
            "per resident and are not in these sums: bodies of one town, spans of years, unknown years.",
            **left_out,
        )
    return ""


def inexact(tr: Words, money: Money) -> str:
    """Return how many sums are approximate; empty where none is."""
    if not money.inexact:
        return ""
    return tr.plural(
        "%(count)s sum is approximate in its source (“about”, “more than”, “almost”, a range).",
        "%(count)s sums are approximate in their sources (“about”, “more than”, “almost”, a range).",
        money.inexact,
    )


def rounding(tr: Words) -> str:
    """Return why parts and their whole may differ by a digit."""
    return tr("Sums are rounded to three digits, so parts may differ slightly from the whole; tables are exact.")


def marks(tr: Words) -> str:
    """Return what the three marks of a column mean."""
    return tr(
        "Solid: contracts and payments. Hatched: plans and budgets, which are not contracts. Outlined: year not known. "
        "An empty year means that nothing was found, not that nothing was spent."
    )


def ends(tr: Words) -> Ends:
    """Return the names of the two places at the right of the time line."""
    return Ends(several=tr("several<br>years"), unknown=tr("year not<br>known"))


def period_name(tr: Words, period: Period) -> str:
    """Return a period: "2020", "2019–2020", "year not known"."""
    return tr.years(period.year_from, period.year_to)


def categories_of(page: Page, group: str) -> tuple[str, ...]:
    """Return the categories of a headline group that the link's own filter leaves."""
    asked = page.filters.category
    left = tuple(one for one in GROUPS[group] if not asked or one in asked or one.partition(".")[0] in asked)
    return (group,) if group == "media" and len(left) == len(GROUPS[group]) else left


def href(
    page: Page,
    level: str,
    *,
    years: tuple[int, int] | None = None,
    ids: Iterable[str] = (),
    only: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    """Return the link to the records of some money: of one year, or picked by id where no year can name them."""
    picked = tuple(ids)
    changes: dict[str, object] = {"level": level, "counted": "", **(only or {})}
    if years:
        changes |= {"year_from": years[0], "year_to": years[1]}
    if picked:
        changes |= {"record": picked}
    return page.link("/records", **changes)


def behind(found: Behind, level: str, kind: str, groups: Sequence[str] = tuple(GROUPS)) -> tuple[str, ...]:
    """Return the ids of records of spans or of unknown years; none where a link can't carry so many."""
    ids = [
        one
        for (of_level, group, period), some in found.items()
        if of_level == level and period.kind == kind and group in groups
        for one in some
    ]
    return tuple(ids) if len(ids) <= LINKED_RECORDS else ()


def block_name(tr: Words, block: Block, name: Namer, *, with_level: bool) -> str:
    """Return the name of a block: its code's, or how many codes it puts together."""
    count = len(block.codes)
    text = name(block.codes[0]) if count == 1 else tr.plural("%(count)s other", "%(count)s others", count)
    return tr("%(name)s (%(level)s)", name=text, level=labels.level(tr, block.level)) if with_level else text


def hue(codes: Sequence[str]) -> str:
    """Return the headline group that colours a block, "other" where it has none of its own."""
    if len(codes) > 1:
        return "other"
    code = codes[0]
    return code if code in GROUPS else group_of(code) if "." in code else "other"


def panels(page: Page, made: Sequence[Block], name: Namer, measure: str) -> list[Panel]:
    """Return a panel for each block, in the order given."""
    two_levels = len({block.level for block in made}) > 1
    return [_panel(page.tr, block, name, measure, with_level=two_levels) for block in made]


def panels_on_one_scale(page: Page, made: Sequence[Block], name: Namer, measure: str) -> list[Panel]:
    """Return a panel for each block, all of one level, in the order given and to one scale."""
    tr, top = page.tr, max((_highest(block) for block in made), default=Decimal(0))
    unit, told = _scale(top, SHARED_SCALES)
    scale = tr("in tenge per resident, on one scale for all") if measure == "per_resident" else tr(told)
    return [replace(_columns(tr, block, name(block.codes[0]), unit), scale=scale, top=top) for block in made]


def _panel(tr: Words, block: Block, namer: Namer, measure: str, *, with_level: bool) -> Panel:
    unit, scale = _scale(_highest(block))
    said = tr("in tenge per resident, on a scale of its own") if measure == "per_resident" else tr(scale)
    if with_level:
        said = tr("%(level)s, %(scale)s", level=labels.level(tr, block.level), scale=said)
    title = tr("%(name)s: %(sum)s", name=block_name(tr, block, namer, with_level=False), sum=short(tr, block.total))
    drawn = _columns(tr, block, block_name(tr, block, namer, with_level=with_level), unit)
    return replace(drawn, title=title, scale=said, hue=hue(block.codes))


def _highest(block: Block) -> Decimal:
    shown = [*block.years.values(), *(one for one in (block.several, block.unknown) if one)]
    return max((one.total for one in shown), default=Decimal(0))


def _columns(tr: Words, block: Block, name: str, unit: Decimal) -> Panel:
    def column(money: Money, when: str, end: str) -> Column:
        number, hover = _number(tr, money, unit), _hover(tr, name, when, money)
        return Column(money.committed, money.planned, number, hover, f"{_key(block)}.{end}")

    return Panel(
        title=tr("%(name)s: %(sum)s", name=name, sum=short(tr, block.total)),
        scale="",
        hue="other",
        years={year: column(money, str(year), str(year)) for year, money in block.years.items()},
        several=column(block.several, tr("several years"), "several") if block.several else None,
        unknown=column(block.unknown, tr("year not known"), "unknown") if block.unknown else None,
    )


def _key(block: Block) -> str:
    return f"{block.level}.{'+'.join(block.codes)}"


def _scale(highest: Decimal, scales: Sequence[tuple[Decimal, str]] = SCALES) -> tuple[Decimal, str]:
    return next((one for one in scales if highest >= one[0]), scales[-1])


def _number(tr: Words, money: Money, unit: Decimal) -> str:
    """Return a column's number in its panel's unit, with no more digits than fit over a narrow column."""
    if not known(money):
        return "—"
    value = money.total / unit
    for least, context in _DIGITS:
        if value >= least:
            return tr.number(context.plus(value))
    return f"<{tr.number(Decimal('0.1'))}" if value else ""


def _hover(tr: Words, name: str, when: str, money: Money) -> str:
    return tr(
        "%(name)s, %(when)s: %(sum)s<br>%(apart)s<br>%(records)s",
        name=name,
        when=when,
        sum=short(tr, money),
        apart=apart(tr, money),
        records=records(tr, money.records),
    )


def alt(page: Page, made: Sequence[Block], name: Namer) -> str:
    """Return the panels in words, one sentence a block."""
    tr = page.tr
    two_levels = len({block.level for block in made}) > 1
    sentences = [tr("Columns by year, one panel for each of these.")]
    sentences += [_in_words(tr, block, block_name(tr, block, name, with_level=two_levels)) for block in made]
    return " ".join(sentences)


def _in_words(tr: Words, block: Block, name: str) -> str:
    years = ", ".join(
        tr("%(when)s: %(sum)s", when=str(year), sum=short(tr, money)) for year, money in block.years.items()
    )
    ends_told = [
        tr("%(when)s: %(sum)s", when=when, sum=short(tr, money))
        for when, money in ((tr("several years"), block.several), (tr("year not known"), block.unknown))
        if money
    ]
    listed = ", ".join([*([years] if years else []), *ends_told])
    return tr("%(name)s, %(sum)s in all: %(listed)s.", name=name, sum=short(tr, block.total), listed=listed)


def foot(page: Page, level: str, count: int, table_href: str, note: str = "", ids: tuple[str, ...] = ()) -> str:
    """Return the line under a figure: sources, as of, records counted (all of a level, or those of ids), the table."""
    tr = page.tr
    target = href(page, level, ids=ids) if len(ids) <= LINKED_RECORDS else None
    return parts.figure_foot(
        tr,
        Cell(tr("publications named at each record"), href=page.plain_link("/data")),
        tr.as_of(page.asked.snapshot.day),
        Cell(
            tr.plural("%(count)s record counted", "%(count)s records counted", count),
            href=target,
        ),
        page.plain_link("/method"),
        table_href=table_href,
        note=note,
    )


def link_line(text: str, target: str, sentence: str = "") -> Markup:
    """Return a sentence with a link after it, as a line of its own."""
    link = Markup('<a href="{}">{}</a>').format(target, text)
    return parts.prose(Markup("{} {}").format(sentence, link) if sentence else link)


def chosen(page: Page, made: Sequence[Block], key: str, split: str, found: Behind) -> Cell | None:
    """Return the link to the records of a column that the reader chose; nothing for a key that no column has.

    Args:
        page: The page.
        made: The blocks that were drawn.
        key: The column's key.
        split: What the blocks are split by: headline_group, category or kind.
        found: Ids of the records that no year filter can name.
    """
    for block in made:
        end = key.removeprefix(f"{_key(block)}.")
        if end != key and (end in ("several", "unknown") or end in map(str, block.years)):
            target = column_href(page, block, end, split, found)
            return Cell(page.tr("Show the records of the chosen column"), href=target) if target else None
    return None


def column_href(page: Page, block: Block, end: str, split: str, found: Behind) -> str | None:
    """Return the link to the records of a column: `end` is a year, "several" or "unknown"."""
    field = "kind" if split == "kind" else "category"
    codes = block.codes
    if split == "headline_group":
        codes = tuple(one for code in block.codes for one in categories_of(page, code))
    if end.isdigit():
        return href(page, block.level, years=(int(end), int(end)), only={field: codes})
    ids = behind(found, block.level, end)
    return href(page, block.level, ids=ids, only={field: codes}) if ids else None
