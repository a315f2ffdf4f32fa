"""The way from all rows of the register to the total in words: each step by name, why it is taken, rows and tenge."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from dashboard.charts.bridge import Fall
from dashboard.html import parts
from dashboard.html.inputs import Cell, Column, Table
from dashboard.html.reading import Chapter
from dashboard.page import Page
from dashboard.sentences import filter_sentence
from dashboard.stories.ledger import REASONS
from dashboard.views.bridge import OURS, RAW, REGISTER, TOTAL, BridgeView, Step
from dashboard.words import Words
from pipelines.marks import N_

NAMES: Final[Mapping[str, str]] = {
    RAW: N_("All rows read of the register"),
    "superseded": N_("Older versions of a contract"),
    "deleted": N_("Deleted by the register"),
    "not_concluded": N_("Never concluded"),
    "held_back": N_("Held back"),
    "other_topics": N_("Other topics"),
    "unknown_buyers": N_("Unknown buyers"),
    OURS: N_("Contracts of media and IT, as signed"),
    "central": N_("Contracts of central bodies"),
    "ended_early": N_("Signed, but ended early and not paid"),
    "outside": N_("Outside the other filters"),
    "shares": N_("Shares of contracts of several years"),
    REGISTER: N_("From the register in the total"),
    "from_register": N_("Contracts written down by hand"),
    "from_official": N_("Official statements"),
    "from_audit": N_("State audit, prosecutor or court"),
    "from_press": N_("Press reports"),
    TOTAL: N_("The total for these filters"),
    "from_evidence": N_("Other evidence"),
    "counted_elsewhere": N_("Counted elsewhere, or not counted"),
}
MEANINGS: Final[Mapping[str, str]] = {
    RAW: N_("every version of every contract of the buyers whose contracts were read, with the sum it states"),
    "superseded": N_("a supplement states the whole sum anew, so only the last version of a contract counts"),
    "deleted": N_("the register itself took these rows back"),
    "not_concluded": N_("drafts, refusals and contracts that a side did not sign"),
    "held_back": N_("a sum in another currency, no sum or an unknown status: nothing can be counted with yet"),
    "other_topics": N_("what is neither media nor IT: roads, coal, meals and all else"),
    "unknown_buyers": N_("whose money it is, or of which region, cannot be told"),
    OURS: N_("one row for each contract"),
    "central": N_("shown apart: local and central money are never one sum"),
    "ended_early": N_("a contract that was ended early counts with what was paid until then"),
    "outside": N_("the rows of the register know the buyer, its place and the years; all else is asked of contracts"),
    "shares": N_("the contract itself divides its sum between years: here is what falls into the years asked for"),
    "from_register": N_("read one by one, outside the nightly reading"),
    "from_official": N_("spending that was not found in the register or was told before it"),
    "from_audit": N_("spending that was not found in the register or was told before it"),
    "from_press": N_("spending that was not found in the register or was told before it"),
    TOTAL: N_("the sum that every page shows for the same link"),
    "from_evidence": N_("official statements, audits and the press, where they tell of money that was not found there"),
    "counted_elsewhere": N_("another record already holds the money, or it is near the topic and shown apart"),
}
EVIDENCE: Final = ("from_register", "from_official", "from_audit", "from_press")


def title(tr: Words) -> str:
    """Return the heading of the section."""
    return tr("From the rows of the register to the total")


def sentence(page: Page, view: BridgeView) -> str:
    """Say what the steps show, or that there is nothing to show yet."""
    tr = page.tr
    if not view.loaded:
        return not_read(tr)
    raw, ours, total = (view.milestone(code) for code in (RAW, OURS, TOTAL))
    told = {
        "rows": tr.plural("%(count)s row", "%(count)s rows", raw.rows),
        "ours": tr.plural("%(count)s contract", "%(count)s contracts", ours.rows),
        "total": tr.money_short(total.kzt),
    }
    if view.both_levels:
        return tr(
            "Of %(rows)s of the procurement register %(ours)s are about media or IT, local and central together. What "
            "of the local ones counts once, and what other evidence adds, makes %(total)s of local money. The steps "
            "add up to the row and to the tiyn.",
            **told,
        )
    return tr(
        "Of %(rows)s of the procurement register %(ours)s are about media or IT. What of them counts once, and "
        "what other evidence adds, makes %(total)s. The steps add up to the row and to the tiyn.",
        **told,
    )


def not_read(tr: Words) -> str:
    """Say that there is no register in this data edition."""
    return tr(
        "The procurement register has not been read yet: all money on this site comes from other evidence. Once it is "
        "read, this is the place where each of its rows is accounted for."
    )


def above(page: Page, view: BridgeView) -> Markup:
    """Return what stands above the figure: what the steps show, of which filters, and the way to all of them."""
    told = Markup("<p>{}</p>").format(sentence(page, view))
    if view.loaded and page.filters.active():
        tr = page.tr
        way = Markup('<a href="{}">{}</a>').format(f"{page.plain_link('/data')}#bridge", tr("Without filters"))
        told += Markup("<p>{} {}</p>").format(tr("For: %(filters)s.", filters=filter_sentence(page)), way)
    return parts.prose(told)


def remarks(page: Page, view: BridgeView) -> list[str]:
    """Return what a reader must know of these steps: places, years."""
    tr, told = page.tr, []
    if page.filters.place:
        told.append(tr("Rows of other topics are known by town only for buyers that also have a record on this site."))
    if view.years:
        told.append(
            tr("Rows are of contracts whose years all lie inside the years asked for; rows without a year are not.")
        )
    if page.filters.measure != "nominal":
        told.append(tr("The steps are in the prices of their own years."))
    return told


def name(tr: Words, step: Step) -> str:
    """Name a step."""
    if step.code != "not_counted":
        return tr(NAMES[step.code])
    return tr(REASONS.get(step.why, REASONS["ended_early"]))


def meaning(tr: Words, step: Step) -> str:
    """Say why a step is taken."""
    return tr(MEANINGS[step.code]) if step.code in MEANINGS else ""


def told_steps(view: BridgeView, *, short: bool = False) -> list[Step]:
    """Return the steps that take or add something, and all milestones.

    Args:
        view: The waterfall.
        short: Put together the reasons for not counting, and the kinds of other evidence.
    """
    steps = [one for one in view.steps if one.is_milestone or one.rows or one.kzt]
    return _merged(steps) if short else steps


def _merged(steps: list[Step]) -> list[Step]:
    """Put neighbours of one sort together; each group ends where its last step did."""
    merged: list[Step] = []
    for step in steps:
        group = "from_evidence" if step.code in EVIDENCE else "counted_elsewhere" if step.code == "not_counted" else ""
        before = merged[-1] if merged else None
        if group and before and before.code == group:
            merged[-1] = Step(group, before.rows + step.rows, before.kzt + step.kzt, step.rows_after, step.kzt_after)
        elif group:
            merged.append(Step(group, step.rows, step.kzt, step.rows_after, step.kzt_after))
        else:
            merged.append(step)
    return merged


def table(page: Page, view: BridgeView, *, short: bool = False) -> Table:
    """Return the steps with rows and tenge, exact; what is taken off stands below zero."""
    tr = page.tr
    columns = [
        Column("step", tr("Step"), main=True),
        Column("rows", tr("Rows"), kind="number"),
        Column("tenge", tr("Tenge"), kind="money", amount=True),
        Column("left", tr("Tenge after it"), kind="money"),
    ]
    rows = [_row(page, step, linked=not short) for step in told_steps(view, short=short)]
    caption = tr("From all rows of the register to the total, step by step")
    return Table(columns[:3] if short else columns, rows, caption)


def _row(page: Page, step: Step, *, linked: bool) -> Mapping[str, Cell]:
    tr = page.tr
    href = records_link(page) if step.code == TOTAL and linked else None
    rows, tenge = (tr.number(step.rows), tr.money(step.kzt)) if step.is_milestone else _signed(tr, step)
    return {
        "step": Cell(name(tr, step), href=href, note=meaning(tr, step)),
        "rows": Cell(rows),
        "tenge": Cell(tenge),
        "left": Cell(tr.money(step.kzt_after)),
    }


def records_link(page: Page) -> str:
    """Return the link to the records of the total: of one level, as the steps are."""
    return page.link("/records", level="local" if page.filters.level == "all" else page.filters.level)


def _signed(tr: Words, step: Step) -> tuple[str, str]:
    rows = _sign(Decimal(step.rows)) + tr.number(abs(step.rows))
    return rows, _sign(step.kzt) + tr.money(abs(step.kzt))


def _sign(value: Decimal) -> str:
    return "−" if value < 0 else "+" if value > 0 else ""


def falls(page: Page, view: BridgeView) -> list[Fall]:
    """Return the bars of the figure; each carries its name, rows and tenge."""
    return [_fall(page.tr, step) for step in told_steps(view, short=True) if step.kzt or step.is_milestone]


def _fall(tr: Words, step: Step) -> Fall:
    short = _sign(step.kzt if not step.is_milestone else Decimal(0)) + tr.money_short(abs(step.kzt))
    text = tr("%(step)s: %(sum)s", step=name(tr, step), sum=short)
    rows = tr.plural("%(count)s row", "%(count)s rows", abs(step.rows))
    hover = tr("%(step)s: %(rows)s, %(sum)s", step=name(tr, step), rows=rows, sum=tr.money(abs(step.kzt)))
    before = Decimal(0) if step.is_milestone else step.kzt_after - step.kzt
    return Fall(text, before, step.kzt_after, hover, step.is_milestone, adds=not step.is_milestone and step.kzt > 0)


def alt(page: Page, view: BridgeView) -> str:
    """Say the figure in words: the milestones with their sums."""
    tr = page.tr
    milestones = [one for one in view.steps if one.is_milestone]
    return "; ".join(tr("%(step)s: %(sum)s", step=name(tr, one), sum=tr.money_short(one.kzt)) for one in milestones)


def foot(page: Page, view: BridgeView) -> Markup:
    """Return the line under the figure."""
    tr, total = page.tr, view.milestone(TOTAL)
    records = tr.plural("%(count)s record counted", "%(count)s records counted", total.rows)
    return parts.figure_foot(
        tr,
        Cell(tr("Procurement portal and the publications named at each record"), href="#inputs"),
        tr.as_of(page.asked.snapshot.day),
        Cell(records, href=records_link(page) if total.rows else None),
        page.plain_link("/method"),
    )


def chapter(page: Page, view: BridgeView) -> Chapter:
    """Return the chapter of the rules: the way of all akimats' rows, with fewer steps than on the data page."""
    tr = page.tr
    return Chapter(
        anchor="register",
        title=title(tr),
        paragraphs=[sentence(page, view)],
        tables=[table(page, view, short=True)] if view.loaded else [],
        links=[
            Cell(tr("The same steps for any filters, one by one"), href=f"{page.plain_link('/data')}#bridge"),
        ],
    )
