"""Tables of those who buy, are paid, speak and promise, and of what was bought."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import LEVELS, code, flag, key, money, text, whole, words, year_of


class Parties(dy.Schema):
    """One buyer or supplier: a body or a company, never a private person."""

    party_id = key(N_("Permanent id"))
    is_customer = flag(N_("Buys in at least one record"))
    is_contractor = flag(N_("Is paid in at least one record"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))
    short_en = text(N_("Short name, English"))
    short_ru = text(N_("Short name, Russian"))
    short_kk = text(N_("Short name, Kazakh"))
    party_type = text(N_("akimat, department, ministry, state_company, company or other"))
    level = code(N_("local or central, for buyers"), *LEVELS, nullable=True)
    region = text(N_("Region of a buyer"))
    place = text(N_("Town or district of a buyer"))
    bin = text(N_("Business identification number, where known"))
    legal_form = text(N_("Legal form"))
    known_by = code(
        N_("bin, curated (put together by hand) or name (known by this name alone)"), "bin", "curated", "name"
    )
    variants = words(N_("Names under which sources mention it"))
    notes = text(N_("Remarks"))
    source_ids = words(N_("Where facts about it were read"))


class PartyYears(dy.Schema):
    """Taxes and debts of a company by year, as sources report them."""

    party_id = key(N_("Party"))
    year = year_of(N_("Year"), primary_key=True)
    taxes_paid_kzt = money(N_("Taxes paid in the year, tenge; 0 where the source says none were paid"))
    tax_debt_kzt = money(N_("Tax debt, tenge"))
    as_of = text(N_("Date of the debt, as far as printed"))
    source_id = text(N_("Where it was read"))


class PartyCases(dy.Schema):
    """Court cases of a company, as sources report them."""

    party_id = key(N_("Party"))
    number = dy.Int16(primary_key=True, min=1, description=N_("Number within the party"))
    year = year_of(N_("Year, where told"))
    role = text(N_("Role of the company"))
    case_en = text(N_("The case in our words, English"))
    case_ru = text(N_("The case in our words, Russian"))
    case_kk = text(N_("The case in our words, Kazakh"))


class Statements(dy.Schema):
    """What a side said about a record, a system or a party, in our words."""

    statement_id = key(N_("Permanent id"))
    about_kind = code(N_("record, system or party"), "record", "system", "party")
    about_id = code(N_("Whom or what it is about"))
    side = code(N_("Who spoke"), "customer", "contractor", "citizens", "journalist", "auditor", "court")
    stance = code(N_("reply, objection, finding or outcome"), "reply", "objection", "finding", "outcome")
    text_en = text(N_("Text, English"))
    text_ru = text(N_("Text, Russian"))
    text_kk = text(N_("Text, Kazakh"))
    date = text(N_("Date, as far as printed"))
    source_id = text(N_("Where it was read"))


class Promises(dy.Schema):
    """A quota, date or quantity promised in a contract, told by a source or read out of a specification."""

    promise_id = key(N_("Permanent id"))
    about_kind = code(N_("record or system"), "record", "system")
    about_id = code(N_("What it belongs to"))
    what_en = text(N_("What is promised, English"))
    what_ru = text(N_("What is promised, Russian"))
    what_kk = text(N_("What is promised, Kazakh"))
    value = dy.Decimal(18, 2, nullable=True, description=N_("Number promised, where it is a number"))
    value_text = text(N_("Date or range promised, where it is not a number"))
    value_low = dy.Decimal(18, 2, nullable=True, description=N_("Lower end of a range"))
    value_high = dy.Decimal(18, 2, nullable=True, description=N_("Upper end of a range"))
    unit = text(N_("Unit"))
    per = text(N_("Period or thing the number holds for"))
    bound = code(N_("minimum, maximum or exact"), "minimum", "maximum", "exact")
    networks = words(N_("Networks named"))
    origin = code(
        N_("hand (kept by hand, as a source tells it) or read (by rules, out of a specification)"), "hand", "read"
    )
    quote = text(N_("Words of the specification that say so, where it was read out of one"))
    source_id = text(N_("Where it was read"))


class Observations(dy.Schema):
    """A counted fact about a body or a system: staff, posts, appeals handled."""

    observation_id = key(N_("Permanent id"))
    about_kind = code(N_("system or body"), "system", "body")
    about_id = code(N_("System or party"))
    what = code(N_("What was counted"))
    value = whole(N_("Number"), nullable=False)
    unit = text(N_("Unit"))
    as_of = text(N_("Date of the number, as far as printed"))
    period = text(N_("Period of the number"))
    precision = code(N_("exact or about"), "exact", "about")
    source_id = text(N_("Where it was read"))


class Hearings(dy.Schema):
    """A public hearing: who met, about what, what was decided and what stayed open."""

    hearing_id = key(N_("Permanent id"))
    date = text(N_("Day"))
    region = text(N_("Region slug"))
    place = text(N_("Town or district slug"))
    system_ids = words(N_("Systems it was about"))
    host_en = text(N_("Host, English"))
    host_ru = text(N_("Host, Russian"))
    host_kk = text(N_("Host, Kazakh"))
    decided_en = text(N_("What was decided, English"))
    decided_ru = text(N_("What was decided, Russian"))
    decided_kk = text(N_("What was decided, Kazakh"))
    open_questions_en = words(N_("Questions left open, English"))
    open_questions_ru = words(N_("Questions left open, Russian"))
    open_questions_kk = words(N_("Questions left open, Kazakh"))
    source_id = text(N_("Where it was read"))


class Systems(dy.Schema):
    """A named thing bought: a platform, a centre, a camera network."""

    system_id = key(N_("Permanent id"))
    kind = code(N_("Kind, for comparing like with like"))
    name_en = text(N_("Name, English"))
    name_ru = text(N_("Name, Russian"))
    name_kk = text(N_("Name, Kazakh"))
    what_en = text(N_("What it is, English"))
    what_ru = text(N_("What it is, Russian"))
    what_kk = text(N_("What it is, Kazakh"))
    reported_en = text(N_("What a source reports as delivered, English"))
    reported_ru = text(N_("What a source reports as delivered, Russian"))
    reported_kk = text(N_("What a source reports as delivered, Kazakh"))
    region = text(N_("Region slug, or national"))
    place = text(N_("Town or district slug"))
    record_ids = words(N_("Its records"))
