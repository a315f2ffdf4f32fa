from dashboard import widgets
from dashboard.html import parts
from dashboard.stories import open as story
from dashboard.views import open as upcoming

page = widgets.current_page("open")
tr, view = page.tr, page.view(upcoming.build)
widgets.heading(page, story.title(page, view), lead=story.lead(page, view) if view.items else "", spending=False)
for text in story.notices(page, view):
    widgets.show(parts.note(text, "dropped"))
widgets.filter_bar(page, "q", "region", "category", "level", "amount")
if view.items:
    widgets.show(parts.keys(tr, story.keys(page, view)))
    widgets.show(parts.table(tr, story.sums_table(page, view)))
    for group in upcoming.GROUPS:
        if not view.count(group):
            continue
        widgets.show(parts.section(tr(story.GROUP_NAMES[group]), tr(story.GROUP_SENTENCES[group]), anchor=group))
        widgets.show(parts.table(tr, story.items_table(page, view, group)))
        if rest := story.more(page, view, group):
            widgets.show(parts.note(rest))
else:
    widgets.show(parts.empty(tr, *story.empty(page, view)))
