"""The sheet of fair peers: the pack's rules and sentences, and under each its numbers with what is reckoned of them."""

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from statistics import median
from typing import Final

from dashboard.filters import Filters
from dashboard.hearing import peers
from dashboard.hearing.drawn import reaching
from dashboard.hearing.pack import Among, Listed, Pack, Tabled, Told
from dashboard.hearing.workbook_cells import Book, Formula, Head, Sheet, Value, joined, letter_of
from dashboard.hearing.workbook_regions import write_years
from dashboard.hearing.workbook_sums import Sums
from dashboard.hearing.workbook_texts import chapter_of
from dashboard.html.inputs import Table
from dashboard.store import Store
from dashboard.views.compare import CompareView, Side
from dashboard.views.coverage import population_of
from dashboard.views.money import Money
from dashboard.views.peers import Peers
from dashboard.views.system import Peer, SystemView
from dashboard.views.systems import STAGES

WIDTHS: Final = (34, 19, 19, 19, 19, 14, 12, 44)
_TIYN: Final = Decimal("0.01")
_COLUMNS: Final = {"system": "system_id", "contractor": "contractor_id", "region": "region"}
"""Key of the link → column of the records."""
Write = Callable[[Sequence[Table]], None]
"""Writes one table of the chapter, given as paper has it in each language."""


def write(book: Book, packs: Sequence[Pack], over: Sums) -> None:
    """Write the chapter as paper has it, with real numbers where paper has printed ones."""
    sheet = book.sheet(lambda tr: tr("Beside fair peers"))
    sheet.widths(*WIDTHS)
    chapters, tables = [chapter_of(pack, "peers") for pack in packs], _tables(sheet, packs, over)
    _told(sheet, [one.sentence for one in chapters])
    for several in zip(*(one.blocks for one in chapters), strict=True):
        if isinstance(several[0], Tabled):
            next(tables)([one.table for one in several if isinstance(one, Tabled)])
            continue
        sheet.skip()
        for texts in zip(*(one.paragraphs for one in several if isinstance(one, Told)), strict=True):
            _told(sheet, texts)
        for one, pack in zip(several, packs, strict=True):
            if isinstance(one, Listed):
                _ways(sheet, one, pack)


def _told(sheet: Sheet, texts: Sequence[str]) -> None:
    for text in dict.fromkeys(filter(None, texts)):
        sheet.across(text, len(WIDTHS))


def _ways(sheet: Sheet, block: Listed, pack: Pack) -> None:
    """Write how many more peers there are, and where they stand."""
    for row in block.rows:
        sheet.across(row.title.text, len(WIDTHS))
        sheet.across(reaching(pack)(row.title.href), len(WIDTHS))


def _tables(sheet: Sheet, packs: Sequence[Pack], over: Sums) -> Iterator[Write]:
    """Yield what writes the tables of the chapter, in its order."""
    page = packs[0].page
    for system_id in page.filters.system[: peers.MOST_SYSTEMS]:
        view = peers.of_system(page, system_id)
        if len(view.peers) > 1:
            yield _Systems(sheet, over, page.asked.store, view).write
    if not page.filters.system and (found := peers.compared(page)):
        yield _Compared(sheet, over, page.asked.store, found).write
        if found.axis.peers:
            yield _Near(sheet, found.axis.peers).write


# ── systems ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Systems:
    """A system beside its kind."""

    def __init__(self, sheet: Sheet, over: Sums, store: Store, view: SystemView) -> None:
        self._sheet, self._over, self._store = sheet, over, store
        self._peers = view.peers[: peers.MOST_PEERS + 1]
        self._heads = (
            Head("system", lambda tr: tr("System")),
            Head("committed_kzt", lambda tr: tr("Contracts and payments"), "money"),
            Head("planned_kzt", lambda tr: tr("Plans and budgets"), "money"),
            Head("committed_each", lambda tr: tr("Contracts and payments, tenge per resident"), "money"),
            Head("planned_each", lambda tr: tr("Plans and budgets, tenge per resident"), "money"),
            Head("residents", lambda tr: tr("Residents"), "number"),
            Head("years", lambda tr: tr("Years")),
            Head("told", lambda tr: tr("In words")),
        )

    def write(self, tables: Sequence[Table]) -> None:
        """Write the systems, this one first."""
        self._sheet.skip()
        self._sheet.heads(self._heads)
        first = self._sheet.row
        for number, one in enumerate(self._peers):
            self._sheet.values(self._heads, self._words(tables, number) | self._numbers(one))
        names = [head.name for head in self._heads[1:5]]
        printed = {name: [_value(self._numbers(one).get(name)) for one in self._peers] for name in names}
        summary(self._sheet, self._heads, first, printed, counted=True)

    def _words(self, tables: Sequence[Table], number: int) -> dict[str, Value]:
        names, years, told = [], [], []
        for table in tables:
            row = table.rows[number]
            names.append(", ".join(filter(None, (row["name"].text, row["where"].text, row["name"].note))))
            years.append(row["years"].text)
            told.append(". ".join(filter(None, (_in_words(table, number, stage) for stage in STAGES))))
        return {"system": joined(names), "years": joined(years), "told": joined(told)}

    def _numbers(self, one: Peer) -> dict[str, Value]:
        residents, row = _residents(self._store, one), dict[str, Value]()
        of = (Among("system_id", (one.row.system_id,)), Among("level", (one.row.level,)))
        for stage in STAGES:
            money, each = getattr(one.row.money, stage) or None, one.each[stage].kzt
            row[f"{stage}_kzt"] = self._over.formula(money, (*of, Among("stage", (stage,))), "in_years_kzt")
            if each is None or not money:
                continue
            row[f"{stage}_each"] = printed = _to_tiyn(each)
            if residents and _to_tiyn(money / residents) == printed:
                letters = [letter_of(self._heads, name) for name in (f"{stage}_kzt", "residents")]
                cells = "/".join(f"{letter}{self._sheet.row + 1}" for letter in letters)
                row[f"{stage}_each"] = Formula(f"=ROUND({cells},2)", printed)
                row["residents"] = residents
        return row


