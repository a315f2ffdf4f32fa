"""Payments of the treasury and acts of acceptance for contracts in our records; payees are never asked for."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.errors import SourceChanged, SourceUnavailable
from pipelines.marks import N_
from pipelines.sources import turns
from pipelines.sources.http import Answer, read_exact
from pipelines.sources.lesser import Access, Frames, Lesser, Visit, day_of, demand, load, rows_of, tenge, whole
from pipelines.sources.lesser_settings import LesserSettings

NAME = "treasury"
WHAT = "Treasury payments and acts"
TOGETHER = 50
AGAIN_AFTER = 7
NOT_FOUND = 404

# Only what is published or needed to judge a row: no payee, account, bank, description or signatory.
QUERY = """query($ids: [Int]) {
  Contract(filter: {id: $ids}, limit: 200) {
    id
    TreasuryPay { id contractId payDate payAmount prepaySum func espk }
    Acts { id contractId contractRootId numberAct approveDate revokeDate statusId isDeleted dayOverdue sumFine }
  }
}"""

COLUMNS: dict[str, Any] = {
    "key": pl.String,
    "kind": pl.String,
    "id": pl.Int64,
    "contract_id": pl.Int64,
    "day": pl.String,
    "revoked_on": pl.String,
    "amount_kzt": pl.Decimal(18, 2),
    "prepayment_kzt": pl.Decimal(18, 2),
    "programme": pl.String,
    "specific": pl.String,
    "number": pl.String,
    "status_id": pl.Int64,
    "deleted": pl.Boolean,
    "overdue_days": pl.Int64,
    "fine_kzt": pl.Decimal(18, 2),
}
PLAN = turns.Plan(WHAT, COLUMNS, AGAIN_AFTER, TOGETHER)
PAYMENT, ACT = "payment", "act"
ACT_NUMBER = re.compile(r"[0-9A-ZА-Я][0-9A-ZА-Я/.-]{0,29}")


def source(settings: LesserSettings) -> Lesser:
    """Return the source; it needs the token of the procurement register and AQSHA_TREASURY=on."""
    token = settings.goszakup_token
    return Lesser(
        name=NAME,
        about=N_("Treasury payments and acts of acceptance for contracts in our records"),
        licence=N_("Open data of the procurement portal"),
        cadence=N_("every night, each contract about once a week"),
        home="https://goszakup.gov.kz",
        state="off" if settings.treasury == "off" else "on" if settings.treasury == "on" and token else "kept",
        access=Access(
            settings.goszakup_url,
            {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {},
            settings.goszakup_rate,
            settings.goszakup_ca_bundle,
            "AQSHA_GOSZAKUP_CA_BUNDLE",
        ),
        read=read,
        frames=frames,
    )


def frames(folder: Path) -> Frames:
    """Load payments and acts read so far, both in one form."""
    kept = load(folder / "rows.parquet", COLUMNS)
    return {"payments": kept.filter(pl.col("kind") == PAYMENT), "acts": kept.filter(pl.col("kind") == ACT)}


def read(visit: Visit) -> None:
    """Read payments and acts of tonight's contracts, fifty in a call.

    Raises:
        SourceUnavailable: The register did not answer, or refused the token.
        SourceChanged: It answered in another form, or with contracts nobody asked for.
    """
    wanted = (str(one) for one in visit.wanted.contracts)
    turns.take(visit, wanted, PLAN, lambda keys: _ask(visit, keys))


def _ask(visit: Visit, keys: list[str]) -> dict[str, list[dict[str, Any]]]:
    body = {"query": QUERY, "variables": {"ids": [int(key) for key in keys]}}
    contracts = _contracts(visit.caller.post("/v3/graphql", json=body, read=read_exact))
    if strangers := {str(one.get("id")) for one in contracts} - set(keys):
        words = f"{len(strangers)} contracts came that were not asked for; the filter is no longer obeyed"
        raise SourceChanged(f"{WHAT}: {words}, nothing of it is used.")
    # A contract the register no longer shows keeps the rows it had: silence proves nothing.
    return {str(one["id"]): list(_rows(one)) for one in contracts}


def _contracts(answer: Answer) -> list[dict[str, Any]]:
    if answer.status == NOT_FOUND:
        raise SourceUnavailable(f"{WHAT}: the register refuses the token (404); renew AQSHA_GOSZAKUP_TOKEN.")
    content = answer.content
    if not isinstance(content, Mapping) or content.get("errors") or not isinstance(content.get("data"), Mapping):
        told = str(content.get("errors") if isinstance(content, Mapping) else None)[:200]
        raise SourceChanged(f"{WHAT}: the register did not accept the question (status {answer.status}): {told}")
    return rows_of(content["data"].get("Contract") or [], WHAT)


def _rows(contract: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    demand(contract, ("id", "TreasuryPay", "Acts"), WHAT)
    for row in rows_of(contract["TreasuryPay"] or [], WHAT):
        demand(row, ("id", "payDate", "payAmount"), WHAT)
        yield _base(row, contract, PAYMENT) | _payment(row)
    for row in rows_of(contract["Acts"] or [], WHAT):
        demand(row, ("id", "approveDate", "statusId"), WHAT)
        yield _base(row, contract, ACT) | _act(row)


def _base(row: Mapping[str, Any], contract: Mapping[str, Any], kind: str) -> dict[str, Any]:
    number = whole(row["id"])
    if number is None:
        raise SourceChanged(f"{WHAT}: a row whose id is no number came; the register has changed its form.")
    of = whole(row.get("contractId")) or whole(contract["id"])
    return {"key": str(contract["id"]), "kind": kind, "id": number, "contract_id": of}


def _payment(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "day": day_of(row["payDate"]),
        "amount_kzt": tenge(row["payAmount"]),
        "prepayment_kzt": tenge(row.get("prepaySum")),
        "programme": _digits(row.get("func")),
        "specific": _digits(row.get("espk")),
    }


def _act(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "day": day_of(row["approveDate"]),
        "revoked_on": day_of(row.get("revokeDate")),
        "number": _number(row.get("numberAct")),
        "status_id": whole(row["statusId"]),
        "deleted": whole(row.get("isDeleted")) == 1,
        "overdue_days": whole(row.get("dayOverdue")),
        "fine_kzt": tenge(row.get("sumFine")),
    }


def _digits(value: object) -> str | None:
    return value if isinstance(value, str) and value.isdecimal() else None


def _number(value: object) -> str | None:
    """Keep a number that looks like one; anything else may be words typed by hand."""
    return value if isinstance(value, str) and ACT_NUMBER.fullmatch(value) else None
