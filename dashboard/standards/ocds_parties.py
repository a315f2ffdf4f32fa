"""Buyers and suppliers as OCDS organisations: by business number where it is known, persons never named."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from dashboard.snapshots import Snapshot
from dashboard.table_files import find_table
from dashboard.words import words

Row = Mapping[str, Any]
Json = dict[str, Any]

SCHEME: Final = "KZ-BIN"
COUNTRY: Final = "Казахстан"
BUYER_ROLES: Final = ("buyer", "procuringEntity", "payer")
SUPPLIER_ROLES: Final = ("supplier", "tenderer", "payee")


def supplier_id(root: str) -> str:
    """Return the id of a supplier who is a person: one for each contract, so that no two can be tied together."""
    return f"person-of-c{root}"


class Organisations:
    """All bodies and companies of an edition."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._parties = {row["party_id"]: row for row in _rows(snapshot, "parties", ("party_id", *_NAMES, "region"))}
        self._kato = {row["region"]: row["kato"] for row in _rows(snapshot, "regions", ("region", "kato"))}
        self._person = words("ru")("Private person or sole trader, not named")

    def reference(self, party_id: str | None) -> Json | None:
        """Return what points to an organisation; nothing for one that is not known."""
        row = self._parties.get(party_id or "")
        return {"id": _id(row), "name": _name(row)} if row else None

    def supplier(self, record: Row, root: str) -> Json | None:
        """Return what points to who is paid."""
        if record["contractor_private"]:
            return {"id": supplier_id(root), "name": self._person}
        return self.reference(record["contractor_id"])

    def parties(self, record: Row, root: str) -> list[Json]:
        """Return both sides of a contract; a body that buys of itself stands once, in all its roles."""
        sides: dict[str, Json] = {}
        for found, roles in ((self._buyer(record), BUYER_ROLES), (self._paid(record, root), SUPPLIER_ROLES)):
            if found:
                side = sides.setdefault(found["id"], found | {"roles": []})
                side["roles"] = [*side["roles"], *roles]
        return list(sides.values())

    def _buyer(self, record: Row) -> Json | None:
        row = self._parties.get(record["customer_id"] or "")
        if row is None:
            return None
        kato = self._kato.get(record["region"])
        return _organisation(row) | {"address": ({"region": kato} if kato else {}) | {"countryName": COUNTRY}}

    def _paid(self, record: Row, root: str) -> Json | None:
        if record["contractor_private"]:
            return self.supplier(record, root)
        row = self._parties.get(record["contractor_id"] or "")
        return _organisation(row) if row else None


_NAMES: Final = ("name_ru", "name_kk", "name_en", "bin")


def _rows(snapshot: Snapshot, name: str, columns: tuple[str, ...]) -> list[Json]:
    table = find_table(snapshot, name)
    return pl.read_parquet(table.path, columns=list(columns)).to_dicts() if table else []


def _organisation(row: Row) -> Json:
    told = {"id": _id(row), "name": _name(row)}
    if not row["bin"]:
        return told
    return told | {"identifier": {"scheme": SCHEME, "id": row["bin"]}}


def _id(row: Row) -> str:
    return f"{SCHEME}-{row['bin']}" if row["bin"] else str(row["party_id"])


def _name(row: Row) -> str:
    return str(row["name_ru"] or row["name_kk"] or row["name_en"])
