"""The national procurement register: the only room that talks to it."""

from pipelines.marks import N_
from pipelines.sources.goszakup.load import Loaded, Part, finished_parts, load, subjects_now
from pipelines.sources.goszakup.reading import Progress
from pipelines.sources.goszakup.settings import GoszakupSettings
from pipelines.sources.source import Source

SOURCE = Source(
    name="goszakup",
    about=N_("Contracts, lots and plan points of the national procurement register"),
    licence=N_("public register"),
    cadence=N_("every night"),
    home="https://goszakup.gov.kz",
    folder="goszakup",
    files={},
    keys={},
)

__all__ = ["SOURCE", "GoszakupSettings", "Loaded", "Part", "Progress", "finished_parts", "load", "subjects_now"]
