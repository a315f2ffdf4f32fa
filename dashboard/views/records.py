"""The list of records that a link asks for: one page of it, what of it counts, and what stands beside it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dashboard.filters import Filters, where
from dashboard.store import Row, Store
from dashboard.views.money import RECORD_SORTS, WHY, Money, money, record_rows
from dashboard.views.regions import main_level
from pipelines.folding import fold

ROWS = 20
DEFAULT_SORT = "amount"
WAYS_OFFERED = 8
WORDS_SUGGESTED = 3
RECORDS_READ_FOR_WORDS = 5_000
SHORTEST_WORD = 4
TITLES = ("title_kk", "title_ru", "title_en", "customer_as_written", "contractor_as_written", "place_as_written")


@dataclass(frozen=True)
class Way:
    """One filter to take off where nothing was found, and how many records that would leave."""

    key: str
    value: str
    records: int


@dataclass(frozen=True)
class Suggestion:
    """A word near to one that was searched for.

    Attributes:
        instead_of: The word as typed.
        spellings: The word as records write it, by language; under "any" where no title holds it.
    """

    instead_of: str
    spellings: Mapping[str, str]


@dataclass(frozen=True)
class RecordsView:
    """One page of records.

    Attributes:
        rows: Records of this page, columns of `money.RECORD_COLUMNS`.
        listed: Records on all pages.
        money: What of them counts, in prices as printed; of local bodies where both levels are asked for.
        apart: The same of central bodies where both levels are asked for; never added to the other.
        page: The page shown, from 1.
        pages: Pages there are, at least 1.
        page_too_far: The link asked for a page beyond the last.
        sort: The order of the rows, a key of `money.RECORD_SORTS`, "-" before it for the smallest first.
        sort_unknown: The link asked for an order that there is not.
        left_out: Records of these filters that totals leave out, by the first reason for it.
        elsewhere: Records that the same filters find at the other level, counted or not as asked.
        picked_hidden: Records named one by one in the link that its other filters hide.
        ways: Filters to take off, only where nothing was found.
        suggestions: Words to search for instead, only where nothing was found.
    """

    rows: list[Row]
    listed: int
    money: Money
    apart: Money | None
    page: int
    pages: int
    page_too_far: bool
    sort: str
    sort_unknown: bool
    left_out: list[tuple[str, int]]
    elsewhere: int
    picked_hidden: int
    ways: list[Way] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)

    @property
    def sums(self) -> dict[str, Money]:
        """Return the counted money of both levels by level, where both were found; otherwise the only one."""
        if self.apart is None or not self.apart.total:
            return {"": self.money}
        return {"local": self.money, "central": self.apart} if self.money.total else {"": self.apart}

    @property
    def left_out_records(self) -> int:
        """Return how many records of these filters totals leave out."""
        return sum(records for _, records in self.left_out)


def build(store: Store, filters: Filters) -> RecordsView:
    """Answer which records a link asks for, `ROWS` a page; the measure plays no part."""
    found = _tally(store, filters)
    here = [row for row in found if filters.level in ("all", row["level"])]
    listed = _records(here, filters)
    pages = max(1, -(-listed // ROWS))
    page = min(filters.page, pages)
    known = filters.sort.removeprefix("-") in RECORD_SORTS
    sort = filters.sort if known else DEFAULT_SORT
    return RecordsView(
        rows=record_rows(store, filters, sort=sort, limit=ROWS, offset=(page - 1) * ROWS),
        listed=listed,
        money=money(store, main_level(filters), measure="nominal"),
        apart=money(store, filters, level="central", measure="nominal") if filters.level == "all" else None,
        page=page,
        pages=pages,
        page_too_far=filters.page > pages,
        sort=sort,
        sort_unknown=bool(filters.sort) and not known,
        left_out=_left_out(here),
        elsewhere=_records(found, filters) - listed,
        picked_hidden=len(filters.record) - listed if filters.record else 0,
        ways=[] if listed else _ways(store, filters),
        suggestions=[] if listed else _suggestions(store, filters.q),
    )


def count(store: Store, filters: Filters) -> int:
    """Return how many records a link asks for."""
    condition = where(filters, over="records")
    sql = f"SELECT count(*) AS records FROM records WHERE {condition.sql}"  # noqa: S608 — the condition is ours
    return int(store.one(sql, condition.params)["records"])


def _tally(store: Store, filters: Filters) -> list[Row]:
    """Count records of both levels, counted or not, in one reading: a search reads the words of every record."""
    condition = where(filters.with_(level="all"), counted_only=False, over="records")
    return store.rows(
        f"SELECT level, counted, {WHY} AS why, count(*) AS records "  # noqa: S608 — columns are ours
        f"FROM records WHERE {condition.sql} GROUP BY ALL",
        condition.params,
    )


def _records(tally: Iterable[Row], filters: Filters) -> int:
    return sum(row["records"] for row in tally if row["counted"] or filters.counted == "all")


def _left_out(tally: Iterable[Row]) -> list[tuple[str, int]]:
    reasons: Counter[str] = Counter()
    for row in tally:
        if not row["counted"]:
            reasons[row["why"]] += row["records"]
    return sorted(reasons.items(), key=lambda reason: (-reason[1], reason[0]))


def _ways(store: Store, filters: Filters) -> list[Way]:
    active = filters.active()[:WAYS_OFFERED]
    ways = [Way(key, value, count(store, filters.without(key, value))) for key, value in active]
    return [way for way in ways if way.records]


def _suggestions(store: Store, typed: str) -> list[Suggestion]:
    """Find, for each typed word that no record holds, the nearest words that some record holds."""
    words = {word: fold(word) for word in typed.split()}
    return [
        Suggestion(word, _spellings(store, near))
        for word, folded in words.items()
        if len(folded) >= SHORTEST_WORD
        for near in _near(store, folded)
    ]


def _near(store: Store, folded: str) -> list[str]:
    """Return words at most two slips of the pen away; none where the word itself is known."""
    rows = store.rows(
        "WITH every AS (SELECT unnest(string_split(search, ' ')) AS word FROM (SELECT search FROM records LIMIT $2)), "
        "distinct_words AS MATERIALIZED (SELECT word, count(*) AS uses FROM every "
        "WHERE abs(length(word) - length($1)) <= 2 GROUP BY word) "
        "SELECT word, damerau_levenshtein(word, $1) AS slips, uses FROM distinct_words WHERE slips <= 2 "
        "ORDER BY slips, uses DESC, word LIMIT $3",
        (folded, RECORDS_READ_FOR_WORDS, WORDS_SUGGESTED),
    )
    return [] if any(row["slips"] == 0 for row in rows) else [row["word"] for row in rows]


def _spellings(store: Store, folded: str) -> dict[str, str]:
    columns = ", ".join(TITLES)
    rows = store.rows(
        f"SELECT {columns} FROM records WHERE contains(search, ?) ORDER BY record_id LIMIT 50",  # noqa: S608
        (folded,),
    )
    found: dict[str, str] = {}
    for row in rows:
        for column in TITLES:
            language = column.removeprefix("title_") if column.startswith("title_") else "any"
            for word in (row[column] or "").split():
                if fold(word) == folded:
                    found.setdefault(language, word.strip("«».,:;()\"'"))
    return found or {"any": folded}
