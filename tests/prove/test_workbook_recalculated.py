"""The workbook of a hearing recalculated by LibreOffice: every formula gives the value that the file keeps."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dashboard.hearing.made import pack
from dashboard.hearing.workbook import workbook
from tests.dashboard.conftest import ask_register, register_site

__all__ = ["ask_register", "register_site"]
pytestmark = pytest.mark.prove

ORIGIN = "https://site.test"
LINKS = {
    "taraz": "system=open-akimat&system=taraz-media-centre",
    "astana": "system=astana-dasco-monitoring",
    "every": "level=all",
    "recent": "level=all&from=2019&to=2021",
    "supplier": "contractor=benedixsimus",
    "beside": "contractor=korkem-telecom",
    "region": "region=zhambyl",
    "residents": "region=zhambyl&measure=per_resident",
    "none": "q=zzzzzz",
}
FALSE = "12345"
"""Put in place of every kept value, so that a sheet that was not recalculated shows."""
KEPT = re.compile(r"(<f>[^<]*</f><v>)[^<]*(</v>)")
LONGEST = 120
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""


@pytest.fixture(scope="module")
def soffice(tmp_path_factory):
    """A way to let LibreOffice open a workbook, recalculate it and save it as another."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not on this machine; install it to recalculate the workbooks")
    home = tmp_path_factory.mktemp("libreoffice")
    (home / "user").mkdir()
    (home / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")

    def recalculate(path: Path) -> Path:
        folder = path.parent / "recalculated"
        order = [program, f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "xlsx"]
        subprocess.run([*order, "--outdir", folder, path], check=True, timeout=LONGEST, capture_output=True)
        return folder / path.name

    return recalculate


def falsified(content: bytes) -> bytes:
    """Return the same file with a false value kept beside every formula."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in parts.namelist():
            text = parts.read(name)
            if "worksheets/sheet" in name:
                text = KEPT.sub(rf"\g<1>{FALSE}\g<2>", text.decode()).encode()
            copy.writestr(name, text)
    return made.getvalue()


def grids(content: bytes) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: trimmed(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names}


def trimmed(rows):
    """Return the rows without the empty cells at their ends, which programs keep or not."""
    made = []
    for row in rows:
        kept = list(row)
        while kept and kept[-1] == "":
            kept.pop()
        made.append(kept)
    while made and not made[-1]:
        made.pop()
    return made


@pytest.mark.parametrize("name", LINKS)
def test_libreoffice_opens_it_and_reckons_every_sum_as_we_do(ask_page, soffice, tmp_path, tell, name):
    pages = [ask_page("records", LINKS[name], lang) for lang in ("kk", "ru")]

    formulas = recalculated_as_kept(pages, soffice, tmp_path)

    assert formulas > 0
    tell(f"{name}: {formulas} formulas recalculated by LibreOffice, all as kept")


def test_libreoffice_adds_up_contracts_that_are_divided_between_years(request, soffice, tmp_path, tell):
    pages = [request.getfixturevalue("ask_register")("records", "level=all&from=2024&to=2026")]

    formulas = recalculated_as_kept(pages, soffice, tmp_path)

    assert formulas > 0
    tell(f"divided: {formulas} formulas recalculated, all as kept")


def recalculated_as_kept(pages, soffice, folder):
    """Falsify what a workbook keeps, let LibreOffice reckon it anew, compare; return how many formulas it has."""
    ours = workbook([pack(replace(page, key="hearing"), ORIGIN) for page in pages], ORIGIN)
    path = folder / "pack.xlsx"
    path.write_bytes(falsified(ours))
    formulas = len(KEPT.findall("".join(sheets(ours))))

    theirs = soffice(path).read_bytes()

    assert formulas
    assert float(FALSE) in {cell for rows in grids(path.read_bytes()).values() for row in rows for cell in row}
    assert grids(theirs) == grids(ours)
    return formulas


def sheets(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return [parts.read(one).decode() for one in parts.namelist() if "worksheets/sheet" in one]
