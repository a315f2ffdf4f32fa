"""Says of which days a count of appeals tells, as far as its source prints them."""

from dashboard.store import Row
from dashboard.words import Words


def period(tr: Words, row: Row) -> str:
    """Return the period of a count of appeals, as far as the source tells it."""
    start, end, kind, year = row["period_start"], row["period_end"], row["period_kind"], row["year"]
    if kind == "since_founding":
        return tr("since it was founded, up to %(date)s", date=tr.date(end)) if end else tr("since it was founded")
    if start and end:
        whole_year = start[:4] == end[:4] and start.endswith("-01-01") and end.endswith("-12-31")
        return start[:4] if whole_year else tr("%(first)s – %(last)s", first=tr.date(start), last=tr.date(end))
    names = {"day": tr("one day"), "week": tr("one week"), "month": tr("one month"), "year": tr("one year")}
    name = names.get(kind, tr("period not stated"))
    return (
        tr("%(period)s, %(year)s", period=name, year=str(year))
        if year
        else tr("%(period)s, date not known", period=name)
    )
