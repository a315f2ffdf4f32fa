"""Settings of the write side, from the environment (prefix AQSHA_)."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class PipelineSettings(BaseSettings):
    """Where the nightly run reads and writes.

    Attributes:
        data: Folder with the hand-kept files (curated/, context/, geo/).
        raw: Folder for what was read, as Parquet with provenance.
        snapshots: Folder for published snapshots.
        person_key: Key of the hash that stands for a sole trader; made at first use where it is not set.
        keep_days: Annotated[int, Field(ge=0)] = 90
    keep_served: Annotated[int, Field(ge=1)] = 7
    processes: Processes that look for topics where the whole register is worked out; each needs about 0.5 GB.
        keep_days: Editions of so many days are all kept; of older ones the last of each month.
        keep_served: So many of the newest editions keep the file that pages are answered from; others make it again.
        register_memory: Memory that the register's working store may use, such as 2GB.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path = Path("data")
    raw: Path = Path("data/raw")
    snapshots: Path = Path("data/snapshots")
    person_key: SecretStr | None = None
    keep_days: Annotated[int, Field(ge=0)] = 90
    keep_served: Annotated[int, Field(ge=1)] = 7
    processes: Annotated[int, Field(ge=1, le=64)] = 2
    register_memory: Annotated[str, Field(pattern=r"^[0-9]+(MB|GB)$")] = "2GB"
