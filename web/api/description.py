"""Writes the OpenAPI document of the API from the grammar of links and the columns of the exports."""

from collections.abc import Iterator, Mapping
from typing import Final

from dashboard.exports.about import LICENCE, LICENCE_LINK
from dashboard.exports.every import EXPORTS
from dashboard.exports.export import Export, Table
from dashboard.exports.fields import Field
from dashboard.filters import KEYS
from web.api.answers import MEDIA_TYPES
from web.api.asking import OF_FORM
from web.api.grammar import Schema, parameters
from web.api.problems import MEDIA_TYPE as PROBLEM_TYPE
from web.api.problems import NAMES

TITLE: Final = "Ақша қайда? Aqsha Qaida"
VERSION: Final = "1.0.0"
ABOUT: Final = (
    "What Kazakhstan's akimats spend on media image and on IT, beside what residents need. Every view of the site is "
    "here under the same filters as in its links, with the same figures. Sums in tenge are texts with all their "
    "digits. Names of columns, parameters and codes stay; new ones may come."
)
STATUSES: Final[Mapping[str, str]] = {
    "400": "A parameter of the API can't have this value, or strict=1 and the link can't be applied as it stands.",
    "404": "No such subject, or no such data edition.",
    "409": "The cursor belongs to another data edition.",
    "422": "A spreadsheet has no room for so many rows.",
    "503": "Too many spreadsheets at once, or nothing was published yet.",
}
_STATUSES_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "json": ("400", "404", "409", "503"),
    "csv": ("400", "404", "503"),
    "xlsx": ("400", "404", "422", "503"),
    "parquet": ("400", "404", "503"),
}
_HEADERS: Final[Schema] = {
    "ETag": {"schema": {"type": "string"}, "description": "Mark of this version; send it back in If-None-Match."},
    "Link": {"schema": {"type": "string"}, "description": "The page (canonical), other forms (alternate), next rows."},
    "Cache-Control": {"schema": {"type": "string"}, "description": "For ever where the link names its edition (asof)."},
}


def operation(export: Export, form: str) -> Schema:
    """Describe one view in one form, for FastAPI to add to its path."""
    link = [{"$ref": f"#/components/parameters/link_{key.name}"} for key in KEYS]
    ours = [{"$ref": f"#/components/parameters/api_{name}"} for name in (*OF_FORM[form], "strict")]
    return {
        "operationId": f"{export.key}_{form}",
        "summary": f"{export.key}: {export.tables[0].about}",
        "description": "Tables: " + "; ".join(f"{one.name} ({one.about})" for one in export.tables) + ".",
        "tags": [export.key],
        "parameters": [_table_parameter(export), *ours, *_with_needed_id(export, link)],
        "responses": _responses(export, form),
    }


def _with_needed_id(export: Export, link: list[Schema]) -> list[Schema]:
    if not export.needs_id:
        return link
    needed = parameters()["link_id"] | {"required": True}
    return [needed, *link[1:]]


def _table_parameter(export: Export) -> Schema:
    names = [one.name for one in export.tables]
    about = "Which table of the view; the first one brings the totals."
    schema = {"type": "string", "enum": names, "default": names[0]}
    return {"name": "table", "in": "query", "description": about, "schema": schema}


def _responses(export: Export, form: str) -> Schema:
    media_type = MEDIA_TYPES[form].partition(";")[0]
    schema: Schema = (
        {"$ref": f"#/components/schemas/{export.key}"} if form == "json" else {"type": "string", "format": "binary"}
    )
    good = {"description": "The view.", "headers": _HEADERS, "content": {media_type: {"schema": schema}}}
    problem = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}}
    bad = {status: {"description": STATUSES[status], "content": problem} for status in _STATUSES_OF[form]}
    return {"200": good, "304": {"description": "You hold it."}, **bad}


