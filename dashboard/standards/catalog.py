"""Describes an edition for catalogues of open data: DCAT-AP 3.0.1 as JSON-LD."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from dashboard.standards.about import LICENCE, PUBLISHER, Publication, description, title
from dashboard.standards.ocds import RECORDS, RELEASES
from dashboard.table_files import TableFile, every_table
from dashboard.words import LANGUAGES, Words, words
from pipelines.schemas import ABOUT

Node = dict[str, Any]

CONTEXT: Final[Node] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_EU: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_LANGUAGE_CODES: Final = {"kk": "KAZ", "ru": "RUS", "en": "ENG"}
PARQUET: Final = "application/vnd.apache.parquet"
CSV: Final = "text/csv"
JSON: Final = "application/json"
GZIP: Final = "application/gzip"


def catalog(published: Publication) -> Node:
    """Return the catalogue with its one dataset and a distribution for each file.

    Where the site's address is not set, addresses are relative to the root of the site that the file is read from.
    """
    home = published.address("/data")
    return {
        "@context": CONTEXT,
        "@id": f"{home}#catalog",
        "@type": "dcat:Catalog",
        "dct:title": _said(lambda tr: tr("Open data of the site «Aqsha qaida?»")),
        "dct:description": _said(description),
        "dct:publisher": {"@id": published.address("/#publisher"), "@type": "foaf:Agent", "foaf:name": PUBLISHER},
        "dct:language": _languages(),
        "dct:license": _licence(),
        "dct:modified": _moment(published),
        "foaf:homepage": {"@id": home, "@type": "foaf:Document"},
        "dcat:dataset": _dataset(published, home),
    }


def _dataset(published: Publication, home: str) -> Node:
    return {
        "@id": f"{home}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": _said(title),
        "dct:description": _said(description),
        "dct:publisher": {"@id": published.address("/#publisher")},
        "dct:identifier": published.snapshot.id,
        "dct:issued": _moment(published),
        "dcat:version": published.snapshot.id,
        "dcat:keyword": _said(lambda tr: tr("public procurement")),
        "dcat:landingPage": {"@id": home, "@type": "foaf:Document"},
        "dcat:theme": {"@id": f"{_EU}data-theme/GOVE", "@type": "skos:Concept"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}frequency/DAILY", "@type": "dct:Frequency"},
        "dct:language": _languages(),
        "dct:spatial": {"@id": f"{_EU}country/KAZ", "@type": "dct:Location"},
        "dcat:distribution": list(_distributions(published)),
    }


def _distributions(published: Publication) -> Iterator[Node]:
    for table in every_table(published.snapshot):
        yield _table(published, table, "csv", CSV)
        yield _table(published, table, "parquet", PARQUET) | _bytes(table)
    yield _distribution(published, "datapackage.json", JSON, lambda tr: tr("Description of all tables (Data Package)"))
    for name in (RELEASES, RECORDS):
        yield _distribution(published, name, GZIP, lambda tr: tr("Contracts of the register (OCDS 1.1)"))


def _table(published: Publication, table: TableFile, form: str, media_type: str) -> Node:
    return _distribution(published, f"tables/{table.name}.{form}", media_type, lambda tr: tr(ABOUT[table.name]))


def _distribution(published: Publication, name: str, media_type: str, say: Callable[[Words], str]) -> Node:
    address = published.file_address(name)
    return {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": {"@value": name.rpartition("/")[2], "@language": "en"},
        "dct:description": _said(say),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPES}{media_type}", "@type": "dct:MediaType"},
        "dct:license": _licence(),
    }


def _bytes(table: TableFile) -> Node:
    """Return size and hash as the nightly run wrote them down."""
    algorithm = {"@id": "spdx:checksumAlgorithm_sha256", "@type": "spdx:ChecksumAlgorithm"}
    value = {"@value": table.sha256, "@type": "xsd:hexBinary"}
    return {
        "dcat:byteSize": {"@value": str(table.path.stat().st_size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": algorithm, "spdx:checksumValue": value},
    }


def _licence() -> Node:
    return {"@id": LICENCE, "@type": "dct:LicenseDocument"}


def _languages() -> list[Node]:
    return [{"@id": f"{_EU}language/{code}", "@type": "dct:LinguisticSystem"} for code in _LANGUAGE_CODES.values()]


def _moment(published: Publication) -> Node:
    return {"@value": published.snapshot.made_at.isoformat(), "@type": "xsd:dateTime"}


def _said(say: Callable[[Words], str]) -> list[Node]:
    return [{"@value": say(words(code)), "@language": code} for code in LANGUAGES]
