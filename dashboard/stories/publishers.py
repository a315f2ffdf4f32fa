"""Says who published a source in the reader's language, where the name tells more than a name: a copy, a citation."""

import re
from typing import Final

from dashboard.words import Words
from pipelines.marks import N_

_CITING: Final = re.compile(r"(?P<name>.+) \((?:(?P<host>[^()]+), )?citing (?P<origin>.+)\)")
_COPY: Final = re.compile(r"(?P<name>.+) \(via (?P<host>.+)\)")
_RETELLING: Final = re.compile(
    r"(?P<name>.+), (?:citing|retelling)(?: the newspaper)? (?P<origin>.+?)"
    r"(?: \(address of a reprint at (?P<host>.+)\))?"
)
_REPRINT: Final = re.compile(r"(?P<name>.+) \(reprint\)")
_NEWSPAPER: Final = re.compile(r"(?P<name>.+) newspaper(?P<host> \([^()]+\))?")

_SAID: Final = {
    name: name
    for name in (
        N_("Academy of Public Administration (apa.kz), doctoral thesis, table 19"),
        N_("Adyrna.kz (press service of the akim of Shymkent)"),
        N_("Akimat of Almaty (almaty.kz)"),
        N_("Akimat of Fedorovka district (kostanay.gov.kz)"),
        N_("Akimat of Karaganda Region (karaganda-region.gov.kz)"),
        N_("Akimat of Pavlodar Region (pavlodar.gov.kz)"),
        N_("Informburo.kz (special project)"),
        N_("Kazinform (interview with the press secretary of the President)"),
        N_("Kursiv (study of the Legal Media Centre and Soros-Kazakhstan)"),
        N_("Nationwide Social Democratic Party (osdp.kz)"),
        N_("Press service of the akim of Almaty Region"),
        N_("Ratel.kz (data of Adata)"),
        N_("Tugan Qala participatory budget portal"),
        N_("copy of a Tengrinews.kz review (izirocks.org)"),
    )
}
"""Names that are words of a language, as sources.csv writes them."""


def publisher(tr: Words, name: str) -> str:
    """Return a publisher's name; what it cites, where its text was read and "newspaper" are said in words."""
    if name in _SAID:
        return tr(_SAID[name])
    if found := _CITING.fullmatch(name):
        host = f" ({found['host']})" if found["host"] else ""
        cites = publisher(tr, found["name"] + host)
        return tr("%(publisher)s, citing %(origin)s", publisher=cites, origin=found["origin"])
    if found := _COPY.fullmatch(name):
        return tr("%(publisher)s, read at %(host)s", publisher=publisher(tr, found["name"]), host=found["host"])
    if found := _RETELLING.fullmatch(name):
        told = tr("%(publisher)s, citing %(origin)s", publisher=found["name"], origin=found["origin"])
        return tr("%(publisher)s, read at %(host)s", publisher=told, host=found["host"]) if found["host"] else told
    if found := _REPRINT.fullmatch(name):
        return tr("%(publisher)s (a reprint)", publisher=found["name"])
    if found := _NEWSPAPER.fullmatch(name):
        return tr("newspaper %(publisher)s", publisher=found["name"]) + (found["host"] or "")
    return name