def document(paths: Schema) -> Schema:
    """Write the whole document around described paths."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": VERSION,
            "description": ABOUT,
            "license": {"name": LICENCE, "url": LICENCE_LINK},
        },
        "servers": [{"url": "/api"}],
        "tags": [{"name": export.key, "description": export.tables[0].about} for export in EXPORTS.values()],
        "paths": paths,
        "components": {"parameters": parameters(), "schemas": dict(_schemas())},
    }


def _schemas() -> Iterator[tuple[str, Schema]]:
    yield "problem", _problem()
    yield "meta", _META
    yield "totals", _TOTALS
    yield "field", _FIELD
    for export in EXPORTS.values():
        for table in export.tables:
            yield f"{export.key}_{table.name}_row", row_schema(table)
        yield export.key, _answer(export)


def _answer(export: Export) -> Schema:
    rows = [{"$ref": f"#/components/schemas/{export.key}_{table.name}_row"} for table in export.tables]
    return _object(
        {
            "meta": {"$ref": "#/components/schemas/meta"},
            "totals": {"$ref": "#/components/schemas/totals"},
            "fields": {"type": "array", "items": {"$ref": "#/components/schemas/field"}},
            "rows": {"type": "array", "items": {"anyOf": rows} if len(rows) > 1 else rows[0]},
            "next": {"type": ["string", "null"], "description": "Link to the next rows; null at the end."},
        }
    )


def row_schema(table: Table) -> Schema:
    """Describe one row of a table."""
    return _object({field.name: _value(field) for field in table.fields}) | {"description": table.about}


def _value(field: Field) -> Schema:
    return _VALUES[field.kind] | {"description": field.about + (f" ({field.unit})" if field.unit else "")}


_DECIMAL: Final = r"^-?[0-9]+(\.[0-9]+)?$"
_VALUES: Final[Mapping[str, Schema]] = {
    "text": {"type": ["string", "null"]},
    "partial_date": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "integer": {"type": ["integer", "null"]},
    "decimal": {"type": ["string", "null"], "pattern": _DECIMAL},
    "yes_no": {"type": ["boolean", "null"]},
    "list": {"type": ["array", "null"], "items": {"type": "string"}},
}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _problem() -> Schema:
    told = {
        "type": {"type": "string", "enum": [f"/api/problems/{name}" for name in NAMES]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "instance": {"type": "string"},
    }
    more = {"detail": {"type": "string"}, "parameter": {"type": "string"}, "value": {"type": "string"}}
    return {"type": "object", "properties": told | more, "required": list(told)}


_TEXT: Final[Schema] = {"type": "string"}
_META: Final = _object(
    {
        "view": _TEXT,
        "table": _TEXT,
        "link": {"type": "string", "description": "The page of this view."},
        "frozen_link": {"type": "string", "description": "The page that will show the same in years: cite this one."},
        "edition": {"type": "string", "description": "Id of the data edition."},
        "edition_day": {"type": "string", "format": "date"},
        "filters": _object({"kk": _TEXT, "ru": _TEXT, "en": _TEXT}),
        "dropped": {
            "type": "array",
            "items": _object({"parameter": _TEXT, "value": _TEXT, "reason": _TEXT, "detail": _TEXT}),
        },
        "measure": _TEXT,
        "price_year": {"type": ["integer", "null"]},
        "dictionary": _TEXT,
        "licence": _TEXT,
        "licence_link": _TEXT,
        "rows": {"type": "integer", "description": "Rows of the whole table."},
    }
)
_TOTALS: Final[Schema] = {
    "type": "object",
    "description": "What the page shows, by level (or part of it); levels are never added up.",
    "additionalProperties": {
        "type": "object",
        "properties": {
            "counted_kzt": {"type": "string", "pattern": _DECIMAL},
            "committed_kzt": {"type": "string", "pattern": _DECIMAL},
            "planned_kzt": {"type": "string", "pattern": _DECIMAL},
            "records": {"type": "integer"},
            "measure": _TEXT,
        },
    },
}
_FIELD: Final = _object(
    {
        "name": _TEXT,
        "type": {"type": "string", "enum": list(_VALUES)},
        "unit": {"type": ["string", "null"]},
        "description": _TEXT,
    }
)
