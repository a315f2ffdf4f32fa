"""The generator: chain number → its versions as they stand on a day, computed anew each time from the seed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from tests.register.bodies import customer_number, supplier_number
from tests.register.days import Change, Days
from tests.register.kinds import BY_PAID, Kind, Planned, Role
from tests.register.layout import CONTRACT, SLOTS, STRIDE, Layout, Slot
from tests.register.titles import Topic, topic_of

MISSING = 800_000_000
"""Ids from here on name rows that the register does not hold."""
_KEPT = 2_048


@dataclass(slots=True)
class Version:
    """One contract row; sums in tiyn with VAT; `day` is the day of its last change (0: as loaded)."""

    position: int
    number: int
    contract_id: int
    parent_id: int | None
    root_id: int
    number_sys: str
    suffix: int
    type_id: int
    status: int
    role: Role
    signed: bool
    deleted: bool
    total: int
    paid: int
    supplier: int
    day: int = 0
    order: int = 0


@dataclass(slots=True)
class Chain:
    """A purchase with all its rows."""

    number: int
    slot: Slot
    customer: int
    topic: Topic
    dice: bytes
    fin_year: int
    versions: list[Version] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        return self.slot.kind

    @property
    def live(self) -> Version | None:
        """The row that counts, if any."""
        return next((version for version in reversed(self.versions) if version.role == "live"), None)

    def dice16(self, place: int) -> int:
        """A fixed number 0–65535 of this chain."""
        return self.dice[place] << 8 | self.dice[place + 1]


def counted(version: Version) -> int:
    """What a live row counts, in tiyn: the paid part of contracts ended early, else the whole sum."""
    return version.paid if version.status in BY_PAID else version.total


def year_shares(total: int, years: int) -> list[int]:
    """A sum split over years, in tiyn; the last year takes the remainder."""
    part = total // years
    return [part] * (years - 1) + [total - part * (years - 1)]


class Chains:
    """All chains of a register as they stand on the day `days` says."""

    def __init__(self, layout: Layout, days: Days) -> None:
        self.layout = layout
        self.days = days
        self.chain = lru_cache(maxsize=_KEPT)(self._chain)

    def locate(self, position: int) -> tuple[int, int]:
        """The chain and row number at a position, new rows of later days included."""
        if position < self.layout.rows:
            return self.layout.locate(position)
        return self.days.added[position - self.layout.rows]

    def version(self, position: int) -> tuple[Chain, Version]:
        """The row at a position and its chain."""
        number, row = self.locate(position)
        chain = self.chain(number)
        return chain, next(version for version in chain.versions if version.number == row)

    def positions_of(self, chains: Iterable[int]) -> list[int]:
        """All rows of some chains, by growing position."""
        return sorted(version.position for number in chains for version in self.chain(number).versions)

    def of_customer(self, customer: int) -> range:
        """The chains of a buyer."""
        everything, step = self.layout.chain_numbers(), self.layout.customers
        return range(everything.start + (customer - everything.start) % step, everything.stop, step)

    def _chain(self, number: int) -> Chain:
        layout = self.layout
        cycle, place = divmod(number, SLOTS)
        slot = layout.slots[place]
        dice = blake2b(f"{layout.seed}/{number}".encode(), digest_size=48).digest()
        topic = topic_of(dice[0] << 8 | dice[1], dice[2] << 8 | dice[3])
        year = layout.year(cycle * len(layout.entries) + layout.place_of.get((place, 0), 0))
        chain = Chain(number, slot, number % layout.customers, topic, dice, year)
        self._add_versions(chain)
        for order, change in enumerate(self.days.of(number)):
            _apply(chain, change, order)
        return chain

    def _add_versions(self, chain: Chain) -> None:
        base_total = _price(chain)
        ids = [self._id(chain.number, row) for row in range(len(chain.kind.planned))]
        for number, planned in enumerate(chain.kind.planned):
            position = self.layout.position(chain.number, number)
            if position is not None and planned.stored:
                chain.versions.append(self._version(chain, planned, number, position, base_total, ids))
        if chain.versions and chain.live is None:
            _keep_in_force(chain.versions)

    def _id(self, chain: int, number: int) -> int:
        position = self.layout.position(chain, number)
        if position is None:
            return MISSING + (chain + 1_000_000) % 10_000_000 * 16 + number
        return CONTRACT + STRIDE * position

    def _version(
        self, chain: Chain, planned: Planned, number: int, position: int, base_total: int, ids: list[int]
    ) -> Version:
        own = ids[number]
        root = {"base": ids[0], "own": own, "elsewhere": MISSING + 900_000_000 - own % 90_000_000}[planned.root]
        parent = {"none": 0, "null": None, "first": ids[0], "previous": ids[max(number - 1, 0)]}[planned.parent]
        total = base_total * (100 + (chain.dice[20 + number] % 31 - 10) * (planned.suffix > 0)) // 100
        handed = planned.status >= 460 and planned.status < 470
        return Version(
            position, number, own, parent, root, self._number_sys(chain, planned), planned.suffix, planned.type_id,
            planned.status, planned.role, planned.signed, planned.deleted, total, total * planned.paid // 100,
            (chain.dice16(4) * 31 + chain.number + handed) % self.layout.suppliers,
        )  # fmt: skip

    def _number_sys(self, chain: Chain, planned: Planned) -> str:
        count = self.layout.customers
        serial, owner = chain.number // count % 10_000, customer_number(chain.customer)
        if chain.kind.number == "letters":
            return f"{owner}/A{serial:02X}C{chain.dice[6] % 10}U/{planned.suffix:02d}"
        if chain.kind.number == "foreign":
            owner, serial = customer_number((chain.customer + 1) % count), serial + 7_000
        if planned.root == "own":
            serial += 5_000
        return f"{owner}/{chain.fin_year % 100:02d}{serial:04d}/{planned.suffix:02d}"

    def supplier_of(self, version: Version) -> str:
        """BIN of the supplier, or a person's made-up IIN."""
        return supplier_number(version.supplier)


