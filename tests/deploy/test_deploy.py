"""What stands in deploy/ fits the code: commands exist, settings are explained, the mirror shows no half copy."""

import configparser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.settings import Settings
from pipelines.alert_ways import AlertSettings
from pipelines.open_mentions import MentionSettings
from pipelines.settings import PipelineSettings
from pipelines.sources.goszakup.settings import GoszakupSettings
from pipelines.sources.lesser_settings import LesserSettings
from pipelines.sources.open_appeals import OpenAppealsSettings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
FOLDERS = {"/opt/aqsha", "/var/lib/aqsha", "/etc/aqsha", "/var/cache/aqsha-web"}
# For tests only, or for a maintainer who has read the code; the guide does not offer them.
UNOFFERED = {f"AQSHA_GOSZAKUP_{one}" for one in ("ATTEMPTS", "PAUSE", "LONGEST_WAIT", "ALLOW_GENERATED")} | {
    "AQSHA_MENTIONS_ALLOW_GENERATED"
}


def settings_of(kind):
    prefix = kind.model_config["env_prefix"]
    return {f"{prefix}{name}".upper() for name in kind.model_fields}


COLLECTOR = set.union(
    *map(settings_of, (PipelineSettings, GoszakupSettings, LesserSettings, OpenAppealsSettings, AlertSettings))
) | settings_of(MentionSettings)


class Unit(configparser.RawConfigParser):
    optionxform = str

    def __init__(self, path):
        super().__init__(strict=False)
        self.read(path, encoding="utf-8")


def names_in(file):
    return set(re.findall(r"^#?(AQSHA_[A-Z_0-9]+)=", (DEPLOY / file).read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_of_the_collector_is_explained_and_none_is_invented():
    told = names_in("env.example")

    assert told == COLLECTOR - UNOFFERED


def test_every_setting_of_the_site_is_explained_and_no_secret_is_among_them():
    told = names_in("web.env.example")

    assert told == settings_of(Settings) - {"AQSHA_CACHE_DIR"}
    assert not [name for name in told if re.search("TOKEN|PASSWORD|KEY", name)]


def test_example_holds_defaults_where_it_gives_values():
    text = (DEPLOY / "env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^#(AQSHA_[A-Z_0-9]+)=(\S+)$", text, re.MULTILINE))

    for kind in (GoszakupSettings, LesserSettings, AlertSettings):
        for name, field in kind.model_fields.items():
            value = given.get(f"{kind.model_config['env_prefix']}{name}".upper())
            if value is not None and isinstance(field.default, (int, float)):
                assert float(value) == field.default, name


@pytest.mark.parametrize("path", [one for one in UNITS if one.suffix == ".service"], ids=lambda path: path.name)
def test_service_runs_hardened_and_without_root(path):
    service = Unit(path)["Service"]

    assert service["User"].startswith("aqsha")
    assert service["NoNewPrivileges"] == service["PrivateTmp"] == service["ProtectHome"] == "true"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    assert "MemoryMax" in service


@pytest.mark.parametrize(
    ("unit", "command"),
    [
        ("aqsha-nightly.service", "-m pipelines nightly"),
        ("aqsha-watch.service", "-m pipelines watch"),
        ("aqsha-web.service", "-m streamlit run app.py --server.address 127.0.0.1 --server.port 8501"),
    ],
)
def test_service_runs_our_command_from_the_codes_folder(unit, command):
    service = Unit(DEPLOY / "systemd" / unit)["Service"]

    assert service["ExecStart"] == f"/opt/aqsha/.venv/bin/python {command}"
    assert service["WorkingDirectory"] == "/opt/aqsha"


def test_night_has_its_limits_and_its_guard():
    unit = Unit(DEPLOY / "systemd" / "aqsha-nightly.service")

    assert unit["Unit"]["OnFailure"] == "aqsha-watch.service"
    assert (unit["Service"]["MemoryMax"], unit["Service"]["Nice"]) == ("4G", "10")
    assert unit["Service"]["RestartForceExitStatus"] == "3"
    assert unit["Service"]["KillSignal"] == "SIGINT"


@pytest.mark.parametrize("path", [one for one in UNITS if one.suffix == ".timer"], ids=lambda path: path.name)
def test_timer_makes_up_for_missed_nights_and_starts_a_unit_that_exists(path):
    timer = Unit(path)["Timer"]

    assert (timer["Persistent"], "RandomizedDelaySec" in timer) == ("true", True)
    assert (DEPLOY / "systemd" / timer["Unit"]).is_file()


def test_site_is_given_no_secret_of_the_collector():
    assert Unit(DEPLOY / "systemd" / "aqsha-web.service")["Service"]["EnvironmentFile"] == "/etc/aqsha/web.env"


@pytest.mark.parametrize("path", [one for one in DEPLOY.rglob("*") if one.is_file()], ids=lambda path: path.name)
def test_only_the_folders_of_the_guide_are_named(path):
    named = re.findall(r"(?<![\w.$:}])/(?:opt|var|etc|home|srv|root)/[\w.-]+(?:/aqsha[\w-]*)?", path.read_text("utf-8"))

    assert {one for one in named if not any(one.startswith(folder) for folder in FOLDERS)} == set()


def test_cron_line_runs_the_same_commands():
    text = (DEPLOY / "crontab.example").read_text(encoding="utf-8")

    assert re.findall(r"-m (pipelines \w+)", text) == ["pipelines nightly", "pipelines watch"]


def test_cronjob_forbids_two_runs_at_once_and_waits_for_people_after_a_failed_check():
    text = (DEPLOY / "kubernetes" / "nightly.yaml").read_text(encoding="utf-8")

    assert text.count("concurrencyPolicy: Forbid") == text.count("kind: CronJob") == 2
    assert "values: [0, 3]" in text
    assert re.findall(r"-m, (pipelines, \w+)\]", text) == ["pipelines, nightly", "pipelines, watch"]


def test_manifests_hold_no_tabs_and_even_indents():
    for path in (DEPLOY / "kubernetes").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if "\t" in line or (len(line) - len(line.lstrip(" "))) % 2], path.name


