from functools import partial

from markupsafe import Markup

from dashboard import labels, widgets
from dashboard.charts.base import horizontal_bars
from dashboard.charts.by_year import panels_by_year
from dashboard.html import parts
from dashboard.stories import by_year
from dashboard.stories import years as story
from dashboard.views import years

page = widgets.current_page("years")
tr, colors = page.tr, widgets.palette()
view = page.view(years.build)

FIGURES = (
    ("headline_group", tr("By group"), story.group_blocks(view), partial(labels.group, tr)),
    ("category", tr("By category"), story.category_blocks(view), partial(labels.category, tr)),
    ("kind", tr("By what the amount is"), story.kind_blocks(view), partial(labels.kind, tr)),
)
TABLES = {"headline_group": story.group_table, "category": story.category_table, "kind": story.kind_table}

widgets.heading(page, story.title(page, view), lead=story.lead(page, view))
widgets.filter_bar(page, "measure", "region", "category", "years", "level", "kind", "tier", "amount", "q")
if note := story.note(page, view):
    widgets.show(parts.note(note))

if not view.records:
    again = [parts.Cell(tr("Show all years and groups"), href=page.plain_link("/years"))]
    reason = tr("No counted record fits these filters. That nothing was found does not mean that nothing was spent.")
    widgets.show(parts.empty(tr, tr("Nothing found yet"), reason, again))
else:
    widgets.show(parts.keys(tr, story.keys(page, view)))
    if view.per_resident:
        widgets.show(parts.section(tr("Per resident, region by region"), anchor="per_resident"))
        widgets.show(parts.disclosure(tr("Show the table"), parts.table(tr, story.region_table(page, view))))
    for split, title, made, name in FIGURES:
        widgets.show(parts.section(title, by_year.marks(tr) if split == "headline_group" else "", anchor=split))
        drawn = panels_by_year(by_year.panels(page, made, name, view.measure), by_year.ends(tr), colors)
        foot = by_year.foot(
            page,
            page.filters.level,
            view.records,
            f"#table_{split}",
            note=story.inexact(page, view) if split == "headline_group" else "",
        )
        chosen = widgets.figure(page, drawn, key=f"by_{split}", alt=by_year.alt(page, made, name), foot=foot)
        if chosen and (link := by_year.chosen(page, made, chosen, split, view.behind)):
            widgets.show(parts.facts(tr, [parts.Fact(tr("Chosen"), link)]))
        table = parts.table(tr, TABLES[split](page, view))
        anchored = Markup('<div id="table_{}">{}</div>').format(split, parts.disclosure(tr("Show the table"), table))
        widgets.show(anchored)
    if bars := story.span_bars(page, view):
        sentence = tr("Spans of years stand as their sources give them. A sum is never divided between its years.")
        widgets.show(parts.section(tr("Several years and unknown years"), sentence, anchor="spans"))
        drawn = horizontal_bars(bars, colors, colors.accent)
        widgets.figure(page, drawn, key="by_span", alt=story.span_alt(page, view), foot=story.span_foot(page, view))
