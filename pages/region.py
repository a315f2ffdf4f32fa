from dashboard import widgets
from dashboard.charts.by_year import panels_by_year
from dashboard.html import parts
from dashboard.stories import by_year, region_missing, region_unknown, region_voices, said
from dashboard.stories import region as story
from dashboard.stories.paragraphs import link_list, paragraphs
from dashboard.views import region

page = story.without_other_places(widgets.current_page("region"))
tr, show, section = page.tr, widgets.show, parts.section
view = page.view(region.build)
known = isinstance(view, region.RegionView)
if not known:
    title, sentence, links = region_missing.answer(page, view)
    widgets.heading(page, title, lead=sentence, filtered=False)
    show(parts.empty(tr, tr("Regions and cities"), "", links))
else:
    widgets.heading(page, story.title(page, view), lead=story.lead(page, view))
    widgets.filter_bar(page, "category", "years", "level", "kind", "tier", "measure", "amount")
    show(parts.keys(tr, story.keys(page, view)))
    if central := story.central(page, view):
        show(parts.note(central))

if known and not view.money.records:
    show(parts.empty(tr, tr("Nothing found yet"), story.nothing(page), story.ways_on(page, view)))
elif known:
    made, name = story.year_blocks(view), story.group_namer(tr)
    show(section(tr("By year"), by_year.marks(tr)))
    drawn = panels_by_year(by_year.panels(page, made, name, view.measure), by_year.ends(tr), widgets.palette())
    widgets.figure(page, drawn, key="by_year", alt=by_year.alt(page, made, name), foot=story.foot(page, view))
    show(parts.disclosure(tr("The same by year as a table"), parts.table(tr, story.year_table(page, view))))
    show(section(tr("What for")) + parts.bars(tr, story.category_bars(page, view)))
    show(section(tr("Who pays and who is paid")) + region_voices.folded(tr, story.customer_table(page, view)))
    show(region_voices.folded(tr, story.contractor_table(page, view)))
    show(section(tr("Records"), story.records_sentence(page, view)))
    records = region_voices.folded(tr, story.record_table(page, view))
    show(records + link_list(story.ways_on(page, view)))

if known:
    show(section(tr("What is lacking"), region_voices.evidence_sentence(page, view)))
    show(region_voices.in_two(tr, *region_voices.evidence_tables(page, view)))
    show(section(tr("What residents ask officials about"), region_voices.appeals_sentence(page)))
    show(region_voices.in_two(tr, *region_voices.appeals_tables(page, view)))
    if both := region_voices.sides(page, view):
        show(section(tr("What both sides said"), region_voices.sides_sentence(page, view)))
        show(parts.sides(tr, *both, *said.side_titles(tr), page.plain_link("/about")))
        about = link_list(region_voices.statement_links(page, view))
        show(parts.disclosure(tr("Records and systems these statements are about"), about))
    show(section(tr("What is known and what is not")))
    show(parts.facts(tr, region_unknown.facts(page, view)) + paragraphs(region_unknown.sentences(page, view)))
