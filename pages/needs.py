"""What else the chosen money would have bought, beside the signs that it is lacking."""

from markupsafe import Markup

from dashboard import widgets
from dashboard.html import parts
from dashboard.stories import needs as story
from dashboard.stories import needs_reading as reading
from dashboard.stories import needs_tables as tables
from dashboard.views import needs

page = widgets.current_page("needs")
tr = page.tr
view = page.view(needs.build)
widgets.heading(page, story.title(page, view), lead=story.lead(page, view))
for text in reading.notices(page, view) if view.money.total else ():
    widgets.show(parts.note(text, "dropped"))
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount")

if not view.money.total:
    widgets.show(parts.empty(tr, tr("Ways on"), story.empty_sentence(page, view), story.empty_links(page, view)))
else:
    widgets.show(parts.keys(tr, story.keys(page, view)))
    if apart := story.apart(page, view):
        widgets.show(parts.prose(apart))
    widgets.show(parts.note(story.no_cause(page)))
    for heading, lead, answers in story.sections(page, view):
        rows = parts.needs(tr, story.lines(page, view, answers))
        if story.is_folded(page, answers):
            inside = Markup("<p>{}</p>{}").format(lead, rows)
            widgets.show(parts.disclosure(story.folded_name(page, heading, answers), inside))
        else:
            widgets.show(parts.section(heading, lead))
            widgets.show(rows)
    widgets.show(story.foot(page, view))
    ranges = Markup("").join(parts.table(tr, table) for table in tables.range_tables(page, view))
    widgets.show(parts.disclosure(tr("The same ranges as tables"), ranges))
    if bars := tables.year_bars(page, view):
        widgets.show(
            parts.section(tr("Money of one year"), tr("Choose one year to see prices with inflation taken out."))
        )
        widgets.show(parts.bars(tr, bars))
    widgets.show(parts.section(tr("Which records this money is"), tables.records_lead(page, view)))
    widgets.show(parts.table(tr, tables.records_table(page, view)))
    widgets.show(parts.section(tr("How to read this")))
    widgets.show(parts.prose(Markup("").join(Markup("<p>{}</p>").format(rule) for rule in reading.rules(page, view))))
