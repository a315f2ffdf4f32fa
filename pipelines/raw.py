"""Keeps what was read, line by line with its file's hash, so that every published row can be traced back."""

import hashlib
import os
from pathlib import Path

import polars as pl

from pipelines.sources.source import RawFile, Source


def keep(folder: Path, raw: RawFile) -> Path:
    """Write one file as read to Parquet, replacing the last reading in one step; return where it stands."""
    path = _path(folder, raw.dataset, raw.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    raw.frame().write_parquet(temporary, compression="zstd", row_group_size=65_536)
    os.replace(temporary, path)  # noqa: PTH105 — Path.replace would not say that this is the atomic step
    return path


def was_read(folder: Path, source: Source) -> bool:
    """Tell whether every file of a source was read on this machine before."""
    return all(_path(folder, source.name, name).exists() for name in source.files)


def last_reading(folder: Path, source: Source) -> list[RawFile]:
    """Return the files of a source, which was read on this machine, as they were last read."""
    return [_load(folder, source, f"{source.folder}/{name}") for name in source.files]


def _load(folder: Path, source: Source, file: str) -> RawFile:
    path = _path(folder, source.name, file)
    frame = pl.read_parquet(path)
    sha256 = frame["file_sha256"][0] if frame.height else hashlib.sha256(b"").hexdigest()
    return RawFile(source.name, file, sha256, tuple(frame.select("line", "raw").iter_rows()))


def _path(folder: Path, dataset: str, file: str) -> Path:
    return folder / dataset / (Path(file).name + ".parquet")