def collector(home, snapshot_id="2026-11-22-0123abcd"):
    """Make a folder with one snapshot and what a run leaves beside it."""
    folder = home / snapshot_id / "tables"
    folder.mkdir(parents=True)
    (folder / "records.parquet").write_text("rows")
    (home / snapshot_id / "manifest.json").write_text("{}")
    (home / snapshot_id / "serve.duckdb").write_text("served")
    (home / "health.json").write_text("{}")
    (home / "editions.jsonl").write_text("{}")
    (home / "latest").write_text(snapshot_id + "\n")
    (home / ".lock").touch()
    (home / ".building-7").mkdir()
    return home


# Stands in for rsync: copies a file or a folder's content, and writes down in which order things came.
RSYNC = r"""#!/usr/bin/env bash
set -e
places=() kept=()
for one in "$@"; do
    case "$one" in
        --archive) ;;
        --link-dest=*) echo "$one" >> "$LOG" ;;
        --exclude=/*) kept+=("${one#--exclude=/}") ;;
        *) places+=("$one") ;;
    esac
done
from=${places[0]} to=${places[1]}
[ -e "$from" ] || exit 23
echo "$from -> $to" >> "$LOG"
if [ -n "$STOP_BEFORE" ] && [[ $to == *$STOP_BEFORE ]]; then exit 30; fi
if [ -d "$from" ]; then
    mkdir -p "$to"
    cp -R "$from". "$to"
    for one in "${kept[@]}"; do rm -f "$to$one"; done
else
    cp "$from" "$to"
fi
"""


