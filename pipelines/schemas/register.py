"""Tables that only the procurement register gives: where its rows went, and what is about to be bought."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import CATEGORIES, GROUPS, LEVELS, METHODS, code, key, money, text, whole, words, year_of

BRIDGE_STEPS = ("superseded", "deleted", "not_concluded", "held_back", "other_topics", "unknown_buyers", "ours")
OPEN_STAGES = ("planned", "announced")


class Bridge(dy.Schema):
    """How many rows of the register, and what sums stated in them, went where on the way to our totals."""

    customer_id = key(N_("Buyer, where it is a party of this site; else one of the words local, central or unknown"))
    region_key = key(N_("Region of the buyer, or unknown"))
    span = key(N_("Budget years, such as 2024 or 2024-2026, or unknown"))
    step = dy.String(
        primary_key=True,
        regex=f"^({'|'.join(BRIDGE_STEPS)})$",
        description=N_(
            "superseded, deleted, not_concluded, held_back, other_topics, unknown_buyers or ours: each row is in one"
        ),
    )
    level = code(N_("local or central; empty where the buyer can't be told"), *LEVELS, nullable=True)
    region = text(N_("Region of the buyer; empty where it can't be told"))
    place = text(N_("Town or district of the buyer"))
    year_from = year_of(N_("First budget year; empty if not known"))
    year_to = year_of(N_("Last budget year"))
    rows = whole(N_("Rows of the register"), nullable=False)
    sum_kzt = money(N_("Sums stated in them, tenge with tax; never a total of spending"), nullable=False, signed=True)


class OpenItems(dy.Schema):
    """Planned or announced purchases of our topics by akimat bodies that have no contract yet."""

    item_id = key(N_("Permanent id"))
    stage = code(N_("planned (in the buyer's yearly plan) or announced (a lot with an announcement)"), *OPEN_STAGES)
    level = code(N_("local or central"), *LEVELS)
    customer_id = text(N_("Who buys: party id"))
    customer_as_written = text(N_("The buyer as the source names it"))
    region = code(N_("Region slug"))
    place = text(N_("Town or district slug, where the buyer belongs to one"))
    category = code(N_("Category, such as media.monitoring or it.support"), *CATEGORIES)
    category_evidence = words(N_("Words and codes that decided the category"))
    headline_group = code(N_("media, software (and services) or cameras (and devices)"), *GROUPS)
    title_ru = text(N_("What is to be bought, Russian, the buyer's words"))
    title_kk = text(N_("What is to be bought, Kazakh, the buyer's words"))
    title_original = text(N_("The purchase's own wording"))
    amount_kzt = money(N_("Planned sum without value added tax, tenge: not a price"))
    method = code(N_("Way of buying, as a code"), *METHODS, nullable=True)
    year = year_of(N_("Budget year of the plan"))
    month = dy.Int8(nullable=True, min=1, max=12, description=N_("Month in which the purchase is planned"))
    announcement = text(N_("Number of the announcement"))
    published_on = text(N_("When it was announced"))
    remarks_until = text(N_("Last moment for remarks, Astana time"))
    bids_until = text(N_("Last moment for bids, Astana time"))
    status_id = text(N_("Status in the register"))
    url = text(N_("The purchase on the procurement portal"))
    search = code(N_("Folded words for searching"))
