"""Says the first page in words: what is counted and what is not, by group, year and region, and the records behind."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard import labels
from dashboard.filters import GROUPS
from dashboard.html.inputs import Bar, Cell, Column, Key, NeedLine, Table
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.stories import by_year
from dashboard.stories import needs as needs_story
from dashboard.tables import record_cells, record_columns
from dashboard.views.money import Money
from dashboard.views.overview import CASE, OverviewView
from dashboard.views.years import Block, blocks
from dashboard.words import Words
from pipelines.marks import N_

FIRST_REGIONS: Final = 7
NAMED_REASONS: Final = 3

TITLES: Final[Mapping[tuple[str, str, bool], str]] = {
    ("local", "all", False): N_("Found so far: %(sum)s of local money on media and IT"),
    ("local", "all", True): N_("Found so far %(where)s: %(sum)s of local money on media and IT"),
    ("local", "media", False): N_("Found so far: %(sum)s of local money on media"),
    ("local", "media", True): N_("Found so far %(where)s: %(sum)s of local money on media"),
    ("local", "it", False): N_("Found so far: %(sum)s of local money on IT"),
    ("local", "it", True): N_("Found so far %(where)s: %(sum)s of local money on IT"),
    ("central", "all", False): N_("Found so far: %(sum)s of central money on media and IT"),
}
"""Level, branch and whether it is about one region or place → the title."""

REASONS: Final = {
    "adjacent": N_("near the topic, such as decoration and concerts: %(count)s"),
    "unit_price": N_("only the price of one unit: %(count)s"),
    "aggregate": N_("one sum for many purchases: %(count)s"),
    "no_purchase": N_("a finding or a stated need, not a purchase: %(count)s"),
    "same_money": N_("money that another record already counts: %(count)s"),
    "alternative": N_("different sums for one thing: %(count)s"),
    "undone": N_("cancelled, refused or ended early: %(count)s"),
    "no_amount": N_("no sum in tenge: %(count)s"),
    "not_the_budget": N_("residents' or private money: %(count)s"),
    "other": N_("other reasons: %(count)s"),
}


def title(page: Page, view: OverviewView) -> str:
    """Return what was found, in a sentence that names the filters where it can."""
    tr, filters = page.tr, page.filters
    central = by_year.told(tr, view.apart, view.measure, view.price_year)
    both = filters.level == "all"
    if not view.total.records:
        if both and view.apart.records:
            return tr("Nothing found yet of local money; apart, %(central)s of central money", central=central)
        return tr("Nothing found yet for what you chose")
    if not by_year.known(view.total):
        return by_year.unknown_title(tr, view.total.records)
    said = by_year.told(tr, view.total, view.measure, view.price_year)
    if both and not view.apart.records:
        return tr("Found so far: %(local)s of local money; nothing found yet of central money", local=said)
    if both:
        return tr(
            "Found so far: %(local)s of local money and, apart, %(central)s of central money",
            local=said,
            central=central,
        )
    plain = TITLES.get((view.level, _branch(page), bool(_where(page))))
    if plain and not _narrowed(page):
        return tr(plain, sum=said, where=_where(page))
    if view.level == "central":
        return tr("Found so far for what you chose: %(sum)s of central money", sum=said)
    return tr("Found so far for what you chose: %(sum)s of local money", sum=said)


def _branch(page: Page) -> str:
    asked = page.filters.category
    return {(): "all", ("media",): "media", ("it",): "it"}.get(asked, "some")


def _where(page: Page) -> str:
    """Return "in Zhambyl Region" where the link is about one region or one place."""
    filters, names = page.filters, page.names
    if len(filters.region) == 1 and not filters.place:
        return name_of(page.tr, names.regions, filters.region[0], "in")
    if len(filters.place) == 1 and not filters.region:
        return name_of(page.tr, names.places, filters.place[0], "in")
    return ""


def _narrowed(page: Page) -> bool:
    """Tell whether the link narrows by more than the titles can say."""
    said = {"level", "category", "counted"} | ({"region", "place"} if _where(page) else set())
    return any(key not in said for key, _ in page.filters.active())


def lead(page: Page, view: OverviewView) -> str:
    """Return how many records were read, how many count, and why the others do not."""
    tr, read = page.tr, view.read
    if not read.records:
        return ""
    split = _halves_said(tr, view.total)
    if not read.left_out:
        counted = tr.plural(
            "%(count)s record was read, and it is counted once.",
            "%(count)s records were read, and each is counted once.",
            read.records,
        )
        return f"{split} {counted}".strip()
    named, rest = read.why_not[:NAMED_REASONS], sum(count for _, count in read.why_not[NAMED_REASONS:])
    listed = [*named, ("other", rest)] if rest else named
    why = ", ".join(tr(REASONS[reason], count=tr.number(count)) for reason, count in listed)
    counted = tr.plural(
        "Of %(count)s record read, %(counted)s is counted and %(left_out)s is not (%(why)s).",
        "Of %(count)s records read, %(counted)s are counted and %(left_out)s are not (%(why)s).",
        read.records,
        counted=tr.number(read.counted),
        left_out=tr.number(read.left_out),
        why=why,
    )
    return f"{split} {counted}".strip()


def _halves_said(tr: Words, money: Money) -> str:
    if not by_year.known(money):
        return ""
    if not money.planned:
        return tr("All of it is contracted or paid.")
    if not money.committed:
        return tr("All of it is planned or budgeted: a plan is not a contract.")
    return tr(
        "%(committed)s is contracted or paid, %(planned)s is planned or budgeted: a plan is not a contract.",
        committed=tr.money_short(money.committed),
        planned=tr.money_short(money.planned),
    )


def note(page: Page, view: OverviewView) -> str:
    """Return what the measure is and what it leaves out; empty for prices of each year."""
    return by_year.measure_note(page, view.measure, view.price_year, view.total)


def keys(page: Page, view: OverviewView) -> list[Key]:
    """Return the headline groups, each with committed and planned apart, and the records read."""
    tr = page.tr
    made = [
        Key(
            labels.group(tr, group),
            by_year.short(tr, one),
            by_year.apart(tr, one),
            by_year.href(page, view.level, only={"category": by_year.categories_of(page, group)}),
        )
        for group, one in view.groups
    ]
    note = tr("of %(read)s read; the others are listed with their reasons", read=tr.number(view.read.records))
    every = page.link("/records", level=view.level, counted="all")
    return [*made, Key(tr("Records counted"), tr.number(view.read.counted), note, every, tr("Show all that were read"))]


# ── by year ───────────────────────────────────────────────────────────────────────────────────────────────────────


def group_blocks(view: OverviewView) -> tuple[Block, ...]:
    """Return the blocks of the headline groups, in their fixed order."""
    return tuple(sorted(blocks(view.by_group), key=lambda one: list(GROUPS).index(one.codes[0])))


def figure_note(page: Page, view: OverviewView) -> str:
    """Return what the reader must know of the figure's sums: rounding, and how many are approximate."""
    return " ".join(one for one in (by_year.rounding(page.tr), by_year.inexact(page.tr, view.total)) if one)


