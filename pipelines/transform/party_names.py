"""Owns the bare form of a company's or body's name, and which names may mean one party: candidates, never merges."""

import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl
from rapidfuzz import fuzz

from pipelines.folding import fold
from pipelines.sources.party_merges import PartyMergeRow
from pipelines.transform.legal_forms import LEFT_FORMS, LONG_FORMS, RIGHT_FORMS

PERSONS = frozenset({"sole_trader", "farm"})
"""Forms under which a private person trades: such names are never put on paper."""

ECONOMIC_RIGHT = r"на праве хозяйственного ведения|шаруашылық жүргізу құқығындағы|(?:на )?\bпхв\b|\bшж[қк]\b"
SAME_WORDS = (
    (re.compile(r"\bреспублик[аи] казахстан\b|\bқазақстан республикасы(?:ның)?\b"), "рк"),
    (re.compile(r"\bнур[- ]?султан(?:а|е)?\b|\bнұр[- ]?сұлтан(?:ның)?\b"), "астана"),
)
IDLE_WORDS = frozenset(
    ("gorod", "goroda", "g", "gor", "kalasi", "kalasinin", "kalalik", "k", "im", "imeni", "atindagi")
)
REGION_WORDS = {"obl": "oblast", "oblisi": "oblis", "oblisinin": "oblis"}
VOWELS = str.maketrans("", "", "aeiou")

ALIKE = 75
"""Least likeness, in percent, of two names with the same consonants in two alphabets ("Medialand", "Медиаленд": 89)."""

_ENTITY = re.compile(r"&?quot;", re.IGNORECASE)
_KAZAKH_ENDING = re.compile(r"\b(\w{2,4})-(?:ң|ы|і|ның|нің|дың|дің|тың|тің)\b")
_LOOKALIKES = str.maketrans("aceokmhtxpbyi", "асеокмнтхрвуі")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LONG = tuple((code, re.compile(rf"\b(?:{pattern})")) for code, pattern in LONG_FORMS.items())
_LONG_WORD = re.compile(
    r"учрежден|предприят|обществ|товарищ|предпринимат|хозяйств|объедин|мекеме|кәсіп|қоғам|серіктест|қожалығ|бірлест"
    r"|partnership|company"
)
"""No form is written out without one of these; most names are spared seventeen searches."""
_LEFT = {word: code for code, words in LEFT_FORMS.items() for word in words.split()} | {"too": "llp"}
_RIGHT = {word: code for code, words in RIGHT_FORMS.items() for word in words.split()}
_ANYWHERE = {word: code for word, code in {**_LEFT, **_RIGHT}.items() if len(word) > len("гу")}
_INSIDE = _ANYWHERE.keys() | {"гу", "мм"}
_MARK = "form0"


@dataclass(frozen=True, slots=True)
class Normalised:
    """A name without its dress.

    Attributes:
        form: Code of the legal form (a key of the tables above), or nothing where none is written.
        core: The bare name in small letters, without quotes, marks and legal forms, in its own script.
        key: What spellings of one name share: folded words, each once, sorted, without endings and idle words.
    """

    form: str | None
    core: str
    key: str


@lru_cache(maxsize=200_000)
def normalise(name: str) -> Normalised:
    """Take the legal form, quotes, case, hyphens and doubled entities off a name of a company or body.

    Args:
        name: The name as a source writes it, Kazakh, Russian or Latin.

    Returns:
        The parts. Normalising a core changes nothing but the form, which is gone.
    """
    form, core = _pass(name)
    while (found := _pass(core))[1] != core:
        form, core = form or found[0], found[1]
    return Normalised(form or found[0], core, _key(core))


@lru_cache(maxsize=200_000)
def form_of(name: str) -> str | None:
    """Return the legal form alone, as `normalise` does but several times as fast."""
    return _pass(name)[0]


def _pass(name: str) -> tuple[str | None, str]:
    tokens = _tokens(name)
    form: str | None = None
    while len(tokens) > 1 and (code := _form_at(tokens[0], _LEFT)):
        form, tokens = form or code, tokens[1:]
    while len(tokens) > 1 and (code := _form_at(tokens[-1], _RIGHT)):
        form, tokens = form or code, tokens[:-1]
    inner = [code for token in tokens if (code := _form_at(token, {}))]
    bare = [token for token in tokens if not (token in _INSIDE or token.startswith(_MARK))] or tokens
    return form or (inner[0] if inner and len(bare) < len(tokens) else None), " ".join(_once(bare))


