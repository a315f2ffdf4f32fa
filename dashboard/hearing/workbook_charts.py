"""Owns how a hearing workbook draws bars: contracts solid, plans hatched, so that they are read without colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import partial
from typing import Any, Final

from xlsxwriter.chart import Chart

from dashboard.charts.base import LIGHT
from dashboard.hearing.pack import Unit
from dashboard.hearing.workbook_cells import Sheet
from dashboard.stories.by_year import SCALES, SHARED_SCALES

MOST_BARS: Final = 24
"""Bars that can still be told apart in one chart; more have their numbers alone."""
WIDE: Final = 900
_BAR, _AROUND = 30, 150
"""Pixels of a chart, of a bar with its gap, of the title, the axis and the legend."""
_LETTERS: Final = {"color": LIGHT.text, "size": 9}
_THIN: Final = {"color": "#BFBFBF", "width": 0.5}
_FEW: Final = 10
"""Units of the axis below which its marks have a digit after the point."""


@dataclass(frozen=True)
class Drawn:
    """What a chart draws.

    Attributes:
        title: What it shows, in the languages of the workbook.
        first: Its first row, from 0.
        last: Its last row.
        head: The row that says what the columns are.
        columns: The columns that it draws, the contracted ones first.
        names: The column of the names of bars.
        longest: Its longest bar.
        scale: The longest bar of all charts on one scale.
        unit: What the numbers are.
        alone: No other chart stands on its scale.
    """

    title: str
    first: int
    last: int
    head: int
    columns: Sequence[int]
    names: int
    longest: Decimal
    scale: Decimal
    unit: Unit
    alone: bool = False


def tall(drawn: Drawn) -> int:
    """Return how high a chart is, in pixels."""
    return (drawn.last - drawn.first + 1) * _BAR + _AROUND


def chart(sheet: Sheet, drawn: Drawn) -> Chart:
    """Draw rows of a sheet as bars, the first on top."""
    made, name = sheet.book.bars(), sheet.name.strip("'")
    for column, fill in zip(drawn.columns, _fills(), strict=False):
        made.add_series(
            {
                "name": [name, drawn.head, column],
                "categories": [name, drawn.first, drawn.names, drawn.last, drawn.names],
                "values": [name, drawn.first, column, drawn.last, column],
                "gap": 45,
                **fill,
            }
        )
    made.set_title({"name": drawn.title, "name_font": {**_LETTERS, "size": 11, "bold": True}, "overlay": False})
    made.set_y_axis(
        {
            "reverse": True,
            "interval_unit": 1,
            "num_font": _LETTERS,
            "line": {"color": LIGHT.quiet},
            "major_tick_mark": "none",
        }
    )
    made.set_x_axis(_axis(sheet, drawn))
    made.set_legend({"position": "bottom", "font": _LETTERS, "none": len(drawn.columns) == 1})
    made.set_chartarea({"border": {"none": True}})
    made.set_size({"width": WIDE, "height": tall(drawn)})
    return made


def _fills() -> tuple[dict[str, Any], dict[str, Any]]:
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": LIGHT.accent, "bg_color": "#FFFFFF"}
    return (
        {"fill": {"color": LIGHT.accent}, "border": {"color": LIGHT.accent}},
        {"pattern": hatched, "border": {"color": LIGHT.accent}},
    )


def _axis(sheet: Sheet, drawn: Drawn) -> dict[str, Any]:
    """Return the axis of money in the largest unit that its longest bar fills."""
    said = partial(lambda text, tr: tr(text), "in tenge per resident, on one scale for all")
    unit = Decimal(1)
    if drawn.unit != "per_resident":
        scales = SCALES if drawn.alone else SHARED_SCALES
        unit, told = next((one for one in scales if drawn.scale >= one[0]), scales[-1])
        said = partial(lambda text, tr: tr(text), told)
    thousands = "," * (len(str(unit)) // 3)
    digits = "#,##0.0" if drawn.scale < unit * _FEW else "#,##0"
    return {
        "name": sheet.book.said(said),
        "name_font": {**_LETTERS, "bold": False},
        "num_format": f"{digits}{thousands}",
        "num_font": _LETTERS,
        "label_position": "high",
        "major_gridlines": {"visible": True, "line": _THIN},
        "line": {"none": True},
        "min": 0,
        "max": float(_end(drawn.scale)),
    }


def _end(longest: Decimal) -> Decimal:
    """Return where an axis ends: the next half of the largest power of ten within the longest bar."""
    step = Decimal(10) ** longest.adjusted() / 2
    return (longest / step).to_integral_value(ROUND_CEILING) * step
