"""Owns the graph behind counting: groups of records tied together, and arrows between such groups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

Pair = tuple[str, str]
Edges = dict[Pair, Pair]


class CountingError(ValueError):
    """Raised when records or relations cannot be counted; the message names them and says what to do."""


def joined(ids: Iterable[str], pairs: Iterable[Pair]) -> dict[str, str]:
    """Give each id the name of its group, which is the group's smallest id (union-find).

    Args:
        ids: Every id to name.
        pairs: Ids held for one; direction does not matter.

    Returns:
        Id → name of its group; an id that no pair names is a group of its own.
    """
    parent = {record_id: record_id for record_id in ids}

    def root(record_id: str) -> str:
        while parent[record_id] != record_id:
            parent[record_id] = parent[parent[record_id]]
            record_id = parent[record_id]
        return record_id

    for left, right in pairs:
        first, second = sorted((root(left), root(right)))
        parent[second] = first
    return {record_id: root(record_id) for record_id in parent}


def edges_between(pairs: Iterable[Pair], group_of: Mapping[str, str]) -> Edges:
    """Lift arrows from records to their groups.

    An arrow inside one group falls away: only one record of a group counts, so nothing can count twice.

    Args:
        pairs: Arrows between records.
        group_of: Record → group.

    Returns:
        Arrow between groups → the first arrow between records that says so.
    """
    edges: Edges = {}
    for start, end in pairs:
        if group_of[start] != group_of[end]:
            edges.setdefault((group_of[start], group_of[end]), (start, end))
    return edges


def targets(arrows: Iterable[Pair]) -> dict[str, list[str]]:
    """List, for every start of an arrow, the ends it leads to."""
    ends = defaultdict(list)
    for start, end in arrows:
        ends[start].append(end)
    return dict(ends)


def reachable(start: str, ends: Mapping[str, list[str]]) -> set[str]:
    """Collect everything that arrows lead to from one group, at any depth, each once."""
    found: set[str] = set()
    waiting = list(ends.get(start, ()))
    while waiting:
        group = waiting.pop()
        if group not in found:
            found.add(group)
            waiting.extend(ends.get(group, ()))
    return found


def in_order(edges: Edges, word: str) -> list[str]:
    """Order groups so that the start of every arrow comes before its end.

    Args:
        edges: Arrows between groups, with the relations they come from.
        word: The relation's word, for the message.

    Returns:
        Every group that an arrow touches.

    Raises:
        CountingError: When arrows go in a circle; the message names the relations.
    """
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for start, end in edges:
        sorter.add(end, start)
    try:
        return list(sorter.static_order())
    except CycleError as error:
        arrows = [edges[arrow] for arrow in pairwise(error.args[1])]
        told = "; ".join(f"{start} {word} {end}" for start, end in arrows)
        raise CountingError(
            f"Relations go in a circle (records tied by same_as or stage_of are held for one): {told}. "
            "Remove or turn round one of these relations."
        ) from error
