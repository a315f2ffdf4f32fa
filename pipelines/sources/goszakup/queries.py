"""What is asked of the register: roots, fields and filters, in one form that also checks the answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Selection = dict[str, "Selection | None"]
Filter = str | int | list[str] | list[int]
DATES = frozenset({"crdate", "indexDate", "lastUpdateDate"})
GENERATED = 99


def _fields(text: str, **nested: Selection) -> Selection:
    return {**dict.fromkeys(text.split()), **nested}


CONTRACT = _fields(
    "id parentId rootId contractNumberSys trdBuyId trdBuyNameRu trdBuyNameKz refContractStatusId refContractTypeId"
    " deleted crdate lastUpdateDate indexDate customerBin supplierBiin refSubjectTypeId isGu finYear"
    " refContractYearTypeId refCurrencyCode exchangeRate contractSum contractSumWnds faktSumWnds signDate ecEndDate"
    " planExecDate contractEndDate refContractCancelId faktTradeMethodsId signReasonDocName descriptionRu"
    " descriptionKz systemId",
    ContractUnits=_fields(
        "id deleted lotId plnPointId refEnstruCode", Plans=_fields("id nameRu nameKz extraDescRu extraDescKz")
    ),
    ContractSpecSum=_fields("unitId finYear totalSumWithVat factSumWithVat"),
)
LOT = _fields(
    "id lotNumber trdBuyId trdBuyNumberAnno refLotStatusId lastUpdateDate amount nameRu nameKz descriptionRu"
    " descriptionKz customerBin refTradeMethodsId refBuyTradeMethodsId pointList plnPointKatoList isDeleted systemId"
    " indexDate",
    TrdBuy=_fields(
        "id nameRu nameKz refBuyStatusId publishDate startDate endDate repeatStartDate repeatEndDate discusStartDate"
        " discusEndDate orgBin"
    ),
)
PLAN = _fields(
    "id rootrecordId subjectBiin nameRu nameKz descRu descKz extraDescRu extraDescKz refEnstruCode refTradeMethodsId"
    " amount plnPointYear refMonthsId refPlnPointStatusId refFinsourceId isDeleted isActive systemId indexDate"
)
SUBJECT = _fields(
    "pid bin nameRu nameKz fullNameRu fullNameKz katoList customer supplier refKopfCode typeSupplier regdate"
    " lastUpdateDate indexDate systemId"
)


@dataclass(frozen=True, slots=True)
class Resource:
    """One root of the register.

    Attributes:
        name: Folder of its pages and parts.
        root: Name in GraphQL.
        key: Field the register walks down by.
        fields: What is asked for; never a name, phone, account or address of a person.
        buyer: Field with the buyer's BIN; "" where rows belong to nobody.
        limit: Rows a page, at most 200.
    """

    name: str
    root: str
    key: str
    fields: Selection
    buyer: str = ""
    limit: int = 200


CONTRACTS = Resource("contracts", "Contract", "id", CONTRACT, "customerBin")
LOTS = Resource("lots", "Lots", "id", LOT, "customerBin")
PLANS = Resource("plans", "Plans", "id", PLAN, "subjectBiin")
SUBJECTS = Resource("subjects", "Subjects", "pid", SUBJECT)
RESOURCES = {one.name: one for one in (CONTRACTS, LOTS, PLANS, SUBJECTS)}


@dataclass(frozen=True, slots=True)
class Window:
    """One bounded reading of a resource.

    Attributes:
        resource: What is read.
        name: Name of its folder; tells the same window again after a stop.
        filters: Conditions the register is asked to apply; each row is checked against them.
        stop_id: Rows at or below this id are known already; reading stops there.
        stop_year: Reading stops at a page whose rows are all of plans before this year.
    """

    resource: Resource
    name: str
    filters: Mapping[str, Filter] = field(default_factory=dict)
    stop_id: int | None = None
    stop_year: int | None = None

    def to_json(self) -> str:
        """Return what is needed to go on with this window after a stop."""
        given = {"filters": dict(self.filters), "stop_id": self.stop_id, "stop_year": self.stop_year}
        return json.dumps(given, ensure_ascii=False)

    @classmethod
    def from_json(cls, resource: str, name: str, text: str) -> "Window":
        """Read a window back from the diary."""
        return cls(RESOURCES[resource], name, **json.loads(text))


def between(first: date | str, last: date | str) -> list[str]:
    """Return the filter for times from the first day or moment to the last, both included."""
    start = f"{first} 00:00:00" if isinstance(first, date) else first
    end = f"{last} 23:59:59" if isinstance(last, date) else last
    return [start, end]


def query_text(window: Window) -> str:
    """Write the GraphQL text of a window; the conditions stand in it, so no name of an input type is guessed.

    The text is the same for every page: limit and cursor are its variables.
    """
    given = "limit: $limit, after: $after"
    if window.filters:
        inner = ", ".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in window.filters.items())
        given += f", filter: {{{inner}}}"
    root = window.resource.root
    return f"query ($limit: Int, $after: Int) {{ {root}({given}) {_selected(window.resource.fields)} }}"


def _selected(fields: Selection) -> str:
    inner = " ".join(name if below is None else f"{name} {_selected(below)}" for name, below in fields.items())
    return f"{{ {inner} }}"


def lacking(row: object, fields: Selection, place: str = "") -> str | None:
    """Return the first field asked for that a row does not have, or None."""
    if not isinstance(row, dict):
        return place or "row"
    if not row.keys() >= fields.keys():
        return place + next(name for name in fields if name not in row)
    for name, below in fields.items():
        if below is not None and row[name]:
            inside = row[name] if isinstance(row[name], list) else [row[name]]
            for one in inside:
                if found := lacking(one, below, f"{place}{name}."):
                    return found
    return None


def misfit(row: Mapping[str, Any], filters: Mapping[str, Filter]) -> str | None:
    """Return the filter that a row does not satisfy, or None; times are compared by their days."""
    for name, wanted in filters.items():
        came = row[name]
        if name in DATES and isinstance(wanted, list):
            day = str(came or "")[:10]
            if not str(wanted[0])[:10] <= day <= str(wanted[1])[:10]:
                return name
        elif came not in wanted if isinstance(wanted, list) else came != wanted:
            return name
    return None
