"""Tells the media or IT category of a purchase from its title, announcement, unit texts and ENS TRU codes.

Transparent rules from data/curated/topics.toml; what decided is said with each answer. The score is a plain scale,
not a probability:

| score     | what decided                                                                    |
|-----------|---------------------------------------------------------------------------------|
| 0.9       | a specific phrase, which can hardly mean anything else                          |
| 0.8       | a plain phrase, which rarely means anything else                                |
| 0.7       | a general phrase, which often does                                              |
| + 0.05    | a code of the same category                                                     |
| − 0.1     | a code of another category of ours; again if the words stand not in the title   |
| 0.6, 0.55 | a code alone: of those always enough; of those enough where texts say nothing   |

Texts come most telling first. The first that says anything decides; later ones step in where it says nothing, where
it met general words only and they are specific, or where it names services that they describe more exactly. Goods are
never taken from a later text when the title already names something else: a flash drive among stationery is no IT.
General phrases count in the title only.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import polars as pl

from pipelines.transform.topics.evidence import Evidence, Said, Witness
from pipelines.transform.topics.prefilter import Prefilter
from pipelines.transform.topics.vocabulary import STRENGTHS, CodeRule, Vocabulary, read_vocabulary

TOPICS_FILE = Path(__file__).resolve().parents[2] / "data" / "curated" / "topics.toml"
GOODS = frozenset({"it.hardware", "media.print_outdoor", "media.event_promo"})
"""Categories bought by the piece, often in one contract with other things."""

AGREEING_CODE, RIVAL_CODE, NOT_THE_TITLE = 0.05, -0.1, -0.1
CODE_ALWAYS, CODE_SILENT = 0.6, 0.55
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Purchase:
    """What the register says of one purchase; an empty text or tuple where it says nothing."""

    title_ru: str = ""
    title_kk: str = ""
    announcement: str = ""
    units: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def texts(self) -> list[str]:
        """Return the texts, most telling first; both languages of the title are one text on two lines."""
        return [f"{self.title_ru}\n{self.title_kk}", self.announcement, *self.units]


@dataclass(frozen=True, slots=True)
class Topic:
    """The answer for one purchase.

    Attributes:
        category: Category id, or None when the purchase is neither media nor IT.
        score: From 0.5 to 0.95 on the plain scale above; 0 without a category.
        words: Words of the text that decided, in lower case, in the order they stand.
        codes: ENS TRU codes that decided or agreed.
    """

    category: str | None = None
    score: float = 0.0
    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


NONE = Topic()


class Classifier:
    """Answers for one purchase or for a whole frame; both ways give the same answer."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._witness = Witness(vocabulary)
        self._prefilter = Prefilter(vocabulary)
        self._codes = {rule.prefix: rule for rule in vocabulary.codes}
        self._lengths = sorted({len(prefix) for prefix in self._codes}, reverse=True)

    def one(self, purchase: Purchase) -> Topic:
        """Tell the topic of one purchase."""
        return self._tell(purchase.texts(), purchase.codes)

    def likely(self, frame: pl.DataFrame) -> pl.Series:
        """Say which rows of a frame (columns as `frame` takes them) hold any word or code of ours at all."""
        return frame.select(self._prefilter.likely()).to_series()

    def frame(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Tell the topic of every row.

        Args:
            frame: Columns `texts` (List(String), most telling first, as `Purchase.texts` gives them) and `codes`
                (List(String)); null lists and null members count as empty.

        Returns:
            The frame with `category` (null = neither media nor IT), `score` (Float64, 2 decimals; 0 without a
            category), `words` and `decided_by` (List(String)).
        """
        asked = frame.select("texts", "codes").with_row_index("row").filter(self.likely(frame))
        told = {row: self._tell(texts or (), codes or ()) for row, texts, codes in asked.iter_rows()}
        return frame.hstack(_columns({row: topic for row, topic in told.items() if topic.category}, frame.height))

    def _tell(self, texts: Sequence[str | None], codes: Sequence[str | None]) -> Topic:
        rules = [(code, rule) for code in codes if code and (rule := self._code(code))] if codes else []
        of_code = _main_category([rule for _, rule in rules]) if rules else None
        said = self._hear(texts, of_code)
        telling = [one for one in said if one.telling]
        if not telling:
            return self._by_code(rules, len(codes), of_code, silent=True)
        evidence, from_title = _decide(telling, title_tells=said[0].telling)
        if evidence is None:
            if any(one.foreign for one in said):
                return NONE
            return self._by_code(rules, len(codes), of_code, silent=False)
        agreeing = tuple(dict.fromkeys(code for code, rule in rules if rule.category == evidence.category))
        change = AGREEING_CODE if agreeing else RIVAL_CODE if of_code else 0.0
        score = evidence.strength + change + (0.0 if from_title else NOT_THE_TITLE)
        return Topic(evidence.category, round(max(score, LEAST), 2), evidence.words, agreeing)

    def _hear(self, texts: Sequence[str | None], of_code: str | None) -> list[Said]:
        """Hear the texts; only the first where nothing later can change what it says."""
        said = []
        for text in texts:
            if text:
                said.append(one := self._witness.hear(text, of_code))
                if len(said) == 1 and one.evidence and one.evidence.strength > STRENGTHS["general"]:
                    break
        return said

    def _code(self, code: str) -> CodeRule | None:
        digits = code.replace(".", "")
        return next((rule for size in self._lengths if (rule := self._codes.get(digits[:size]))), None)

    def _by_code(
        self, rules: list[tuple[str, CodeRule]], all_codes: int, category: str | None, *, silent: bool
    ) -> Topic:
        allowed = ("always", "silent") if silent else ("always",)
        codes = [(code, rule) for code, rule in rules if rule.category == category and rule.alone in allowed]
        if not codes or 2 * len(codes) < all_codes:
            return NONE
        score = CODE_ALWAYS if any(rule.alone == "always" for _, rule in codes) else CODE_SILENT
        return Topic(category, score, (), tuple(dict.fromkeys(code for code, _ in codes)))


def _columns(told: dict[int, Topic], height: int) -> list[pl.Series]:
    """Return the columns of the answer: `told` holds the rows of our topic by number, in rising order."""
    answers = pl.DataFrame(
        {
            "row": list(told),
            "category": [topic.category for topic in told.values()],
            "score": [topic.score for topic in told.values()],
        },
        schema={"row": pl.UInt32, "category": pl.String, "score": pl.Float64},
    )
    rows = pl.DataFrame({"row": pl.int_range(height, dtype=pl.UInt32, eager=True)})
    for one in (
        answers,
        _lists("words", [topic.words for topic in told.values()], answers["row"]),
        _lists("decided_by", [topic.codes for topic in told.values()], answers["row"]),
    ):
        rows = rows.join(one, on="row", how="left", maintain_order="left")
    empty = pl.lit([], dtype=pl.List(pl.String))
    return rows.select(
        "category", pl.col("score").fill_null(0.0), pl.col("words", "decided_by").fill_null(empty)
    ).get_columns()


def _lists(name: str, members: list[tuple[str, ...]], rows: pl.Series) -> pl.DataFrame:
    """Return a column of lists by row, without the empty ones; polars groups far quicker than it takes lists over."""
    flat = pl.Series(name, [member for few in members for member in few], dtype=pl.String)
    owners = rows.gather(pl.Series([place for place, few in enumerate(members) for _ in few], dtype=pl.UInt32))
    return pl.DataFrame([owners, flat]).group_by("row", maintain_order=True).agg(name)


def _main_category(rules: list[CodeRule]) -> str | None:
    counted = Counter(rule.category for rule in rules)
    return min(counted, key=lambda category: (-counted[category], category)) if counted else None


def _decide(telling: list[Said], *, title_tells: bool) -> tuple[Evidence | None, bool]:
    if not title_tells:
        return _of_most(telling), False
    first = telling[0].evidence
    later = [one.evidence for one in telling[1:] if one.evidence and one.evidence.strength > STRENGTHS["general"]]
    if first is None:
        return next((one for one in later if one.category not in GOODS), None), False
    exact = [one for one in later if one.strength == STRENGTHS["specific"]]
    if first.strength == STRENGTHS["general"] and exact:
        return exact[0], False
    return first, True


def _of_most(telling: list[Said]) -> Evidence | None:
    """Return what at least half of the telling texts agree on, were none of them foreign."""
    found = [one.evidence for one in telling if one.evidence and one.evidence.strength > STRENGTHS["general"]]
    if not found or 2 * len(found) < len(telling) or any(one.foreign for one in telling):
        return None
    counted = Counter(one.category for one in found)
    most = max(counted.values())
    return next(one for one in found if counted[one.category] == most)


def classifier(vocabulary: Vocabulary) -> Classifier:
    """Make a classifier of a vocabulary."""
    return Classifier(vocabulary)


@lru_cache(maxsize=1)
def default_classifier() -> Classifier:
    """Return the classifier of data/curated/topics.toml, read once.

    Raises:
        SourceBroken: The file is missing or wrong; the words name file and key.
    """
    return Classifier(read_vocabulary(TOPICS_FILE))
