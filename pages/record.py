from dashboard import widgets
from dashboard.html import parts
from dashboard.stories import observed, said
from dashboard.stories import record as story
from dashboard.stories import record_counting as counting
from dashboard.stories import record_register as register
from dashboard.stories.deliverables import deliverables
from dashboard.views import record as records

page = widgets.current_page("record")
view = page.view(records.build)
tr, record = page.tr, view.record
if record is None:
    heading, sentence, links = story.absent(page)
    widgets.heading(page, heading, filtered=False)
    widgets.show(parts.empty(tr, sentence, "", links))
else:
    widgets.heading(page, story.title(page, record), lead=story.lead(page, record), filtered=False)
    if unused := story.unused_filters(page):
        widgets.show(parts.note(unused, "dropped"))
    widgets.share(page)
    widgets.show(parts.keys(tr, story.keys(page, record)))
    widgets.show(parts.facts(tr, story.told_facts(page, record)))
    widgets.show(parts.section(tr("Where it was read"), anchor="source"))
    widgets.show(parts.facts(tr, register.contract_facts(page, view) or said.source_facts(tr, view.source)))
    if view.statements:
        widgets.show(parts.section(tr("Both sides"), anchor="sides"))
        widgets.show(said.sides(page, view.statements, view.sources))
    widgets.show(parts.section(tr("How it is counted"), anchor="counting"))
    widgets.show(parts.prose(counting.paragraphs(counting.sentences(page, view))))
    divided, of_parts = register.years_table(page, view), counting.parts_table(page, view)
    for table in (divided, of_parts, counting.relation_table(page, view)):
        if table:
            widgets.show(parts.table(tr, table))
    widgets.show(parts.section(tr("All that is recorded"), anchor="fields"))
    widgets.show(parts.facts(tr, story.record_facts(page, view)))
    delivered = deliverables(tr, record["deliverables"])
    if delivered.known:
        widgets.show(parts.section(tr("In numbers, as the source tells")))
        widgets.show(parts.facts(tr, delivered.known))
    if view.system:
        widgets.show(parts.section(tr("The system it belongs to"), anchor="system"))
        widgets.show(parts.facts(tr, story.system_facts(page, view.system)))
    if view.promises:
        widgets.show(parts.section(tr("What was promised"), anchor="promises"))
        widgets.show(parts.table(tr, said.promise_table(page, view.promises, view.sources)))
    if view.observations:
        widgets.show(parts.section(tr("What was counted"), anchor="counted"))
        widgets.show(parts.table(tr, observed.observation_table(page, view.observations, view.sources)))
    for hearing in view.hearings:
        widgets.show(parts.section(tr("Public hearing"), anchor="hearing"))
        widgets.show(parts.facts(tr, observed.hearing_facts(tr, hearing, view.sources)))
    if notes := [*story.editors_notes(page, record, view.relations), *delivered.as_written]:
        widgets.show(parts.disclosure(tr("Editors' notes, in English"), parts.facts(tr, notes)))
    widgets.show(parts.empty(tr, tr("Ways on"), "", story.ways_on(page, view)))
