"""REST under /v3: lists, single objects, journal and reference tables, with the portal's envelope."""

import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from tests.register import layout as at
from tests.register.answers import HEALTHY, Page
from tests.register.faults import NO_ROUTE
from tests.register.filters import Condition, Conditions
from tests.register.references import table as reference_table
from tests.register.rest_keys import shaped
from tests.register.rest_rows import act_row, journal_rows, payment_rows, unit_row
from tests.register.rows import Row
from tests.register.subject_rows import rnu_row
from tests.register.tables import Tables

Answer = tuple[int, dict[str, Any]]
Asked = dict[str, str]
DEFAULT_LIMIT, GREATEST_LIMIT = 50, 500


def answer(tables: Tables, path: str, asked: Asked, page: Page = HEALTHY) -> Answer:
    """Status and JSON body for a GET; what the API has not is 404 as it says it."""
    cleaned = path.rstrip("/")
    for pattern, handler in _ROUTES:
        found = pattern.fullmatch(cleaned)
        if found:
            return handler(tables, asked, page, *found.groups())
    return 404, NO_ROUTE


def _missing(message: str) -> Answer:
    return 404, {**NO_ROUTE, "message": message}


def _number(asked: Asked, name: str, otherwise: int) -> int:
    given = asked.get(name, "")
    return int(given) if given.isdigit() else otherwise


def _limit(asked: Asked) -> int:
    return max(1, min(_number(asked, "limit", DEFAULT_LIMIT), GREATEST_LIMIT))


def _next(path: str, asked: Asked, last: int) -> str:
    """The relative link to the next page, in one of the three ways the portal writes it."""
    limit = f"&limit={asked['limit']}" if "limit" in asked else ""
    start = {0: f"/v3{path}?", 1: f"{path}?", 2: f"/v3{path}/?"}[last % 3]
    return f"{start}page=next{limit}&search_after={last}"


def _envelope(path: str, asked: Asked, page: Page, total: int, rows: list[Row], ids: list[int], more: bool) -> Answer:
    after = _number(asked, "search_after", 0)
    last = after if page.still_cursor and after else ids[-1] if ids else 0
    link = _next(path, asked, last) if more else ""
    return 200, {"total": total, "limit": _limit(asked), "next_page": link, "items": rows}


def _listed(name: str, path: str, keys: str, *conditions: Condition) -> Callable[[Tables, Asked, Page], Answer]:
    def listed(tables: Tables, asked: Asked, page: Page) -> Answer:
        table, limit = tables.by_name[name], _limit(asked)
        wanted: Conditions = () if page.ignore_filter else conditions
        after = None if page.ignore_after else _number(asked, "search_after", 0)
        found = [row for _, row in islice(table.falling(wanted, after), limit + 1)]
        more = len(found) > limit
        rows = [shaped(keys, row) for row in found[:limit]]
        ids = [row[table.key] for row in found[:limit]]
        return _envelope(path, asked, page, tables.total(name, wanted), rows, ids, more)

    return listed


def _by_customer(tables: Tables, asked: Asked, page: Page, number: str) -> Answer:
    path = f"/contract/customer/{number}"
    return _listed("Contract", path, "contract_short", Condition("customerBin", number))(tables, asked, page)


def _plans_of(tables: Tables, asked: Asked, page: Page, number: str) -> Answer:
    return _listed("Plans", f"/plans/{number}", "plan", Condition("subjectBiin", number))(tables, asked, page)


def _contract(tables: Tables, asked: Asked, page: Page, number: str) -> Answer:
    row = _one(tables, "Contract", Condition("id", (int(number),)))
    return (200, shaped("contract", row)) if row else _missing("Договор не найден")


def _one(tables: Tables, name: str, condition: Condition) -> Row | None:
    return next((row for _, row in tables.by_name[name].falling((condition,), None)), None)


def _units(tables: Tables, asked: Asked, page: Page, number: str) -> Answer:
    row = _one(tables, "Contract", Condition("id", (int(number),)))
    units = [unit_row(unit) for unit in row["ContractUnits"]()] if row else []
    return 200, {"total": len(units), "limit": DEFAULT_LIMIT, "next_page": "", "items": units}


