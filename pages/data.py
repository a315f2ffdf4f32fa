import streamlit as st
from markupsafe import Markup

from dashboard import widgets
from dashboard.html import parts, reading
from dashboard.stories import data as story
from dashboard.stories import dictionary, ledger
from dashboard.views import data

page = widgets.current_page("data")
tr, view = page.tr, page.view(data.build)
CHECK = Markup("<p>{}</p><p><code>python -m pipelines check {}</code></p>")


def _section(anchor: str, title: str, sentence: str = "") -> None:
    st.header(title, anchor=anchor)
    if sentence:
        widgets.show(parts.prose(Markup("<p>{}</p>").format(sentence)))


widgets.heading(page, story.title(page, view), lead=story.lead(page), filtered=False)
widgets.show(parts.keys(tr, story.keys(page, view)))

_section("tables", tr("Tables and downloads"), story.files_note(page))
main, others = dictionary.main_tables(view), dictionary.other_tables(view)
widgets.show(parts.table(tr, dictionary.tables_table(page, view, main)))
more = parts.table(tr, dictionary.tables_table(page, view, others))
widgets.show(parts.disclosure(tr("Other tables (%(count)s)", count=tr.number(len(others))), more))

_section("dictionary", tr("Dictionary: what each column means"))
columns = {one.name: parts.table(tr, dictionary.dictionary_table(page, one.name)) for one in view.tables}
folded = (parts.disclosure(dictionary.dictionary_title(page, name), table) for name, table in columns.items())
widgets.show(parts.disclosure(tr("Columns of each table"), Markup("").join(folded)))

_section("coverage", tr("What is known, region by region"), story.coverage_sentence(page, view))
widgets.show(reading.grid(tr, story.coverage_grid(page, view)))

_section("accounts", tr("Where every row and every tenge went"), story.accounts_sentence(page))
rows = ledger.accounts_table(page, view.accounts)
widgets.show(parts.disclosure(rows.caption, parts.table(tr, rows)))
for account in view.accounts:
    if account.tenge_in is not None:
        widgets.show(parts.table(tr, ledger.tenge_table(page, account)))

_section("inputs", tr("Inputs: where the facts come from"))
sources = story.sources_table(page, view)
widgets.show(parts.disclosure(sources.caption, parts.table(tr, sources)))
files = parts.table(tr, story.inputs_table(page, view))
widgets.show(parts.disclosure(tr("Files that this edition was made from"), files))

_section("held-back", tr("Rows held back"), story.held_back_sentence(page, view))
if view.held_back:
    widgets.show(parts.table(tr, story.held_back_table(page, view)))

_section("edition", tr("This data edition and how to check it"))
widgets.show(parts.facts(tr, story.edition(page, view)))
widgets.show(parts.prose(CHECK.format(story.verify(page), view.snapshot_id)))
