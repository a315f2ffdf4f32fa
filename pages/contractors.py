from dashboard import widgets
from dashboard.charts import suppliers as charts
from dashboard.html import parts
from dashboard.stories import contractors as story
from dashboard.views import contractors

page = widgets.current_page("contractors")
view = page.view(contractors.build)
tr = page.tr
widgets.heading(page, story.title(page, view), lead=story.lead(page, view))
for text in story.notices(page, view):
    widgets.show(parts.note(text, "dropped"))
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "amount", "counted")
if view.named or view.unnamed.records:
    widgets.show(parts.keys(tr, story.keys(page, view)))
    if view.largest:
        widgets.show(parts.section(tr("Largest sums found so far")))
        drawn = charts.suppliers(story.bars(page, view), widgets.palette())
        foot = story.foot(page, view)
        chosen = widgets.figure(page, drawn, key="suppliers", alt=story.alt(page, view), foot=foot)
        if chosen:
            widgets.show(parts.prose(story.chosen(page, view, chosen)))
    widgets.show(parts.section(tr("All suppliers"), anchor="table"))
    widgets.show(parts.table(tr, story.table(page, view)))
    if more := story.only_left_out(page, view):
        widgets.show(parts.empty(tr, more[0], "", [more[1]]))
else:
    widgets.show(parts.empty(tr, *story.empty(page, view)))