def _subject(tables: Tables, asked: Asked, page: Page, number: str) -> Answer:
    for name in ("bin", "iin"):
        row = _one(tables, "Subjects", Condition(name, number))
        if row:
            addresses = [shaped("address", address) for address in row["Address"]()]
            return 200, {**shaped("subject", row), "address": addresses, "admins": []}
    return _missing("Компания не найдена")


def _rnu(tables: Tables, asked: Asked, page: Page) -> Answer:
    """The register of unscrupulous suppliers: a twentieth of the suppliers, one more each day."""
    count = tables.register.layout.suppliers // 20 + 1 + tables.register.day
    after, limit = _number(asked, "search_after", 0), _limit(asked)
    end = min(count, after - 1) if after and not page.ignore_after else count
    places = range(end - 1, max(end - 1 - limit, -1), -1)
    rows = [rnu_row(tables.register, place) for place in places]
    return _envelope("/rnu", asked, page, count, rows, [row["id"] for row in rows], bool(rows) and rows[-1]["id"] > 1)


def _acts(tables: Tables, asked: Asked, page: Page) -> Answer:
    """Acts of contracts that something was paid for; an act has the id of its contract's position."""
    after, limit = _number(asked, "search_after", 0), _limit(asked)
    start = None if not after or page.ignore_after else at.CONTRACT + at.STRIDE * (after - at.ACT)
    rows = list(islice(_paid(tables, start), limit + 1))
    acts = [act_row(tables.register, position, row) for position, row in rows[:limit]]
    total, ids = tables.register.contracts, [act["id"] for act in acts]
    return _envelope("/acts", asked, page, total, acts, ids, len(rows) > limit)


def _paid(tables: Tables, after: int | None) -> Iterable[tuple[int, Row]]:
    return (found for found in tables.by_name["Contract"].falling((), after) if found[1]["faktSumWnds"])


def _payments(tables: Tables, asked: Asked, page: Page, number: str) -> Answer:
    row = _one(tables, "Contract", Condition("id", (int(number),)))
    rows = payment_rows(row) if row else []
    return 200, {"total": len(rows), "limit": DEFAULT_LIMIT, "next_page": "", "items": rows}


def _journal(tables: Tables, asked: Asked, page: Page) -> Answer:
    rows = journal_rows(tables.register, asked.get("date_from", ""), asked.get("date_to", ""))
    return 200, {"total": len(rows), "limit": max(len(rows), 10), "items": rows}


def _reference(tables: Tables, asked: Asked, page: Page, name: str) -> Answer:
    rows = reference_table(name)
    if rows is None:
        return _missing("Справочник не найден")
    after, limit = _number(asked, "search_after", 0), _limit(asked)
    left = [row for row in rows if not after or row["id"] < after]
    ids = [row["id"] for row in left[:limit]]
    return _envelope(f"/refs/{name}", asked, page, len(rows), left[:limit], ids, len(left) > limit)


_ROUTES: tuple[tuple[re.Pattern[str], Callable[..., Answer]], ...] = tuple(
    (re.compile("/v3" + pattern), handler)
    for pattern, handler in (
        ("/contract/all", _listed("Contract", "/contract/all", "contract")),
        ("/contract", _listed("Contract", "/contract", "contract_short")),
        (r"/contract/customer/(\d{12})", _by_customer),
        (r"/contract/(\d+)", _contract),
        (r"/contract/(\d+)/units", _units),
        ("/subject/all", _listed("Subjects", "/subject/all", "subject")),
        (r"/subject/biin/(\d{12})", _subject),
        ("/lots", _listed("Lots", "/lots", "lot")),
        ("/trd-buy", _listed("TrdBuy", "/trd-buy", "announcement")),
        ("/plans/all", _listed("Plans", "/plans/all", "plan")),
        (r"/plans/(\d{12})", _plans_of),
        ("/rnu", _rnu),
        ("/journal", _journal),
        ("/acts", _acts),
        (r"/treasury-pay/(\d+)", _payments),
        (r"/refs/(\w+)", _reference),
    )
)
