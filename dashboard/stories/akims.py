"""Published ratings of akims in words: what is known of each method, its places, and the akimats' media spending."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.html.inputs import Cell, Column, Fact, Key, Table
from dashboard.page import Page
from dashboard.pauses import Pause
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.said import source_cell
from dashboard.views.akims import AkimsView, Rating, Spending
from dashboard.views.coverage import Coverage
from dashboard.words import Words
from pipelines.marks import N_

KINDS: Final = {
    "mentions": N_("Mentions in social networks"),
    "experts": N_("Marks of experts"),
    "votes": N_("Open votes and likes"),
    "response": N_("Answers to residents' requests"),
    "other": N_("Another method, or one not told"),
}
KNOWN: Final = {"yes": N_("known"), "partly": N_("known in part"), "no": N_("not known")}
PLACES_BY: Final = {
    "overall": N_("Place overall"),
    "mentions": N_("Place by number of mentions"),
    "positive": N_("Place by positive statements"),
}
INDICATORS: Final = {
    "career prospects": N_("career prospects"),
    "economy": N_("economy"),
    "improvement": N_("improvement of towns"),
    "influence and political status": N_("influence and political status"),
    "information activity": N_("information activity"),
    "information openness, with social networks": N_("information openness, with social networks"),
    "level of critical assessment": N_("level of critical assessment"),
    "likes and dislikes": N_("likes and dislikes"),
    "management of the economy and domestic politics": N_("management of the economy and domestic politics"),
    "mentions of the akimat (“Voice of the people”)": N_("mentions of the akimat (“Voice of the people”)"),
    "number of mentions": N_("number of mentions"),
    "openness": N_("openness"),
    "positive statements": N_("positive statements"),
    "prospects as a politician": N_("prospects as a politician"),
    "publicity": N_("publicity"),
    "recognition of the akim": N_("recognition of the akim"),
    "residents’ view of infrastructure": N_("residents’ view of infrastructure"),
    "satisfaction of the population": N_("satisfaction of the population"),
    "share of requests answered": N_("share of requests answered"),
    "share of votes": N_("share of votes"),
    "social help": N_("social help"),
    "transport": N_("transport"),
    "votes": N_("votes"),
    "work of the akimat": N_("work of the akimat"),
}
_WEEK: Final = re.compile(r"week (\d+) of (?:the )?(?:akimats )?monitoring(?:, (\d{4}))?")
_FIRST_HALF, _SECOND_HALF = ("-01-01", "-06-30"), ("-07-01", "-12-31")


def title(page: Page, view: AkimsView) -> str:
    """Return how many ratings and places are shown."""
    tr = page.tr
    if not view.ratings:
        return tr("No published rating of these regions and years found so far")
    return tr.plural(
        "Published ratings of akims: %(count)s place in %(ratings)s of them, each rating by its own method",
        "Published ratings of akims: %(count)s places in %(ratings)s of them, each rating by its own method",
        view.places,
        ratings=tr.number(len(view.ratings)),
    )


def lead(page: Page) -> str:
    """Say what the ratings are here."""
    return page.tr("They are cited as published; we rate nobody.")


def whose_money(page: Page) -> str:
    """Say what the money beside the ratings is not."""
    return page.tr("The money beside them is the akimat's, an office's, and no cause is claimed.")


def paused_title(page: Page) -> str:
    """Return the title of the page while it is paused."""
    return page.tr("Ratings of akims are not shown during an election campaign")


def paused_sentence(page: Page, pause: Pause) -> str:
    """Say until when the page is paused, and why."""
    tr = page.tr
    why = tr("A list of places of officials could be taken for campaigning, so it rests while a campaign runs.")
    if pause.until is None:
        return tr("This page is paused until further notice. %(why)s", why=why)
    return tr("Up to and including %(day)s this page is paused. %(why)s", day=tr.date(pause.until), why=why)


def paused_links(page: Page) -> list[Cell]:
    """Return the ways on while the page is paused."""
    tr = page.tr
    return [Cell(tr("Regions"), href=page.plain_link("/regions")), Cell(tr("Overview"), href=page.plain_link("/"))]


def undated(page: Page, view: AkimsView) -> str:
    """Say how many places are left out because their years are not known; "" for none."""
    if not view.undated:
        return ""
    return page.tr.plural(
        "%(count)s place is left out: the source does not tell its year.",
        "%(count)s places are left out: their sources do not tell the year.",
        view.undated,
    )


def keys(page: Page, view: AkimsView) -> list[Key]:
    """Return the key numbers: ratings, places, and how much is known of the methods."""
    tr = page.tr
    known = sum(one.row["method_known"] == "yes" for one in view.ratings)
    return [
        Key(tr("Ratings"), tr.number(len(view.ratings)), tr("only those about work")),
        Key(tr("Places read"), tr.number(view.places), tr("not all that were published")),
        Key(tr("Ratings whose method is known"), tr.number(known), tr("of the others a part or nothing is known")),
    ]


def rating_name(page: Page, one: Rating) -> str:
    """Name a rating."""
    return page.tr.pick(one.row, "name")


def kind_name(tr: Words, one: Rating) -> str:
    """Name the kind of a rating's method."""
    return tr(KINDS[one.row["method_kind"]])


