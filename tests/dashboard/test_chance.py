"""Limits of chance: Byar's approximation against exact Poisson sums, and the funnel's own arithmetic."""

from decimal import Decimal
from math import exp, fsum, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.views.chance import LEAST_PEERS, Z_998, Rate, count_limits, funnel

# Exact two-sided 95 per cent limits of a Poisson mean, as tables of F. Garwood (Biometrika 28, 1936) print them.
GARWOOD = {
    0: (0, 3.689),
    1: (0.0253, 5.572),
    2: (0.2422, 7.225),
    3: (0.6187, 8.767),
    5: (1.623, 11.668),
    10: (4.795, 18.390),
    20: (12.217, 30.888),
    50: (37.11, 65.92),
    100: (81.36, 121.63),
}
STATED_ERROR = 0.03


def at_most(count: int, mean: float) -> float:
    """The chance of at most so many, summed up term by term."""
    return fsum(exp(one * log(mean) - mean - lgamma(one + 1)) for one in range(count + 1))


def halved(is_below, low: float, high: float) -> float:
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if is_below(middle) else (low, middle)
    return low


def exact_limits(count: int) -> tuple[float, float]:
    low = halved(lambda mean: 1 - at_most(count - 1, mean) < 0.025, 1e-9, count + 1) if count else 0.0
    return low, halved(lambda mean: at_most(count, mean) > 0.025, count + 1e-9, count + 30 + 10 * count**0.5)


@pytest.mark.parametrize("count", GARWOOD)
def test_the_exact_sums_are_those_of_the_table(count):
    assert exact_limits(count) == pytest.approx(GARWOOD[count], abs=0.006)


@pytest.mark.parametrize("count", [*range(31), 47, 100, 316, 1000])
def test_the_approximation_is_as_near_to_the_exact_limits_as_the_page_says(count):
    told, exact = count_limits(count), exact_limits(count)

    assert [float(one) for one in told] == pytest.approx(exact, abs=STATED_ERROR)


@given(st.integers(0, 10**6))
def test_a_count_lies_between_its_limits_and_wider_ones_hold_narrower_ones(count):
    (low, high), (lowest, highest) = count_limits(count), count_limits(count, Z_998)

    assert 0 <= lowest <= low <= count < high < highest


def test_a_small_place_has_wider_limits_at_the_same_rate():
    small, large = Rate(count=3, residents=30_000), Rate(count=300, residents=3_000_000)

    assert small.value == large.value == 1
    assert small.limits[0] < large.limits[0] < 1 < large.limits[1] < small.limits[1]


FIGURES = [Decimal(one) for one in (10, 20, 30, 40, 50)]


def test_a_funnel_lies_around_the_median_and_narrows_with_residents():
    found = funnel(FIGURES, squares=Decimal(10**12), total=Decimal(10**6))

    assert found is not None
    assert (found.centre, found.size) == (30, 10**6)
    # 1.959964² × 30 × 10⁶ / 10⁶ residents = 115.25; its root is 10.735
    assert [round(one, 3) for one in found.limits(10**6)] == [Decimal("19.265"), Decimal("40.735")]
    assert found.limits(1000) > found.limits(10**6) or found.limits(1000)[0] == 0
    assert found.limits(1000)[1] > found.limits(10**6)[1]
    assert found.limits(10**6, Z_998)[1] > found.limits(10**6)[1]


@pytest.mark.parametrize(
    ("figures", "why"),
    [
        pytest.param(FIGURES[: LEAST_PEERS - 1], "too few", id="four peers"),
        pytest.param([Decimal(0)] * 4 + FIGURES[:2], "median 0", id="most peers have none"),
    ],
)
def test_there_is_no_funnel_without_enough_to_go_by(figures, why):
    assert funnel(figures, Decimal(10**12), Decimal(10**6)) is None, why


@given(
    sizes=st.lists(st.integers(1, 10**9), min_size=1, max_size=30),
    residents=st.integers(10**4, 10**7),
)
def test_the_half_width_is_that_of_a_sum_of_independent_purchases(sizes, residents):
    """Of a compound Poisson sum the variance is the expected sum of squares; per resident, by the residents' square."""
    found = funnel(FIGURES, Decimal(sum(one**2 for one in sizes)), Decimal(sum(sizes)))
    assert found is not None
    expected_purchases = found.centre * residents / (Decimal(sum(sizes)) / len(sizes))
    variance = expected_purchases * Decimal(sum(one**2 for one in sizes)) / len(sizes) / Decimal(residents) ** 2

    half = found.limits(residents, Decimal(1))[1] - found.centre

    assert float(half) == pytest.approx(float(variance) ** 0.5)
