"""Tables from the lesser sources: lists that suppliers stood on, payments and acts, facts of legal entities."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import code, flag, key, money, text, whole

LISTS = (
    "rnu",
    "kgd_bankrupt",
    "kgd_inactive",
    "kgd_invalid_registration",
    "kgd_wrong_address",
    "kgd_pseudo_company",
    "kgd_tax_arrears_150",
    "kgd_violation_tax_code",
)
"""Codes of the lists: the procurement register's unscrupulous suppliers and seven lists of the tax committee."""


class SupplierLists(dy.Schema):
    """One unbroken stay of a supplier of ours on a public list, as our nightly readings saw it."""

    party_id = key(N_("Supplier"))
    bin = key(N_("Business identification number that the list names"))
    list = dy.String(
        primary_key=True,
        regex=f"^({'|'.join(LISTS)})$",
        description=N_("rnu (unscrupulous suppliers) or a list of the tax committee"),
    )
    first_seen = key(N_("First night on which it stood on the list; it may have been there before our first reading"))
    watched_since = text(N_("Night of our first reading of the list; nothing is known of the time before"))
    gone = flag(N_("No longer on the list"))
    last_seen = text(N_("Last night on which it stood there; empty while it is listed"))
    gone_on = text(N_("First night without it; empty while it is listed"))
    listed_from = text(N_("Listed from, as the list says"))
    listed_to = text(N_("Listed until, as the list says"))
    decided_on = text(N_("Date of the decision, order or act, as the list says"))
    reason = text(N_("Code of the ground in the procurement register's own table"))
    origins = text(N_("Which part of the joint register or which list it comes from"))
    source_url = text(N_("Where the list is"))


class Payments(dy.Schema):
    """One treasury payment for a contract in our records."""

    record_id = key(N_("Record"))
    payment_id = dy.Int64(primary_key=True, description=N_("Number of the payment in the procurement register"))
    contract_id = whole(N_("Contract or supplement it was paid for"))
    paid_on = text(N_("Day of payment"))
    amount_kzt = money(N_("Paid, tenge; a return is below zero; empty where the source gives no sum"), signed=True)
    prepayment_kzt = money(N_("Prepayment in it, tenge"), signed=True)
    programme = text(N_("Budget administrator, programme and subprogramme, as one code"))
    specific = text(N_("Budget specific"))
    source_url = text(N_("Contract on the procurement portal"))


class Acts(dy.Schema):
    """One approved act of acceptance of a contract in our records."""

    record_id = key(N_("Record"))
    act_id = dy.Int64(primary_key=True, description=N_("Number of the act in the procurement register"))
    contract_id = whole(N_("Contract or supplement it belongs to"))
    number = text(N_("The act's own number"))
    approved_on = text(N_("Day of approval"))
    revoked_on = text(N_("Day on which it was withdrawn"))
    overdue_days = whole(N_("Days of delay that the act states"))
    fine_kzt = money(N_("Fine that the act states, tenge"))
    source_url = text(N_("Contract on the procurement portal"))


class PartyFacts(dy.Schema):
    """What the register of legal entities says of a supplier of ours."""

    party_id = key(N_("Supplier"))
    bin = code(N_("Business identification number"))
    registered_on = text(N_("Day of registration"))
    oked = text(N_("Kind of activity, code"))
    oked_ru = text(N_("Kind of activity, Russian, as the register writes it"))
    size_code = text(N_("Size by staff, code"))
    size_ru = text(N_("Size by staff, Russian, as the register writes it"))
    kato = text(N_("Place of registration, code"))
    source_url = text(N_("Entry in the register"))


ABOUT_LISTS: dict[str, str] = {
    "supplier_lists": N_(
        "Public lists that suppliers of ours stood on, and from which night to which we saw them there."
    ),
    "payments": N_("Treasury payments for contracts in our records."),
    "acts": N_("Approved acts of acceptance of contracts in our records: delays and fines they state."),
    "party_facts": N_("What the register of legal entities says of suppliers of ours."),
}
"""What each of these tables holds, for readers."""