def year_table(page: Page, view: OverviewView) -> Table:
    """Return money by group and period, exact, committed and planned apart."""
    tr = page.tr
    columns = [
        Column("group", tr("Group"), main=True),
        Column("period", tr("Year"), kind="year"),
        Column("committed", labels.stage(tr, "committed"), kind="money", amount=True),
        Column("planned", labels.stage(tr, "planned"), kind="money"),
        Column("records", tr("Records"), kind="number"),
    ]
    order = list(GROUPS)
    rows = [
        {
            "group": Cell(labels.group(tr, line.code)),
            "period": Cell(by_year.period_name(tr, line.period)),
            **_halves(tr, line.money),
        }
        for line in sorted(view.by_group, key=lambda line: (order.index(line.code), line.period.order))
    ]
    total = {"group": Cell(tr("All of it")), "period": Cell(tr("All years")), **_halves(tr, view.total)}
    return Table(columns, [*rows, total], tr("Money by group and year, exact"))


def _halves(tr: Words, money: Money) -> Mapping[str, Cell]:
    if not by_year.known(money):
        missing = Cell("", note=tr("not known in this measure"))
        return {"committed": missing, "planned": missing, "records": Cell(tr.number(money.records))}
    nothing = Cell("", note=tr("nothing found"))
    return {
        "committed": Cell(tr.money(money.committed)) if money.committed else nothing,
        "planned": Cell(tr.money(money.planned)) if money.planned else nothing,
        "records": Cell(tr.number(money.records)),
    }


# ── by region ─────────────────────────────────────────────────────────────────────────────────────────────────────


def region_title(page: Page, view: OverviewView) -> str:
    """Return in how many regions something was found."""
    tr, found = page.tr, sum(region != "national" for region, _ in view.regions)
    if not view.country_wide:
        return tr("Where it was found so far")
    if view.read_in_full:
        return tr.plural("Found in %(count)s region", "Found in %(count)s regions, the largest sum first", found)
    return tr.plural(
        "Found so far in %(count)s region of %(all)s: this is not a ranking",
        "Found so far in %(count)s regions of %(all)s: this is not a ranking",
        found,
        all=tr.number(found + len(view.nothing)),
    )


def region_sentence(page: Page, view: OverviewView) -> str:
    """Return why the regions can't be set against each other, and where nothing was found."""
    tr = page.tr
    if view.read_in_full:
        why = tr("The procurement register was read for every region and every year asked for.")
        return " ".join([why, *_nothing_found(page, view)])
    why = tr("The sums say where something was published and read, not who spends more.")
    how_full = tr.plural(
        "The procurement register was read in full for %(count)s year of a region.",
        "The procurement register was read in full for %(count)s years of regions.",
        view.loaded,
    )
    full = how_full if view.loaded else tr("No region's procurement register was read in full yet.")
    return " ".join([why, full, *_nothing_found(page, view)])