def _tokens(name: str) -> list[str]:
    text = unicodedata.normalize("NFKC", html.unescape(html.unescape(_ENTITY.sub(" ", name))))
    text = unicodedata.normalize("NFKC", text.casefold()).replace("ё", "е")
    text = _KAZAKH_ENDING.sub(r"\1", text)
    text = re.sub(ECONOMIC_RIGHT, " ", " ".join(re.findall(r"\w+", text.replace("к/х", "кх"))))
    for code, pattern in _LONG if _LONG_WORD.search(text) else ():
        text = pattern.sub(f"{_MARK}{code}", text)
    return [_cyrillic(token) for token in text.split()]


def _cyrillic(token: str) -> str:
    """Read Latin look-alikes inside a Cyrillic abbreviation ("TОО" typed with a Latin T)."""
    if token.isascii() or not _CYRILLIC.search(token):
        return token
    read = token.translate(_LOOKALIKES)
    return read if read in _LEFT or read in _RIGHT else token


def _form_at(token: str, edge: Mapping[str, str]) -> str | None:
    if token.startswith(_MARK):
        return token.removeprefix(_MARK)
    return edge.get(token) or _ANYWHERE.get(token)


def _once(tokens: list[str]) -> list[str]:
    """Take a name that stands twice, such as «X ЖШС (ТОО X)», once."""
    half, odd = divmod(len(tokens), 2)
    return _once(tokens[:half]) if half and not odd and tokens[:half] == tokens[half:] else tokens


def _key(core: str) -> str:
    text = core
    for pattern, word in SAME_WORDS:
        text = pattern.sub(word, text)
    words = {_stem(REGION_WORDS.get(word, word)) for word in fold(text).split()}
    return " ".join(sorted(words - IDLE_WORDS or words))


def _stem(word: str) -> str:
    """Take a Russian case ending off, as far as it is a vowel: Тараз, Тараза."""
    bare = word.rstrip("aeiou")
    return bare if len(bare) >= len("taraz") - 1 and word not in IDLE_WORDS else word


def same_form(one: str | None, other: str | None) -> bool:
    """Tell whether two legal forms may belong to one party: equal, or one of them is not written."""
    return one is None or other is None or one == other


def likeness(one: str, other: str) -> float:
    """Say how alike two names are, 0 to 100, whatever their order of words, alphabet and legal form.

    Names with other numbers («№ 5», «№ 15») are never alike, nor are short names that differ at all.
    """
    first, second = normalise(one).key, normalise(other).key
    if first == second:
        return 100.0 if first else 0.0
    if _numbers(first) != _numbers(second) or min(len(first), len(second)) < len("sergek"):
        return 0.0
    return round(fuzz.ratio(first, second), 1)


def _numbers(key: str) -> list[str]:
    return re.findall(r"\d+", key)


CANDIDATES = pl.Schema(
    {
        "party_id": pl.String,
        "other_id": pl.String,
        "reason": pl.String,
        "only_match": pl.Boolean,
        "score": pl.Float64,
        "name": pl.String,
        "other_name": pl.String,
        "form": pl.String,
        "other_form": pl.String,
        "region": pl.String,
        "other_region": pl.String,
        "other_bin": pl.String,
    }
)


def merge_candidates(parties: pl.DataFrame) -> pl.DataFrame:
    """List parties without BIN that may be the same as another party, for a person to decide.

    Nothing is merged here: parties become one by BIN, by the names kept by hand, or by a decision in
    party_merges.jsonl. Two parties with a BIN each are never named together, nor are sole traders and farms.

    Args:
        parties: One row per party: party_id, name_ru, name_kk, variants, bin, legal_form, region.

    Returns:
        One row per pair, sorted: party_id has no BIN. reason is `same_name_and_form`, `same_name` (a form is not
        written on one side) or `other_alphabet` (same consonants, one Latin and one Cyrillic, legal forms that
        agree; score is their likeness). only_match: neither side has another pair with this reason or a better one,
        and the regions do not differ.
    """
    names = _names(parties)
    unnumbered = names.filter(pl.col("bin").is_null())
    pairs = pl.concat([_pairs(unnumbered, names, "key"), _pairs(unnumbered, names, "sound")])
    rows = [row for pair in pairs.iter_rows(named=True) if (row := _judged(pair))]
    found = pl.DataFrame(rows, schema=CANDIDATES)
    rank = pl.col("reason").replace_strict(REASONS, return_dtype=pl.Int8)
    best = found.with_columns(_rank=rank).sort("_rank", -pl.col("score"), "name", "other_name")
    best = best.unique(["party_id", "other_id"], keep="first", maintain_order=True)
    alone = pl.all_horizontal(pl.col("_rank").rank("max").over(side) == 1 for side in ("party_id", "other_id"))
    same_region = (pl.col("region") == pl.col("other_region")).fill_null(value=True)
    return best.with_columns(only_match=alone & same_region).select(CANDIDATES.names()).sort(pl.all())


