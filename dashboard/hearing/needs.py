"""The needs that a pack's money could have met: each with its range, and every price of it with its source."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dashboard.hearing.pack import Block, Chapter, Needed, Told
from dashboard.html.inputs import CostLine, NeedLine
from dashboard.page import Page
from dashboard.stories import needs as story
from dashboard.views import needs
from dashboard.views.needs import Cost, NeedAnswer, NeedsView

MOST: Final = 8
MOST_SIGNS: Final = 3
"""Signs of one need that a pack has room for; the page of needs has all."""


def chapter(page: Page) -> Chapter:
    """Return what else the money could have bought, the needs of the founding cases first; no cause is claimed."""
    tr, view = page.tr, page.view(needs.build)
    heading, answers = tr("What else this money could have bought"), told(view)
    if not view.money.total:
        return Chapter("needs", heading, "", (Told((story.empty_sentence(page, view),)),))
    apart = _apart(page, view)
    blocks: tuple[Block, ...] = (
        *((Told((apart,)),) if apart else ()),
        *((Needed(_lines(page, view, answers)),) if answers else (Told((_none(page),)),)),
    )
    return Chapter("needs", heading, story.no_cause(page), blocks)


def told(view: NeedsView) -> tuple[NeedAnswer, ...]:
    """Return the needs of a pack: those of the founding cases, then those with ranges, then with single prices."""
    return tuple(one for one in view.answers if one.need["founding"] or one.kind != "unpriced")[:MOST]


def _none(page: Page) -> str:
    return page.tr("No known price can be put together with this money.")


def _apart(page: Page, view: NeedsView) -> str:
    if view.apart is None or not view.apart.total:
        return ""
    tr = page.tr
    return tr("Central money stands apart and is not converted here: %(sum)s.", sum=tr.money_short(view.apart.total))


def _lines(page: Page, view: NeedsView, answers: Sequence[NeedAnswer]) -> tuple[NeedLine, ...]:
    lines = story.lines(page, view, [_nearest(one) for one in answers])
    return tuple(_line(page, answer, line) for answer, line in zip(answers, lines, strict=True))


def _nearest(answer: NeedAnswer) -> NeedAnswer:
    """Leave the signs of a lack nearest to the place asked for, as many as a pack has room for."""
    told = [*((row, True) for row in answer.evidence), *((row, False) for row in answer.appeals)]
    near = sorted(told, key=lambda one: one[0]["near"])[:MOST_SIGNS]
    return replace(
        answer,
        evidence=tuple(row for row, stated in near if stated),
        appeals=tuple(row for row, stated in near if not stated),
    )


def _line(page: Page, answer: NeedAnswer, line: NeedLine) -> NeedLine:
    """Keep the prices that the answer rests on, say how many signs are left out, lead to the page of this need."""
    tr, hidden = page.tr, len(answer.evidence) + len(answer.appeals) - len(line.evidence)
    more = tr("Further signs of this lack on its page: %(count)s.", count=tr.number(hidden)) if hidden else ""
    return replace(
        line,
        costs=_behind(answer, line.costs),
        note=f"{line.note} {more}".strip(),
        href=page.link("/needs", need=(answer.need["need_id"],)),
    )


def _behind(answer: NeedAnswer, costs: Sequence[CostLine]) -> tuple[CostLine, ...]:
    """Return the prices behind a range; without one, those that were put together with the money."""
    return tuple(told for cost, told in zip(answer.costs, costs, strict=True) if _is_behind(answer, cost))


def _is_behind(answer: NeedAnswer, cost: Cost) -> bool:
    return cost.in_range if answer.printed else cost.units is not None
