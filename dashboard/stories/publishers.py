"""Says who published a source in the reader's language, where the name tells more than a name: a copy, a citation."""

import re
from typing import Final

from dashboard.words import Words

_CITING: Final = re.compile(r"(?P<name>.+) \((?:(?P<host>[^()]+), )?citing (?P<origin>.+)\)")
_COPY: Final = re.compile(r"(?P<name>.+) \(via (?P<host>.+)\)")
_NEWSPAPER: Final = re.compile(r"(?P<name>.+) newspaper(?P<host> \([^()]+\))?")


def publisher(tr: Words, name: str) -> str:
    """Return a publisher's name; what it cites, where its text was read and "newspaper" are said in words."""
    if found := _CITING.fullmatch(name):
        host = f" ({found['host']})" if found["host"] else ""
        cites = publisher(tr, found["name"] + host)
        return tr("%(publisher)s, citing %(origin)s", publisher=cites, origin=found["origin"])
    if found := _COPY.fullmatch(name):
        return tr("%(publisher)s, read at %(host)s", publisher=publisher(tr, found["name"]), host=found["host"])
    if found := _NEWSPAPER.fullmatch(name):
        return tr("newspaper %(publisher)s", publisher=found["name"]) + (found["host"] or "")
    return name
