"""Published ratings of akims as tables, the akimats' media spending apart from them; nothing while they are paused."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from dashboard.exports.export import Export, Seen, Table
from dashboard.exports.fields import Field, of_table
from dashboard.exports.records import SOURCE
from dashboard.page import Page
from dashboard.pauses import akims_pause
from dashboard.sentences import filter_sentence
from dashboard.store import Row
from dashboard.stories import akims as story
from dashboard.stories.unused import without
from dashboard.views import akims
from dashboard.views.akims import AkimsView
from pipelines.marks import N_

PLACES: Final = (
    *of_table("akim_ratings", "akim_rating_id", "rating_id"),
    Field("rating_kk", "text", N_("Name, Kazakh")),
    Field("rating_ru", "text", N_("Name, Russian")),
    Field("rating_en", "text", N_("Name, English")),
    *of_table("ratings", "method_kind", "method_known"),
    *of_table("akim_ratings", "region", "akim", "rank", "place_by", "score", "period_start", "period_end"),
    *of_table("akim_ratings", "period_kind", "period_label", "year_inferred", "source_id"),
    *SOURCE,
)
SPENDING: Final = (
    *of_table("akim_ratings", "rating_id", "region"),
    Field("year_from", "integer", N_("First budget year of the rating's period; empty if it is not known")),
    Field("year_to", "integer", N_("Last budget year")),
    Field("committed_kzt", "decimal", N_("Contracts, payments and yearly costs")),
    Field("planned_kzt", "decimal", N_("Budgets, plans and lot estimates")),
    Field("years_read", "list", N_("Years whose procurement register was read for its buyers")),
    Field("years_found", "list", N_("Years of which single facts were found; the register was not read")),
)
RATINGS: Final = of_table(
    "ratings",
    *("rating_id", "name_kk", "name_ru", "name_en", "rates", "method_kind", "method_known"),
    *("method_kk", "method_ru", "method_en", "indicators_named", "indicators_total"),
    *("not_known_kk", "not_known_ru", "not_known_en"),
)
MENTIONS: Final = of_table(
    "mention_periods",
    *("region", "in_office_since", "period_kind", "period_start", "period_end", "placed", "not_placed_why"),
    *("volume_rank", "volume_score", "tone_rank", "tone_score", "mentions", "copies", "unique_mentions", "authors"),
    *("positive", "negative", "neutral", "positive_with_copies", "negative_with_copies"),
)


def _seen(asked: Page) -> Seen:
    page, pause = without(asked, akims.UNUSED), akims_pause()
    if pause:
        until: date | None = pause.until
        return Seen(page, None, {"paused": {"until": "" if until is None else until.isoformat()}})
    view: AkimsView = page.view(akims.build)
    return Seen(page, view, {"ratings": {"ratings": len(view.ratings), "places": view.places}})


def _sentence(page: Page, _: Seen) -> str:
    pause = akims_pause()
    return story.paused_sentence(page, pause) if pause else filter_sentence(page, spending=False)


def _places(seen: Seen) -> Iterator[Row]:
    for one in seen.view.ratings if seen.view else ():
        names = {f"rating_{language}": one.row[f"name_{language}"] for language in ("kk", "ru", "en")}
        for _, rows in one.places:
            yield from (one.row | names | row for row in rows)


def _spending(seen: Seen) -> Iterator[Row]:
    for one in seen.view.ratings if seen.view else ():
        for spent in one.spending:
            first, last = spent.years or (None, None)
            told = {"rating_id": one.row["rating_id"], "region": spent.region, "year_from": first, "year_to": last}
            if spent.money:
                told |= {"committed_kzt": spent.money.committed, "planned_kzt": spent.money.planned}
            known = {"years_read": spent.coverage.loaded, "years_found": spent.coverage.found}
            yield told | {name: [str(year) for year in years] for name, years in known.items()}


def _ratings(seen: Seen) -> Iterator[Row]:
    yield from (one.row for one in (seen.view.ratings if seen.view else ()))


def _mentions(seen: Seen) -> Iterator[Row]:
    yield from (seen.view.mentions.periods if seen.view else ())


AKIMS: Final = Export(
    key="akims",
    look=_seen,
    tables=(
        Table("places", N_("One place in a published rating, as the source printed it"), PLACES, _places),
        Table("ratings", N_("One published rating: who made it, how, and what is not known of it"), RATINGS, _ratings),
        Table(
            "spending",
            N_("Media money of one akimat and its bodies in the budget years of a rating, found so far"),
            SPENDING,
            _spending,
        ),
        Table("mentions", N_("Counts of one office and period by the open method"), MENTIONS, _mentions),
    ),
    sentence=_sentence,
)
