"""Settings of the write side, from the environment (prefix AQSHA_)."""

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict


class PipelineSettings(BaseSettings):
    """Where the nightly run reads and writes.

    Attributes:
        data: Folder with the hand-kept files (curated/, context/, geo/).
        raw: Folder for what was read, as Parquet with provenance.
        snapshots: Folder for published snapshots.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", frozen=True, extra="ignore")

    data: Path = Path("data")
    raw: Path = Path("data/raw")
    snapshots: Path = Path("data/snapshots")
