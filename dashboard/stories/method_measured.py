"""How well the rules that read texts answer, in words: figures that a command measures, with their intervals."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from dashboard.html.inputs import Cell, Column, Table
from dashboard.html.reading import Chapter
from dashboard.page import Page
from dashboard.store import Row
from dashboard.views.method import MethodView
from dashboard.words import Words
from pipelines.marks import N_

PARTS: Final = {
    ("topics", "real"): N_("Real titles, known while the rules were written"),
    ("topics", "real-second"): N_("Real titles of a second collection, known later"),
    ("topics", "own"): N_("Made-up titles, known while the rules were written"),
    ("topics", "own-lists"): N_("Made-up titles by which the rules were mended after a first try"),
    ("promises", "tuned-ru"): N_("Russian texts, known while the rules were written"),
    ("promises", "tuned-kk"): N_("Kazakh texts, known while the rules were written"),
    ("promises", "heldout-ru"): N_("Russian texts, kept back"),
    ("promises", "heldout-kk"): N_("Kazakh texts, kept back"),
    ("promises", "heldout"): N_("Texts of both languages, kept back"),
    ("appeals", "known-ru"): N_("Russian texts, known while the rules were written"),
    ("appeals", "known-kk"): N_("Kazakh texts, known while the rules were written"),
    ("appeals", "heldout-ru"): N_("Russian texts, kept back"),
    ("appeals", "heldout-kk"): N_("Kazakh texts, kept back"),
    ("appeals", "heldout"): N_("Texts of both languages, kept back"),
}
"""Sets that are shown, in the order in which they are; others are only in the table to download."""
FIRST_TRIES: Final = {
    "topics": (Decimal("0.91"), Decimal(1), Decimal("0.83"), Decimal(1)),
    "promises": (Decimal("0.881"), Decimal("0.9565"), Decimal("0.8654"), Decimal("0.9737")),
}
"""Least and greatest precision and recall of first answers to lists that nobody had tuned on (docs/measured.md)."""


def measured_chapter(page: Page, view: MethodView) -> list[Chapter]:
    """Return the chapter on how well topics and promises are told; none where an older edition holds no figures."""
    if not view.measured:
        return []
    tr = page.tr
    return [
        Chapter(
            anchor="measured",
            title=tr("How well our rules read titles, specifications and appeals"),
            paragraphs=[
                tr(
                    "What a purchase is about, and what a specification promises, is read by rules with words from "
                    "open files, not by people and not by a learning machine. People had read the texts below before. "
                    "Precision is the share of the answers given that are right; recall is the share of what people "
                    "found that the rules found, too. Under each share stands its 95 % interval, for the sets are "
                    "small."
                ),
                _first_tries(tr, "topics"),
                _first_tries(tr, "promises"),
                tr(
                    "A promise is right when number, unit, period and bound all agree. Promises read by rules are "
                    "marked as such and carry the words they were read in."
                ),
                tr(
                    "Needs of appeals are told on texts that we wrote ourselves, none of a real resident. Where "
                    "several needs fit equally no need is told, and the appeal is in no count."
                ),
            ],
            tables=[
                _table(tr, view.measured, "topics", tr("Topics of titles: media or IT against neither")),
                _table(tr, view.measured, "promises", tr("Promises in specifications")),
                _table(tr, view.measured, "appeals", tr("Needs that residents' appeals speak of")),
            ],
        )
    ]


def _first_tries(tr: Words, what: str) -> str:
    least, most, found_least, found_most = FIRST_TRIES[what]
    bounds = {
        "low": tr.percent(least),
        "high": tr.percent(most),
        "found_low": tr.percent(found_least),
        "found_high": tr.percent(found_most),
    }
    if what == "topics":
        return tr(
            "Topics: new lists of titles were first answered with a precision of %(low)s to %(high)s and a recall of "
            "%(found_low)s to %(found_high)s; then the words that were missing were added. For titles that nobody has "
            "seen expect figures like these first ones.",
            **bounds,
        )
    return tr(
        "Promises: new lists of texts were first answered with a precision of %(low)s to %(high)s and a recall of "
        "%(found_low)s to %(found_high)s. We wrote the texts ourselves, many of them to mislead the rules.",
        **bounds,
    )


def _table(tr: Words, rows: Sequence[Row], what: str, caption: str) -> Table:
    columns = [
        Column("part", tr("Set of texts"), main=True),
        Column("texts", tr("Texts"), kind="number"),
        Column("precision", tr("Precision"), align="right"),
        Column("recall", tr("Recall"), align="right"),
    ]
    known = {(row["what"], row["part"]): row for row in rows}
    shown = [(tr(label), known[key]) for key, label in PARTS.items() if key[0] == what and key in known]
    return Table(columns, [_row(tr, label, row) for label, row in shown], caption)


def _row(tr: Words, label: str, row: Row) -> dict[str, Cell]:
    return {
        "part": Cell(label),
        "texts": Cell(tr.number(row["texts"])),
        "precision": _share(tr, row, "precision", row["told"]),
        "recall": _share(tr, row, "recall", row["expected"]),
    }


def _share(tr: Words, row: Row, name: str, of: int) -> Cell:
    """Say a share with its interval, and of how many it is one."""
    share, low, high = (tr.percent(row[key], 1) for key in (name, f"{name}_low", f"{name}_high"))
    counts = {"right": tr.number(row["correct"]), "all": tr.number(of)}
    return Cell(share, note=tr("%(right)s of %(all)s; from %(low)s to %(high)s", low=low, high=high, **counts))
