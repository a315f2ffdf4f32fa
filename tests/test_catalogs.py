"""Catalogs: what is found in the code, what an update keeps, what the check refuses."""

import gettext

import pytest
from babel.messages.catalog import Message

from scripts import catalogs

CODE = """
def draw(tr, page):
    tr("Spending of %(place)s", place="Taraz")
    page.tr("Long " "text")
    tr.plural("%(count)s record", "%(count)s records", 3)
    tr.context("cell", "Paid")
    tr(LABELS["x"])
    words("not a text for the catalog")

LABELS = {"x": N_("Marked as data")}
"""
TEMPLATE = """<h1>{{ tr("Title of %(year)s", year=year) }}</h1>
{{ tr.plural("%(count)s page", "%(count)s pages", n) }}{{ tr.context("button", "Open") }}
{% if tr("In a condition") %}{{ heading(tr("Inside a call")) }}{% endif %}"""


@pytest.fixture
def project(tmp_path):
    (tmp_path / "locale").mkdir()
    mapping = (catalogs.ROOT / "locale" / "babel.cfg").read_text(encoding="utf-8")
    (tmp_path / "locale" / "babel.cfg").write_text(mapping, encoding="utf-8")
    (tmp_path / "dashboard" / "html").mkdir(parents=True)
    (tmp_path / "dashboard" / "draw.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "dashboard" / "html" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def translate(project, language, texts):
    catalog = catalogs.read(project, language)
    for key, text in texts.items():
        catalog.get(key).string = text
    catalogs._write(catalogs._path(project, language), catalog)


def po(project, language):
    return catalogs._path(project, language).read_text(encoding="utf-8")


def test_texts_are_found_in_code_and_templates(project):
    found = {(message.context, message.id) for message in catalogs.texts(catalogs.extract(project))}

    assert found == {
        (None, "Spending of %(place)s"),
        (None, "Long text"),
        (None, ("%(count)s record", "%(count)s records")),
        ("cell", "Paid"),
        (None, "Marked as data"),
        (None, "Title of %(year)s"),
        (None, ("%(count)s page", "%(count)s pages")),
        ("button", "Open"),
        (None, "In a condition"),
        (None, "Inside a call"),
    }


def test_tests_and_environments_are_not_read_for_texts(project):
    for folder in ("tests", ".venv", "dashboard/__pycache__"):
        (project / folder).mkdir()
        (project / folder / "other.py").write_text('tr("Elsewhere")', encoding="utf-8")

    assert "Elsewhere" not in {message.id for message in catalogs.extract(project)}


def test_english_is_filled_with_the_texts_themselves(project):
    catalogs.update(project)

    english = catalogs.read(project, "en")
    assert english.get("Long text").string == "Long text"
    assert english.get("%(count)s page").string == ("%(count)s page", "%(count)s pages")
    assert english.get("Paid", context="cell").string == "Paid"


def test_a_second_update_changes_nothing(project):
    catalogs.update(project)
    translate(project, "ru", {"Long text": "Длинный текст"})
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.rglob("*.po*")}

    catalogs.update(project)

    assert len(before) == 4
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.rglob("*.po*")} == before


def test_update_keeps_translations_and_drops_what_the_code_no_longer_says(project):
    catalogs.update(project)
    translate(project, "ru", {"Long text": "Длинный текст", "Marked as data": "Данные"})
    changed = CODE.replace("Marked as data", "Marked as a fact").replace('"Long "', '\n\n  "Long "')
    (project / "dashboard" / "draw.py").write_text(changed, encoding="utf-8")

    catalogs.update(project)

    russian = catalogs.read(project, "ru")
    assert russian.get("Long text").string == "Длинный текст"
    assert not russian.get("Marked as a fact").string
    assert "Marked as data" not in po(project, "ru")
    assert "Данные" not in po(project, "ru")


def test_catalogs_carry_no_dates_and_no_line_numbers(project):
    catalogs.update(project)

    assert "#: dashboard/draw.py\n" in po(project, "kk")
    assert "Date" not in po(project, "kk")


