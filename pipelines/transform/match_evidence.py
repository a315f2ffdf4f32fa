"""Owns what a report and a contract of the register have in common: sums, buyer, supplier, place, years, category."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.transform.party_names import likeness, normalise, same_form

TO_THE_TENGE = Decimal("0.99")


@dataclass(frozen=True, slots=True)
class VatRate:
    """A rate of value-added tax as a factor, and the years it holds for."""

    factor: Decimal
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True)
class MatchRules:
    """Thresholds of the matching.

    Attributes:
        vat: Factors between a sum without and with VAT: 12 % from 2009, 16 % from 2026.
        tolerance: How far "about", "more than" and "almost" may lie from the contract, as a share.
        rounding: The widest rounding of a printed sum (79 million for 78,998,400), as a share.
        alike: Likeness of suppliers' names, in percent, from which they are held for one, beside all else.
        resembles: Likeness from which a person should look.
        together: The most contracts that are tried as the parts of one reported sum.
    """

    vat: tuple[VatRate, ...] = (VatRate(Decimal("1.12"), 2009, 2025), VatRate(Decimal("1.16"), 2026, 2100))
    tolerance: Decimal = Decimal("0.05")
    rounding: Decimal = Decimal("0.01")
    alike: float = 92.0
    resembles: float = 80.0
    together: int = 12


@dataclass(frozen=True, slots=True)
class Window:
    """Sums of a contract that agree with a reported sum, tenge, and how well."""

    word: str
    low: Decimal
    high: Decimal
    first_year: int = 0
    last_year: int = 9999


SUM_RANKS = {"equal": 0, "equal_with_vat": 1, "range": 2, "tolerance": 2, "rounded": 3}
EXACT_SUMS = ("equal", "equal_with_vat")


def windows(report: Mapping[str, Any], rules: MatchRules) -> list[Window]:
    """Say which sums of a contract agree with a reported sum.

    Args:
        report: amount_kzt, amount_precision, amount_low, amount_high.
        rules: Thresholds.

    Returns:
        Windows, the best evidence first; none where no sum in tenge is reported.
    """
    amount, precision = report["amount_kzt"], report["amount_precision"]
    if precision == "range":
        low, high = report["amount_low"], report["amount_high"]
        return [] if low is None or high is None else [Window("range", low, high)]
    if amount is None:
        return []
    slack = amount * rules.tolerance
    below = amount if precision == "more_than" else amount - slack
    above = amount if precision == "almost" else amount + slack
    if precision in ("about", "more_than", "almost"):
        return [Window("tolerance", below, above)]
    return _exact_windows(amount, rules)


def _exact_windows(amount: Decimal, rules: MatchRules) -> list[Window]:
    half_unit = min(_unit(amount) / 2, amount * rules.rounding)
    with_vat = [(amount * rate.factor, rate) for rate in rules.vat]
    return [
        Window("equal", amount - TO_THE_TENGE, amount + TO_THE_TENGE),
        *(
            Window("equal_with_vat", taxed - TO_THE_TENGE, taxed + TO_THE_TENGE, rate.first_year, rate.last_year)
            for taxed, rate in with_vat
        ),
        Window("rounded", amount - half_unit, amount + half_unit),
    ]


def _unit(amount: Decimal) -> Decimal:
    """Return the last unit that a printed sum shows: a million of 79,000,000, a hundred thousand of 40,100,000."""
    sign = amount.normalize().as_tuple()
    exponent = sign.exponent if isinstance(sign.exponent, int) else 0
    return Decimal(10) ** max(min(exponent, 6), 0)


@dataclass(frozen=True, slots=True)
class Party:
    """What is known of a party that decides whether it is another one."""

    party_id: str
    bin: str | None
    names: tuple[str, ...]
    is_akimat: bool


@dataclass(frozen=True, slots=True)
class Common:
    """How one party of a report stands to that of a contract: a word and the likeness of their names in percent."""

    word: str
    likeness: float | None = None


SAME = ("same_party", "same_bin", "same_name")
EQUAL = 100


def party_book(parties: pl.DataFrame, ids: Iterable[str]) -> dict[str, Party]:
    """Take the parties that pairs name out of the table of parties.

    Args:
        parties: One row per party: party_id, name_ru, name_kk, variants, bin, party_type.
        ids: The parties wanted.
    """
    wanted = pl.Series(sorted(set(ids)), dtype=pl.String).implode()
    return {
        row["party_id"]: Party(
            party_id=row["party_id"],
            bin=row["bin"],
            names=tuple(sorted({name for name in (row["name_ru"], row["name_kk"], *(row["variants"] or ())) if name})),
            is_akimat=row["party_type"] == "akimat" and _is_whole_akimat(row["name_ru"] or ""),
        )
        for row in parties.filter(pl.col("party_id").is_in(wanted)).iter_rows(named=True)
    }


def _is_whole_akimat(name: str) -> bool:
    """Tell an akimat as such, by which publications mean any of its bodies, from one of these bodies."""
    return normalise(name).core.startswith(("акимат", "бюджет"))


def compare(one: Party | None, other: Party | None, rules: MatchRules) -> Common:
    """Compare the party of a report with that of a contract.

    Args:
        one: Party of the report, if it is told.
        other: Party of the contract, if it is told.
        rules: Thresholds.

    Returns:
        same_party (one id), same_bin, same_name (equal but for form, quotes and letters), alike, resembles,
        different, or unknown where one is not told. Two different BINs are two parties, whatever their names.
    """
    if one is None or other is None:
        return Common("unknown")
    if one.party_id == other.party_id:
        return Common("same_party")
    if one.bin and other.bin:
        return Common("same_bin" if one.bin == other.bin else "different")
    likest, forms_agree = max(_likenesses(one, other), default=(0.0, False))
    if likest == EQUAL and forms_agree:
        return Common("same_name", likest)
    if likest >= rules.alike and forms_agree:
        return Common("alike", likest)
    return Common("resembles" if likest >= rules.resembles else "different", likest)


def _likenesses(one: Party, other: Party) -> Iterator[tuple[float, bool]]:
    for mine in one.names:
        for yours in other.names:
            yield likeness(mine, yours), same_form(normalise(mine).form, normalise(yours).form)


@dataclass(frozen=True, slots=True)
class Pair:
    """A report and a contract with all that was compared."""

    record_id: str
    contract_id: str
    relation: str
    sum_word: str
    report_kzt: Decimal | None
    contract_kzt: Decimal
    customer: Common
    supplier: Common
    is_umbrella: bool
    place: str
    years: str
    category: str
    report_years: tuple[int | None, int | None]
    contract_years: tuple[int | None, int | None]
    level_differs: bool
    report_is_off: bool

    @property
    def rank(self) -> int:
        """Say how well the sums agree; 0 is best."""
        return SUM_RANKS[self.sum_word]

    @property
    def has_strong_party(self) -> bool:
        """Tell whether buyer or supplier is the same without doubt."""
        return self.supplier.word in (*SAME, "alike") or self.customer.word in SAME

    @property
    def score(self) -> int:
        """Weigh the evidence, 0 to 100: only an order for those who review, it decides nothing."""
        points = {**dict.fromkeys(SAME, 4), "alike": 3, "resembles": 2}
        return (
            points.get(self.supplier.word, 0) * 10
            + points.get(self.customer.word, 1 if self.is_umbrella else 0) * 6
            + (20, 15, 10, 8)[self.rank]
            + {"same": 10, "same_branch": 4}.get(self.category, 0)
            + (6 if self.place == "same" else 0)
        )


def doubts(pair: Pair) -> list[str]:
    """Name what keeps a pair from being certain; nothing where it is.

    Certain is: years overlap, level and place do not differ, and either the supplier is the same (and the buyer is
    the same, an akimat as a whole, or not told), the sum agrees and so does the category (or the branch, with an
    exact sum); or the buyer is the same, no supplier is told, the sum agrees to the tenge and the category is the same.
    """
    exact = pair.sum_word in EXACT_SUMS
    found = {
        "report_cancelled": pair.report_is_off,
        "level_differs": pair.level_differs,
        "place_differs": pair.place == "different",
        "years_unknown": pair.years == "unknown",
        "category_differs": pair.category != "same" and not (exact and pair.category == "same_branch"),
    }
    if pair.supplier.word in (*SAME, "alike"):
        found["buyer_differs"] = pair.customer.word not in (*SAME, "unknown") and not pair.is_umbrella
    else:
        found["supplier_only_resembles"] = pair.supplier.word == "resembles"
        found["buyer_not_proved"] = pair.customer.word not in SAME
        found["supplier_unknown_and_sum_not_exact"] = pair.supplier.word == "unknown" and not exact
        found["supplier_unknown_and_category_not_same"] = pair.supplier.word == "unknown" and pair.category != "same"
    return [word for word, holds in found.items() if holds]


def worth_a_look(pair: Pair) -> bool:
    """Tell whether a person should see the pair: some party agrees, none is plainly another, and one branch of ours."""
    if pair.supplier.word == "different" or (pair.place == "different" and pair.sum_word not in EXACT_SUMS):
        return False
    if pair.has_strong_party:
        return pair.category != "different" or pair.sum_word in EXACT_SUMS
    weak = pair.supplier.word == "resembles" or pair.customer.word in ("alike", "resembles")
    of_akimat = pair.is_umbrella and pair.place == "same" and pair.sum_word in EXACT_SUMS
    return (weak or of_akimat) and pair.category != "different"


SUM_WORDS = {
    "equal": "the sums are equal to the tenge",
    "equal_with_vat": "the sum of the contract is the reported one with VAT",
    "range": "the sum of the contract lies in the reported range",
    "tolerance": "the sum of the contract lies within the tolerance of the reported one",
    "rounded": "the sum of the contract rounds to the reported one",
}
PARTY_WORDS = {
    "same_party": "the {role} is the same",
    "same_bin": "the {role} has the same BIN",
    "same_name": "the {role} has the same name",
    "alike": "the {role}'s name is alike",
}


def sentence(pair: Pair) -> str:
    """Say in one English sentence on what evidence report and contract are held for one."""
    told = [
        PARTY_WORDS[common.word].format(role=role)
        for role, common in (("supplier", pair.supplier), ("buyer", pair.customer))
        if common.word in PARTY_WORDS
    ]
    told.append("place and years agree" if pair.place == "same" else "region and years agree")
    told.append(SUM_WORDS[pair.sum_word])
    told.append("the category is the same" if pair.category == "same" else "the branch is the same")
    return f"Held for the contract in the procurement register: {', '.join(told)}."
