"""A network of made-up answers for the lesser sources, and small workbooks."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import httpx

from pipelines.sources.http import Patience
from pipelines.sources.lesser import Wanted
from pipelines.sources.lesser_run import LesserResult, read_lesser
from pipelines.sources.lesser_settings import LesserSettings

PATIENT = Patience(rate=1e6, attempts=2, pause=0.0, sleep=lambda _: None)
COMPANY, OTHER, THIRD = "100540001234", "240940016760", "050240007370"
JOINT_SOLE_TRADERS = "150160004321"
PERSON = "780309301217"
SURNAME = "Ахметжанов"

Answering = Callable[[httpx.Request], httpx.Response]


def night(number: int) -> datetime:
    """Noon of the numbered day of March 2026."""
    return datetime(2026, 3, number, 7, tzinfo=UTC)


def json_of(value: object, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=value)


def visit(
    settings: LesserSettings, answering: Answering, when: datetime | None = None, wanted: Wanted | None = None
) -> LesserResult:
    """Read everything that is switched on, once."""
    said: list[str] = []
    return read_lesser(
        settings,
        wanted or Wanted(),
        when or night(1),
        said.append,
        patience=PATIENT,
        transport=httpx.MockTransport(answering),
    )


def asked(request: httpx.Request) -> Mapping[str, object]:
    """The body of a JSON question."""
    found: Mapping[str, object] = json.loads(request.content)
    return found


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    """The smallest XLSX file that holds these sheets."""
    files = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": _book(len(sheets)),
    }
    files["xl/_rels/workbook.xml.rels"] = _sheet_relations(len(sheets))
    files |= {f"xl/worksheets/sheet{place}.xml": _sheet(rows) for place, rows in enumerate(sheets, start=1)}
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{text}')
    return body.getvalue()


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)


def _types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{place + 1}.xml" ContentType="{kind}.worksheet+xml"/>'
        for place in range(sheets)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{parts}</Types>'
    )


def _book(sheets: int) -> str:
    named = "".join(f'<sheet name="S{n + 1}" sheetId="{n + 1}" r:id="rId{n + 1}"/>' for n in range(sheets))
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{named}</sheets></workbook>'


def _sheet_relations(sheets: int) -> str:
    parts = "".join(
        f'<Relationship Id="rId{n + 1}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n + 1}.xml"/>'
        for n in range(sheets)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>'


def _sheet(rows: Sequence[Sequence[object]]) -> str:
    inner = "".join(
        f'<row r="{height}">{"".join(_cell(f"{chr(65 + place)}{height}", one) for place, one in enumerate(row))}</row>'
        for height, row in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{inner}</sheetData></worksheet>'


def _cell(place: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
