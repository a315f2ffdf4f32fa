"""What is said of the data as a whole, in three languages: title, description, licence, addresses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dashboard.snapshots import Snapshot
from dashboard.words import LANGUAGES, Words, words

PUBLISHER: Final = "Aqsha Qaida"
LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
OPEN_PREFIX: Final = "ocds-xxxxxx"
"""What stands for a prefix that was not given out; files with it say that they are a preview."""


@dataclass(frozen=True, slots=True)
class Publication:
    """Under which names an edition is published.

    Attributes:
        snapshot: The edition.
        base_url: Public address of the site without a slash at its end; "" where none was set: files then hold no
            address that a reader's request could have decided.
        ocds_prefix: Prefix of contracting processes, as registered.
    """

    snapshot: Snapshot
    base_url: str = ""
    ocds_prefix: str = OPEN_PREFIX

    @property
    def is_preview(self) -> bool:
        """Tell whether the OCDS files use a prefix that nobody registered."""
        return self.ocds_prefix == OPEN_PREFIX

    def address(self, path: str) -> str:
        """Return an address of the site: whole where its public address is known, else from its root."""
        return f"{self.base_url}{path}"

    def file_address(self, name: str) -> str:
        """Return the address of a file of this edition."""
        return self.address(f"/files/{self.snapshot.id}/{name}")


def title(tr: Words) -> str:
    """Name the data."""
    return tr("What akimats of Kazakhstan spend on media image and on IT")


def description(tr: Words) -> str:
    """Say what the data hold."""
    return tr(
        "Contracts, payments, plans and budgets of local and central bodies of Kazakhstan for media image and IT: sum, "
        "buyer, supplier, way of buying, source of each figure. Beside them what residents need and what it costs. "
        "Updated every night; each data edition stays as it was published."
    )


def in_each_language(name: str, say: Callable[[Words], str]) -> dict[str, str]:
    """Return a text as a data package keeps it: `name` in English, `name@kk` and `name@ru` beside it."""
    others = {f"{name}@{code}": say(words(code)) for code in LANGUAGES if code != "en"}
    return {name: say(words("en"))} | others