def _in_words(table: Table, number: int, stage: str) -> str:
    """Return the printed cell of a stage with all that must be known of it; "" where nothing is."""
    cell = table.rows[number][stage]
    told = "; ".join(filter(None, (cell.text, cell.note, *(line.text for line in cell.lines))))
    return f"{_label(table, stage)}: {told}" if cell.text else ""


def _label(table: Table, key: str) -> str:
    return next(one.label for one in table.columns if one.key == key)


def _residents(store: Store, one: Peer) -> int | None:
    """Return the residents that all of a system's money is divided by, where that is one number."""
    years = {(row["year_from"], row["year_to"]) for row in one.row.records if row["counted"]}
    if len(years) != 1 or one.row.system["region"] is None:
        return None
    ((first, last),) = years
    if first is None or first != last:
        return None
    found = population_of(store, Filters(year_from=first, year_to=last), one.row.system["region"])
    return found.residents if found else None


# ── regions and suppliers ─────────────────────────────────────────────────────────────────────────────────────────


class _Compared:
    """A region or supplier beside those nearest to it, in every measure."""

    def __init__(self, sheet: Sheet, over: Sums, store: Store, view: CompareView) -> None:
        self._sheet, self._over, self._store, self._view = sheet, over, store, view

    def _heads(self, tables: Sequence[Table]) -> tuple[Head, ...]:
        languages = (tr.language for tr in self._sheet.book.several)
        real = dict(zip(languages, (_label(table, "real") for table in tables), strict=True))
        return (
            Head("compared", lambda tr: tr("Compared")),
            Head("committed_kzt", lambda tr: tr("Contracts and payments"), "money"),
            Head("planned_kzt", lambda tr: tr("Plans and budgets"), "money"),
            Head("together_kzt", lambda tr: tr("Together"), "money"),
            Head("real_kzt", lambda tr: real[tr.language], "money"),
            Head("per_resident_kzt", lambda tr: tr("Per resident"), "money"),
            Head("records", lambda tr: tr("Records"), "number"),
            Head("told", lambda tr: tr("In words")),
        )

    def write(self, tables: Sequence[Table]) -> None:
        """Write the sides, the one asked about first, and of regions what their sums per resident are made of."""
        heads = self._heads(tables)
        self._sheet.skip()
        self._sheet.heads(heads)
        first, printed = self._sheet.row, dict[str, list[Decimal | None]]()
        for number, side in enumerate(self._view.sides):
            row = self._numbers(heads, side)
            for name in ("together_kzt", "real_kzt", "per_resident_kzt"):
                printed.setdefault(name, []).append(_value(row.get(name)))
            names = [table.rows[number]["side"].text for table in tables]
            self._sheet.values(heads, {"compared": joined(names), "told": _notes(tables, number), **row})
        summary(self._sheet, heads, first, printed, counted=False)
        if self._view.axis.kind == "region":
            names = [joined(table.rows[n]["side"].text for table in tables) for n in range(len(self._view.sides))]
            write_years(self._sheet, self._store, names, self._view.sides)

    def _numbers(self, heads: Sequence[Head], side: Side) -> dict[str, Value]:
        row: dict[str, Value] = {"records": side.money.records}
        money = side.measures["nominal"]
        of = (Among("level", (side.filters.level,)), Among(_COLUMNS[self._view.axis.kind], (side.key,)))
        for stage in STAGES:
            row[f"{stage}_kzt"] = self._over.formula(
                getattr(money, stage), (*of, Among("stage", (stage,))), "in_years_kzt"
            )
        cells = (f"{letter_of(heads, f'{stage}_kzt')}{self._sheet.row + 1}" for stage in STAGES)
        row["together_kzt"] = Formula(f"=ROUND({'+'.join(cells)},2)", money.total)
        row |= {f"{name}_kzt": _measured(side.measures[name]) for name in ("real", "per_resident")}
        return row


