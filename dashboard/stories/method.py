"""How we count, in words: each rule with the numbers of the data edition it was applied to."""

from collections.abc import Mapping

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Key, Table
from dashboard.html.reading import Chapter
from dashboard.page import Page
from dashboard.stories import bridge
from dashboard.stories.ledger import waterfall_table
from dashboard.stories.method_limits import limit_chapters
from dashboard.views.method import MethodView
from dashboard.words import Words

__all__ = ["chapters", "keys", "lead", "title"]


def title(page: Page, view: MethodView) -> str:
    """Say how much was read and how much of it counts, for akimats."""
    tr, fall = page.tr, view.waterfall("local")
    return tr(
        "How we count: of %(read)s read about akimats, %(counted)s are in the total",
        read=tr.money_short(fall.read_kzt),
        counted=tr.money_short(fall.counted_kzt),
    )


def lead(page: Page) -> str:
    """Say why so much is left out."""
    return page.tr(
        "The rest repeats the same money, adds up many things at once or was never spent. Each sum that is left out "
        "stays visible, with the reason. The numbers on this page come from the data edition you are looking at."
    )


def keys(page: Page, view: MethodView) -> list[Key]:
    """Return records read and counted at both levels."""
    tr = page.tr
    local, central = view.waterfall("local"), view.waterfall("central")
    return [
        Key(
            tr("Records read"),
            tr.number(local.read_records + central.read_records),
            note=tr("of akimats %(local)s, of central bodies %(central)s", **_both(tr, view, "read_records")),
        ),
        Key(
            tr("Records in the totals"),
            tr.number(local.counted_records + central.counted_records),
            note=tr("of akimats %(local)s, of central bodies %(central)s", **_both(tr, view, "counted_records")),
            href=page.plain_link("/records"),
            link_text=tr("Records of akimats"),
        ),
        Key(
            tr("In the total of akimats"),
            tr.money_short(local.counted_kzt),
            note=tr.money(local.counted_kzt),
        ),
        Key(
            tr("Shown apart: central bodies"),
            tr.money_short(central.counted_kzt),
            note=tr.money(central.counted_kzt),
            href=page.plain_link("/records", level="central"),
            link_text=tr("Records of central bodies"),
        ),
    ]


def _both(tr: Words, view: MethodView, field: str) -> Mapping[str, str]:
    return {level: tr.number(getattr(view.waterfall(level), field)) for level in ("local", "central")}


def chapters(page: Page, view: MethodView) -> list[Chapter]:
    """Return all rules, in the order in which they are applied."""
    return [
        _record(page),
        _levels(page),
        _tiers(page, view),
        _kinds(page, view),
        _counted(page, view),
        bridge.chapter(page, view.bridge),
        _parts(page, view),
        _alternatives(page, view),
        _years(page, view),
        *limit_chapters(page, view),
    ]


def _record(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="record",
        title=tr("What a record is"),
        paragraphs=[
            tr(
                "A record is one piece of spending from one source: a contract, a plan, a line of a budget, an "
                "estimate, a payment or a yearly cost. It holds one sum, the buyer, the supplier where one is named, "
                "the place, the years and the source."
            ),
            tr(
                "A sum may be exact, «about», «more than», «almost» or a range. We keep the word of the source and "
                "show it beside the sum. In totals such a record counts with the printed figure."
            ),
        ],
    )


def _levels(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="levels",
        title=tr("Whose money: local and central"),
        paragraphs=[
            tr(
                "Local is money of akimats, their departments, schools and enterprises. Central is money of "
                "ministries, national companies and police. Headlines and maps speak of local money only. Central "
                "money is counted by the same rules and shown apart; the two are never added up."
            ),
            tr("Money that a source names as republican is central, even where a local department does the buying."),
        ],
    )


