"""Keeps raw answers: one compressed file a page, its provenance in the first line."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import zstandard

from pipelines.errors import SourceBroken

LEVEL = 3


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, whatever happens to the machine."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    put_in_place(temporary, path)


def put_in_place(temporary: Path, path: Path) -> None:
    """Rename a file that is on the disk already, and see the new name onto the disk too."""
    os.replace(temporary, path)  # noqa: PTH105 — Path.replace would not say that this is the atomic step
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_page(path: Path, provenance: Mapping[str, Any], body: bytes) -> None:
    """Keep one answer.

    Args:
        path: Ends in .json.zst.
        provenance: Where, when and how it was asked for; one line of JSON.
        body: The answer, people masked.
    """
    head = json.dumps(provenance, ensure_ascii=False).encode()
    write_whole(path, zstandard.ZstdCompressor(level=LEVEL).compress(head + b"\n" + body))


def read_page(path: Path) -> tuple[dict[str, Any], bytes]:
    """Return the provenance and the body of a page.

    Raises:
        SourceBroken: The file is missing or damaged.
    """
    try:
        head, _, body = zstandard.ZstdDecompressor().decompress(path.read_bytes()).partition(b"\n")
        return json.loads(head), body
    except (OSError, zstandard.ZstdError, ValueError) as error:
        raise SourceBroken(
            f"{path} is missing or damaged; restore it, or forget its window and read it again "
            "(docs/maintainer.md, «restore»)."
        ) from error


def page_path(folder: Path, resource: str, window: str, number: int) -> Path:
    """Return where a page stands; numbers count from 1."""
    return folder / "pages" / resource / window / f"{number:06d}.json.zst"
