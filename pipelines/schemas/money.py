"""Tables of the money: records, what counts of them by year, and how they are related."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import (
    CATEGORIES,
    GROUPS,
    KINDS,
    LEVELS,
    METHODS,
    NATURES,
    PRECISIONS,
    RELATIONS,
    STATES,
    TIERS,
    YEAR_KINDS,
    code,
    flag,
    key,
    money,
    text,
    words,
    year_of,
)


class Records(dy.Schema):
    """One piece of spending from one source: a contract, plan, budget line, lot estimate, payment or yearly cost."""

    record_id = key(N_("Permanent id of the record"))
    level = code(N_("Who pays: local (akimats and their bodies) or central (ministries, national companies)"), *LEVELS)
    tier = code(N_("How well it is evidenced: register, official, audit or press"), *TIERS)
    kind = code(N_("What the amount is: contract, spent, annual_cost, budget, plan or lot_estimate"), *KINDS)
    stage = code(
        N_("committed (contract, spent, annual_cost) or planned (budget, plan, lot_estimate)"),
        "committed",
        "planned",
    )
    nature = code(N_("purchase, or another reason to report money (such never counts)"), *NATURES)
    state = code(N_("What became of it, as far as the source says"), *STATES)
    status = text(N_("Status in the procurement register, where the record comes from there"))
    adjacent = flag(N_("Near the topic (decoration, concerts): shown apart, never in totals"))
    counted = flag(N_("Whether any of it is in the totals"))
    counted_kzt = money(N_("Tenge of it that are in the totals"), nullable=False)
    not_counted_kzt = money(N_("Tenge of it that are not in the totals"))
    not_counted_why = words(N_("Codes that say why the rest is not in the totals"))
    counted_with = words(N_("Records that explain why: the one that stands for it, its parts, the other sum"))
    customer_id = text(N_("Who buys: party id"))
    contractor_id = text(N_("Who is paid: party id"))
    customer_as_written = text(N_("The buyer as the source names it"))
    contractor_private = flag(N_("The supplier is a private person or sole trader, who is never named"))
    contractor_as_written = text(N_("The supplier as the source names it; private persons are left out"))
    region = code(N_("Region slug, or national"))
    place = text(N_("Town or district slug, where the buyer belongs to one"))
    place_as_written = text(N_("The place as recorded"))
    category = code(N_("Category, such as media.monitoring or it.support"), *CATEGORIES)
    category_evidence = words(N_("Words and codes of the purchase that decided the category, for register records"))
    category_note = text(N_("Why it is filed there, where that is not plain"))
    headline_group = code(N_("media, software (and services) or cameras (and devices)"), *GROUPS)
    system_id = text(N_("The named thing bought, where there is one"))
    title_en = text(N_("What was bought, in our words, English"))
    title_ru = text(N_("What was bought, in our words, Russian"))
    title_kk = text(N_("What was bought, in our words, Kazakh"))
    title_original = text(N_("The purchase's own wording"))
    amount_kzt = money(N_("The one sum of the record, tenge"))
    amount_usd = money(N_("The sum in dollars, where the source gives dollars"))
    amount_precision = code(N_("exact, about, more_than, almost or range"), *PRECISIONS, nullable=True)
    amount_low = money(N_("Lower end of a range, tenge"))
    amount_high = money(N_("Upper end of a range, tenge"))
    signed_kzt = money(N_("The signed sum, tenge, where the record counts with what was paid before an early end"))
    paid_kzt = money(N_("Paid so far, tenge, where known"))
    year_from = year_of(N_("First budget year; empty if not known"))
    year_to = year_of(N_("Last budget year"))
    year_kind = code(N_("one year, several years or unknown"), *YEAR_KINDS)
    split = flag(N_("Its money is divided between its budget years, as the contract itself states them"))
    year_inferred = flag(N_("The source does not print the year; it follows from the text around"))
    period_start = text(N_("Start of the work, as far as printed"))
    period_end = text(N_("End of the work, as far as printed"))
    method = code(N_("Way of buying, as a code"), *METHODS, nullable=True)
    method_text = text(N_("Way of buying, as told by the source"))
    deliverables = text(N_("What was to be delivered, as JSON"))
    citizen_alternative_en = text(N_("What residents wished for instead, English"))
    citizen_alternative_ru = text(N_("What residents wished for instead, Russian"))
    citizen_alternative_kk = text(N_("What residents wished for instead, Kazakh"))
    outcome_en = text(N_("What followed, English"))
    outcome_ru = text(N_("What followed, Russian"))
    outcome_kk = text(N_("What followed, Kazakh"))
    evidence_en = text(N_("What the source says, in our words, English"))
    evidence_ru = text(N_("What the source says, in our words, Russian"))
    evidence_kk = text(N_("What the source says, in our words, Kazakh"))
    confidence = code(N_("high, medium or low"), "high", "medium", "low")
    notes = text(N_("Doubts and what was changed"))
    disputed = flag(N_("A correction about it, its system, its buyer or its supplier is still being checked"))
    reply_id = text(N_("The newest reply of the buyer or supplier about it, else about its system: a statement"))
    source_id = code(N_("Where it was read"))
    search = code(N_("Folded words for searching"))


class Spend(dy.Schema):
    """Counted tenge of each counted record by year; every total is a sum over this table."""

    record_id = key(N_("Record"))
    part = dy.Int16(
        primary_key=True, min=0, description=N_("Budget year of a divided contract; 0 where the money is not divided")
    )
    year = year_of(N_("Budget year; empty for several years or an unknown year"))
    year_from = year_of(N_("First year of the span"))
    year_to = year_of(N_("Last year of the span"))
    year_kind = code(N_("one year, several years or unknown"), *YEAR_KINDS)
    counted_kzt = money(N_("Tenge in the totals, prices of that year"), nullable=False)
    real_kzt = money(
        N_("The same in prices of the last year with a known yearly inflation; empty if it cannot be moved")
    )
    per_resident_kzt = dy.Decimal(
        18,
        6,
        nullable=True,
        min=0,
        description=N_("The same per resident of the buyer's own region; empty if not known"),
    )


class Relations(dy.Schema):
    """Which records report the same or connected money."""

    from_id = key(N_("Record the relation starts from"))
    to_id = key(N_("Record it points to"))
    relation = dy.String(
        primary_key=True,
        regex=f"^({'|'.join(RELATIONS)})$",
        description=N_("same_as, part_of, stage_of or alternative"),
    )
    why = text(N_("Why we hold so"))
