import streamlit as st

from dashboard import widgets
from dashboard.charts.region_map import region_map
from dashboard.html import parts
from dashboard.stories import region_map as words
from dashboard.stories import regions as story
from dashboard.views import regions

page = widgets.current_page("regions")
tr = page.tr
view = page.view(regions.build)
widgets.heading(page, story.title(page, view), lead=story.lead(page, view))
widgets.filter_bar(page, "region", "category", "years", "level", "kind", "tier", "measure", "amount")
widgets.show(parts.keys(tr, story.keys(page, view)))
left, right = st.columns([5, 3], gap="large")
with left:
    drawn = region_map(words.units(page, view), words.legend(page, view), words.nothing_label(page), widgets.palette())
    chosen = widgets.figure(page, drawn, key="map", alt=words.alt(page, view), foot=story.foot(page, view))
with right:
    if cities := story.cities(page, view):
        widgets.show(parts.section(tr("Cities, small on the map")) + parts.facts(tr, cities))
    widgets.show(parts.section(tr("How to read the map")))
    widgets.show(story.reading(page, view))
if national := story.national(page, view):
    widgets.show(parts.note(national))
widgets.show(parts.section(tr("All regions and cities"), story.order_sentence(page, view), anchor="all-regions"))
widgets.show(parts.table(tr, story.table(page, view)))
widgets.show(parts.disclosure(tr("How the sums per resident are made"), story.per_resident(page, view)))
widgets.show(parts.disclosure(tr("Regions whose borders changed in 2018 and 2022"), story.borders(page, view)))
if chosen:
    asked = page.filters.shared().with_(id=chosen, region=(), place=(), lang=tr.language)
    st.switch_page("../pages/region.py", query_params=widgets.query_of(asked))