@pytest.mark.parametrize(
    ("path", "content", "named"),
    [
        pytest.param("dashboard/draw.py", 'tr("Half', "draw.py", id="code half written"),
        pytest.param("dashboard/draw.py", 'tr(f"In {place}")', "line 1: tr", id="f-string"),
        pytest.param("dashboard/draw.py", 'tr.context("cell", "In " + place)', "line 1: context", id="sum of texts"),
        pytest.param("dashboard/draw.py", 'tr("One" if n else "None")', "line 1: tr", id="choice of texts"),
        pytest.param("dashboard/html/page.html", '{{ tr("In " ~ place) }}', "line 1: tr", id="template joins"),
        pytest.param("dashboard/html/page.html", '{{ tr("A" if n else "B") }}', "line 1: tr", id="template chooses"),
        pytest.param("dashboard/html/page.html", '{{ tr("Half" }}', "page.html", id="template half written"),
    ],
)
def test_a_broken_file_stops_the_update_before_anything_is_lost(project, path, content, named):
    catalogs.update(project)
    translate(project, "kk", {"Long text": "Ұзын мәтін"})
    (project / path).write_text(content, encoding="utf-8")

    with pytest.raises(catalogs.SourceBrokenError, match=named):
        catalogs.update(project)

    assert "Ұзын мәтін" in po(project, "kk")


def test_compiled_catalogs_speak(project):
    catalogs.update(project)
    translate(project, "ru", {"%(count)s record": ("%(count)s запись", "%(count)s записи", "%(count)s записей")})

    catalogs.compile_catalogs(project)

    russian = gettext.translation("messages", project / "locale", ["ru"])
    assert russian.ngettext("%(count)s record", "%(count)s records", 22) == "%(count)s записи"
    assert russian.gettext("Long text") == "Long text"


def test_the_check_names_every_gap(project):
    catalogs.update(project)
    code = CODE.replace("Marked as data", "New text")
    (project / "dashboard" / "draw.py").write_text(code, encoding="utf-8")

    wrong = catalogs.check(project)

    assert "kk: not translated: 'Long text'" in wrong
    assert "ru: not translated: '%(count)s record'" in wrong
    assert "en: not in the catalog: (None, ('New text',))" in wrong
    assert "messages.pot: no longer in the code: (None, ('Marked as data',))" in wrong


def test_the_check_passes_when_all_is_translated(project):
    catalogs.update(project)
    for language in ("kk", "ru"):
        catalog = catalogs.read(project, language)
        for message in catalogs.texts(catalog):
            many = message.id[-1] if isinstance(message.id, tuple) else message.id
            message.string = (many,) * catalog.num_plurals if isinstance(message.id, tuple) else many
        catalogs._write(catalogs._path(project, language), catalog)

    assert catalogs.check(project) == []


@pytest.mark.parametrize(
    ("text", "string", "forms", "wrong"),
    [
        pytest.param("In %(place)s", "%(place)s қаласында", 2, [], id="right"),
        pytest.param("In %(place)s", "", 2, ["not translated"], id="empty"),
        pytest.param("In %(place)s", "В %(город)s", 3, ["placeholders differ"], id="name translated"),
        pytest.param("In %(place)s", "В городе", 3, ["placeholders differ"], id="placeholder lost"),
        pytest.param("In %(place)s", "В %(place) s", 3, "any", id="space inside a placeholder"),
        pytest.param("%(n)s%% of it", "%(n)s % от", 3, "any", id="lone percent sign"),
        pytest.param("100 % sure", "100 % точно", 3, [], id="percent sign in a text never formatted"),
        pytest.param("<a>Open</a>", "Открыть", 3, ["tags differ"], id="tag lost"),
        pytest.param("<a>Open</a>", "<a>Открыть</b>", 3, ["tags differ"], id="tag changed"),
        pytest.param(("a record", "%(count)s records"), ("бір жазба", "%(count)s жазба"), 2, [], id="one in words"),
        pytest.param(("%(count)s x", "%(count)s y"), ("%(count)s а", ""), 2, ["not translated"], id="form empty"),
        pytest.param(("%(count)s x", "%(count)s y"), ("%(count)s а",) * 2, 3, ["not translated"], id="form missing"),
        pytest.param(
            ("a record", "%(count)s records"),
            ("запись", "%(count)s записи", "%(count)s записей"),
            3,
            ["placeholders differ"],
            id="Russian one is also 21",
        ),
    ],
)
def test_faults_of_one_text(text, string, forms, wrong):
    found = catalogs.faults(Message(text, string), forms)

    assert found if wrong == "any" else found == wrong


def test_fuzzy_texts_are_refused():
    assert catalogs.faults(Message("Open", "Ашу", flags=["fuzzy"]), 2) == ["marked fuzzy"]


def test_an_unknown_command_is_refused():
    with pytest.raises(SystemExit, match="usage"):
        catalogs.main(["translate"])


def test_the_catalogs_of_this_site_are_complete():
    assert catalogs.check(catalogs.ROOT) == []
