"""The chapter of questions: exactly three, neutral, made from gaps and doubts; each names its subject and its sum."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from dashboard import labels
from dashboard.hearing.pack import Chapter, Numbered
from dashboard.page import Page
from dashboard.sentences import filter_sentence
from dashboard.store import Row
from dashboard.stories.promise_words import per_name, value
from dashboard.stories.question import ASKED
from dashboard.stories.record import short_sum
from dashboard.views import hearing_doubts
from dashboard.views.hearing_doubts import GENERAL, NOTHING, Doubt, DoubtsView
from dashboard.words import Words
from pipelines.marks import N_

PLAIN: Final[Mapping[str, str]] = {
    **ASKED,
    "dispute": N_("A correction of it is being checked: which documents show the right figure?"),
    "budget": N_("How much of it has been spent up to now, on what, and which documents show it?"),
    "became": N_("What has it given residents up to now, and how is that known?"),
    "told": N_("Where and when will residents be told what was done for this money?"),
    "coming": N_("What will it cost in the coming years, and from which budget is that to be paid?"),
}
"""Questions without numbers of their own."""
NOTHING_FOUND: Final = (
    N_("Is any contract on media or IT missing there? Please name its number, date, subject, sum and supplier."),
    N_("Where are such purchases published, so that residents can look them up?"),
    N_("Which office answers questions about them, and within what time?"),
)
"""Questions where the link finds no spending."""


def chapter(page: Page) -> Chapter:
    """Return three questions about the records of a link."""
    tr = page.tr
    return Chapter("questions", tr("Three questions"), _rule(page), (Numbered(texts(page)),))


def _rule(page: Page) -> str:
    tr, view = page.tr, _view(page)
    if not view.doubts:
        return tr("The link finds no spending to ask about, so the questions are general ones.")
    told = tr(
        "Made from what our data lack or leave open, by one rule for all: of the largest sums each thing bought gets "
        "one question before any gets a second; they stand by the sum they are about. A question is no reproach: the "
        "answer may well be published elsewhere."
    )
    if all(one.kind not in GENERAL for one in view.doubts):
        return told
    return tr("%(rule)s Fewer than three gaps are known, so general questions fill up.", rule=told)


def texts(page: Page) -> tuple[str, ...]:
    """Return the three questions, the largest sum first."""
    view = _view(page)
    if not view.doubts:
        return _of_nothing(page, view)
    return tuple(_text(page.tr, one) for one in view.doubts)


def _view(page: Page) -> DoubtsView:
    view: DoubtsView = page.view(hearing_doubts.build)
    return view


def _of_nothing(page: Page, view: DoubtsView) -> tuple[str, ...]:
    tr, about = page.tr, filter_sentence(page)
    asked = [tr(one) for one in NOTHING_FOUND]
    if view.region.years:
        years = ", ".join(tr.years(first, last) for first, last in view.region.years)
        asked[0] = tr(
            "No record of these years is known to us: %(years)s. What was bought in them, from whom and for how much?",
            years=years,
        )
    return tuple(tr("%(about)s: 0 purchases found so far. %(question)s", about=about, question=one) for one in asked)


def _text(tr: Words, doubt: Doubt) -> str:
    return tr(
        "%(subject)s (%(sum)s; %(years)s). %(question)s",
        subject=tr.pick(doubt.subject, "name" if "record_ids" in doubt.subject else "title"),
        sum=_sum(tr, doubt.records),
        years=_years(tr, doubt.records),
        question=_question(tr, doubt),
    )


def _years(tr: Words, rows: Sequence[Row]) -> str:
    known = [row for row in rows if row["year_from"] is not None and row["year_to"] is not None]
    if not known:
        return tr("year not known")
    return tr.years(min(row["year_from"] for row in known), max(row["year_to"] for row in known))


def _sum(tr: Words, rows: Sequence[Row]) -> str:
    """Write the sum of one record with what it is; of several, contracts and plans apart."""
    if len(rows) == 1:
        return tr("%(kind)s: %(sum)s", kind=labels.kind(tr, rows[0]["kind"]), sum=_one_sum(tr, rows[0]))
    stages = [stage for stage in ("committed", "planned") if _of_stage(rows, stage)]
    told = [
        tr("%(kind)s: %(sum)s", kind=labels.stage(tr, stage), sum=tr.money(_of_stage(rows, stage))) for stage in stages
    ]
    count = tr.plural("%(count)s record", "%(count)s records", len(rows))
    return "; ".join([count, *(told or [tr("sum not known")])])


def _of_stage(rows: Sequence[Row], stage: str) -> Decimal:
    """Return the tenge of one stage: in the totals, or as printed where none of the records is."""
    counted = any(row["counted"] for row in rows)
    name = "in_years_kzt" if counted else "amount_kzt"
    return sum((row[name] or NOTHING for row in rows if row["stage"] == stage), NOTHING)


def _one_sum(tr: Words, row: Row) -> str:
    if row["counted"] and row["in_years_kzt"] != row["amount_kzt"]:
        return tr.money(row["in_years_kzt"])
    if row["amount_kzt"] is None:
        return short_sum(tr, row)
    return tr.amount(row["amount_kzt"], row["amount_precision"], row["amount_low"], row["amount_high"])


def _question(tr: Words, doubt: Doubt) -> str:
    made: Mapping[str, Callable[[Words, Doubt], str]] = {
        "promise": _promise,
        "another_promise": _promise,
        "range": _range,
        "inexact": lambda tr, _: tr("The source gives no exact sum: what is it to the tenge, and where is it shown?"),
        "claim": _claim,
    }
    return made[doubt.kind](tr, doubt) if doubt.kind in made else tr(PLAIN[doubt.kind])


def _promise(tr: Words, doubt: Doubt) -> str:
    row = doubt.promise or {}
    told = {"what": tr.pick(row, "what"), "value": value(tr, row)}
    if per := per_name(tr, row["per"]):
        return tr(
            "Promised was: %(what)s (%(value)s, %(per)s). How much of it was done, and how is that confirmed?",
            per=per,
            **told,
        )
    return tr("Promised was: %(what)s (%(value)s). How much of it was done, and how is that confirmed?", **told)


def _range(tr: Words, doubt: Doubt) -> str:
    low, high = doubt.sums or (NOTHING, NOTHING)
    return tr(
        "Sources give different sums for it, from %(low)s to %(high)s: which is right, and which document shows it?",
        low=tr.money(low),
        high=tr.money(high),
    )


def _claim(tr: Words, doubt: Doubt) -> str:
    claim = doubt.claim
    if claim is None:
        return tr(PLAIN["became"])
    return tr.plural(
        "Of %(count)s other system of its kind with a known sum, %(more)s cost more and %(less)s less; tasks differ. "
        "How was this sum reckoned?",
        "Of %(count)s other systems of its kind with a known sum, %(more)s cost more and %(less)s less; tasks differ. "
        "How was this sum reckoned?",
        claim.peers,
        more=tr.number(claim.more),
        less=tr.number(claim.less),
    )
