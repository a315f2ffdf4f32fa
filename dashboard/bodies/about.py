"""What stands on the page about the site."""

from dashboard.bodies.chapters import chapters
from dashboard.body import Body, FilterBar, Heading
from dashboard.html import reading
from dashboard.page import Page
from dashboard.settings import settings
from dashboard.stories import about as story


def body(page: Page) -> Body:
    """Return the page; the citation's link is whole where the page knows under which address it is reached."""
    told = story.chapters(page, contact=settings().contact, origin=page.origin)
    return Body(
        page,
        Heading(story.title(page), story.lead(page), filtered=False),
        (FilterBar(), reading.contents(page.tr, told, page.tr("On this page")), *chapters(page.tr, told)),
    )
