"""docs/mentions.md says what the code does: its weights, limits and the figures of its example are computed here."""

import re

import pytest

from pipelines.mentions_folder import work_out
from pipelines.schemas.mentions import NOT_PLACED
from pipelines.sources.mentions import GENERATED, KNOWN
from pipelines.sources.tenures import TERM_COLUMNS
from pipelines.transform.mentions.copies import BANDS, EARLIEST, HASHES
from tests.pipelines.mentions.making import TODAY, method
from tests.pipelines.running import DATA, REPOSITORY

PAGE = (REPOSITORY / "docs" / "mentions.md").read_text(encoding="utf-8")
EXAMPLE = REPOSITORY / "docs" / "mentions-example"
COUNTS = (
    *("region", "mentions", "copies", "unique_mentions", "authors", "positive", "negative", "neutral"),
    *("positive_with_copies", "negative_with_copies"),
)
PLACES = (
    *("region", "in_office_since", "volume_score", "volume_rank", "tone_score", "tone_rank"),
    *("not_placed_why", "tone_not_placed_why"),
)
OFFICES = ("zhambyl", "astana", "almaty", "pavlodar")


def block(name):
    """Return the lines between two marks of the page."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", PAGE, re.DOTALL)
    assert found, f"docs/mentions.md has no block {name}"
    return found[1].strip().splitlines()


def table(head, rows):
    """Lay rows out as the page does."""
    lines = [head, *rows]
    written = ["| " + " | ".join("—" if one is None else str(one) for one in line) + " |" for line in lines]
    return [written[0], "|" + "---|" * len(head), *written[1:]]


def told(name, columns):
    found = work_out(EXAMPLE, DATA, TODAY).tables[name]
    rows = {row["region"]: row for row in found.filter(period_kind="week").iter_rows(named=True)}
    return [[rows[office][column] for column in columns] for office in OFFICES]


def indicator_rows():
    found = work_out(EXAMPLE, DATA, TODAY).tables["mention_indicators"].filter(period_kind="week")
    cells = {(one["region"], one["indicator"]): one for one in found.iter_rows(named=True)}
    for one in method().indicators:
        values = [cells[office, one.key] for office in OFFICES]
        yield [one.key, *(f"{cell['value']} → {'—' if cell['points'] is None else cell['points']}" for cell in values)]


BLOCKS = {
    "weights": lambda: table(
        ("indicator", "side", "weight, %", "better", "unit", "what it is"),
        [(one.key, one.side, one.weight_pct, one.better, one.unit, one.about_en) for one in method().indicators],
    ),
    "limits": lambda: table(
        ("rule", "value", "what it is"),
        [(one.key, f"{one.value} {one.unit}", one.about_en) for one in method().limits.values()],
    ),
    "example counts": lambda: table(
        (
            "office",
            "mentions",
            "copies",
            "without copies",
            "authors",
            "well",
            "ill",
            "neither",
            "well, ill with copies",
        ),
        [
            (*row[:-2], f"{row[-2]}, {row[-1]}")
            for row in told(
                "mention_periods",
                COUNTS,
            )
        ],
    ),
    "example indicators": lambda: table(("value → points", *OFFICES), list(indicator_rows())),
    "example places": lambda: table(
        ("office", "in office since", "volume", "place", "tone", "place", "why no place", "why none by tone"),
        told(
            "mention_periods",
            PLACES,
        ),
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_the_page_says_what_the_code_computes(name):
    """When this fails after a change of a rule, put the lines that it prints into the page."""
    expected = BLOCKS[name]()

    assert block(name) == expected, "\n".join(expected)


def test_the_example_is_marked_as_made_up():
    found = work_out(EXAMPLE, DATA, TODAY)

    assert found.generated
    assert found.left_out == {"state": 2, "media": 1}
    assert found.account() == {"rows": 35, "held_back": 1, "counted": 31}
    assert f"`{GENERATED}" in PAGE
    assert "made up" in PAGE


@pytest.mark.parametrize("word", [*KNOWN, *TERM_COLUMNS, *NOT_PLACED, "few_posts", "AQSHA_MENTIONS"])
def test_the_page_explains_every_column_and_reason(word):
    assert f"`{word}`" in PAGE


def test_the_page_says_how_candidates_are_found():
    page = " ".join(PAGE.split())

    assert f"{HASHES} hashes in {BANDS} bands" in page
    assert f"{EARLIEST} earliest" in page


def test_the_page_does_not_pretend_to_know_the_indicators_of_others():
    page = " ".join(PAGE.split())

    assert "Matritca.kz" in page
    assert "cannot be rebuilt" in page