def method_facts(page: Page, one: Rating) -> list[Fact]:
    """Return who made a rating, how, and what is not known of it."""
    tr, row = page.tr, one.row
    who = tr.pick(row, "who")
    return [
        Fact(tr("Kind of method"), Cell(kind_name(tr, one), note=_apart(tr))),
        Fact(tr("Made by"), Cell(who) if who else None, "" if who else tr("not known")),
        Fact(tr("How it is made"), Cell(tr.pick(row, "method"))),
        Fact(tr("The method is"), Cell(tr(KNOWN[row["method_known"]]))),
        Fact(tr("Its indicators"), Cell(indicators(tr, row))),
        Fact(tr("What is not known"), Cell(tr.pick(row, "not_known"))),
    ]


def _apart(tr: Words) -> str:
    return tr("not to be set beside ratings of another kind")


def indicators(tr: Words, row: Row) -> str:
    """Say how many indicators there are, which are named, and that the others are not known."""
    named, total = row["indicators_named"], row["indicators_total"]
    listed = "; ".join(tr(INDICATORS[one]) if one in INDICATORS else one for one in named)
    if not named:
        return tr("none is named")
    if total is None:
        return tr("%(named)s. How many there are in all is not known.", named=listed)
    if total > len(named):
        return tr.plural(
            "%(known)s of %(total)s are named: %(named)s. The other %(count)s is not known, and we do not guess it.",
            "%(known)s of %(total)s are named: %(named)s. The other %(count)s are not known, and we do not guess them.",
            total - len(named),
            known=tr.number(len(named)),
            total=tr.number(total),
            named=listed,
        )
    return listed


def unread(page: Page, one: Rating) -> str:
    """Say that no place of a rating was read; "" where there are some."""
    return "" if one.count else page.tr("No place of this rating was read.")


def place_table(page: Page, one: Rating, by: str | None, rows: Sequence[Row], sources: Mapping[str, Row]) -> Table:
    """Return the places of one table of a rating: office, whom the rating names, when, and who says so."""
    tr, named = page.tr, any(row["akim"] for row in rows)
    columns = [
        Column("office", tr("Office"), main=True),
        Column("place", tr(PLACES_BY[by]) if by else tr("Place"), kind="number", amount=True),
        *([Column("akim", tr("Whom the rating names"))] if named else []),
        *([Column("score", tr("Score, as the rating gives it"), kind="number")] if _scored(rows) else []),
        Column("period", tr("Period")),
        Column("source", tr("Source")),
    ]
    cells = [_place(page, one, row, sources) for row in rows]
    heading = tr(PLACES_BY[by]) if by else tr("Places")
    return Table(columns, cells, caption=tr("%(rating)s: %(table)s", rating=rating_name(page, one), table=heading))


def _scored(rows: Sequence[Row]) -> bool:
    return any(row["score"] is not None for row in rows)


def _place(page: Page, one: Rating, row: Row, sources: Mapping[str, Row]) -> Mapping[str, Cell]:
    tr, rank = page.tr, row["rank"]
    return {
        "office": Cell(_office(page, one, row["region"])),
        "place": Cell("", note=tr("place not read")) if rank is None else Cell(tr.number(rank)),
        "akim": Cell(row["akim"] or "", note="" if row["akim"] else tr("the rating names the region alone"), lang="en"),
        "score": Cell("" if row["score"] is None else tr.number(row["score"])),
        "period": _period(tr, row),
        "source": source_cell(tr, sources.get(row["source_id"])),
    }


def _office(page: Page, one: Rating, region: str) -> str:
    tr = page.tr
    of = name_of(tr, page.names.regions, region, "of")
    return (
        tr("Akimat %(of_region)s", of_region=of)
        if one.row["rates"] == "akimats"
        else tr("Akim %(of_region)s", of_region=of)
    )


