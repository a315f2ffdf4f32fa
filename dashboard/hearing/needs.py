"""The needs that a pack's money could have met: each with its range, and the prices it rests on with their sources."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from dashboard.hearing.pack import Block, Chapter, Entry, Listed, Needed, Told
from dashboard.hearing.whole_numbers import whole_numbers
from dashboard.html.inputs import Cell, CostLine, NeedLine
from dashboard.page import Page
from dashboard.stories import needs as story
from dashboard.views import needs
from dashboard.views.needs import NeedAnswer, NeedsView

MOST: Final = 4
"""Needs that a pack has room for; the page of needs has all."""
MOST_SIGNS: Final = 1
"""Signs of one need that a pack has room for."""


def chapter(page: Page) -> Chapter:
    """Return what else the money could have bought, the needs of the founding cases first; no cause is claimed."""
    view = page.view(needs.build)
    heading = page.tr("What else this money could have bought")
    if not view.money.total:
        return Chapter("needs", heading, "", (Told((story.empty_sentence(page, view),)),))
    return Chapter("needs", heading, story.no_cause(page), tuple(_blocks(page, view)))


def _blocks(page: Page, view: NeedsView) -> Iterator[Block]:
    if told := [one for one in (_basis(page, view), _apart(page, view)) if one]:
        yield Told(tuple(told))
    every = met(view)
    if not every:
        yield Told((page.tr("No known price can be put together with this money."),))
        return
    yield Needed(_lines(page, view, every[:MOST]))
    if len(every) > MOST:
        yield Listed((Entry(_more(page, len(every) - MOST)),))


def _more(page: Page, count: int) -> Cell:
    text = page.tr.plural(
        "%(count)s more need on the page of needs", "%(count)s more needs on the page of needs", count
    )
    return Cell(text, href=page.link("/needs"))


def met(view: NeedsView) -> tuple[NeedAnswer, ...]:
    """Return the needs that a pack tells of: those of the founding cases, then those of which the money buys one."""
    return tuple(one for one in view.answers if one.need["founding"] or _buys_one(one))


def _buys_one(answer: NeedAnswer) -> bool:
    if answer.printed:
        return answer.printed.units_at_low > 0
    return any(cost.units for cost in answer.converted)


def _basis(page: Page, view: NeedsView) -> str:
    """Say which sum is converted, where the pack's title tells it in another measure."""
    if page.filters.measure == "nominal":
        return ""
    return f"{story.lead(page, view)} {page.tr('In the prices of that year.')}"


def _apart(page: Page, view: NeedsView) -> str:
    if view.apart is None or not view.apart.total:
        return ""
    tr = page.tr
    return tr("Central money stands apart and is not converted here: %(sum)s.", sum=tr.money_short(view.apart.total))


def _lines(page: Page, view: NeedsView, answers: Sequence[NeedAnswer]) -> tuple[NeedLine, ...]:
    lines = story.lines(page, view, [_nearest(one) for one in answers])
    return tuple(_line(page, view, answer, line) for answer, line in zip(answers, lines, strict=True))


def _nearest(answer: NeedAnswer) -> NeedAnswer:
    """Leave the signs of a lack nearest to the place asked for, as many as a pack has room for."""
    told = [*((row, True) for row in answer.evidence), *((row, False) for row in answer.appeals)]
    near = sorted(told, key=lambda one: one[0]["near"])[:MOST_SIGNS]
    return replace(
        answer,
        evidence=tuple(row for row, stated in near if stated),
        appeals=tuple(row for row, stated in near if not stated),
    )


def _line(page: Page, view: NeedsView, answer: NeedAnswer, line: NeedLine) -> NeedLine:
    """Keep the prices that the answer rests on, say what is left out, lead to the page of this need."""
    costs = _behind(view, answer, line.costs)
    return replace(
        line,
        costs=costs,
        evidence=[replace(sign, text=whole_numbers(sign.text)) for sign in line.evidence],
        note=" ".join(one for one in (line.note, *_left_out(page, answer, len(costs), len(line.evidence))) if one),
        href=page.link("/needs", need=(answer.need["need_id"],)),
    )


def _left_out(page: Page, answer: NeedAnswer, prices: int, signs: int) -> Iterator[str]:
    tr = page.tr
    rests_on = len(answer.printed.prices) if answer.printed else len(answer.converted)
    if rests_on > prices:
        yield tr("Further prices on its page: %(count)s.", count=tr.number(rests_on - prices))
    if hidden := len(answer.evidence) + len(answer.appeals) - signs:
        yield tr("Further signs of this lack on its page: %(count)s.", count=tr.number(hidden))


def _behind(view: NeedsView, answer: NeedAnswer, costs: Sequence[CostLine]) -> tuple[CostLine, ...]:
    """Return the prices that make the ends and the middle of a range; without one, those that the sentence names."""
    named = _ends_and_middle(view, answer) or {cost.row["cost_id"] for cost in story.nearest(view, answer)}
    return tuple(told for cost, told in zip(answer.costs, costs, strict=True) if cost.row["cost_id"] in named)


def _ends_and_middle(view: NeedsView, answer: NeedAnswer) -> set[str]:
    """Return the ids of the lowest price of a range, the one or two in the middle, and the highest."""
    shown = story.first_range(view, answer)
    ids = [price.cost_id for price in shown.prices] if shown else []
    return {ids[place] for place in (0, (len(ids) - 1) // 2, len(ids) // 2, -1)} if ids else set()
