"""What stands on the page that makes a hearing pack: its forms, its chapters with their order, what stands in them."""

from dashboard.body import Body, Facts, FilterBar, Heading, Rows, Section
from dashboard.hearing import finding
from dashboard.html import parts
from dashboard.page import Page
from dashboard.stories import hearing as story
from dashboard.stories.paragraphs import link_list

FILTERS = ("q", "region", "category", "years", "level", "kind", "tier", "measure", "amount", "counted")


def body(asked: Page) -> Body:
    """Return the builder for the pack that the link asks for."""
    page = story.understood(asked)
    tr, nothing, usual = page.tr, story.nothing(page), story.usual(page)
    return Body(
        page,
        Heading(finding.title(page), finding.lead(page)),
        (
            FilterBar(FILTERS),
            *((parts.empty(tr, *nothing),) if nothing else ()),
            Section(tr("Take the pack along"), story.forms_sentence(page), anchor="forms"),
            Rows(story.form_table(page)),
            Section(tr("Chapters and their order"), story.chapters_sentence(page), anchor=story.ANCHOR),
            Rows(story.chapter_table(page)),
            *((link_list(usual),) if usual else ()),
            Section(tr("What stands in it"), anchor="preview"),
            Facts(story.previews(page)),
        ),
    )
