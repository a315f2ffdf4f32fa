"""GraphQL: a query is parsed and checked once, then rows are cut to the fields it asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
    get_argument_values,
    get_operation_ast,
    get_variable_values,
    parse,
    validate,
)

from tests.register.filters import conditions
from tests.register.rows import Row
from tests.register.schema import ROOTS, schema
from tests.register.tables import Tables

DEFAULT_LIMIT, GREATEST_LIMIT = 50, 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Fields of one level: plain ones as (name in the answer, name of the field), nested ones with their own level."""

    plain: tuple[tuple[str, str], ...]
    nested: tuple[tuple[str, str, "Asked"], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A checked query: its roots, or the errors that the portal would send."""

    document: DocumentNode | None
    operation: OperationDefinitionNode | None
    roots: tuple[tuple[str, FieldNode, Asked], ...]
    errors: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What one call may answer differently when something is wrong with the portal."""

    ignore_filter: bool = False
    ignore_after: bool = False
    still_cursor: bool = False
    stray_row: bool = False
    null_root: bool = False
    null_lists: bool = False
    no_next: bool = False
    renamed: tuple[str, str] | None = None


HEALTHY = Page()


def answer(tables: Tables, text: str, variables: dict[str, Any], page: Page = HEALTHY) -> dict[str, Any]:
    """The JSON answer to a query; errors come inside, with status 200."""
    query = read(text, page.renamed)
    if query.errors:
        return {"errors": list(query.errors), "data": None}
    if query.operation is None or not query.roots:
        return _about_the_schema(query, variables, page)
    given = get_variable_values(schema(page.renamed), query.operation.variable_definitions or (), variables)
    if isinstance(given, list):
        return {"errors": [error.formatted for error in given], "data": None}
    data: dict[str, Any] = {}
    info: dict[str, Any] = {}
    try:
        for name, node, asked in query.roots:
            data[name], info = _root(tables, node, asked, given, page)
    except GraphQLError as error:
        return {"errors": [error.formatted], "data": None}
    return {"data": data, "extensions": {"pageInfo": info}}


def _about_the_schema(query: Query, variables: dict[str, Any], page: Page) -> dict[str, Any]:
    assert query.document is not None
    result = execute_sync(schema(page.renamed), query.document, variable_values=variables)
    return dict(result.formatted)


@lru_cache(maxsize=256)
def read(text: str, renamed: tuple[str, str] | None = None) -> Query:
    """Parse and check a query."""
    types = schema(renamed)
    try:
        document = parse(text)
    except GraphQLError as error:
        return Query(None, None, (), (dict(error.formatted),))
    errors = validate(types, document)
    if errors:
        return Query(None, None, (), tuple(dict(error.formatted) for error in errors))
    operation = get_operation_ast(document)
    if operation is None:
        return Query(None, None, (), ({"message": "No operation given."},))
    return Query(document, operation, tuple(_roots(operation, document)), ())


def _roots(operation: OperationDefinitionNode, document: DocumentNode) -> Iterable[tuple[str, FieldNode, Asked]]:
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    for node in _fields(operation.selection_set, fragments):
        if node.name.value in ROOTS and node.selection_set is not None:
            yield _shown(node), node, _asked(node.selection_set, fragments)


def _shown(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


def _fields(given: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]) -> Iterable[FieldNode]:
    for node in given.selections:
        if isinstance(node, FieldNode):
            yield node
        elif hasattr(node, "selection_set"):
            yield from _fields(node.selection_set, fragments)
        else:
            yield from _fields(fragments[node.name.value].selection_set, fragments)  # type: ignore[attr-defined]


def _asked(given: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]) -> Asked:
    nodes = list(_fields(given, fragments))
    return Asked(
        tuple((_shown(node), node.name.value) for node in nodes if node.selection_set is None),
        tuple(
            (_shown(node), node.name.value, _asked(node.selection_set, fragments))
            for node in nodes
            if node.selection_set
        ),
    )


def _root(
    tables: Tables, node: FieldNode, asked: Asked, given: Any, page: Page
) -> tuple[list[Row] | None, dict[str, Any]]:
    types: GraphQLSchema = schema(page.renamed)
    name = node.name.value
    arguments = get_argument_values(types.query_type.fields[name], node, given)  # type: ignore[union-attr]
    table, after = tables.by_name[name], arguments.get("after")
    wanted = () if page.ignore_filter else conditions(arguments.get("filter"), name)
    limit = max(1, min(arguments.get("limit") or DEFAULT_LIMIT, GREATEST_LIMIT))
    start = None if page.ignore_after else after
    rows = list(islice(table.falling(wanted, start), limit + 1))
    found = [row for _, row in rows[:limit]]
    info = _info(limit, tables.total(name, wanted), len(rows) > limit, found[-1][table.key] if found else None)
    if page.stray_row and found and wanted:
        found.insert(len(found) // 2, table.row((rows[0][0] + table.count // 2) % table.count))
    if page.still_cursor and after:
        info["lastId"] = after
    if page.no_next and len(found) == limit:
        info["hasNextPage"] = False
    if page.null_root:
        return None, info
    old, new = page.renamed or ("", "")
    return [cut(row | {new: row[old]} if old in row else row, asked, page.null_lists) for row in found], info


def _info(limit: int, total: int, more: bool, last: int | None) -> dict[str, Any]:
    return {"limitPage": limit, "totalCount": total, "hasNextPage": more, "lastId": last}


def cut(row: Row, asked: Asked, null_lists: bool = False) -> Row:
    """A row with the fields asked for and no others."""
    made = {shown: row[name] for shown, name in asked.plain if name != "__typename"}
    for shown, name, below in asked.nested:
        value = row[name]
        value = value() if callable(value) else value
        if isinstance(value, list):
            made[shown] = None if null_lists and not value else [cut(part, below, null_lists) for part in value]
        else:
            made[shown] = value if value is None else cut(value, below, null_lists)
    return made