@pytest.fixture
def mirror(tmp_path):
    """Run the mirror script over two folders."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "rsync").write_text(RSYNC)
    (programs / "rsync").chmod(0o755)
    target = tmp_path / "mirror"
    target.mkdir()

    def run(source, stop_before=""):
        bash = shutil.which("bash")
        environment = {
            "PATH": f"{programs}:/usr/bin:/bin",
            "LOG": str(tmp_path / "log"),
            "STOP_BEFORE": stop_before,
            "TMPDIR": str(tmp_path),
        }
        command = [bash, str(DEPLOY / "mirror.sh"), str(source), str(target)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    run.target = target
    run.log = lambda: (tmp_path / "log").read_text().splitlines()
    return run


def test_mirror_gets_the_whole_snapshot_and_the_pointer_last(mirror, tmp_path):
    source = collector(tmp_path / "snapshots")

    done = mirror(source)

    assert done.returncode == 0, done.stderr
    copied = sorted(str(path.relative_to(mirror.target)) for path in mirror.target.rglob("*") if path.is_file())
    assert copied == [
        "2026-11-22-0123abcd/manifest.json",
        "2026-11-22-0123abcd/serve.duckdb",
        "2026-11-22-0123abcd/tables/records.parquet",
        "editions.jsonl",
        "health.json",
        "latest",
    ]
    assert mirror.log()[-1].endswith(f"-> {mirror.target}/latest")
    manifest = [number for number, line in enumerate(mirror.log()) if line.endswith("/manifest.json")]
    folder = [number for number, line in enumerate(mirror.log()) if line.endswith("0123abcd/")]
    assert folder < manifest


def test_mirror_stores_tables_once_that_its_newest_edition_holds(mirror, tmp_path):
    mirror(collector(tmp_path / "old", "2026-11-21-00000000"))
    source = collector(tmp_path / "snapshots")

    assert mirror(source).returncode == 0
    assert mirror(source).returncode == 0

    assert [one for one in mirror.log() if one.startswith("--")] == ["--link-dest=../2026-11-21-00000000"]


@pytest.mark.parametrize("moment", ["0123abcd/", "/manifest.json", "mirror/latest"])
def test_mirror_cut_off_at_any_moment_keeps_pointing_at_the_old_snapshot(mirror, tmp_path, moment):
    mirror(collector(tmp_path / "old", "2026-11-21-00000000"))
    source = collector(tmp_path / "snapshots")

    done = mirror(source, stop_before=moment)

    assert done.returncode != 0
    assert (mirror.target / "latest").read_text() == "2026-11-21-00000000\n"
    assert mirror(source).returncode == 0
    assert (mirror.target / "latest").read_text() == "2026-11-22-0123abcd\n"


@pytest.mark.parametrize("pointer", ["", "../elsewhere", "2026-11-22-0123abcd; rm"])
def test_mirror_follows_no_pointer_that_names_no_snapshot(mirror, tmp_path, pointer):
    source = collector(tmp_path / "snapshots")
    (source / "latest").write_text(pointer)

    done = mirror(source)

    assert done.returncode == 1
    assert "names no snapshot" in done.stderr
    assert not list(mirror.target.iterdir())


@pytest.mark.parametrize("arguments", [[], ["one"], ["one", "two", "three"]])
def test_mirror_says_how_it_is_used(arguments):
    bash = shutil.which("bash")

    done = subprocess.run([bash, DEPLOY / "mirror.sh", *arguments], capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "FROM TO" in done.stderr


GUIDES = {one: (ROOT / "docs" / f"maintainer.{one}.md").read_text(encoding="utf-8") for one in ("ru", "kk")}
# Words that a command in the guide leaves to the reader, and comments, differ between the languages.
LEFT_TO_READER = re.compile(r"[А-ЯӘҒҚҢӨҰҮҺІЁ_]{3,}|^# .*$", re.MULTILINE)


def blocks(guide):
    return [LEFT_TO_READER.sub("…", one) for one in re.findall(r"```sh\n(.*?)```", GUIDES[guide], re.DOTALL)]


def test_both_guides_have_the_same_chapters_rows_and_commands():
    for form in (r"^## ", r"^\| ", r"^\d\. ", r"^- "):
        counts = {one: len(re.findall(form, text, re.MULTILINE)) for one, text in GUIDES.items()}
        assert counts["ru"] == counts["kk"] > 0, form
    assert blocks("ru") == blocks("kk")
    codes = {one: re.findall(r"`([^`\n]+)`", text) for one, text in GUIDES.items()}
    known = {one: {LEFT_TO_READER.sub("…", code) for code in found} for one, found in codes.items()}
    assert known["ru"] ^ known["kk"] <= {"AQSHA_ALERT_LANG=ru", "AQSHA_ALERT_LANG=kk", "ru", "kk", "aqsha"}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_guide_names_only_settings_and_files_that_exist(language):
    text = GUIDES[language]

    assert set(re.findall(r"AQSHA_[A-Z_]+", text)) <= COLLECTOR | settings_of(Settings)
    named = re.findall(r"(?:deploy|docs|pipelines|data)/[\w./-]*\w\.\w+", text)
    assert named
    assert [one for one in named if not (ROOT / one).exists()] == []
    for unit in re.findall(r"aqsha-\w+\.(?:service|timer)", text):
        assert (DEPLOY / "systemd" / unit).is_file()


def test_words_that_the_guide_explains_are_words_that_the_code_says():
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipelines").rglob("*.py"))
    said = " ".join(re.sub(r'"\s*\n\s*f?"', "", code).split())
    table = GUIDES["ru"].split("| слова в сообщении |")[1].split("\n\n")[0]
    explained = [words for row in table.splitlines()[2:] for words in re.findall(r"`([^`]+)`", row.split("|")[1])]
    of_the_system = {"No space left on device"}
    fixed = {part for words in explained for part in re.split(r" … | 120 s|429\)|\(404.*", words) if len(part) > 3}

    assert len(explained) > 20
    assert {words for words in fixed - of_the_system if words.strip(" (") not in said} == set()
