"""Tables of places, years and published ratings that money is set against."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import code, flag, key, money, text, whole, words, year_of


class Regions(dy.Schema):
    """The 20 present regions and cities, the country, and one retired region."""

    region = key(N_("Region slug"))
    kato = text(N_("KATO code"))
    region_type = text(N_("oblast, city or country"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))
    short_en = text(N_("Short name, English"))
    short_ru = text(N_("Short name, Russian"))
    short_kk = text(N_("Short name, Kazakh"))
    in_en = text(N_("“in …”, English"))
    in_ru = text(N_("“in …”, Russian"))
    in_kk = text(N_("“in …”, Kazakh"))
    of_en = text(N_("“of …”, English"))
    of_ru = text(N_("“of …”, Russian"))
    of_kk = text(N_("“of …”, Kazakh"))
    valid_from = text(N_("Exists since"))
    valid_to = text(N_("Existed until"))
    split_from = text(N_("Slug of the region it was split from"))
    aliases = words(N_("Other spellings"))
    neighbours = words(N_("Slugs of the regions that share a border with it today"))


class Places(dy.Schema):
    """Towns and districts, in present borders."""

    place = key(N_("Place slug"))
    kato = text(N_("KATO code"))
    place_type = text(N_("city, district, city_district or settlement"))
    region = code(N_("Region slug"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))
    in_en = text(N_("“in …”, English"))
    in_ru = text(N_("“in …”, Russian"))
    in_kk = text(N_("“in …”, Kazakh"))
    aliases = words(N_("Other spellings"))
    search = code(N_("Folded words for searching"))


class RegionYears(dy.Schema):
    """What is known of a region in a year: coverage, counted money, population."""

    region = key(N_("Region slug"))
    year = year_of(N_("Year"), primary_key=True)
    coverage = code(N_("loaded (register read), found (facts found so far) or nothing"), "loaded", "found", "nothing")
    records = whole(N_("Records of local bodies that touch the year"), nullable=False)
    counted_records = whole(N_("Counted records of that one year"), nullable=False)
    counted_kzt = money(N_("Counted tenge of that one year, local"), nullable=False)
    population = whole(N_("Residents at the nearest date within 12 months of 1 January"))
    population_as_of = text(N_("That date"))


class Years(dy.Schema):
    """Yearly figures of the whole country that money is set against."""

    year = year_of(N_("Year"), primary_key=True)
    inflation_pct = dy.Decimal(9, 4, nullable=True, description=N_("Average yearly inflation, percent"))
    price_factor = dy.Decimal(
        18, 10, nullable=True, description=N_("Multiplier to prices of the last year with known inflation")
    )
    kzt_per_usd = dy.Decimal(9, 2, nullable=True, description=N_("Tenge for a dollar, average of the year"))
    mci_kzt = money(N_("Monthly calculation index, tenge"))
    min_wage_kzt = money(N_("Minimum wage, tenge a month"))


class Ratings(dy.Schema):
    """A published rating of akims or akimats: who made it and how."""

    rating_id = key(N_("Permanent id"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))
    who_en = text(N_("Who made it, English"))
    who_ru = text(N_("Who made it, Russian"))
    who_kk = text(N_("Who made it, Kazakh"))
    rates = code(N_("akims or akimats"))
    method_kind = code(
        N_("mentions, experts, votes, response or other"), "mentions", "experts", "votes", "response", "other"
    )
    serious = flag(N_("False for a poll that is not about work"))
    method_known = text(N_("yes, partly or no"))
    method_en = text(N_("Method, English"))
    method_ru = text(N_("Method, Russian"))
    method_kk = text(N_("Method, Kazakh"))
    not_known_en = text(N_("What is not known of it, English"))
    not_known_ru = text(N_("What is not known of it, Russian"))
    not_known_kk = text(N_("What is not known of it, Kazakh"))
    indicators_named = words(N_("Indicators named"))
    indicators_total = whole(N_("Indicators in all"))


class AkimRatings(dy.Schema):
    """One place in a published rating, as the source printed it."""

    akim_rating_id = key(N_("Permanent id"))
    rating_id = code(N_("Rating"))
    period_start = text(N_("First day"))
    period_end = text(N_("Last day"))
    period_kind = text(N_("Kind of period"))
    period_label = text(N_("Period in the words of the source"))
    year_inferred = flag(N_("The source prints no year; it follows from what it tells"))
    akim = text(N_("The akim as the rating names them"))
    region = text(N_("Region slug"))
    rank = whole(N_("Place; empty if not read"))
    place_by = code(
        N_("What the place is by: overall, mentions or positive (statements); empty where the rating has one table"),
        "overall",
        "mentions",
        "positive",
        nullable=True,
    )
    score = dy.Decimal(18, 4, nullable=True, description=N_("Score"))
    evidence = text(N_("What the source says, English"))
    source_id = code(N_("Where it was read"))
