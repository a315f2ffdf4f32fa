"""The sheet of figures: the numbers behind each of the pack's, as sums over the records where they are, and charts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

from dashboard import labels
from dashboard.hearing import workbook_charts as charts
from dashboard.hearing.pack import Among, Bar, Behind, Pack, Pictured
from dashboard.hearing.workbook_cells import Book, Formula, Head, Sheet, Value, joined, letter_of
from dashboard.hearing.workbook_charts import Drawn
from dashboard.hearing.workbook_sums import NOTHING, Sums
from dashboard.hearing.workbook_texts import chapter_of, of_kind, told_in

SCALE: Final = 66
"""Percent of its own size at which the sheet is printed, so that a chart stays whole under its numbers on A4."""
WIDTHS: Final = (52, 20, 20, 20, 38)
NAMES: Final = 0
"""The column of the names of bars."""
STAGES: Final = ("committed", "planned")


def write(book: Book, packs: Sequence[Pack], over: Sums) -> None:
    """Write the figures of a pack, one below the other, each on a sheet of paper of its own."""
    sheet = book.sheet(lambda tr: tr("Figures"))
    sheet.widths(*WIDTHS)
    sheet.break_here(SCALE)
    columns = [list(of_kind(chapter_of(pack, "figures"), Pictured)) for pack in packs]
    for number, several in enumerate(zip(*columns, strict=True)):
        if number:
            sheet.break_here(SCALE)
        _Figure(sheet, over, several).write()
    for texts in told_in(packs, "figures"):
        for text in dict.fromkeys(texts):
            sheet.across(text, len(WIDTHS))


@dataclass(frozen=True)
class _Figure:
    """One figure in each language of the workbook."""

    sheet: Sheet
    over: Sums
    several: Sequence[Pictured]

    @property
    def behind(self) -> Behind:
        """Return its numbers in the first language."""
        return self.several[0].behind or Behind(())

    @property
    def title(self) -> str:
        """Return its title in the languages of the workbook."""
        return joined(one.figure.title for one in self.several)

    def write(self) -> None:
        sheet = self.sheet
        sheet.across(self.title, len(WIDTHS), sheet.book.title)
        for text in dict.fromkeys(one.foot for one in self.several):
            sheet.across(text, len(WIDTHS))
        heads = tuple(_heads(self.behind))
        head = sheet.row
        sheet.heads(heads)
        rows = [self._bar(heads, number) for number in range(len(self.behind.bars))]
        self._charts(head, rows)
        sheet.skip()

    def _bar(self, heads: Sequence[Head], number: int) -> int:
        """Write a bar, the first of a group under its title; return its row."""
        told = [one.behind.bars[number] for one in self.several if one.behind]
        before = self.behind.bars[number - 1] if number else None
        if told[0].group and (before is None or before.group != told[0].group):
            self.sheet.across(joined(one.group for one in told), len(WIDTHS), self.sheet.book.strong_wrapped)
        row: dict[str, Value] = {"bar": joined(one.name for one in told), "note": joined(one.note for one in told)}
        self.sheet.values(heads, row | self._numbers(heads, told[0]))
        return self.sheet.row - 1

    def _numbers(self, heads: Sequence[Head], bar: Bar) -> dict[str, Value]:
        parts: dict[str, Value] = {stage: self._part(bar, stage) for stage in STAGES}
        if all(part is None for part in parts.values()):
            return {}
        cells = [f"{letter_of(heads, stage)}{self.sheet.row + 1}" for stage in STAGES if self.behind.unit != "taxes"]
        return parts | ({"together": Formula(f"=ROUND({'+'.join(cells)},2)", _long(bar))} if cells else {})

    def _part(self, bar: Bar, stage: str) -> Value:
        value: Decimal | None = getattr(bar, stage)
        of = (*bar.of, Among("stage", (stage,))) if bar.of else ()
        return self.over.formula(value, of, bar.summed)

    def _charts(self, head: int, rows: Sequence[int]) -> None:
        """Draw the bars under their numbers; a chart that has no room left on a sheet of paper begins the next."""
        for drawn in self._drawn(head, rows):
            if drawn.last - drawn.first < charts.MOST_BARS and drawn.longest:
                tall = charts.tall(drawn)
                if self.sheet.room(SCALE) < tall:
                    self.sheet.break_here(SCALE)
                self.sheet.put(charts.chart(self.sheet, drawn), tall)

    def _drawn(self, head: int, rows: Sequence[int]) -> Iterator[Drawn]:
        """Yield a chart for each group of bars, on one scale unless each has its own."""
        behind, columns = self.behind, [n for n, one in enumerate(_heads(self.behind)) if one.name in STAGES]
        every = max(map(_long, behind.bars))
        for _, found in groupby(enumerate(behind.bars), key=lambda one: one[1].group):
            numbers = [number for number, _ in found]
            longest = max(_long(behind.bars[number]) for number in numbers)
            several = (one.behind.bars[numbers[0]].group for one in self.several if one.behind)
            yield Drawn(
                title=joined(several) or self.title,
                first=rows[numbers[0]],
                last=rows[numbers[-1]],
                head=head,
                columns=columns,
                names=NAMES,
                longest=longest,
                scale=longest if behind.apart else every,
                unit=behind.unit,
                alone=behind.apart,
            )


def _heads(behind: Behind) -> Iterator[Head]:
    yield Head("bar", lambda tr: tr("Name"))
    if behind.unit == "taxes":
        yield Head("committed", lambda tr: tr("Taxes paid"), "money")
        return
    yield Head("committed", lambda tr: labels.stage(tr, "committed"), "money")
    yield Head("planned", lambda tr: labels.stage(tr, "planned"), "money")
    yield Head("together", lambda tr: tr("Together"), "money")
    if any(bar.note for bar in behind.bars):
        yield Head("note", lambda tr: tr("In words"))


def _long(bar: Bar) -> Decimal:
    return (bar.committed or NOTHING) + (bar.planned or NOTHING)
