"""What stands on the page of the data: tables, what is known, where every row and tenge went, inputs, runs."""

from collections.abc import Iterator

from markupsafe import Markup

from dashboard import last_run
from dashboard.bodies import silence
from dashboard.body import Body, Facts, Figure, FilterBar, Fold, Heading, Keys, Piece, Rows, Section
from dashboard.charts.base import LIGHT
from dashboard.charts.bridge import waterfall
from dashboard.charts.vector import bridge as vector
from dashboard.html import parts, reading
from dashboard.page import Page
from dashboard.standards import about
from dashboard.stories import bridge as flow
from dashboard.stories import data as story
from dashboard.stories import dictionary, ledger, runs, standards
from dashboard.views import bridge, data
from dashboard.views.bridge import BridgeView
from dashboard.views.data import DataView

CHECK = Markup("<p>{}</p><p><code>python -m pipelines check {}</code></p>")


def body(page: Page) -> Body:
    """Return the page of the data edition that the link names."""
    view = page.view(data.build)
    return Body(
        page,
        Heading(story.title(page, view), story.lead(page), filtered=False),
        (
            FilterBar(),
            Keys(story.keys(page, view)),
            *_tables(page, view),
            *_standards(page),
            *_known(page, view),
            *silence.of_edition(page),
            *_accounts(page, view),
            *_steps(page, page.view(bridge.build)),
            *_inputs(page, view),
            *_runs(page, view),
            *_edition(page, view),
        ),
    )


def _tables(page: Page, view: DataView) -> Iterator[Piece]:
    tr, others = page.tr, dictionary.other_tables(view)
    yield Section(tr("Tables and downloads"), story.files_note(page), "tables")
    yield Rows(dictionary.tables_table(page, view, dictionary.main_tables(view)))
    more = tr("Other tables (%(count)s)", count=tr.number(len(others)))
    yield Rows(dictionary.tables_table(page, view, others), fold=more)
    yield Section(tr("Dictionary: what each column means"), anchor="dictionary")
    columns = [
        Rows(dictionary.dictionary_table(page, one.name), fold=dictionary.dictionary_title(page, one.name))
        for one in view.tables
    ]
    yield Fold(tr("Columns of each table"), tuple(columns))


def _standards(page: Page) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("Open forms for programs"), standards.sentence(page), "standards")
    yield parts.prose(Markup("<p><strong>{}</strong></p><p>{}</p>").format(about.title(tr), about.description(tr)))
    yield Rows(standards.table(page))


def _known(page: Page, view: DataView) -> Iterator[Piece]:
    title = page.tr("What is known, region by region")
    yield Section(title, story.coverage_sentence(page, view), "coverage")
    yield reading.grid(page.tr, story.coverage_grid(page, view))


def _accounts(page: Page, view: DataView) -> Iterator[Piece]:
    title = page.tr("Where every row and every tenge went")
    yield Section(title, story.accounts_sentence(page), "accounts")
    rows = ledger.accounts_table(page, view.accounts)
    yield Rows(rows, fold=rows.caption)
    yield from (Rows(ledger.tenge_table(page, one)) for one in ledger.with_money(view.accounts))


def _steps(page: Page, view: BridgeView) -> Iterator[Piece]:
    """Yield the way from the register's rows to the total; before the register is read, a sentence alone."""
    yield Section(flow.title(page.tr), anchor="bridge")
    yield flow.above(page, view)
    if view.loaded:
        falls = flow.falls(page, view)
        yield Figure(
            "bridge",
            flow.title(page.tr),
            lambda colors: waterfall(falls, colors),
            alt=flow.alt(page, view),
            table=flow.table(page, view, short=True),
            foot=flow.foot(page, view),
            vector=lambda width: vector.waterfall(falls, LIGHT, width),
        )
        yield Rows(flow.table(page, view))
        yield from map(parts.note, flow.remarks(page, view))


def _inputs(page: Page, view: DataView) -> Iterator[Piece]:
    tr = page.tr
    yield Section(tr("Inputs: where the facts come from"), anchor="inputs")
    yield from (
        Rows(one, fold=one.caption) for one in (story.sources_table(page, view), story.inputs_table(page, view))
    )
    yield Section(tr("Rows held back"), story.held_back_sentence(page, view), "held-back")
    if view.held_back:
        yield Rows(story.held_back_table(page, view))


def _runs(page: Page, view: DataView) -> Iterator[Piece]:
    last = last_run.read(page.asked.snapshot.folder.parent)
    yield Section(page.tr("Nightly runs"), runs.sentence(page, view, last), "runs")
    yield Rows(runs.runs_table(page, view))
    yield Rows(runs.moved_table(page, view), fold=runs.moved_caption(page.tr))


def _edition(page: Page, view: DataView) -> Iterator[Piece]:
    yield Section(page.tr("This data edition and how to check it"), anchor="edition")
    yield Facts(story.edition(page, view))
    yield parts.prose(CHECK.format(story.verify(page), view.snapshot_id))
