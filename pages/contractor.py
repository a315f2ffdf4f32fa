from dashboard import widgets
from dashboard.charts import suppliers as charts
from dashboard.html import parts
from dashboard.stories import contractor as story
from dashboard.stories import said
from dashboard.stories.record import unused_filters
from dashboard.views import contractor as suppliers

page = widgets.current_page("contractor")
view = page.view(suppliers.build)
tr, party = page.tr, view.party
lead = story.caveat(page, party) if party and view.listed else ""
widgets.heading(page, story.title(page, view), lead=lead, filtered=False)
if unused := unused_filters(page):
    widgets.show(parts.note(unused, "dropped"))
if answer := story.no_supplier(page, view):
    widgets.show(parts.empty(tr, *answer))
else:
    widgets.share(page)
    widgets.show(parts.keys(tr, story.keys(page, view)))
    if view.listed:
        widgets.show(parts.section(tr("Its records"), anchor="records"))
        widgets.show(parts.table(tr, story.record_table(page, view)))
    if more := story.more_records(page, view):
        widgets.show(parts.empty(tr, more.text, "", [more]))
    if story.splits(view):
        widgets.show(parts.section(tr("When and where"), anchor="years"))
        widgets.show(parts.table(tr, story.year_table(page, view)))
        widgets.show(parts.table(tr, story.region_table(page, view)))
    if view.party_years:
        widgets.show(parts.section(tr("Taxes and debt, as the source tells"), anchor="taxes"))
        drawn = charts.taxes(story.tax_bars(page, view), widgets.palette())
        widgets.figure(page, drawn, key="taxes", alt=story.tax_alt(page, view))
        widgets.show(parts.facts(tr, story.tax_facts(page, view)))
        widgets.show(parts.disclosure(tr("The same as a table"), parts.table(tr, story.tax_table(page, view))))
    if view.cases:
        widgets.show(parts.section(tr("Court cases"), anchor="courts"))
        widgets.show(parts.table(tr, story.case_table(page, view)))
    if view.systems:
        widgets.show(parts.section(tr("What it was paid for"), anchor="systems"))
        widgets.show(parts.table(tr, story.system_table(page, view)))
    if view.statements:
        widgets.show(parts.section(tr("Both sides"), anchor="sides"))
        widgets.show(said.sides(page, view.statements, view.sources))
    widgets.show(parts.section(tr("Who it is"), anchor="who"))
    widgets.show(parts.facts(tr, story.who_facts(page, view)))
    if party["source_ids"]:
        widgets.show(parts.table(tr, story.source_table(page, view)))
    if notes := story.editors_notes(page, party):
        widgets.show(parts.disclosure(tr("Editors' notes, in English"), parts.facts(tr, notes)))
    widgets.show(parts.empty(tr, tr("Ways on"), "", [story.correction(page, party)]))