def _price(chain: Chain) -> int:
    low, high = chain.topic.low, chain.topic.high
    tenge = low * (high / low) ** (chain.dice16(8) / 65_535)
    if chain.dice[10] < 150:
        return max(int(tenge) // 1_000, 1) * 100_000
    return int(tenge) * 100 + chain.dice[11] % 100


def _keep_in_force(versions: list[Version]) -> None:
    """The supplement that would replace the last row is not in the register yet: that row is still in force."""
    for version in reversed(versions):
        if version.role == "superseded" and version.parent_id is not None:
            version.status, version.role = 190, "live"
            return


def _apply(chain: Chain, change: Change, order: int) -> None:
    live = chain.live
    touched = live or chain.versions[-1]
    touched.day, touched.order = change.day, change.order
    if live is None:
        _late(chain, change)
    elif change.what == "supplement":
        _supplement(chain, live, change)
    elif change.what == "deleted":
        live.deleted, live.role = True, "deleted"
    elif change.what == "paid":
        live.paid = min(live.total, live.paid + live.total // 10 + 1)
    else:
        _finish(live, order)


def _late(chain: Chain, change: Change) -> None:
    """A change to a purchase that was never concluded: at most one more refused draft."""
    if change.what == "supplement":
        last = chain.versions[-1]
        _append(chain, last, change, status=330, role="refused", signed=False)


def _supplement(chain: Chain, live: Version, change: Change) -> None:
    live.status, live.role = 455, "superseded"
    added = _append(chain, live, change, status=190, role="live", signed=True)
    added.total = live.total * (105 + chain.dice[30] % 10) // 100
    added.paid = live.paid


def _append(chain: Chain, after: Version, change: Change, **more: Any) -> Version:
    suffix = max(version.suffix for version in chain.versions) + 1
    added = replace(
        after,
        position=change.position, number=change.number, contract_id=CONTRACT + STRIDE * change.position,
        parent_id=after.contract_id, suffix=suffix, type_id=2, day=change.day, order=change.order,
        number_sys=f"{after.number_sys.rpartition('/')[0]}/{suffix:02d}", deleted=False, **more,
    )  # fmt: skip
    chain.versions.append(added)
    return added


def _finish(live: Version, order: int) -> None:
    if live.status == 390:
        live.status = 345
    elif order % 2 or live.position % 5 == 0:
        live.status, live.paid = 350, max(live.paid, live.total // 3)
    else:
        live.status, live.paid = 390, live.total