def _period(tr: Words, row: Row) -> Cell:
    """Return when a rating was made, as far as its source says."""
    inferred = tr("the source prints no year; it follows from what it tells") if row["year_inferred"] else ""
    start, end = row["period_start"], row["period_end"]
    if start and end:
        return Cell(_days(tr, start, end), note=inferred)
    if row["period_label"]:
        return _labelled(tr, row["period_label"])
    if end:
        return Cell("", note=tr("published by %(day)s; the days it speaks of are not told", day=tr.date(end)))
    return Cell("", note=tr("the source does not tell it"))


def _days(tr: Words, start: str, end: str) -> str:
    halves = {
        _FIRST_HALF: tr("first half of %(year)s", year=start[:4]),
        _SECOND_HALF: tr("second half of %(year)s", year=start[:4]),
    }
    if (start[4:], end[4:]) in halves and start[:4] == end[:4]:
        return halves[start[4:], end[4:]]
    if start[:7] == end[:7] and start.endswith("-01") and end[8:] >= "28":
        return tr.date(start[:7])
    return tr("%(first)s – %(last)s", first=tr.date(start), last=tr.date(end))


def _labelled(tr: Words, label: str) -> Cell:
    found, note = _WEEK.fullmatch(label), tr("its days are not told")
    if not found:
        return Cell(label, note=note, lang="en")
    if found[2]:
        return Cell(tr("week %(week)s of the monitoring, %(year)s", week=found[1], year=found[2]), note=note)
    return Cell(tr("week %(week)s of the monitoring", week=found[1]), note=tr("neither its days nor its year are told"))


def spending_table(page: Page, one: Rating) -> Table:
    """Return what the akimats of a rating's regions spent on media in the budget years of its periods."""
    tr = page.tr
    columns = [
        Column("akimat", tr("Akimat, with its bodies"), main=True),
        Column("years", tr("Budget years of the rating"), kind="year"),
        Column("committed", tr("Contracts and payments"), kind="money", amount=True),
        Column("planned", tr("Plans and budgets"), kind="money"),
        Column("known", tr("How much is known")),
    ]
    rows = [_spent(page, spending) for spending in one.spending]
    return Table(
        columns, rows, caption=tr("Media spending of akimats in the same regions and whole budget years, found so far")
    )


def nothing_spent(page: Page, one: Rating) -> str:
    """Say in one line that no media money of a rating's akimats and years was found; "" where some was."""
    if any(spending.money and spending.money.total for spending in one.spending):
        return ""
    return page.tr("Media spending of these akimats in the same budget years: nothing found so far")


def no_years(page: Page, one: Rating) -> str:
    """Say why no media spending stands beside a rating; "" where some may."""
    if one.dated or not one.count:
        return ""
    return page.tr(
        "No media spending stands beside it: its source does not tell the period, so there is no year to take."
    )


def _spent(page: Page, one: Spending) -> Mapping[str, Cell]:
    tr, money = page.tr, one.money
    akimat = Cell(
        tr("Akimat %(of_region)s", of_region=name_of(tr, page.names.regions, one.region, "of")),
        href=page.plain_link("/region", id=one.region),
    )
    if one.years is None or money is None:
        why = Cell("", note=tr("the period of the rating is not known"))
        return {"akimat": akimat, "years": why}
    first, last = one.years
    href = page.plain_link("/records", region=(one.region,), category=("media",), year_from=first, year_to=last)
    none = Cell("", note=tr("nothing found yet"))
    return {
        "akimat": akimat,
        "years": Cell(tr.years(first, last)),
        "committed": Cell(tr.money(money.committed), href=href) if money.committed else none,
        "planned": Cell(tr.money(money.planned), href=href) if money.planned else none,
        "known": Cell(coverage(tr, one.coverage)),
    }


def coverage(tr: Words, known: Coverage) -> str:
    """Say whether the register was read for a region's years, or single facts were found."""
    if known.complete:
        return tr("the procurement register was read")
    if known.known:
        return tr("found so far: the register was not read for all of it")
    return tr("nothing found yet, and the register was not read")


def rules(page: Page) -> list[str]:
    """Return how to read the page."""
    tr = page.tr
    return [
        tr(
            "Ratings by mentions, by experts, by votes and by answers given measure different things. Each has its own "
            "table here, and no two are joined or compared."
        ),
        tr(
            "Only the openings of many publications could be read, so places are missing. A poll on anything but work "
            "is left out. Akims are named as the rating names them, and nowhere else on this site."
        ),
        tr(
            "The money is counted media money of the akimat of the region and its bodies, local level, in the whole "
            "budget years that the rating's period lies in. Where the register was not read it is what was found so "
            "far. Much of it speaks of other things than the akim, and nothing says that it changed a place."
        ),
    ]
