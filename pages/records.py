from dashboard import widgets
from dashboard.html import parts
from dashboard.stories import records as story
from dashboard.views import records

page = widgets.current_page("records")
view = page.view(records.build)
tr = page.tr
widgets.heading(page, story.title(page, view), lead=story.lead(page, view))
for text in story.notices(page, view):
    widgets.show(parts.note(text, "dropped"))
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "amount", "counted")
if hidden := story.picked(page, view):
    widgets.show(parts.empty(tr, hidden[0], "", [hidden[1]]))
if view.listed:
    widgets.show(parts.keys(tr, story.keys(page, view)))
    widgets.show(parts.prose(story.orders(page, view)))
    widgets.show(parts.table(tr, story.table(page, view)))
    widgets.show(parts.section(tr("What is in the totals and what is not"), anchor="counting"))
    widgets.show(parts.prose(story.counting(page, view)))
    if view.left_out:
        summary = tr("Why records are not in the totals")
        widgets.show(parts.disclosure(summary, parts.table(tr, story.reasons(page, view))))
else:
    widgets.show(parts.empty(tr, *story.empty(page, view)))