def _measured(money: Money) -> Decimal | None:
    return _to_tiyn(money.total) if money.unmeasured < money.records else None


def _notes(tables: Sequence[Table], number: int) -> str:
    """Return what the printed cells of every measure say beside their sums."""
    told = []
    for table in tables:
        cells = ((one.label, table.rows[number][one.key]) for one in table.columns if one.key != "side")
        told.append("; ".join(f"{label}: {cell.note}" for label, cell in cells if cell.note))
    return joined(told)


class _Near:
    """The peers with the numbers that the rule went by."""

    def __init__(self, sheet: Sheet, found: Peers) -> None:
        self._sheet, self._found = sheet, found
        self._several = (found.subject, *found.peers[: peers.MOST_PEERS])
        places = found.axis == "region"
        self._heads = (
            Head("compared", lambda tr: tr("Compared")),
            Head(
                "number", lambda tr: tr("Residents") if places else tr("Found so far"), "number" if places else "money"
            ),
            Head("ratio", lambda tr: tr("How many times larger or smaller"), "money"),
            Head("as_of", lambda tr: tr("Date of the residents") if places else ""),
        )

    def write(self, tables: Sequence[Table]) -> None:
        """Write the numbers, the subject's first, and how many times each is larger or smaller."""
        self._sheet.skip()
        self._sheet.heads(self._heads)
        first = self._sheet.row
        for number, one in enumerate(self._several):
            row: dict[str, Value] = {"compared": joined(table.rows[number]["name"].text for table in tables)}
            row |= {"number": one.number, "as_of": one.as_of or ""}
            if number and one.ratio:
                pair = f"B{self._sheet.row + 1},B${first + 1}"
                row["ratio"] = Formula(f"=ROUND(MAX({pair})/MIN({pair}),2)", _to_tiyn(one.ratio))
            self._sheet.values(self._heads, row)
        if self._found.axis != "region":
            printed = {"number": [one.number for one in self._several]}
            summary(self._sheet, self._heads, first, printed, counted=False)


# ── what is reckoned of the others ────────────────────────────────────────────────────────────────────────────────


def summary(
    sheet: Sheet, heads: Sequence[Head], first: int, printed: dict[str, list[Decimal | None]], *, counted: bool
) -> None:
    """Write under a table how many others have a number, their median, and how many are above and below the first.

    Args:
        sheet: The sheet.
        heads: Columns of the table.
        first: Its first row, from 0, which is the one asked about.
        printed: Its numbers by column, that of the first row first.
        counted: Whether others are told to be above or below: only where the pack itself says so.
    """
    lines: list[tuple[Callable[..., str], Callable[..., Formula | None]]] = [
        (lambda tr: tr("Others here with a known number"), _known),
        (lambda tr: tr("Median of the others here"), _median),
    ]
    if counted:
        lines += [
            (lambda tr: tr("Others here with a larger number"), _above),
            (lambda tr: tr("Others here with a smaller number"), _below),
        ]
    for said, reckoned in lines:
        row: dict[str, Value] = {heads[0].name: sheet.book.said(said)}
        for name, (own, *others) in printed.items():
            letter = letter_of(heads, name)
            span, known = (
                f"{letter}{first + 2}:{letter}{first + 1 + len(others)}",
                [one for one in others if one is not None],
            )
            row[name] = reckoned(span, f"{letter}{first + 1}", own, known)
        sheet.values(heads, row)


def _known(span: str, _: str, __: Decimal | None, known: Sequence[Decimal]) -> Formula:
    return Formula(f"=COUNT({span})", len(known))


def _median(span: str, _: str, __: Decimal | None, known: Sequence[Decimal]) -> Formula | None:
    return Formula(f"=ROUND(MEDIAN({span}),2)", _to_tiyn(median(known))) if known else None


def _above(span: str, cell: str, own: Decimal | None, known: Sequence[Decimal]) -> Formula | None:
    return None if own is None else Formula(f'=COUNTIF({span},">"&{cell})', sum(one > own for one in known))


def _below(span: str, cell: str, own: Decimal | None, known: Sequence[Decimal]) -> Formula | None:
    return None if own is None else Formula(f'=COUNTIF({span},"<"&{cell})', sum(one < own for one in known))


def _value(told: Value) -> Decimal | None:
    """Return the number that a cell shows, if it shows one."""
    if isinstance(told, Formula):
        return Decimal(told.value)
    return told if isinstance(told, Decimal) else None


def _to_tiyn(value: Decimal) -> Decimal:
    return value.quantize(_TIYN, ROUND_HALF_UP)
