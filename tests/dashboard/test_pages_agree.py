"""One link, one number: every page that sums the same filters shows the same money."""

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.filters import CATEGORIES, Filters
from dashboard.views import bridge, contractors, customers, needs, overview, records, regions, years
from pipelines.schemas import KINDS, TIERS

REGIONS = ("national", "astana", "almaty", "zhambyl", "shymkent", "west-kazakhstan", "mangystau", "ulytau", "abai")


def some(values, most):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


FILTERS = st.builds(
    Filters,
    region=some(REGIONS, 3),
    level=st.sampled_from(["local", "central", "all"]),
    year_from=st.none() | st.integers(2012, 2024),
    year_to=st.none() | st.integers(2016, 2030),
    category=some(("media", "it", *CATEGORIES), 3),
    kind=some(KINDS, 3),
    tier=some(TIERS, 2),
    minimum=st.none() | st.integers(1, 10**9).map(Decimal),
    q=st.sampled_from(["", "", "", "мониторинг", "sergek", "видео"]),
    counted=st.sampled_from(["", "all"]),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS)
def test_pages_of_one_link_show_the_same_money(store, filters):
    demand_one_number(store, filters)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters=FILTERS)
def test_pages_agree_where_the_register_was_read(register_store, filters):
    demand_one_number(register_store, filters)


def demand_one_number(store, filters):
    level = "central" if filters.level == "central" else "local"
    by_region = regions.build(store, filters)

    sums = {
        "overview": overview.build(store, filters).total.total,
        "years": dict(years.build(store, filters).totals)[level].total,
        "regions": sum((row.money.total for row in by_region.rows), by_region.national.total),
        "records": records.build(store, filters).money.total,
        "customers": customers.build(store, filters).named_money.total,
        "contractors": contractors.build(store, filters).total.total,
        "needs": needs.build(store, filters).money.total,
    }
    if steps := bridge.build(store, filters).steps:
        sums["bridge"] = steps[-1].kzt

    assert len(set(sums.values())) == 1, sums


def test_the_money_compared_is_not_nothing(store):
    everything = overview.build(store, Filters()).total.total

    assert everything == Decimal("219348004916.44")
    assert needs.build(store, Filters()).money.total == everything
