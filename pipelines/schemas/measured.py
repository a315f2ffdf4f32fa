"""The table of what was measured of the rules that read texts."""

import dataframely as dy

from pipelines.marks import N_
from pipelines.schemas.columns import code, key, text, whole


def _share(about: str) -> dy.Decimal:
    return dy.Decimal(5, 4, nullable=False, min=0, max=1, description=about)


class Measured(dy.Schema):
    """How well the rules that read texts answered on texts that people had read."""

    what = key(N_("What was measured: topics (of titles), promises (in specifications), appeals (needs in texts)"))
    part = key(N_("Set of texts"))
    texts = whole(N_("Texts in the set"), nullable=False)
    correct = whole(N_("Answers that are right"), nullable=False)
    told = whole(N_("Answers given"), nullable=False)
    expected = whole(N_("Answers that people give"), nullable=False)
    precision = _share(N_("Share of the answers given that are right"))
    precision_low = _share(N_("Lower end of its 95 % interval (Wilson)"))
    precision_high = _share(N_("Upper end of its 95 % interval (Wilson)"))
    recall = _share(N_("Share of the answers people give that were found"))
    recall_low = _share(N_("Lower end of its 95 % interval (Wilson)"))
    recall_high = _share(N_("Upper end of its 95 % interval (Wilson)"))
    measured_on = code(N_("Day of the measurement"))
    command = text(N_("Command that measures it anew"))
