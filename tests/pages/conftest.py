"""Pages run in process, on the real snapshot, on an empty one or on none."""

import html
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.paths import PAGES
from pipelines import publish, serving
from pipelines.schemas import CONTENT, CONTENT_VERSION, HISTORY

ROOT = Path(__file__).resolve().parents[2]
# The class of the answer that stands in for a page that raised (dashboard/frame.py).
FAULT = "aq-fault"
FILES = {page.key: page.file for page in PAGES}


def texts(app: AppTest) -> str:
    """All HTML and texts of the page but its style sheet; entities read as a reader sees them."""
    drawn = [str(one.proto.body) for one in app.get("html")]
    said = [str(one.value) for one in (*app.markdown, *app.caption, *app.code)]
    return html.unescape("\n".join(one for one in drawn + said if not one.startswith("<style")))


def heading(app: AppTest) -> str:
    """The page's title sentence."""
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", texts(app), flags=re.DOTALL)
    assert len(found) == 1, found
    return re.sub(r"<[^>]+>", "", found[0]).strip()


@pytest.fixture
def run_page(snapshots: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page with a link, as a reader's first visit; another folder of snapshots may be named."""
    published = snapshots

    def run(key: str, snapshots: Path | None = None, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("AQSHA_SNAPSHOTS", str(snapshots or published))
        app = AppTest.from_file(str(ROOT / "dashboard" / "frame.py"), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(f"../{FILES[key]}").run()
        assert FAULT not in texts(app), "the page raised; see the log"
        return app

    return run


@pytest.fixture(scope="session")
def empty_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one snapshot whose tables are all empty, published by the real publishing code."""
    root = tmp_path_factory.mktemp("empty")
    folder = publish.temporary_folder(root)
    described = publish.write_tables(folder / "tables", {name: one.create_empty() for name, one in CONTENT.items()})
    past = publish.write_tables(folder / "history", {name: one.create_empty() for name, one in HISTORY.items()})
    content = publish.content_sha256(described)
    snapshot_id = f"2026-11-22-{content[:8]}"
    manifest = {
        "id": snapshot_id,
        "content_sha256": content,
        "previous_id": None,
        "schema_version": CONTENT_VERSION,
        "made_at": datetime(2026, 11, 22, tzinfo=UTC).isoformat(),
        "code_version": "0",
        "inputs": {},
        "counted_kzt": {},
        "accounts": [],
        "quarantine": {},
        "tables": described,
        "history": past,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    serving.build_serving_file(folder)
    publish.put_in_place(root, folder, snapshot_id)
    return root
