import streamlit as st

from dashboard import widgets
from dashboard.html import parts, reading
from dashboard.stories import glossary
from dashboard.stories import method as story
from dashboard.views import method

page = widgets.current_page("method")
tr, view = page.tr, page.view(method.build)
terms = reading.Chapter("glossary", tr("Glossary: words used here"), [tr("Each term in three languages.")])
chapters = story.chapters(page, view)

widgets.heading(page, story.title(page, view), lead=story.lead(page), filtered=False)
widgets.show(parts.keys(tr, story.keys(page, view)))
widgets.show(reading.contents(tr, [*chapters, terms], tr("On this page")))
for chapter in [*chapters, terms]:
    st.header(chapter.title, anchor=chapter.anchor)
    widgets.show(reading.chapter(tr, chapter))
entries = glossary.entries(page)
opened_by = tr("All terms (%(count)s)", count=tr.number(len(entries)))
widgets.show(parts.disclosure(opened_by, reading.glossary(tr, entries)))
