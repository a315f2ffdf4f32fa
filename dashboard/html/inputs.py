"""Own what the HTML parts take: small frozen shapes of texts and links that are formatted and ready to be drawn.

Every text is plain text and escaped when drawn; HTML comes in as `Markup` only. Links are ready-made; what is neither
http(s) nor starts with "/", "?" or "#" is drawn without its link. Shares and positions are numbers from 0 to 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

NoteKind = Literal["info", "dropped"]
ColumnKind = Literal["text", "money", "number", "date", "year", "share"]
Hue = Literal["", "media", "software", "devices", "needs"]
Side = Literal["", "paid", "asking"]

_RIGHT = frozenset({"money", "number", "share"})
_ROUNDING = 1e-6  # What a division of two exact sums may leave above 1 once it is a float.


@dataclass(frozen=True, slots=True)
class Cell:
    """One value: its text, its link, a small note under it, the language of the text, a title for the pointer.

    An empty text is drawn as "—"; say why it is missing in `note`. `lines` stand under the note, small, each with its
    own link where it has one.
    """

    text: str
    href: str | None = None
    note: str = ""
    lang: str | None = None
    title: str | None = None
    lines: "Sequence[Cell]" = ()


@dataclass(frozen=True, slots=True)
class Key:
    """A key number: label above, value, note below (what it is not), and the link to its records.

    One that misleads without its note, such as a debt without its date and source, has `alone` off: cards and previews,
    which have no room for notes, leave it out.
    """

    label: str
    value: str
    note: str = ""
    href: str | None = None
    link_text: str = ""
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter and the link to the same view without it."""

    label: str
    remove_href: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the reader must know before the numbers: "dropped" for what the link asked for and could not have.

    `href` is a way on from it, called `link_text`.
    """

    text: str
    kind: NoteKind = "info"
    href: str | None = None
    link_text: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `main` names the row (the first column does where none is marked); `amount` stands first on a phone's card;
    `sort_href` makes the head a link, `sorted` says how the rows stand now.
    """

    key: str
    label: str
    kind: ColumnKind = "text"
    align: Literal["auto", "left", "right"] = "auto"
    sort_href: str | None = None
    sorted: Literal["asc", "desc", ""] = ""
    main: bool = False
    amount: bool = False

    @property
    def side(self) -> str:
        """Return left or right: what was asked for, else right for numbers that are compared digit by digit."""
        if self.align != "auto":
            return self.align
        return "right" if self.kind in _RIGHT else "left"


@dataclass(frozen=True, slots=True)
class Pager:
    """The rows shown (counted from 1), how many there are, and the links to the pages before and after."""

    first: int
    last: int
    total: int
    previous_href: str | None = None
    next_href: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows by column key; a key that a row lacks is drawn as missing. `empty` stands for no rows.

    `caption_unseen` keeps the caption for screen readers where a heading just above says the same.
    """

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Cell]]
    caption: str
    empty: str = ""
    pager: Pager | None = None
    caption_unseen: bool = False

    @property
    def main_key(self) -> str:
        """Return the key of the column that names the row."""
        return next((column.key for column in self.columns if column.main), self.columns[0].key)


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a record or profile; None is missing and `note` says why."""

    label: str
    value: Cell | Markup | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CostLine:
    """One known price of one thing needed: what it was for, the amount, when, and who says so."""

    text: str
    amount: str
    source: Cell
    when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign that the thing is lacking: in our words, when, and who says so."""

    text: str
    source: Cell
    when: str = ""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need: its name, how many the money would have been, the range on a common scale, what that rests on.

    `low`, `median` and `high` are places on the bar from 0 to 1, None where there is no range.
    """

    name: str
    sentence: str
    low: float | None = None
    median: float | None = None
    high: float | None = None
    costs: Sequence[CostLine] = ()
    evidence: Sequence[Evidence] = ()
    note: str = ""
    href: str | None = None

    def __post_init__(self) -> None:
        for name in ("low", "median", "high"):
            _check_share(name, getattr(self, name))
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} of {self.name!r} is above its high {self.high}")


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said, in our words; `stance` is the label of what it is: reply, objection, finding."""

    who: str
    text: str
    when: str
    source: Cell
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened or was said, at its place in time.

    Attributes:
        when: Its date as a ready text; "" where no source prints one, such moments stand apart.
        text: What happened or was said.
        who: Who said or did it, or whose money it is: "Supplier".
        source: Who says so, with the link.
        kind: What it is, in a word or two: "Reply", "Contract", "Public hearing".
        side: paid for those who buy and are paid, asking for those who ask and check, "" for neither.
        about: What it is about, where that is not plain from the page: a record or a system, with its link.
        lang: Language of the text where it is not the page's.
    """

    when: str
    text: str
    who: str
    source: Cell
    kind: str = ""
    side: Side = ""
    about: Cell | None = None
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: committed share solid, planned share hatched after it; `outlined` marks an unknown year."""

    label: str
    value_text: str
    share: float
    planned_share: float = 0.0
    href: str | None = None
    note: str = ""
    hue: Hue = ""
    outlined: bool = False

    def __post_init__(self) -> None:
        _check_share("share", self.share)
        _check_share("planned_share", self.planned_share)
        _check_share("share with planned_share", self.share + self.planned_share)


@dataclass(frozen=True, slots=True)
class Blank:
    """One field of a form on paper: what is to be written, and on how many lines."""

    label: str
    lines: int


def _check_share(name: str, share: float | None) -> None:
    # Written so that "not a number" fails as well.
    if share is not None and not 0 <= share <= 1 + _ROUNDING:
        raise ValueError(f"{name} is {share}; it must lie between 0 and 1")
