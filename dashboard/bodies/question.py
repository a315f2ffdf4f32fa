"""What stands on the page of letters: one letter to a body, written from what is missing, to be copied."""

from collections.abc import Iterator

from dashboard.bodies.chapters import chapter
from dashboard.body import Body, Facts, FilterBar, Heading, Piece, Section
from dashboard.html import asking as drawn
from dashboard.html import parts
from dashboard.html.reading import Chapter
from dashboard.page import Page
from dashboard.stories import question as story
from dashboard.stories.asking import SUBJECTS, correction_links
from dashboard.views import question
from dashboard.views.question import QuestionView


def body(page: Page) -> Body:
    """Return the letter about the subject that the link names, or the answer that it names none."""
    view = page.view(question.build)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page), filtered=False),
        (
            *(parts.note(text, "dropped") for text in story.notices(page, view)),
            FilterBar(),
            *(_letter(page, view) if view.kind else (parts.empty(page.tr, *story.absent(page)),)),
            *chapter(page.tr, Chapter("how", page.tr("How the letter is made"), paragraphs=story.choices(page))),
        ),
    )


def _letter(page: Page, view: QuestionView) -> Iterator[Piece]:
    tr, written = page.tr, story.language(page)
    titles = {"kk": tr("The letter in Kazakh"), "ru": tr("The letter in Russian")}
    yield Facts(story.facts(page, view))
    yield Section(titles[written], tr("One press on the letter chooses all of it."), anchor="letter")
    yield drawn.letter(story.letter(page, view), written, titles[written])
    if view.kind in SUBJECTS:
        yield parts.empty(tr, tr("Ways on"), "", correction_links(page, view.kind, view.subject_id))
