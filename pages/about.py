import streamlit as st

from dashboard import widgets
from dashboard.html import reading
from dashboard.settings import Settings
from dashboard.stories import about as story

page = widgets.current_page("about")
origin = widgets.origin_of(st.context.url or "")
chapters = story.chapters(page, contact=Settings().contact, origin=origin)

widgets.heading(page, story.title(page), lead=story.lead(page), filtered=False)
widgets.show(reading.contents(page.tr, chapters, page.tr("On this page")))
for chapter in chapters:
    st.header(chapter.title, anchor=chapter.anchor)
    widgets.show(reading.chapter(page.tr, chapter))
