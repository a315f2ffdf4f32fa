from markupsafe import Markup

from dashboard import last_run, widgets
from dashboard.charts.bridge import waterfall
from dashboard.html import parts, reading
from dashboard.stories import bridge as flow
from dashboard.stories import data as story
from dashboard.stories import dictionary, ledger, runs
from dashboard.views import bridge, data

page = widgets.current_page("data")
tr, view = page.tr, page.view(data.build)
CHECK = Markup("<p>{}</p><p><code>python -m pipelines check {}</code></p>")


widgets.heading(page, story.title(page, view), lead=story.lead(page), filtered=False)
widgets.show(parts.keys(tr, story.keys(page, view)))

widgets.section("tables", tr("Tables and downloads"), story.files_note(page))
others = dictionary.other_tables(view)
widgets.show(parts.table(tr, dictionary.tables_table(page, view, dictionary.main_tables(view))))
more = parts.table(tr, dictionary.tables_table(page, view, others))
widgets.show(parts.disclosure(tr("Other tables (%(count)s)", count=tr.number(len(others))), more))

widgets.section("dictionary", tr("Dictionary: what each column means"))
columns = {one.name: parts.table(tr, dictionary.dictionary_table(page, one.name)) for one in view.tables}
folded = (parts.disclosure(dictionary.dictionary_title(page, name), table) for name, table in columns.items())
widgets.show(parts.disclosure(tr("Columns of each table"), Markup("").join(folded)))

widgets.section("coverage", tr("What is known, region by region"), story.coverage_sentence(page, view))
widgets.show(reading.grid(tr, story.coverage_grid(page, view)))

widgets.section("accounts", tr("Where every row and every tenge went"), story.accounts_sentence(page))
rows = ledger.accounts_table(page, view.accounts)
widgets.show(parts.disclosure(rows.caption, parts.table(tr, rows)))
for account in ledger.with_money(view.accounts):
    widgets.show(parts.table(tr, ledger.tenge_table(page, account)))

steps = page.view(bridge.build)
widgets.section("bridge", flow.title(tr))
widgets.show(flow.above(page, steps))
if steps.loaded:
    drawn, alt = waterfall(flow.falls(page, steps), widgets.palette()), flow.alt(page, steps)
    widgets.figure(page, drawn, key="bridge", alt=alt, foot=flow.foot(page, steps))
    widgets.show(flow.under(page, steps))

widgets.section("inputs", tr("Inputs: where the facts come from"))
for listed in (story.sources_table(page, view), story.inputs_table(page, view)):
    widgets.show(parts.disclosure(listed.caption, parts.table(tr, listed)))

widgets.section("held-back", tr("Rows held back"), story.held_back_sentence(page, view))
if view.held_back:
    widgets.show(parts.table(tr, story.held_back_table(page, view)))

widgets.section("runs", tr("Nightly runs"), runs.sentence(page, view, last_run.read(page.asked.snapshot.folder.parent)))
widgets.show(parts.table(tr, runs.runs_table(page, view)))
widgets.show(parts.disclosure(runs.moved_caption(tr), parts.table(tr, runs.moved_table(page, view))))

widgets.section("edition", tr("This data edition and how to check it"))
widgets.show(parts.facts(tr, story.edition(page, view)))
widgets.show(parts.prose(CHECK.format(story.verify(page), view.snapshot_id)))
