"""A region's archive opens from a stick: all it needs lies in it, and its figures are those of the site."""

import io
import json
import re
import zipfile
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePosixPath

import polars as pl
import pytest
from frictionless import Package, system

from dashboard.bodies.every import BODIES
from dashboard.page import open_page
from dashboard.snapshots import newest
from dashboard.standards.about import Publication
from dashboard.words import LANGUAGES
from tests.web.test_standards import Client
from web import bundle
from web.bundle import write_bundle

REGION = "kostanay"
SITE = "https://example.kz"


@pytest.fixture(scope="module")
def path(site, snapshots, tmp_path_factory):
    path = tmp_path_factory.mktemp("bundle") / "region.zip"
    write_bundle(site, Publication(newest(snapshots)), REGION, path)
    return path


@pytest.fixture(scope="module")
def names(path):
    return {PurePosixPath(one).relative_to(REGION) for one in zipfile.ZipFile(path).namelist()}


@pytest.fixture(scope="module")
def folder(path, tmp_path_factory):
    out = tmp_path_factory.mktemp("stick")
    zipfile.ZipFile(path).extractall(out)
    return out / REGION


@pytest.fixture(scope="module")
def htmls(folder):
    return {one.relative_to(folder).as_posix(): one.read_text(encoding="utf-8") for one in folder.rglob("*.html")}


class Found(HTMLParser):
    """What a page links to, what it loads, and the names within it."""

    def __init__(self, html):
        super().__init__()
        self.links, self.loads, self.anchors, self.tags = [], [], set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.tags.add(tag)
        self.anchors.update(value for name, value in attrs if name in ("id", "name") and value)
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        self.loads += [told[name] for name in ("src", "srcset", "data", "poster", "action") if told.get(name)]
        if tag == "link" and told.get("href") and told.get("rel") not in ("canonical", "alternate"):
            self.loads.append(told["href"])


def test_every_link_within_leads_to_a_file_and_a_place_in_it(htmls, names):
    for name, html in htmls.items():
        for link in Found(html).links:
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            assert link, name
            target, _, anchor = link.partition("#")
            assert not target.startswith("/"), f"{name}: {link}"
            parts = [*PurePosixPath(name).parent.parts, *PurePosixPath(target).parts] if target else [name]
            resolved = []
            for part in parts:
                resolved = resolved[:-1] if part == ".." else [*resolved, part]
            found = PurePosixPath(*resolved)
            assert found in names, f"{name}: {link}"
            if anchor:
                assert unescape(anchor) in Found(htmls[found.as_posix()]).anchors, f"{name}: {link}"


def test_nothing_is_loaded_and_nothing_runs(htmls):
    for name, html in htmls.items():
        found = Found(html)
        assert [one for one in found.loads if not one.startswith("data:")] == [], name
        assert not found.tags & {"script", "iframe", "img", "form", "object", "embed"}, name
        assert not re.search(r"url\(\s*['\"]?(?!data:|#)", html), name
        assert "@import" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_region_page_says_what_the_site_says(site, htmls, language):
    page = open_page(site, "region", f"id={REGION}&lang={language}", "")
    body = BODIES["region"](page)
    html = htmls[f"{language}/region.html"]
    assert str(body.heading.title) in unescape(html)
    assert f'lang="{language}"' in html
    for key in body.keys:
        assert str(key.value) in unescape(html)


def test_the_tables_add_up_to_what_the_site_counts(folder, snapshots):
    spend = pl.read_parquet(folder / "tables" / "spend.parquet")
    records = pl.read_parquet(folder / "tables" / "records.parquet")
    base = newest(snapshots).folder / "tables"
    whole = pl.read_parquet(base / "records.parquet").filter(region=REGION)
    assert records.equals(whole)
    assert records.height > 0
    assert spend["counted_kzt"].sum() == whole["counted_kzt"].sum()
    written = pl.read_csv(folder / "tables" / "spend.csv", infer_schema=False)["counted_kzt"]
    assert sum(map(Decimal, written)) == whole["counted_kzt"].sum()


def test_who_is_met_and_cited_comes_along(folder):
    tables = {one.stem: pl.read_parquet(one) for one in (folder / "tables").glob("*.parquet")}
    parties = set(tables["parties"]["party_id"])
    met = {*tables["records"]["customer_id"].drop_nulls(), *tables["records"]["contractor_id"].drop_nulls()}
    assert parties == met
    cited = set(tables["sources"]["source_id"])
    for name in ("records", "statements", "need_evidence", "appeals"):
        assert set(tables[name]["source_id"].drop_nulls()) <= cited
    assert set(tables["need_evidence"]["region"]) <= {REGION}


def test_the_descriptor_reads_well(folder):
    with system.use_context(trusted=False):
        report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == f"aqsha-qaida-{REGION}"
    assert {one["name"] for one in package["resources"]} >= {"records", "spend", "parties", "sources", "statements"}


def test_the_readme_speaks_three_languages_and_opens_in_notepad(folder):
    content = (folder / "readme.txt").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    assert content.decode("utf-8-sig").count("* * *") == len(LANGUAGES) - 1


@pytest.fixture
def few_pages(monkeypatch):
    monkeypatch.setattr(bundle, "FOR_REGION", ("records",))
    monkeypatch.setattr(bundle, "PLAIN", ())
    monkeypatch.setattr(bundle, "RECORD_PAGES", 1)


@pytest.mark.usefixtures("few_pages")
def test_the_same_edition_gives_the_same_bytes(site, snapshots, tmp_path):
    first, again = (tmp_path / f"{number}.zip" for number in range(2))
    for one in (first, again):
        write_bundle(site, Publication(newest(snapshots)), REGION, one)
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.usefixtures("few_pages")
def test_with_an_address_other_links_lead_to_the_site(site, snapshots, tmp_path, htmls):
    write_bundle(site, Publication(newest(snapshots), SITE), REGION, tmp_path / "named.zip")
    archive = zipfile.ZipFile(tmp_path / "named.zip")
    html = archive.read(f"{REGION}/en/region.html").decode()
    out = [one for one in Found(html).links if one.startswith(SITE)]
    assert out
    assert not [one for one in Found(htmls["en/region.html"]).links if one.startswith(SITE)]


@pytest.mark.usefixtures("few_pages")
def test_the_archive_is_answered_for_regions_that_exist(snapshots, tmp_path):
    client = Client(snapshots, tmp_path)
    answer = client.get(f"/files/bundle/{REGION}.zip")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "no-cache"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert client.get(f"/files/bundle/{REGION}.zip", if_none_match=answer.headers["etag"]).status_code == 304
    for unknown in ("atlantis", "national", "..%2f..", ""):
        assert client.get(f"/files/bundle/{unknown}.zip").status_code == 404
