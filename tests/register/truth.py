"""What a right pipeline must find: rows by what they are, counted chains and tenge by region and year.

Nothing here follows the rules of counting or shares code with the pipeline: the generator knows which row of a chain it
meant to count and says so.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.register.chains import Chain, Version, counted, year_shares
from tests.register.contract_rows import spec_rows
from tests.register.kinds import BY_PAID, Role
from tests.register.register import Register


@dataclass(frozen=True, slots=True)
class Counted:
    """A chain that counts.

    Attributes:
        contract_id: id of the row that counts; `root_id` of its chain.
        number: number of the generated chain.
        kind: name of its kind in kinds.py.
        region: slug of the buyer's region; empty for republican bodies.
        is_local: the buyer belongs to an akimat.
        category: media or IT category, None for everything else.
        counted: what counts, tenge; `signed` and `paid` as the row says.
        fin_year: as the contract says, None where it does not.
        several_years: the contract says it runs over several years.
        split: what counts by year where the yearly sums were sent and add up to it, else empty.
    """

    contract_id: int
    root_id: int
    number: int
    kind: str
    number_sys: str
    status: int
    customer_bin: str
    supplier_biin: str
    region: str
    is_local: bool
    category: str | None
    counted: Decimal
    signed: Decimal
    paid: Decimal
    fin_year: int | None
    several_years: bool
    split: tuple[tuple[int, Decimal], ...]

    @property
    def years(self) -> tuple[tuple[int | None, Decimal], ...]:
        """Tenge by year: the split; else the contract's year; else None: several years or a year nobody said."""
        if self.split:
            return self.split
        return ((None if self.several_years else self.fin_year, self.counted),)


@dataclass(slots=True)
class Truth:
    """The register in figures; tenge.

    Attributes:
        rows: contract rows; `rows_by_role` the same by (what a row is, whether its chain counts).
        sums_by_role: signed sums with VAT of the rows.
        chains: chains that count.
        by_region_year: counted tenge by (region or "", year or None); `ours` the same for media and IT alone.
    """

    rows: int = 0
    rows_by_role: Counter[tuple[Role, bool]] = field(default_factory=Counter)
    sums_by_role: dict[tuple[Role, bool], Decimal] = field(default_factory=dict)
    chains: int = 0
    chains_ours: int = 0
    counted: Decimal = Decimal(0)
    counted_ours: Decimal = Decimal(0)
    by_region_year: dict[tuple[str, int | None], Decimal] = field(default_factory=dict)
    ours: dict[tuple[str, int | None], Decimal] = field(default_factory=dict)

    @property
    def superseded(self) -> int:
        """Rows that a later version of their purchase replaced."""
        return sum(count for (role, _), count in self.rows_by_role.items() if role == "superseded")

    @property
    def not_concluded(self) -> int:
        """Rows refused, void or still drafts."""
        return sum(count for (role, _), count in self.rows_by_role.items() if role in {"refused", "draft"})


def truth(register: Register) -> Truth:
    """All figures of a register as it stands today, chain by chain."""
    made = Truth()
    for number in register.layout.chain_numbers():
        chain = register.chains.chain(number)
        for versions in purchases(chain):
            _add_rows(made, versions)
        for found in counted_in(register, chain):
            _add_counted(made, found)
    return made


def counted_chains(register: Register) -> Iterator[Counted]:
    """Every chain that counts."""
    for number in register.layout.chain_numbers():
        yield from counted_in(register, register.chains.chain(number))


def purchases(chain: Chain) -> list[list[Version]]:
    """The rows of each purchase: a contract made anew after a refusal is one of its own."""
    anew = {version.root_id for version in chain.versions if version.type_id == 1 and version.parent_id}
    first = [version for version in chain.versions if version.root_id not in anew]
    second = [version for version in chain.versions if version.root_id in anew]
    return [rows for rows in (first, second) if rows]


def counted_in(register: Register, chain: Chain) -> list[Counted]:
    """What counts of a chain: one row of each purchase at most."""
    live = [version for version in chain.versions if version.role == "live"]
    assert len(live) <= 1, "a generated chain has one row in force at most"
    return [_counted(register, chain, version) for version in live]


def _tenge(tiyn: int) -> Decimal:
    return Decimal(tiyn).scaleb(-2)


def _counted(register: Register, chain: Chain, version: Version) -> Counted:
    body = register.customer(chain.customer)
    return Counted(
        version.contract_id, version.root_id, chain.number, chain.kind.name, version.number_sys, version.status,
        body.bin, register.chains.supplier_of(version), body.region, body.is_local, chain.topic.category,
        _tenge(counted(version)), _tenge(version.total), _tenge(version.paid),
        chain.fin_year if chain.kind.fin_year else None, chain.kind.years > 1, _split(chain, version),
    )  # fmt: skip


def _split(chain: Chain, version: Version) -> tuple[tuple[int, Decimal], ...]:
    count = chain.slot.units
    if not count or not chain.kind.adds_up:
        return ()
    by_year: dict[int, Decimal] = {}
    name = "factSumWithVat" if version.status in BY_PAID else "totalSumWithVat"
    for total, paid in zip(year_shares(version.total, count), year_shares(version.paid, count), strict=True):
        for part in spec_rows(chain, version, 0, total, paid):
            by_year[part["finYear"]] = by_year.get(part["finYear"], Decimal(0)) + Decimal(str(part[name]))
    return tuple(sorted(by_year.items()))


def _add_rows(made: Truth, versions: list[Version]) -> None:
    counts = any(version.role == "live" for version in versions)
    for version in versions:
        made.rows += 1
        made.rows_by_role[version.role, counts] += 1
        key = (version.role, counts)
        made.sums_by_role[key] = made.sums_by_role.get(key, Decimal(0)) + _tenge(version.total)


def _add_counted(made: Truth, found: Counted) -> None:
    made.chains += 1
    made.counted += found.counted
    for year, amount in found.years:
        key = (found.region, year)
        made.by_region_year[key] = made.by_region_year.get(key, Decimal(0)) + amount
        if found.category:
            made.ours[key] = made.ours.get(key, Decimal(0)) + amount
    if found.category:
        made.chains_ours += 1
        made.counted_ours += found.counted
