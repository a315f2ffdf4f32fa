"""The catalogue holds to DCAT-AP, in three languages, and its addresses lead to files that are served."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, Graph, URIRef

from dashboard.standards.catalog import catalog
from dashboard.standards.dataset import dataset, dataset_jsonld
from dashboard.standards.files import MAKERS
from dashboard.table_files import every_table
from tests.dashboard.standards.conftest import SITE

# rdflib's own reader of JSON-LD uses what rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SHAPES = Path(__file__).parent / "data" / "dcat-ap-3.0.1.ttl"


def _graph(told, place=None):
    return Graph().parse(data=json.dumps(told), format="json-ld", publicID=place)


def _holds(told):
    conforms, _, text = validate(_graph(told), shacl_graph=Graph().parse(SHAPES))
    return conforms, text


def test_the_catalogue_holds_to_the_shapes(published):
    conforms, text = _holds(catalog(published))
    assert conforms, text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one.pop("dct:title"),
        lambda one: one["dct:publisher"].pop("foaf:name"),
        lambda one: one["dcat:dataset"].pop("dct:description"),
        lambda one: one["dcat:dataset"]["dcat:distribution"][0].pop("dcat:accessURL"),
        lambda one: one["dcat:dataset"]["dcat:distribution"][1]["dcat:byteSize"].update({"@type": "xsd:string"}),
        lambda one: one["dcat:dataset"]["dcat:distribution"][1]["spdx:checksum"].pop("spdx:algorithm"),
        lambda one: one["dcat:dataset"]["dcat:theme"].pop("@type"),
        lambda one: one["dct:title"].append({"@value": "again", "@language": "en"}),
    ],
    ids=["title", "name", "description", "address", "size", "algorithm", "theme", "two titles in one language"],
)
def test_the_shapes_see_what_is_wrong(published, spoil):
    told = catalog(published)
    spoil(told)
    assert not _holds(told)[0]


def test_titles_are_told_in_three_languages(published):
    graph = _graph(catalog(published))
    (found,) = graph.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), DCAT.Dataset)
    assert {title.language for title in graph.objects(found, DCTERMS.title)} == {"kk", "ru", "en"}


@pytest.mark.parametrize("base", [SITE, ""], ids=["known address", "address of the request"])
def test_addresses_lead_to_the_files_of_this_edition(published, base):
    told = catalog(replace(published, base_url=base))
    folder = f"{SITE}/files/{published.snapshot.id}/"
    addresses = {str(one) for one in _graph(told, f"{folder}catalog.jsonld").objects(None, DCAT.downloadURL)}
    tables = {
        f"{folder}tables/{one.name}.{form}" for one in every_table(published.snapshot) for form in ("csv", "parquet")
    }
    assert addresses - tables == {f"{folder}{name}" for name in MAKERS if name.startswith(("data", "ocds"))} - {
        f"{folder}ocds-policy.txt"
    }
    assert addresses > tables


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_data_page_is_told_as_one_dataset(ask_page, published, language):
    page = ask_page("data", lang=language)
    told = json.loads(dataset_jsonld(page, SITE))
    assert told["@type"] == "Dataset"
    assert 50 <= len(told["description"]) <= 5000
    assert told["name"] not in told["alternateName"]
    graph = _graph(told | {"@context": {"@vocab": "https://schema.org/"}})
    assert len(list(graph.objects(None, URIRef("https://schema.org/contentUrl")))) == 2 * len(
        list(every_table(published.snapshot))
    )


def test_no_text_can_end_the_script_element(ask_page, monkeypatch):
    monkeypatch.setattr("dashboard.standards.dataset.title", lambda _tr: "</script><script>alert(1)")
    told = dataset_jsonld(ask_page("data"), SITE)
    assert "<" not in told
    assert json.loads(told)["name"] == "</script><script>alert(1)"


def test_a_filter_makes_no_other_dataset(ask_page, published):
    assert dataset(ask_page("data", "region=astana"), published) == dataset(ask_page("data"), published)
