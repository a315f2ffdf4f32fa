"""Table of corrections and replies that somebody asked for, and what became of each."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import code, key, money, text

CORRECTION_KINDS = ("correction", "reply")
CORRECTION_ABOUT = ("record", "system", "party")
ASKERS = ("customer", "contractor", "state_body", "resident", "journalist", "other")
OPEN_STATES = ("received", "checking")
DECIDED_STATES = ("changed", "kept")
CORRECTION_STATES = OPEN_STATES + DECIDED_STATES


class Corrections(dy.Schema):
    """What somebody asked to have put right or answered, and what was decided."""

    correction_id = key(N_("Permanent id"))
    kind = code(N_("correction, or reply: a buyer or supplier answers"), *CORRECTION_KINDS)
    about_kind = code(N_("record, system or party"), *CORRECTION_ABOUT)
    about_id = code(N_("Whom or what it is about"))
    asked_on = code(N_("Day on which it came"))
    asked_by = code(N_("Who asked: customer, contractor, state_body, resident, journalist or other"), *ASKERS)
    asked_office = text(N_("The office or company that asked; private people are never named"))
    asked_en = text(N_("What was asked, in our words, English"))
    asked_ru = text(N_("What was asked, in our words, Russian"))
    asked_kk = text(N_("What was asked, in our words, Kazakh"))
    state = code(N_("received, checking, changed or kept"), *CORRECTION_STATES)
    decided_on = text(N_("Day of the decision; empty while it is open"))
    decided_en = text(N_("What was decided and why, English"))
    decided_ru = text(N_("What was decided and why, Russian"))
    decided_kk = text(N_("What was decided and why, Kazakh"))
    before_kzt = money(N_("Counted tenge before the change, where the change moved counted money"))
    after_kzt = money(N_("Counted tenge after it"))
    source_id = text(N_("What the decision rests on, where it is published"))
