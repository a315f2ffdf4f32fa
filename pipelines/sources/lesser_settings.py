"""Settings of the lesser sources, from the environment (prefix AQSHA_): each source has its own switch."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

KGD_LISTS = (
    "BANKRUPT",
    "INACTIVE",
    "INVALID_REGISTRATION",
    "WRONG_ADDRESS",
    "PSEUDO_COMPANY",
    "TAX_ARREARS_150",
    "VIOLATION_TAX_CODE",
)


def _known_lists(value: str) -> str:
    unknown = sorted(set(names(value)) - {"all", "off", *KGD_LISTS})
    if unknown:
        raise ValueError(f"no list is called {', '.join(unknown)}; there are {', '.join(KGD_LISTS)}, or all")
    return value


def names(value: str) -> tuple[str, ...]:
    """Split a comma-separated setting; the order is kept, empty parts are left out."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


class LesserSettings(BaseSettings):
    """Which lesser sources are read, where they are and with which key.

    Attributes:
        raw: Folder for what was read; each source has a folder of its name below it.
        goszakup_url: Address of the procurement register's interface.
        goszakup_token: Its token; without it neither its list of unscrupulous suppliers nor payments are read.
        goszakup_ca_bundle: PEM file trusted beside the usual certificates, for the register.
        goszakup_rate: Calls a second to the register, at most.
        rnu: `off` leaves the list of unscrupulous suppliers out.
        treasury: `on` reads payments and acts of counted contracts.
        kgd_token: Token of the tax payments service; without it they are not read.
        kgd_payments: `off` leaves tax payments out, stored ones too.
        kgd_payments_url: Address of that service.
        kgd_since: First year asked for.
        kgd_lists: Names of the tax committee's lists, comma-separated, or `all`.
        kgd_lists_url: Address of the committee's site.
        juridical: `on` reads the register of legal entities.
        juridical_url: Address of the register's answers, to which BIN and language are added.
        egov_key: Key of the open data portal; without it no data set is read.
        egov_datasets: Data sets, comma-separated: `index/version`, or `index/version:column+column`.
        egov_url: Address of the portal.
        ca_bundle: PEM file trusted beside the usual certificates, for all but the procurement register.
        lesser_calls: Calls a night for each source that is read in turns.
        lesser_rate: Calls a second to each of them, at most.
        lists_shrunk: Lists whose sudden shrinking a person has confirmed, comma-separated.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", frozen=True, extra="ignore", env_ignore_empty=True)

    raw: Path = Path("data/raw")
    goszakup_url: str = "https://ows.goszakup.gov.kz"
    goszakup_token: SecretStr | None = None
    goszakup_ca_bundle: Path | None = None
    goszakup_rate: Annotated[float, Field(gt=0)] = 2.0
    rnu: Literal["on", "off"] = "on"
    treasury: Literal["on", "off", ""] = ""
    kgd_token: SecretStr | None = None
    kgd_payments: Literal["on", "off"] = "on"
    kgd_payments_url: str = "https://open.egov.kz"
    kgd_since: Annotated[int, Field(ge=1995, le=2100)] = 2010
    kgd_lists: Annotated[str, AfterValidator(_known_lists)] = ""
    kgd_lists_url: str = "http://kgd.gov.kz"
    juridical: Literal["on", "off", ""] = ""
    juridical_url: str = "https://stat.gov.kz/api/juridical/"
    egov_key: SecretStr | None = None
    egov_datasets: str = ""
    egov_url: str = "https://data.egov.kz"
    ca_bundle: Path | None = None
    lesser_calls: Annotated[int, Field(ge=1)] = 1_000
    lesser_rate: Annotated[float, Field(gt=0)] = 1.0
    lists_shrunk: str = ""
