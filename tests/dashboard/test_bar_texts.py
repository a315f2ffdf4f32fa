"""Names and values of horizontal bars have room on a small phone."""

from decimal import Decimal

import pytest

from dashboard.charts.base import LABEL_ROOM, LIGHT, NAME_WIDTH, PHONE_WIDTH, BarRow, horizontal_bars
from dashboard.pictures.lettering import TEXT, width_of
from dashboard.tables import _begun

LONG_NAME = "Управление цифровизации и архивов города Алматы"
LONG_VALUE = "около 67 млн\N{NO-BREAK SPACE}₸, не вошло в итоги"


def _row(label: str, kzt: int, text: str) -> BarRow:
    return BarRow(label, Decimal(kzt), Decimal(0), text, text)


def test_short_texts_leave_a_figure_as_it_was() -> None:
    figure = horizontal_bars([_row("Тараз", 5, "5 ₸")], LIGHT, LIGHT.accent)

    assert figure.layout.yaxis.ticktext is None
    assert figure.layout.xaxis.range[1] == pytest.approx(5 * LABEL_ROOM)


@pytest.mark.parametrize("kzt", [125, 67])
def test_long_texts_end_within_a_phone(kzt: int) -> None:
    rows = [_row(LONG_NAME, 125, "125 млн ₸"), _row("Тараз", kzt, LONG_VALUE)]
    figure = horizontal_bars(rows, LIGHT, LIGHT.accent)

    names = [line for name in figure.layout.yaxis.ticktext for line in name.split("<br>")]
    widest = max(width_of(line, TEXT, 15) for line in names)
    plot = PHONE_WIDTH - widest
    assert widest <= NAME_WIDTH
    for end, text in zip(figure.data[2].x, figure.data[2].text, strict=True):
        wide = max(width_of(line, TEXT, 15) for line in text.split("<br>"))
        assert end / figure.layout.xaxis.range[1] * plot + wide <= plot


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        pytest.param("Проект; ответа нет", "Проект; ответа нет", id="short enough"),
        pytest.param("Проект упрощает связь; это не 109", "Проект упрощает связь…", id="no sign before the dots"),
    ],
)
def test_a_reply_is_cut_at_a_word(text: str, begun: str) -> None:
    assert _begun(text, 24) == begun
