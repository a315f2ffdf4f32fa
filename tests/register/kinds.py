"""What can happen to a purchase: the kinds of chains, how often each comes among 200, and which row of each counts."""

from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["live", "superseded", "refused", "draft", "deleted"]
Root = Literal["base", "own", "elsewhere"]
Parent = Literal["none", "previous", "first", "null"]


@dataclass(frozen=True, slots=True)
class Planned:
    """One row of a chain as it is meant to end; `paid` is a percentage of the row's sum."""

    suffix: int
    status: int
    role: Role
    paid: int = 0
    root: Root = "base"
    parent: Parent = "previous"
    signed: bool = True
    deleted: bool = False
    stored: bool = True
    """False: the row itself is not in the register, only others speak of it."""

    @property
    def type_id(self) -> int:
        """1 base contract, 2 supplement."""
        return 1 if self.suffix == 0 else 2


@dataclass(frozen=True, slots=True)
class Kind:
    """A story of a purchase; `often` is how many of 200 chains live it."""

    name: str
    often: int
    planned: tuple[Planned, ...]
    years: int = 1
    adds_up: bool = True
    currency: str = "KZT"
    number: Literal["plain", "letters", "foreign"] = "plain"
    fin_year: bool = True
    units: bool = True
    shared_announcement: bool = False


def _base(status: int, paid: int = 0, **more: object) -> Planned:
    return replace(Planned(0, status, "live", paid, parent="none"), **more)  # type: ignore[arg-type]


def _supplement(suffix: int, status: int, paid: int = 0, **more: object) -> Planned:
    return replace(Planned(suffix, status, "live", paid), **more)  # type: ignore[arg-type]


def _replaced(suffix: int = 0, **more: object) -> Planned:
    made = Planned(suffix, 455, "superseded", 5 * suffix, parent="previous" if suffix else "none")
    return replace(made, **more)  # type: ignore[arg-type]


def _refused(suffix: int = 0, *, signed: bool = False, **more: object) -> Planned:
    made = Planned(suffix, 330, "refused", signed=signed, parent="previous" if suffix else "none")
    return replace(made, **more)  # type: ignore[arg-type]


def _draft(status: int, suffix: int = 0) -> Planned:
    return Planned(suffix, status, "draft", signed=False, parent="previous" if suffix else "none")


def _ladder(last: int, status: int, paid: int) -> tuple[Planned, ...]:
    return (*(_replaced(step) for step in range(last)), _supplement(last, status, paid))


KINDS: tuple[Kind, ...] = (
    Kind("in force", 48, (_base(190),)),
    Kind("in force, begun", 8, (_base(190, 20),)),
    Kind("executed", 35, (_base(390, 100),)),
    Kind("partly executed", 11, (_base(375, 35),)),
    Kind("signed", 3, (_base(185),)),
    Kind("split purchase", 4, (_base(390, 100),), shared_announcement=True),
    Kind("waits for ending", 2, (_base(345, 8),)),
    Kind("ended by one side", 2, (_base(340, 40),)),
    Kind("ended by agreement", 4, (_base(350, 60),)),
    Kind("ended unpaid", 1, (_base(350),)),
    Kind("ended early over years", 1, (_base(350, 45),), years=2),
    Kind("handed over, ended by agreement", 1, (_base(463, 25),)),
    Kind("handed over, ended by one side", 1, (_base(462, 10),)),
    Kind("term over", 1, (_base(470, 70),)),
    Kind("void by court", 1, (_base(480, 0, role="refused"),)),
    Kind("refused", 12, (_refused(),)),
    Kind("refused though signed", 3, (_refused(signed=True),)),
    Kind("second winner", 1, (Planned(0, 410, "refused", signed=False, parent="none"),)),
    Kind("results changed", 1, (Planned(0, 420, "refused", signed=False, parent="none"),)),
    Kind("purchase refused", 1, (Planned(0, 430, "refused", signed=False, parent="none"),)),
    Kind("draft", 3, (_draft(110),), units=False),
    Kind("waits for signature", 2, (_draft(130),)),
    Kind("waits for the treasury", 1, (_draft(165),)),
    Kind("deleted", 2, (_base(190, 0, role="deleted", deleted=True),)),
    Kind("one supplement", 11, (_replaced(), _supplement(1, 190, 30))),
    Kind("one supplement, executed", 7, (_replaced(), _supplement(1, 390, 100))),
    Kind("three supplements", 3, _ladder(3, 375, 50)),
    Kind("ten supplements", 1, _ladder(10, 345, 87)),
    Kind("supplement refused", 2, (_base(190, 10), _refused(1))),
    Kind("supplement being made", 2, (_base(450, 10), _draft(130, 1))),
    Kind(
        "deleted supplement",
        1,
        (_replaced(), _supplement(1, 190, 15), _refused(2, role="deleted", deleted=True)),
    ),
    Kind("made anew after refusal", 4, (_refused(), _base(190, 0, root="own", parent="first"))),
    Kind("base under two ids", 1, (_replaced(), _replaced(0, parent="null"), _supplement(1, 190, 20))),
    Kind(
        "base under two ids and roots",
        1,
        (_replaced(), _replaced(0, parent="null", root="elsewhere"), _supplement(1, 390, 100)),
    ),
    Kind("letters in the number", 4, (_base(190, 0, parent="null"),), number="letters", units=False),
    Kind("root missing", 3, (_replaced(0, stored=False), _supplement(2, 190, 40))),
    Kind("over years", 4, (_base(190, 30),), years=3),
    Kind("over years with a supplement", 1, (_replaced(), _supplement(1, 190, 40)), years=3),
    Kind("over years, parts do not add up", 2, (_base(190, 30),), years=2, adds_up=False),
    Kind("foreign currency", 1, (_base(390, 100),), currency="USD"),
    Kind("number of another body", 1, (_base(190),), number="foreign"),
    Kind(
        "rights handed over",
        1,
        (_replaced(0, status=456, paid=30), _supplement(1, 460, 30)),
    ),
    Kind("year not said", 1, (_base(190),), fin_year=False),
)

BY_PAID = frozenset({340, 350, 462, 463})
"""Ended early: only what was paid counts."""

assert sum(kind.often for kind in KINDS) == 200
