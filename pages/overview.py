from functools import partial

from markupsafe import Markup

from dashboard import labels, widgets
from dashboard.charts.by_year import panels_by_year
from dashboard.html import parts
from dashboard.stories import by_year
from dashboard.stories import overview as story
from dashboard.views import overview

page = widgets.current_page("overview")
tr = page.tr
view = page.view(overview.build)
group = partial(labels.group, tr)

widgets.heading(page, story.title(page, view), lead=story.lead(page, view))
widgets.filter_bar(page, "q", "region", "category", "years", "level", "kind", "tier", "measure", "amount")
widgets.show(by_year.link_line(tr("How we count, and what is left out"), page.plain_link("/method")))
if note := story.note(page, view):
    widgets.show(parts.note(note))

if view.total.records:
    widgets.show(parts.keys(tr, story.keys(page, view)))

    widgets.show(parts.section(tr("By year"), by_year.marks(tr), anchor="years"))
    made = story.group_blocks(view)
    drawn = panels_by_year(by_year.panels(page, made, group, view.measure), by_year.ends(tr), widgets.palette())
    foot = by_year.foot(page, view.level, view.total.records, "#table_years", note=story.figure_note(page, view))
    widgets.figure(page, drawn, key="by_year", alt=by_year.alt(page, made, group), foot=foot)
    table = parts.disclosure(tr("Show the table"), parts.table(tr, story.year_table(page, view)))
    widgets.show(Markup('<div id="table_years">{}</div>').format(table))

    widgets.show(by_year.link_line(tr("More by year: categories, kinds, inflation taken out"), page.link("/years")))

    widgets.show(parts.section(story.region_title(page, view), story.region_sentence(page, view), anchor="regions"))
    first, rest = story.region_bars(page, view)
    widgets.show(parts.bars(tr, first))
    if rest:
        widgets.show(parts.disclosure(tr("Show the other regions"), parts.bars(tr, rest)))

    widgets.show(parts.section(tr("The largest records"), anchor="largest"))
    widgets.show(parts.table(tr, story.biggest_table(page, view)))
    widgets.show(parts.section(tr("The newest records"), anchor="newest"))
    widgets.show(parts.table(tr, story.newest_table(page, view)))
else:
    again = [parts.Cell(tr("Show all that was found"), href=page.plain_link("/"))]
    reason = tr("No counted record fits these filters. That nothing was found does not mean that nothing was spent.")
    widgets.show(parts.empty(tr, tr("Nothing found yet"), reason, again))

if view.case_needs:
    widgets.show(parts.section(story.case_title(page, view), story.case_sentence(page, view), anchor="needs"))
    widgets.show(parts.needs(tr, story.case_needs(page, view)))
    widgets.show(by_year.link_line(tr("All needs, their prices and sources"), story.case_href(page)))
if apart := story.apart_sentence(page, view):
    widgets.show(parts.section(story.apart_title(page, view), anchor="apart"))
    widgets.show(by_year.link_line(tr("Show it"), story.apart_href(page, view), apart))
