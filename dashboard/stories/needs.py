"""Says what the chosen money could have bought: the question, each need's answer, its prices and the signs of lack."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from dashboard.html import parts
from dashboard.html.parts import Cell, Key, NeedLine
from dashboard.page import Page
from dashboard.sentences import name_of
from dashboard.store import Row
from dashboard.stories.needs_basis import cost_line, place_of, scope_of, signs, tenge, why_no_range
from dashboard.stories.unit_words import units_span, units_text
from dashboard.views.conversion import Range
from dashboard.views.needs import Cost, NeedAnswer, NeedsView
from dashboard.views.regions import main_level
from dashboard.words import Words

EXACT_BELOW = Decimal(10**9)  # In large type; a longer number breaks in two on a phone, and the lead has it exact.
SINGLES_IN_SENTENCE = 3


def title(page: Page, view: NeedsView) -> str:
    """Return the question that the page answers, with the sum it is about."""
    tr, total = page.tr, view.money.total
    central = view.apart is not None and view.apart.total
    if not total:
        return tr("No local money is found for this choice") if central else tr("No money is found for this choice")
    if central:
        return tr("%(sum)s of local money: what else would it have bought?", sum=_large(tr, total))
    return tr("%(sum)s: what else would this money have bought?", sum=_large(tr, total))


def _large(tr: Words, amount: Decimal) -> str:
    return tr.money(amount) if amount < EXACT_BELOW else tr.money_short(amount)


def lead(page: Page, view: NeedsView) -> str:
    """Return what the sum is made of; nothing where there is none."""
    tr, money = page.tr, view.money
    if not money.total:
        return ""
    told = {
        "total": tr.money(money.total),
        "committed": tr.money(money.committed),
        "planned": tr.money(money.planned),
    }
    if not money.planned:
        return tr("All of it, %(total)s, is contracted or paid.", **told)
    if not money.committed:
        return tr("All of it, %(total)s, is planned or budgeted; nothing is known to be contracted.", **told)
    return tr("%(total)s = %(committed)s contracted or paid + %(planned)s planned or budgeted.", **told)


def keys(page: Page, view: NeedsView) -> list[Key]:
    """Return the parts of the sum, its years and its records."""
    tr, money = page.tr, view.money
    inexact = tr("with an approximate sum: %(count)s", count=tr.number(money.inexact)) if money.inexact else ""
    planned = tr("not yet contracted, as far as known") if money.planned else ""
    return [
        Key(tr("Contracted or paid"), _found(tr, money.committed)),
        Key(tr("Planned or budgeted"), _found(tr, money.planned), note=planned),
        Key(tr("Years of this money"), _years(tr, view), note=_unknown_year(tr, view)),
        Key(
            tr("Records counted"),
            tr.number(view.record_count),
            note=inexact,
            href=_records_href(page),
            link_text=tr("All these records"),
        ),
    ]


def _records_href(page: Page, **changes: str) -> str:
    """Return the link to the records of the money, which is of one level even where the link asks for both."""
    return page.link("/records", level=main_level(page.filters).level, **changes)


def apart(page: Page, view: NeedsView) -> Markup:
    """Return the central money of a link that asks for both levels, which is not converted, with the way to it."""
    tr, money = page.tr, view.apart
    if money is None or not money.total:
        return Markup("")
    said = tr("Central money stands apart and is not converted here: %(sum)s.", sum=tr.money_short(money.total))
    link = tr("The same choice for central bodies")
    return Markup('<p>{} <a href="{}">{}</a></p>').format(said, page.link(level="central"), link)


def _found(tr: Words, amount: Decimal) -> str:
    return _large(tr, amount) if amount else tr("none found")


def _years(tr: Words, view: NeedsView) -> str:
    firsts = [span.first for span in view.spans if span.first is not None]
    lasts = [span.last for span in view.spans if span.last is not None]
    return tr.years(min(firsts, default=None), max(lasts, default=None))


def _unknown_year(tr: Words, view: NeedsView) -> str:
    if not view.unknown_kzt:
        return ""
    return tr("%(sum)s of an unknown year is not converted", sum=tr.money_short(view.unknown_kzt))


def no_cause(page: Page) -> str:
    """Return the line that no cause is claimed."""
    return page.tr(
        "What was spent and what is lacking stand side by side here. No cause is claimed: the one does not show that "
        "the other happened because of it."
    )


# ── one need ──────────────────────────────────────────────────────────────────────────────────────────────────────


def lines(page: Page, view: NeedsView, answers: Sequence[NeedAnswer]) -> list[NeedLine]:
    """Return needs as rows: what the money makes of each, its prices one by one, the signs that it is lacking."""
    return [_line(page, view, answer) for answer in answers]


def _line(page: Page, view: NeedsView, answer: NeedAnswer) -> NeedLine:
    tr = page.tr
    shown = first_range(view, answer)
    spread = shown if shown and shown.units_at_low > shown.units_at_high else None
    most = spread.units_at_low if spread else 1
    return NeedLine(
        name=tr.pick(answer.need, "name"),
        sentence=sentence(page, view, answer),
        low=spread.units_at_high / most if spread else None,
        median=spread.units_at_median / most if spread else None,
        high=1.0 if spread else None,
        costs=[cost_line(page, view, answer.need, cost) for cost in answer.costs],
        evidence=signs(page, answer),
        note=_note(page, view, answer),
        href=page.link(need=(answer.need["need_id"],)),
    )


def first_range(view: NeedsView, answer: NeedAnswer) -> Range | None:
    """Return the range that the sentence of a need tells: where inflation is taken out and it can be, that one."""
    return answer.moved if view.real_first and answer.moved else answer.printed


def sentence(page: Page, view: NeedsView, answer: NeedAnswer) -> str:
    """Return in words how many of a need the money would have been."""
    tr, shown = page.tr, first_range(view, answer)
    if shown is None:
        return _singles(page, view, answer)
    said = _range_said(tr, answer.need, shown)
    return _with_part(tr, view, said, shown.money)


def _range_said(tr: Words, need: Row, shown: Range) -> str:
    fewest, median, most = shown.units_at_high, shown.units_at_median, shown.units_at_low
    if not most:
        return tr("Not enough for one: the lowest known price is %(price)s.", price=tr.money(tenge(shown.low)))
    if fewest == most:
        return tr("%(units)s, at the lowest and at the highest known price.", units=units_text(tr, need, most))
    return tr(
        "%(units)s; at the median price, %(median)s.",
        units=units_span(tr, need, fewest, most),
        median=units_text(tr, need, median),
    )


def _with_part(tr: Words, view: NeedsView, said: str, part: Decimal) -> str:
    if part == view.money.total:
        return said
    rest = tr("Of this money, %(sum)s lies within five years of these prices.", sum=tr.money_short(part))
    return f"{said} {rest}"


def _singles(page: Page, view: NeedsView, answer: NeedAnswer) -> str:
    tr = page.tr
    if not answer.costs:
        return tr("No price found yet.")
    near = nearest(view, answer)
    if not near:
        return tr("Prices are known, but none can be put together with this money.")
    listed = "; ".join(_single(page, view, answer.need, cost) for cost in near)
    said = tr("At known prices, one by one: %(list)s.", list=listed)
    if all(cost.money == view.money.total for cost in near):
        return said
    return f"{said} {tr('Each price meets only the part of this money that lies within five years of it.')}"


def nearest(view: NeedsView, answer: NeedAnswer) -> list[Cost]:
    """Return the converted prices that the sentence of a need without a range names: those nearest in years."""
    return sorted(answer.converted, key=lambda cost: _distance(view, cost))[:SINGLES_IN_SENTENCE]


def _distance(view: NeedsView, cost: Cost) -> tuple[int, str]:
    year: int = cost.row["price_year"]
    return abs(year - (view.year or year)), cost.row["cost_id"]


def _single(page: Page, view: NeedsView, need: Row, cost: Cost) -> str:
    tr = page.tr
    in_real = view.real_first and cost.moved_units is not None
    count = (cost.moved_units if in_real else cost.units) or 0
    told = {
        "place": place_of(page, cost.row),
        "year": str(cost.row["price_year"]),
        "scope": scope_of(tr, cost.row),
        "units": units_text(tr, need, count),
    }
    if not count:
        return tr("%(place)s, %(year)s: not enough for one (%(scope)s)", **told)
    if view.real_first and not in_real:
        return tr("%(place)s, %(year)s: %(units)s (%(scope)s; price as printed, it cannot be moved)", **told)
    return tr("%(place)s, %(year)s: %(units)s (%(scope)s)", **told)


def _note(page: Page, view: NeedsView, answer: NeedAnswer) -> str:
    tr = page.tr
    said = _range_notes(tr, view, answer) if answer.printed else [why_no_range(tr, answer)]
    hidden = len(answer.evidence) + len(answer.appeals) - len(signs(page, answer))
    if hidden:
        said.append(
            tr("Further signs from other places: %(count)s; open this need to see them.", count=tr.number(hidden))
        )
    return " ".join(one for one in said if one)


def _range_notes(tr: Words, view: NeedsView, answer: NeedAnswer) -> list[str]:
    printed, shown = answer.printed, first_range(view, answer)
    if printed is None or shown is None:
        return []
    basis = tr(
        "Counted for: %(scope)s. Known prices: %(count)s, of %(years)s; publishers: %(sources)s.",
        scope=tr.pick(answer.need, "shown_scope"),
        count=tr.number(len(shown.prices)),
        years=tr.years(*shown.years),
        sources=tr.number(shown.sources),
    )
    return [basis, _other_measure(tr, view, answer, printed)]


def _other_measure(tr: Words, view: NeedsView, answer: NeedAnswer, printed: Range) -> str:
    if view.year is None:
        return ""
    year = str(view.year)
    if answer.moved is None:
        return tr("Fewer than three of these prices can be moved to tenge of %(year)s, so no range there.", year=year)
    other = printed if view.real_first else answer.moved
    told = {"said": _range_said(tr, answer.need, other), "year": year, "count": tr.number(len(other.prices))}
    as_many = len(printed.prices) == len(answer.moved.prices)
    if view.real_first and as_many:
        return tr("In prices as printed: %(said)s", **told)
    if view.real_first:
        return tr("In prices as printed (prices: %(count)s): %(said)s", **told)
    if as_many:
        return tr("In tenge of %(year)s: %(said)s", **told)
    return tr("In tenge of %(year)s (prices that can be moved: %(count)s): %(said)s", **told)


# ── the page's frame ──────────────────────────────────────────────────────────────────────────────────────────────


def sections(page: Page, view: NeedsView) -> list[tuple[str, str, list[NeedAnswer]]]:
    """Return the page's lists of needs, none of them empty: title, a sentence, the needs."""
    tr = page.tr
    others = [one for one in view.answers if not one.need["founding"]]
    split = {kind: [one for one in others if one.kind == kind] for kind in ("range", "single", "unpriced")}
    found = [
        (
            tr("Named in the cases this site began with"),
            tr("In December 2020 residents of Taraz asked for newer buses, lit streets and sterilised stray animals."),
            [one for one in view.answers if one.need["founding"]],
        ),
        (tr("Other needs with comparable prices"), "", split["range"]),
        (
            tr("Needs with single prices"),
            tr("Too few comparable prices for a range: each stands alone, with its place and year."),
            split["single"],
        ),
        (
            tr("Needs without a price for this money"),
            tr("No published price of these can be put together with this money, or none was found yet."),
            split["unpriced"],
        ),
    ]
    return [one for one in found if one[2]]


