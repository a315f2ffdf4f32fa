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
        processes: Processes that look for topics where the whole register is worked out; each needs about 0.5 GB.
        register_memory: Memory that the register's working store may use, such as 2GB.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", env_ignore_empty=True, frozen=True, extra="ignore")

    data: Path = Path("data")
    raw: Path = Path("data/raw")
    snapshots: Path = Path("data/snapshots")
    person_key: SecretStr | None = None
    processes: Annotated[int, Field(ge=1, le=64)] = 2
    register_memory: Annotated[str, Field(pattern=r"^[0-9]+(MB|GB)$")] = "2GB"