REASONS = {"same_name_and_form": 0, "same_name": 1, "other_alphabet": 2}


def _names(parties: pl.DataFrame) -> pl.DataFrame:
    """Return one row per party and spelling that is no private person's: with form, key, sound and script."""
    rows = []
    for party in parties.sort("party_id").iter_rows(named=True):
        spellings = {name for name in (party["name_ru"], party["name_kk"], *(party["variants"] or ())) if name}
        told = normalise(f"{party['legal_form']} имя").form if party["legal_form"] else None
        parts = {name: normalise(name) for name in sorted(spellings)}
        if PERSONS & {told, *(part.form for part in parts.values())}:
            continue
        shared = {key: party[key] for key in ("party_id", "bin", "region")}
        rows += [
            {**shared, "name": name, "form": part.form or told, "key": part.key, "sound": _sound(part)}
            for name, part in parts.items()
            if part.key
        ]
    text = dict.fromkeys(("party_id", "bin", "region", "name", "form", "key", "sound"), pl.String())
    return pl.DataFrame(rows, schema=text)


def _sound(part: Normalised) -> str | None:
    sound = part.key.translate(VOWELS)
    return sound if len(sound.replace(" ", "")) > len("mst") else None


def _pairs(unnumbered: pl.DataFrame, names: pl.DataFrame, by: str) -> pl.DataFrame:
    one_way = (pl.col("party_id") < pl.col("party_id_right")) | pl.col("bin_right").is_not_null()
    joined = unnumbered.join(names, on=by, how="inner", coalesce=False)
    return joined.filter((pl.col("party_id") != pl.col("party_id_right")) & one_way).unique(maintain_order=True)


def _judged(pair: Mapping[str, str | None]) -> dict[str, object] | None:
    name, other = str(pair["name"]), str(pair["name_right"])
    if not same_form(pair["form"], pair["form_right"]):
        return None
    reason, score = "other_alphabet", likeness(name, other)
    if pair["key"] == pair["key_right"]:
        reason = "same_name_and_form" if pair["form"] and pair["form_right"] else "same_name"
    elif score < ALIKE or _is_cyrillic(name) == _is_cyrillic(other):
        return None
    sides = {f"other_{field}": pair[f"{field}_right"] for field in ("name", "form", "region", "bin")}
    ours = {field: pair[field] for field in ("party_id", "name", "form", "region")}
    return {**ours, **sides, "other_id": pair["party_id_right"], "reason": reason, "score": score}


def _is_cyrillic(name: str) -> bool:
    return bool(_CYRILLIC.search(normalise(name).core))


def decided_bins(
    merges: Iterable[PartyMergeRow], known_bins: Mapping[str, str | None]
) -> tuple[dict[str, str], list[str]]:
    """Apply the decisions kept by hand: this party without BIN is the holder of that BIN.

    Args:
        merges: The decisions.
        known_bins: Party id → its BIN, for every party kept by hand or known by name.

    Returns:
        BIN → party id, for `Registry.by_bin`; and, in words, each decision that cannot stand, because the party is
        not known, has another BIN, or the BIN is another party's: different BINs never become one.
    """
    owners: dict[str | None, set[str]] = defaultdict(set)
    for party, number in known_bins.items():
        owners[number].add(party)
    decided: dict[str, str] = {}
    refused = []
    for row in sorted(merges, key=lambda row: (row.decided_on, row.party_id, row.bin)):
        if fault := _fault(row, known_bins, owners[row.bin], decided):
            refused.append(fault)
        else:
            decided[row.bin] = row.party_id
    return decided, refused


def _fault(
    row: PartyMergeRow, known_bins: Mapping[str, str | None], owners: set[str], decided: Mapping[str, str]
) -> str | None:
    if row.party_id not in known_bins:
        return f"{row.party_id} is no party; write the id of a party without BIN"
    bins = {known_bins[row.party_id], *(number for number, party in decided.items() if party == row.party_id)}
    if bins - {None, row.bin}:
        return f"{row.party_id} has another BIN than {row.bin}; a party has one BIN"
    if others := sorted((owners | {decided.get(row.bin, row.party_id)}) - {row.party_id}):
        return f"BIN {row.bin} belongs to {others[0]} already; drop the decision"
    return None