def is_folded(page: Page, answers: list[NeedAnswer]) -> bool:
    """Tell whether a list of needs opens on demand: those without a range, unless the link asks for needs by name."""
    return not page.filters.need and not any(one.kind == "range" or one.need["founding"] for one in answers)


def folded_name(page: Page, heading: str, answers: list[NeedAnswer]) -> str:
    """Return what a folded list of needs is opened by."""
    return page.tr("%(heading)s (%(count)s)", heading=heading, count=page.tr.number(len(answers)))


def foot(page: Page, view: NeedsView) -> Markup:
    """Return the line under the needs: source, as of, records counted, method."""
    tr = page.tr
    return parts.figure_foot(
        tr,
        Cell(tr("Published prices, each with its source under its need"), href=page.plain_link("/data")),
        tr.as_of(page.asked.snapshot.day),
        Cell(tr("Records counted: %(count)s", count=tr.number(view.record_count)), href=_records_href(page)),
        page.plain_link("/method"),
    )


def empty_sentence(page: Page, view: NeedsView) -> str:
    """Return why there may be nothing, and what that does not mean."""
    if view.apart and view.apart.total:
        apart = page.tr.money_short(view.apart.total)
        return page.tr("Only central money is found for this choice, and it stands apart: %(sum)s.", sum=apart)
    return page.tr(
        "No counted record fits this choice, as far as is found so far. That does not mean that nothing was spent."
    )


def empty_links(page: Page, view: NeedsView) -> list[Cell]:
    """Return the ways on from a choice without money."""
    tr = page.tr
    links = [Cell(tr("All local money"), href=page.plain_link("/needs"))]
    if len(page.filters.region) == 1:
        region = page.filters.region[0]
        text = tr("Page of the region: %(name)s", name=name_of(tr, page.names.regions, region))
        links.append(Cell(text, href=page.plain_link("/region", id=region)))
    if view.left_out:
        text = tr("Records that totals leave out: %(count)s", count=tr.number(view.left_out))
        links.append(Cell(text, href=_records_href(page, counted="all")))
    if page.filters.level != "central":
        links.append(Cell(tr("The same choice for central bodies"), href=page.link(level="central")))
    return links