def _nothing_found(page: Page, view: OverviewView) -> list[str]:
    tr = page.tr
    names = sorted((name_of(tr, page.names.regions, one) for one in view.nothing), key=tr.sort_key)
    return [tr("Nothing found yet: %(regions)s.", regions=", ".join(names))] if names else []


def region_bars(page: Page, view: OverviewView) -> tuple[list[Bar], list[Bar]]:
    """Return one bar for each region: the first few, and the rest."""
    highest = max((one.total for _, one in view.regions if by_year.known(one)), default=None)
    made = [_region_bar(page, view, region, one, float(highest or 1)) for region, one in view.regions]
    return made[:FIRST_REGIONS], made[FIRST_REGIONS:]


def _region_bar(page: Page, view: OverviewView, region: str, money: Money, highest: float) -> Bar:
    tr = page.tr
    label = name_of(tr, page.names.regions, region, "short")
    href: str | None = page.link("/region", id=region, region=())
    if region == "national":
        label = tr("Not divided between regions")
        href = by_year.href(page, view.level, only={"region": ("national",)})
    told = {"apart": by_year.apart(tr, money), "records": by_year.records(tr, money.records)}
    return Bar(
        label=label,
        value_text=by_year.short(tr, money),
        share=float(money.committed) / highest,
        planned_share=float(money.planned) / highest,
        href=href,
        note=tr("%(apart)s; %(records)s", **told),
    )


# ── records, the case, central money ──────────────────────────────────────────────────────────────────────────────


def biggest_table(page: Page, view: OverviewView) -> Table:
    """Return the records with most money in the totals."""
    listed = _records(page, view.biggest, page.tr("Records with the largest sums in the totals"))
    return replace(listed, caption_unseen=True)


def newest_table(page: Page, view: OverviewView) -> Table:
    """Return the records whose money begins last."""
    return _records(
        page, view.newest, page.tr("Records whose budget year begins last; of one year, the latest published")
    )


def _records(page: Page, rows: tuple[Mapping[str, object], ...], caption: str) -> Table:
    listed = [dict(row) for row in rows]
    names = page.names_of(
        places=[str(row["place"]) for row in listed if row["place"]],
        parties=[str(row[key]) for row in listed for key in ("customer_id", "contractor_id") if row[key]],
    )
    return Table(record_columns(page.tr, "customer"), record_cells(page, names, listed), caption)


def case_href(page: Page, *need: str) -> str:
    """Return the link to the founding case beside what residents need, or beside one need."""
    return page.plain_link("/needs", place=CASE.place, system=CASE.system, need=need)


def case_title(page: Page, view: OverviewView) -> str:
    """Return the question that the case asks, with its sum."""
    total = view.case.money.total if view.case else None
    return (
        page.tr("For example: what else would %(sum)s have bought in Taraz?", sum=page.tr.money_short(total))
        if total
        else ""
    )


def case_sentence(page: Page, view: OverviewView) -> str:
    """Return what the sum of the case is, and that no cause is claimed."""
    tr = page.tr
    if view.case is None:
        return ""
    said = tr(
        "The Open Akimat system and the media centre of Taraz: %(apart)s.", apart=by_year.apart(tr, view.case.money)
    )
    return f"{said} {needs_story.no_cause(page)}"


def case_needs(page: Page, view: OverviewView) -> list[NeedLine]:
    """Return a few needs of the case, each with its range; their prices stand on the page of needs."""
    if view.case is None:
        return []
    return [
        replace(line, costs=(), evidence=(), note="", href=case_href(page, answer.need["need_id"]))
        for answer, line in zip(view.case_needs, needs_story.lines(page, view.case, view.case_needs), strict=True)
    ]


def apart_title(page: Page, view: OverviewView) -> str:
    """Return the heading of the other level's money."""
    return page.tr("Local money, apart") if view.level == "central" else page.tr("Central money, apart")


def apart_sentence(page: Page, view: OverviewView) -> str:
    """Return the other level's money, which is in no sum of the page; empty where none was found."""
    tr, money = page.tr, view.apart
    if not money.records:
        return ""
    told = {"records": by_year.records(tr, money.records)}
    if not by_year.known(money):
        return tr(
            "The other level's money stands apart: %(records)s, whose sum cannot be told in this measure.", **told
        )
    told["sum"] = by_year.told(tr, money, view.measure, view.price_year)
    if view.level == "central":
        return tr("Local money stands apart and is in none of these sums: %(sum)s found so far, %(records)s.", **told)
    return tr(
        "Central money (ministries, national companies, police) stands apart and is in none of these sums: "
        "%(sum)s found so far, %(records)s.",
        **told,
    )


def apart_href(page: Page, view: OverviewView) -> str:
    """Return the link to the other level's money."""
    return page.link(level="local" if view.level == "central" else "central")
