"""The sites whose faces are compared: four nights of the real facts, and the last of them beside a made-up register."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.snapshots import newest
from tests.dashboard.register_store import publish_with_register
from tests.web.faces.asking import Faces


@pytest.fixture(scope="module", params=["facts", "register"])
def faces(
    request: pytest.FixtureRequest, nights: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Faces]:
    root, home = nights[0], tmp_path_factory.mktemp("faces")
    if request.param == "register":
        last = newest(root)
        assert last is not None
        root = home / "register"
        root.mkdir()
        publish_with_register(last.folder, root)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AQSHA_SNAPSHOTS", str(root))
        environment.setenv("AQSHA_CACHE_DIR", str(home / "cache"))
        yield Faces(request.param, root, home / "cache")
