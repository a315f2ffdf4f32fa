"""Reads the rules of the open mentions method from their files: accounts, tone, copies, tenure, indicators."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import Field, ValidationError

from pipelines.errors import SourceBroken
from pipelines.schemas.mentions import INDICATORS, MENTION_SIDES
from pipelines.sources.source import Row

FOLDER: Final = Path("curated/mentions")
"""Where the files are, below the folder of hand-kept facts."""
REASONS: Final = ("state", "media", "company", "public_page")
"""Why an account is left out, the first that fits."""
Model = TypeVar("Model", bound=Row)
Text = Annotated[str, Field(min_length=1)]


class Limit(Row):
    """A number of the method, with what it means for readers."""

    key: Text
    value: Annotated[int, Field(ge=0)]
    unit: Literal["posts", "percent", "days", "words"]
    name_en: Text
    name_ru: Text
    name_kk: Text
    about_en: Text
    about_ru: Text
    about_kk: Text


class Indicator(Row):
    """One of the seven indicators."""

    key: Text
    side: Literal["volume", "tone"]
    weight_pct: Annotated[int, Field(ge=0, le=100)]
    better: Literal["more", "less"]
    unit: Literal["posts", "accounts", "reactions", "percent", "points"]
    name_en: Text
    name_ru: Text
    name_kk: Text
    about_en: Text
    about_ru: Text
    about_kk: Text


class Kept(Row):
    """Accounts that stay whatever the rules say, and the kinds of residents."""

    handles: list[Text]
    kinds: list[Text]


class Marks(Row):
    """By what an account of one sort is known."""

    kinds: list[Text]
    handles: list[Text]
    words: list[Text]
    stems: list[Text]
    ends: list[Text]
    inside: list[Text]
    phrases: list[Text]
    forms: list[Text]


class AccountLists(Row):
    """The file of accounts."""

    kept: Kept
    state: Marks
    media: Marks
    company: Marks
    public_page: Marks


class Words(Row):
    """Words of one tone by language."""

    ru: list[Text]
    kk: list[Text]
    both: list[Text] = Field(default_factory=list)


class Phrases(Row):
    """Neighbouring words that decide instead of each of them."""

    neutral: list[Text]
    positive: list[Text]
    negative: list[Text]


class Negation(Row):
    """Words that turn what follows or what stands before round."""

    after: Words
    before: Words


class Boundaries(Row):
    """Words that no negation reaches across."""

    words: list[Text]


class ToneLists(Row):
    """The file of tone."""

    rule: list[Limit]
    positive: Words
    negative: Words
    neutral: Words
    phrases: Phrases
    negation: Negation
    boundaries: Boundaries


class LimitList(Row):
    """A file of limits alone."""

    rule: list[Limit]


class IndicatorList(Row):
    """The file of indicators."""

    rule: list[Limit]
    indicator: list[Indicator]


@dataclass(frozen=True, slots=True)
class Method:
    """All that the method rests on.

    Attributes:
        accounts: Whose posts are left out.
        tone: Words of praise and blame.
        indicators: The seven, in their order.
        limits: Every number, in the order of the files.
    """

    accounts: AccountLists
    tone: ToneLists
    indicators: tuple[Indicator, ...]
    limits: Mapping[str, Limit]

    def limit(self, key: str) -> int:
        """Return the number of a rule."""
        return self.limits[key].value


LIMITS: Final = (
    *("week_in_office", "week_within", "half_in_office", "half_within", "half_weeks"),
    *("copy_share", "copy_words", "copy_own_words", "negation_reach", "tone_posts"),
)
"""Every number that the code asks for."""


def read_method(data: Path) -> Method:
    """Read the files of the method.

    Args:
        data: Folder of hand-kept facts.

    Raises:
        SourceBroken: A file is missing or does not hold what it must, with file and field.
    """
    folder = data / FOLDER
    tone = _read(folder / "tone.toml", ToneLists)
    indicators = _read(folder / "indicators.toml", IndicatorList)
    rules = [
        *_read(folder / "tenure.toml", LimitList).rule,
        *_read(folder / "copies.toml", LimitList).rule,
        *tone.rule,
        *indicators.rule,
    ]
    limits = {rule.key: rule for rule in rules}
    if missing := [key for key in LIMITS if key not in limits]:
        raise SourceBroken(f"{folder}: the rules {', '.join(missing)} are missing; put them back.")
    return Method(_read(folder / "accounts.toml", AccountLists), tone, _seven(folder, indicators.indicator), limits)


def _read(path: Path, model: type[Model]) -> Model:
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceBroken(f"{path} can't be read: {error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SourceBroken(f"{path}: {place}: {first['msg']}.") from None


def _seven(folder: Path, found: list[Indicator]) -> tuple[Indicator, ...]:
    path = folder / "indicators.toml"
    if sorted(one.key for one in found) != sorted(INDICATORS):
        raise SourceBroken(f"{path}: exactly these indicators are expected: {', '.join(INDICATORS)}.")
    for side in MENTION_SIDES:
        weight = sum(one.weight_pct for one in found if one.side == side)
        if weight != 100:
            raise SourceBroken(f"{path}: the weights of {side} add up to {weight}; they must to 100.")
    return tuple(found)
