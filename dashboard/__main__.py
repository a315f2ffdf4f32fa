"""The commands of the read side: python -m dashboard export ocds|datapackage --out DIR [--snapshot ID].

Exit codes: 0 written; 1 there was nothing to write or it could not be written; 2 wrong usage.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from dashboard import snapshots
from dashboard.settings import settings
from dashboard.standards import ocds
from dashboard.standards.about import OPEN_PREFIX, Publication
from dashboard.standards.files import made_file
from dashboard.table_files import csv_file, every_table

OK, FAILED = 0, 1
_FILES: Final[Mapping[str, tuple[str, ...]]] = {
    "ocds": (ocds.RELEASES, ocds.RECORDS, ocds.POLICY),
    "datapackage": ("datapackage.json", "catalog.jsonld"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    chosen = settings()
    root = chosen.snapshots.resolve()
    snapshot = snapshots.find(root, options.snapshot) if options.snapshot else snapshots.newest(root)
    if snapshot is None:
        kept = ", ".join(snapshots.kept(root)) or "none"
        return _fail(f"There is no data edition {options.snapshot or 'yet'} in {root}; there are: {kept}.")
    published = Publication(snapshot, chosen.base_url, chosen.ocds_prefix or OPEN_PREFIX)
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        written = _WRITERS[options.what](published, options.out, chosen.cache_dir)
    except (OSError, ocds.NothingToTell) as error:
        return _fail(f"Nothing was written: {error}")
    sys.stdout.write("".join(f"{path}\n" for path in written))
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Takes data out of an edition.")
    commands = parser.add_subparsers(required=True, metavar="command")
    export = commands.add_parser("export", help="write an edition in an open standard, as the site offers it")
    export.add_argument("what", choices=sorted(_FILES))
    export.add_argument("--out", type=Path, required=True, metavar="DIR")
    export.add_argument("--snapshot", metavar="ID", help="another data edition than the newest")
    return parser


def _ocds(published: Publication, out: Path, cache_dir: Path) -> list[Path]:
    return [_copy(made_file(published, name, cache_dir), out / name) for name in _FILES["ocds"]]


def _data_package(published: Publication, out: Path, cache_dir: Path) -> list[Path]:
    """Write the descriptor with all its tables beside it, so that the folder needs no network."""
    (out / "tables").mkdir(exist_ok=True)
    written = [_copy(made_file(published, name, cache_dir), out / name) for name in _FILES["datapackage"]]
    for table in every_table(published.snapshot):
        copy = csv_file(table, cache_dir)
        if copy is None:
            raise OSError(f"no CSV copies can be kept in {cache_dir}; set AQSHA_CACHE_DIR")
        written.append(_copy(copy, out / "tables" / f"{table.name}.csv"))
        written.append(_copy(table.path, out / "tables" / f"{table.name}.parquet"))
    return written


_WRITERS: Final[Mapping[str, Callable[[Publication, Path, Path], list[Path]]]] = {
    "ocds": _ocds,
    "datapackage": _data_package,
}


def _copy(source: Path, target: Path) -> Path:
    shutil.copyfile(source, target)
    return target


def _fail(text: str) -> int:
    sys.stderr.write(text + "\n")
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
