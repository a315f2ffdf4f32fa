"""Tables that let a reader check us: citations, inputs, rows held back, and the history of runs."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import (
    CATEGORIES,
    GROUPS,
    KINDS,
    LEVELS,
    METHODS,
    TIERS,
    code,
    flag,
    key,
    money,
    text,
    whole,
    words,
    year_of,
)


class Sources(dy.Schema):
    """One cited publication or register entry."""

    source_id = key(N_("Id made from the citation"))
    url = text(N_("Address; empty where it is not known"))
    publisher = text(N_("Publisher"))
    title = text(N_("Title as published"))
    date = text(N_("Date, as far as printed"))
    lang = text(N_("Language"))
    address_known = flag(N_("Whether the address is known"))


class Datasets(dy.Schema):
    """One input of the nightly run: what it is, its licence, how often it changes."""

    dataset = key(N_("Name"))
    about = text(N_("What it is"))
    licence = text(N_("Licence"))
    cadence = text(N_("How often it changes"))
    home = text(N_("Where it comes from"))
    rows_in = whole(N_("Rows read"), nullable=False)
    rows_published = whole(N_("Rows published"), nullable=False)
    rows_quarantined = whole(N_("Rows held back"), nullable=False)


class Quarantine(dy.Schema):
    """A row that was held back, and why; nothing is lost silently."""

    dataset = key(N_("Input"))
    file = key(N_("File"))
    line = dy.Int32(primary_key=True, min=0, description=N_("Line in the file"))
    row_id = text(N_("Id of the row, where it could be read"))
    field = text(N_("Field at fault"))
    expected = text(N_("What was expected"))
    came = text(N_("What came"))
    raw = text(N_("The row as read"))


RESULTS = ("published", "unchanged", "failed", "unavailable", "interrupted")
"""How a nightly run can end; the last is a run that was killed and could not say so itself."""


class Runs(dy.Schema):
    """The diary of nightly runs, the good and the bad."""

    run_id = key(N_("Start of the run, UTC"))
    finished_at = text(N_("End of the run, UTC; empty for a run that was killed"))
    result = code(N_("How it ended: published, unchanged, failed, unavailable (a source) or interrupted"), *RESULTS)
    exit_code = dy.Int16(nullable=True, description=N_("Exit code of the command; empty for a run that was killed"))
    sentence = text(N_("Why it stopped, in the run's own words"))
    snapshot_id = text(N_("Data edition made, or found to hold the same; empty where the run stopped"))
    code_version = text(N_("Version of the code"))
    seconds = dy.Decimal(9, 1, nullable=True, description=N_("Duration, seconds"))
    rows_in = whole(N_("Rows read"))
    rows_changed = whole(N_("Rows of sources that are new or other than at their last reading, where that is known"))
    rows_quarantined = whole(N_("Rows held back"))
    records_added = whole(N_("Records that came"))
    records_changed = whole(N_("Records that changed"))
    records_gone = whole(N_("Records that went"))


class RunRegions(dy.Schema):
    """Counted tenge of a region at a level before and after a run that published."""

    run_id = key(N_("Start of the run, UTC"))
    region = key(N_("Region slug, or national"))
    level = dy.String(
        primary_key=True, regex=f"^({'|'.join(LEVELS)})$", description=N_("Who pays: local or central bodies")
    )
    counted_before_kzt = money(N_("Counted tenge before the run; empty where there was no edition"))
    counted_after_kzt = money(N_("Counted tenge after the run"))


class Changes(dy.Schema):
    """Records that came, went or changed against the snapshot before."""

    record_id = key(N_("Record"))
    change = code(N_("added, changed or gone"), "added", "changed", "gone")
    counted_before_kzt = money(N_("Counted tenge before"))
    counted_after_kzt = money(N_("Counted tenge after"))
    fields = words(N_("Fields that changed"))


SIDES = ("before", "after")


class Events(dy.Schema):
    """Records that came, changed or went, night by night over the last 400 days.

    A change has two rows, the record as it was before and as it is after, so that a filter finds what left it too.
    """

    snapshot_id = key(N_("Data edition that brought the change"))
    record_id = key(N_("Record"))
    side = dy.String(
        primary_key=True,
        regex=f"^({'|'.join(SIDES)})$",
        description=N_("Whether this row tells the record as it was before or as it is after"),
    )
    day = code(N_("Day of that edition"))
    made_at = code(N_("Moment of that edition, UTC"))
    change = code(N_("added, changed or gone"), "added", "changed", "gone")
    counted_before_kzt = money(N_("Counted tenge before, in the row that tells it as it was"))
    counted_after_kzt = money(N_("Counted tenge after, in the row that tells it as it is"))
    fields = words(N_("Fields that changed"))
    level = code(N_("Who pays: local or central bodies"), *LEVELS)
    region = code(N_("Region slug, or national"))
    place = text(N_("Town or district slug"))
    category = code(N_("Category, such as media.monitoring or it.support"), *CATEGORIES)
    headline_group = code(N_("media, software (and services) or cameras (and devices)"), *GROUPS)
    kind = code(N_("What the amount is: contract, spent, annual_cost, budget, plan or lot_estimate"), *KINDS)
    tier = code(N_("How well it is evidenced: register, official, audit or press"), *TIERS)
    method = code(N_("Way of buying, as a code"), *METHODS, nullable=True)
    customer_id = text(N_("Who buys: party id"))
    contractor_id = text(N_("Who is paid: party id"))
    customer_as_written = text(N_("The buyer as the source names it"))
    contractor_as_written = text(N_("The supplier as the source names it; private persons are left out"))
    system_id = text(N_("The named thing bought, where there is one"))
    amount_kzt = money(N_("The one sum of the record, tenge"))
    year_from = year_of(N_("First budget year; empty if not known"))
    year_to = year_of(N_("Last budget year"))
    split = flag(N_("Its money is divided between its budget years, as the contract itself states them"))
    counted = flag(N_("Whether any of it is in the totals"))
    search = code(N_("Folded words for searching"))
    title_en = text(N_("What was bought, in our words, English"))
    title_ru = text(N_("What was bought, in our words, Russian"))
    title_kk = text(N_("What was bought, in our words, Kazakh"))
    title_original = text(N_("The purchase's own wording"))


class Seen(dy.Schema):
    """First and last day on which a record was published."""

    record_id = key(N_("Record"))
    first_seen = text(N_("First day"))
    last_seen = text(N_("Last day"))