def _tiers(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    rows = [
        {
            "tier": Cell(labels.tier(tr, row["tier"])),
            "records": Cell(tr.number(row["records"])),
            "counted": Cell(tr.number(row["counted_records"])),
        }
        for row in view.tiers
    ]
    columns = [
        Column("tier", tr("How well it is evidenced"), main=True),
        Column("records", tr("Records"), kind="number"),
        Column("counted", tr("In the totals"), kind="number"),
    ]
    return Chapter(
        anchor="tiers",
        title=tr("How well a record is evidenced"),
        paragraphs=[
            tr(
                "Each record says where it was read: in the procurement portal, in an official statement, in the "
                "papers of state audit, a prosecutor or a court, or in the press. A press report counts like the "
                "others, but you can filter it out."
            )
        ],
        tables=[Table(columns, rows, tr("Records of both levels by kind of source"))],
    )


def _kinds(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    rows = [
        {
            "level": Cell(labels.level(tr, row["level"])),
            "stage": Cell(labels.stage(tr, row["stage"])),
            "records": Cell(tr.number(row["records"])),
            "tenge": Cell(tr.money(row["counted_kzt"])),
        }
        for row in view.stages
    ]
    columns = [
        Column("stage", tr("What the amount is"), main=True),
        Column("level", tr("Whose money")),
        Column("records", tr("Records"), kind="number"),
        Column("tenge", tr("In the totals, tenge"), kind="money", amount=True),
    ]
    return Chapter(
        anchor="kinds",
        title=tr("Committed and planned"),
        paragraphs=[
            tr(
                "Contracts, payments and yearly costs are committed money. Budgets, plans and estimates of lots are "
                "planned money. Every total shows the two apart. A plan of which nothing later is known stays in the "
                "total as a plan."
            )
        ],
        tables=[Table(columns, rows, tr("Committed and planned money in the totals"))],
    )


def _counted(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="counted",
        title=tr("What counts and what does not"),
        paragraphs=[
            tr(
                "Left out are: amounts that are no purchase; cancelled purchases and refused payments; things near "
                "the topic, such as decorations and concerts; records without a sum in tenge; and money that another "
                "record already counts."
            ),
            tr(
                "When several records tell of the same money, one of them counts. A contract beats a plan, a budget "
                "or an estimate. A payment beats the contract only when the contract is known to be finished. Between "
                "equals the later stage wins, then the exact sum, then the better source."
            ),
            tr(
                "The tables show the whole way from all sums read to the total. They add up to the tiyn. A record "
                "that counts in part stands both in a line that is taken off and in the last line."
            ),
        ],
        tables=[waterfall_table(page, fall) for fall in view.waterfalls],
        links=[Cell(tr("All records, also those not in the total"), href=page.plain_link("/records", counted="all"))],
    )


def _parts(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    records = tr.plural("%(count)s record", "%(count)s records", view.covered_wholes)
    paragraphs = [
        tr(
            "Some records are parts of others: a contract inside a yearly programme. A part counts in full. The whole "
            "counts with what its parts leave, never less than zero. In this edition %(records)s count with nothing or "
            "in part, because their parts are counted.",
            records=records,
        )
    ]
    if view.example is None:
        return Chapter(anchor="parts", title=tr("Parts and wholes"), paragraphs=paragraphs)
    paragraphs.append(
        tr(
            "An example. In Taraz residents added up two purchases and spoke of %(whole)s. Both purchases are records "
            "of their own, so of the sum that residents named %(left)s is left to count.",
            whole=tr.money(view.example.whole["amount_kzt"]),
            left=tr.money(view.example.whole["counted_kzt"]),
        )
    )
    return Chapter(anchor="parts", title=tr("Parts and wholes"), paragraphs=paragraphs, tables=[_example(page, view)])


def _example(page: Page, view: MethodView) -> Table:
    tr = page.tr
    rows = [] if view.example is None else [view.example.whole, *view.example.parts]
    return Table(
        columns=[
            Column("title", tr("What was bought"), main=True),
            Column("amount", tr("Sum of the record"), kind="money"),
            Column("counted", tr("In the total"), kind="money", amount=True),
        ],
        rows=[
            {
                "title": Cell(tr.pick(row, "title"), href=page.plain_link("/record", id=row["record_id"])),
                "amount": Cell(tr.money(row["amount_kzt"])),
                "counted": Cell(tr.money(row["counted_kzt"])),
            }
            for row in rows
        ],
        caption=tr("The sum that residents named, and its parts"),
    )


def _alternatives(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="alternatives",
        title=tr("When sources give different sums"),
        paragraphs=[
            tr(
                "Sometimes two sources give different sums for one thing and nothing tells which is right. Then "
                "neither is in the total; both are shown as a range."
            )
        ],
        points=[
            tr(
                "%(title)s: from %(low)s to %(high)s.",
                title=tr.pick(row, "title"),
                low=tr.money(row["low_kzt"]),
                high=tr.money(row["high_kzt"]),
            )
            for row in view.alternatives
        ],
    )


def _years(page: Page, view: MethodView) -> Chapter:
    tr = page.tr
    names = {"one": tr("One year"), "several": tr("Several years"), "unknown": tr("Year not known")}
    rows = [
        {
            "years": Cell(names[row["year_kind"]]),
            "records": Cell(tr.number(row["records"])),
            "tenge": Cell(tr.money(row["counted_kzt"])),
        }
        for row in view.year_kinds
    ]
    columns = [
        Column("years", tr("Years"), main=True),
        Column("records", tr("Records"), kind="number"),
        Column("tenge", tr("In the total, tenge"), kind="money", amount=True),
    ]
    return Chapter(
        anchor="years",
        title=tr("Years"),
        paragraphs=[
            tr(
                "Years are budget years. A contract of the register that divides its sum between years itself counts "
                "in each of them with that year's share. Any other sum for several years is never divided: no source "
                "says how. It stands on a line of its own, as do records whose year no source gives."
            ),
            tr(
                "A filter by years takes the records whose years all lie inside it. Records of several years that "
                "only touch it, and records of an unknown year, are left out of such a view."
            ),
        ],
        tables=[Table(columns, rows, tr("Counted money of akimats by what is known of its years"))],
    )
