"""A live index: a row that is being read gets a new index date and turns up in the last window instead."""

from typing import Any

from graphql import get_argument_values, get_variable_values

from tests.register.answers import read
from tests.register.filters import conditions
from tests.register.schema import schema
from tests.register.tables import Tables


def move_a_row(tables: Tables, text: str, variables: dict[str, Any]) -> None:
    """Index anew the second row of the page that is about to be read by index date, if it was not moved before."""
    query, types = read(text), schema()
    if query.operation is None or types.query_type is None:
        return
    given = get_variable_values(types, query.operation.variable_definitions or (), variables)
    for _, node, _ in query.roots:
        if isinstance(given, list) or node.name.value != "Contract":
            return
        arguments = get_argument_values(types.query_type.fields["Contract"], node, given)
        wanted = conditions(arguments.get("filter"), "Contract")
        if {condition.name for condition in wanted} == {"indexDate"}:
            _move_second(tables, wanted, arguments.get("after"))


def _move_second(tables: Tables, wanted: Any, after: int | None) -> None:
    rows = tables.by_name["Contract"].falling(wanted, after)
    next(rows, None)
    second = next(rows, None)
    if second is not None and second[0] not in tables.register.moved:
        tables.register.move(second[0])
