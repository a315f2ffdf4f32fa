"""Reads a request of the API: the view's link, and the parameters that are of the API alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from starlette.requests import Request

from dashboard.answers import Site
from dashboard.exports.about import dropped
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import Export, Table
from dashboard.filters import Dropped, Filters
from dashboard.link_pairs import read_pairs
from dashboard.page import Page, asked_language, open_page
from dashboard.words import Words, words
from web.api.problems import Problem
from web.documents import asked_query

MOST_ROWS: Final = 1_000
DEFAULT_ROWS: Final = 100
CURSOR_LENGTH: Final = 1_000
OF_EVERY_FORM: Final = ("table", "strict")
OF_FORM: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("cursor", "limit"),
    "csv": ("excel",),
    "xlsx": (),
    "parquet": (),
}
"""Form → the parameters that it has beside OF_EVERY_FORM and the view's link."""
OURS: Final = frozenset((*OF_EVERY_FORM, *(one for ours in OF_FORM.values() for one in ours)))
_LOST_EDITIONS: Final = frozenset({"unknown_snapshot", "dropped_snapshot", "unreadable_snapshot"})


@dataclass(frozen=True)
class Asking:
    """A request understood.

    Attributes:
        export: The view.
        table: The table of it.
        form: json, csv, xlsx or parquet.
        page: The link, understood; what says nothing of data (page, part, mode) is taken off.
        cursor: Where to go on, as it came; "" for the beginning.
        limit: Rows of one answer, JSON only.
        excel: Begin CSV with a byte-order mark.
        strict: What of the link can't be applied is a problem.
        is_language_named: The link names its language; else the browser's wish decides.
    """

    export: Export
    table: Table
    form: str
    page: Page
    cursor: str
    limit: int
    excel: bool
    strict: bool
    is_language_named: bool

    @property
    def table_named(self) -> str:
        """Return the table as links name it: the main one goes without saying."""
        return "" if self.table is self.export.tables[0] else self.table.name

    @property
    def is_pinned(self) -> bool:
        """Tell whether the link names its data edition."""
        return self.page.filters.asof is not None


def understand(site: Site, request: Request, key: str, form: str) -> Asking:
    """Read a request.

    Raises:
        Problem: It can't be answered as it stands.
    """
    lost: list[Dropped] = []
    pairs = list(read_pairs(asked_query(request.scope), lost))
    link = [pair for pair in pairs if pair[0] not in OURS]
    accept = request.headers.get("accept-language", "")
    tr = words(asked_language(link, accept))
    ours = _single(tr, [pair for pair in pairs if pair[0] in OURS])
    export, table = _table(tr, key, form, ours)
    page = _page(site, tr, key, link, accept, lost)
    if export.needs_id and page.filters.id is None:
        title = tr("The link needs «id»: which region, record or supplier.")
        raise Problem("missing-subject", 400, title, parameter="id")
    return Asking(
        export=export,
        table=table,
        form=form,
        page=page,
        cursor=ours.get("cursor", ""),
        limit=_limit(tr, ours),
        excel=_flag(tr, ours, "excel"),
        strict=_flag(tr, ours, "strict"),
        is_language_named=page.filters.lang is not None,
    )


def _page(site: Site, tr: Words, key: str, link: list[tuple[str, str]], accept: str, lost: list[Dropped]) -> Page:
    page = open_page(site, key, link, accept)
    if page is None:
        raise Problem("no-edition", 503, tr("No data edition was published yet."))
    for one in page.asked.dropped:
        if one.why in _LOST_EDITIONS:
            nearest = page.asked.snapshot.id
            title = tr("This data edition is not kept here.")
            detail = tr("Nearest kept edition: %(id)s", id=nearest)
            raise Problem("unknown-snapshot", 404, title, detail, parameter="asof", value=one.value, nearest=nearest)
    kept = replace(page.filters, page=1, part=(), mode="")
    return replace(page, asked=replace(page.asked, filters=kept, dropped=(*lost, *page.asked.dropped)))


def be_strict(page: Page) -> None:
    """Refuse a link of which something can't be applied.

    Raises:
        Problem: It names each such parameter.
    """
    parameters = dropped(page)
    if parameters:
        title = page.tr("The link holds what could not be applied.")
        detail = " ".join(one["detail"] for one in parameters)
        raise Problem("unreadable-parameters", 400, title, detail, parameters=parameters)


def _single(tr: Words, pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in pairs:
        if found.setdefault(name, value) != value:
            raise bad(tr, name, value, tr("It is named more than once."))
    return {name: value for name, value in found.items() if value}


def _table(tr: Words, key: str, form: str, ours: Mapping[str, str]) -> tuple[Export, Table]:
    export = EXPORTS[key]
    for name in ours:
        if name not in (*OF_EVERY_FORM, *OF_FORM[form]):
            raise bad(tr, name, ours[name], tr("It plays no part in the form %(form)s.", form=form))
    table = export.table(ours.get("table", ""))
    if table is None:
        known = [one.name for one in export.tables]
        raise bad(tr, "table", ours["table"], tr("Tables of this view: %(tables)s", tables=", ".join(known)))
    return export, table


def _limit(tr: Words, ours: Mapping[str, str]) -> int:
    text = ours.get("limit", str(DEFAULT_ROWS))
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(MOST_ROWS)) and 1 <= int(text) <= MOST_ROWS):
        raise bad(tr, "limit", text, tr("It is a whole number from 1 to %(most)s.", most=str(MOST_ROWS)))
    return int(text)


def _flag(tr: Words, ours: Mapping[str, str], name: str) -> bool:
    value = ours.get(name, "0")
    if value not in ("0", "1"):
        raise bad(tr, name, value, tr("It is 0 or 1."))
    return value == "1"


def bad(tr: Words, name: str, value: str, detail: str) -> Problem:
    """Return the problem of one parameter of the API."""
    title = tr("The parameter «%(name)s» can't have this value.", name=name)
    return Problem("bad-parameter", 400, title, detail, parameter=name, value=value[:CURSOR_LENGTH])


def link_of(filters: Filters, **ours: str) -> str:
    """Write the query of an answer of the API: the link, then what is of the API alone."""
    query = filters.to_query()
    more = "&".join(f"{name}={value}" for name, value in ours.items() if value)
    return "&".join(part for part in (query, more) if part)
