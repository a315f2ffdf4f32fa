"""The routes of open standards: files of an edition, its newest one by name, sitemap, robots.txt, region bundles."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from dashboard import snapshots
from dashboard.answers import site_of
from dashboard.settings import Settings
from dashboard.snapshots import Snapshot
from dashboard.standards import sitemap
from dashboard.standards.about import OPEN_PREFIX, Publication
from dashboard.standards.files import MAKERS, MEDIA_TYPES, kept_file, made_file, make_once, tag
from dashboard.standards.ocds import NothingToTell
from dashboard.standards.region_tables import present_regions
from dashboard.standards.robots import robots
from web.bundle import write_bundle
from web.documents import request_origin
from web.freshness import REVALIDATED, is_held, kept_for

PATIENCE: Final = 20.0
"""Seconds that a reader waits for a file that is being made; then they are asked to come back."""
COME_BACK: Final = 30
READERS_WAITING: Final = 8
"""So many readers wait, each in one of the some forty threads of the site; others are asked to come back at once."""
XML: Final = "application/xml"


class Workshop:
    """Makes files off the request, one maker for each: a reader who leaves does not stop it, and readers share it."""

    def __init__(self) -> None:
        self._makers = ThreadPoolExecutor(max_workers=2, thread_name_prefix="standards")
        self._making: dict[Path, Future[Path]] = {}
        self._guard, self._room = Lock(), BoundedSemaphore(READERS_WAITING)

    def get(self, kept: Path, make: Callable[[], Path]) -> Path | None:
        """Return a file, or nothing where it is still being made or too many wait for theirs.

        Args:
            kept: Where it lies once it is made.
            make: Makes it there; what it raises is raised here.
        """
        if kept.is_file():
            return kept
        with self._guard:
            if kept not in self._making:
                self._making[kept] = self._makers.submit(make)
            being_made = self._making[kept]
        if not self._room.acquire(blocking=False):
            return None
        try:
            return being_made.result(PATIENCE)
        except TooLong:
            return None
        finally:
            self._room.release()
            if being_made.done():
                with self._guard:
                    self._making.pop(kept, None)


def standards_routes(settings: Settings) -> list[Route]:
    """Make the routes. They go before those of tables: `/files/latest/…` leads on to the newest edition.

    Args:
        settings: Where the snapshots are, where copies may be kept, and the site's public names.
    """
    root, workshop = settings.snapshots.resolve(), Workshop()

    def latest(request: Request) -> Response:
        snapshot = snapshots.newest(root)
        if snapshot is None:
            return _missing()
        address = f"/files/{snapshot.id}/{quote(request.path_params['rest'])}"
        return RedirectResponse(address, status_code=307, headers={"cache-control": REVALIDATED})

    def file(request: Request) -> Response:
        snapshot = snapshots.find(root, request.path_params["snapshot"])
        told = _published(settings, snapshot) if snapshot else None
        return _file(request, told, settings.cache_dir, workshop) if told else _missing()

    def bundle(request: Request) -> Response:
        snapshot = snapshots.newest(root)
        return _bundle(request, _published(settings, snapshot), settings, workshop) if snapshot else _missing()

    def links(request: Request) -> Response:
        return _sitemap(request, settings, snapshots.newest(root))

    def for_crawlers(request: Request) -> Response:
        text = robots(request_origin(request.scope, settings.base_url))
        return PlainTextResponse(text, headers={"cache-control": "public, max-age=3600"})

    files = [Route(f"/files/{{snapshot}}/{name}", file, name=name) for name in MAKERS]
    return [
        Route("/files/latest/{rest:path}", latest),
        Route("/files/bundle/{region}.zip", bundle),
        *files,
        Route("/sitemap.xml", links),
        Route("/sitemap/{number:int}.xml", links),
        Route("/robots.txt", for_crawlers),
    ]


def _published(settings: Settings, snapshot: Snapshot, origin: str = "") -> Publication:
    return Publication(snapshot, settings.base_url or origin, settings.ocds_prefix or OPEN_PREFIX)


def _file(request: Request, published: Publication, cache_dir: Path, workshop: Workshop) -> Response:
    name = request.url.path.rpartition("/")[2]
    kept = kept_file(published, name, cache_dir)
    answer = _Answer(_headers(published, name), MEDIA_TYPES[name])
    return answer.to(request, workshop, kept, lambda: made_file(published, name, cache_dir))


@dataclass(frozen=True, slots=True)
class _Answer:
    """How a file is sent: the same headers with its bytes and without them."""

    headers: dict[str, str]
    media_type: str

    def to(self, request: Request, workshop: Workshop, kept: Path, make: Callable[[], Path]) -> Response:
        """Answer with the file, with 304, or with why there is none now."""
        if is_held(request.headers, self.headers["etag"]):
            return Response(status_code=304, headers=self.headers)
        try:
            path = workshop.get(kept, make)
        except NothingToTell:
            return PlainTextResponse("This data edition holds no contract of the register.", status_code=404)
        except OSError:
            return PlainTextResponse("This file can't be made now.", status_code=503)
        if path is None:
            later = {"retry-after": str(COME_BACK)}
            return PlainTextResponse("This file is being made; ask again in a moment.", status_code=503, headers=later)
        return FileResponse(path, headers=self.headers, media_type=self.media_type)


def _bundle(request: Request, published: Publication, settings: Settings, workshop: Workshop) -> Response:
    """Answer with the archive of a region, of the newest edition."""
    region = request.path_params["region"]
    if region not in present_regions(published.snapshot):
        return _missing()
    name = f"{region}.zip"
    kept, site = kept_file(published, name, settings.cache_dir), site_of(settings.snapshots.resolve())
    headers = _headers(published, name, pinned=False)
    return _Answer(headers, "application/zip").to(
        request, workshop, kept, lambda: make_once(kept, partial(write_bundle, site, published, region))
    )


def _headers(published: Publication, name: str, *, pinned: bool = True) -> dict[str, str]:
    preview = "preview-" if published.is_preview and name.startswith("ocds") else ""
    return {
        "cache-control": kept_for(pinned=pinned),
        "etag": f'"{tag(published, name)}"',
        "content-disposition": f'inline; filename="aqsha-qaida-{published.snapshot.id}-{preview}{name}"',
    }


def _sitemap(request: Request, settings: Settings, snapshot: Snapshot | None) -> Response:
    if snapshot is None:
        return _missing()
    published = _published(settings, snapshot, request_origin(request.scope, settings.base_url))
    number = request.path_params.get("number")
    if not published.base_url or (number is not None and not _is_listed(published, number)):
        return _missing()
    etag = f'"{tag(published, f"sitemap-{number or 0}")}"'
    headers = {"cache-control": REVALIDATED, "etag": etag}
    if is_held(request.headers, etag):
        return Response(status_code=304, headers=headers)
    lines: Iterator[bytes] = sitemap.page_of_links(published, number) if number else sitemap.sitemap(published)
    return StreamingResponse(_portions(lines), headers=headers, media_type=XML)


def _is_listed(published: Publication, number: int) -> bool:
    return sitemap.is_index(published) and 1 <= number <= sitemap.files(published)


def _portions(lines: Iterator[bytes], size: int = 65_536) -> Iterator[bytes]:
    """Put short lines together: each portion is a step of its own for the server."""
    held: list[bytes] = []
    count = 0
    for line in lines:
        held.append(line)
        count += len(line)
        if count >= size:
            yield b"".join(held)
            held, count = [], 0
    yield b"".join(held)


def _missing() -> Response:
    return PlainTextResponse("Not Found", status_code=404)
