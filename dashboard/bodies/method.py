"""What stands on the page of the rules of counting."""

from dashboard.bodies.chapters import chapters
from dashboard.body import Body, FilterBar, Fold, Heading, Keys
from dashboard.html import reading
from dashboard.page import Page
from dashboard.stories import glossary
from dashboard.stories import method as story
from dashboard.views import method


def body(page: Page) -> Body:
    """Return the rules with their numbers, and the glossary."""
    tr, view = page.tr, page.view(method.build)
    terms = reading.Chapter("glossary", tr("Glossary: words used here"), [tr("Each term in three languages.")])
    told = [*story.chapters(page, view), terms]
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page), filtered=False),
        (
            FilterBar(),
            Keys(story.keys(page, view)),
            reading.contents(tr, told, tr("On this page")),
            *chapters(tr, told),
            _terms(page),
        ),
    )


def _terms(page: Page) -> Fold:
    tr, entries = page.tr, glossary.entries(page)
    opened_by = tr("All terms (%(count)s)", count=tr.number(len(entries)))
    return Fold(opened_by, (reading.glossary(tr, entries),))
