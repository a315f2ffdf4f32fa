"""Fair peers in words: the rule with the numbers it used, the ways to other rules, and what there is to compare."""

from collections.abc import Mapping, Sequence
from typing import Final

from dashboard import labels
from dashboard.html.inputs import Cell, Column, Table
from dashboard.page import Page
from dashboard.sentences import begun
from dashboard.stories.compare import names_of
from dashboard.tables import first_of
from dashboard.views.compare import CompareView
from dashboard.views.compare_offers import Offers
from dashboard.views.contractor import ContractorView
from dashboard.views.peers import OF, RULES, Peer, Peers
from dashboard.words import Words
from pipelines.marks import N_

MOST: Final = 50
"""Peers that the page names; the files hold all."""
RULE_NAMES: Final[Mapping[str, str]] = {
    "similar": N_("Similar number of residents"),
    "neighbours": N_("Neighbours"),
    "kind": N_("The same kind of place"),
}
_TITLES: Final[Mapping[str, str]] = {
    "similar": N_("Fair peers by a similar number of residents"),
    "neighbours": N_("Fair peers among the neighbours"),
    "kind": N_("Fair peers of the same kind of place"),
}
_WAYS: Final[Mapping[str, str]] = {
    "similar": N_("%(name)s: compare with fair peers by a similar number of residents"),
    "neighbours": N_("%(name)s: compare with its neighbours"),
    "kind": N_("%(name)s: compare with places of the same kind"),
}
_OF_REGIONS: Final[Mapping[str, str]] = {
    "similar": N_(
        "The rule: the six regions and cities whose number of residents is nearest to that %(of_region)s, by how many "
        "times the larger number is the smaller one."
    ),
    "neighbours": N_(
        "The rule: the neighbours %(of_region)s, regions and cities that share a border with it today, as the map of "
        "the borders draws them; those nearest in residents stand first."
    ),
    "oblast": N_("The rule: regions are set beside regions, not cities; those nearest in residents stand first."),
    "city": N_(
        "The rule: cities of republican significance are set beside one another; those nearest in residents stand "
        "first."
    ),
}


def subject(page: Page, found: Peers) -> str:
    """Return what the one is called that peers were asked for."""
    return names_of(page, found.axis, (found.subject.key,))[found.subject.key]


def title(page: Page, found: Peers) -> str:
    """Return the heading of the peers, with the name of the rule."""
    tr = page.tr
    if found.axis == "region":
        return tr(_TITLES[found.rule])
    if found.axis == "system":
        return tr("Fair peers: the same kind of system")
    return tr("Fair peers: paid for the same kind of work")


def rule(page: Page, found: Peers) -> str:
    """Print the rule."""
    tr, name = page.tr, subject(page, found)
    if found.axis == "region":
        of_region = tr.pick(page.names.regions[found.subject.key], "of")
        return tr(_OF_REGIONS[found.same if found.rule == "kind" else found.rule], of_region=of_region)
    if found.axis == "system":
        return tr(
            "The rule: systems of the same kind as %(name)s; those of which the nearest sum was found stand first, by "
            "how many times the larger sum is the smaller one.",
            name=name,
        )
    if not found.same:
        return tr("No contract or payment of %(name)s was found, so nobody is paid for the same.", name=name)
    return tr(
        "The rule: suppliers who, like %(name)s, were paid most for “%(category)s”; those of whom the nearest sum was "
        "found stand first, by how many times the larger sum is the smaller one.",
        name=name,
        category=labels.category(tr, found.same),
    )


def table(page: Page, found: Peers) -> Table:
    """Return the nearest peers with the numbers that the rule used; the subject stands first."""
    tr, near = page.tr, found.peers[:MOST]
    called = names_of(page, found.axis, (found.subject.key, *(one.key for one in near)))
    places = found.axis == "region"
    number = tr("Residents") if places else tr("Found so far")
    columns = [
        Column("name", tr("Compared"), main=True),
        Column("number", number, kind="number" if places else "money", amount=True),
        Column("ratio", tr("How many times larger or smaller"), kind="number"),
    ]
    rows = [_row(tr, called, one, places=places) for one in (found.subject, *near)]
    rows[0] = {**rows[0], "ratio": Cell("", note=tr("its peers are looked for"))}
    caption = tr("Peers and the numbers that the rule used")
    return Table(columns, rows, first_of(tr, caption, len(near), len(found.peers)))


def _row(tr: Words, called: Mapping[str, str], one: Peer, *, places: bool) -> Mapping[str, Cell]:
    number = Cell("", note=tr("not known") if places else tr("no sum found yet"))
    if one.number is not None:
        number = Cell(tr.number(one.number), note=tr.as_of(one.as_of) if one.as_of else "")
        number = number if places else Cell(tr.money(one.number))
    ratio = Cell(tr.decimal(one.ratio, 2)) if one.ratio else Cell("", note=tr("not known"))
    return {"name": Cell(begun(called[one.key])), "number": number, "ratio": ratio}


def ways(page: Page, view: CompareView) -> Sequence[Cell]:
    """Return links to fair peers of those compared: by the other rules, or of each side by any."""
    tr, kind = page.tr, view.axis.peers.axis if view.axis.peers else view.axis.kind
    rules = OF.get(kind, ())
    asked = (view.axis.peers.subject.key,) if view.axis.peers else view.axis.keys
    called = names_of(page, kind, asked) if rules else {}
    return [
        Cell(_way(tr, begun(called[key]), one, places=kind == "region"), href=peers_link(page, kind, key, one))
        for key in asked
        for one in rules
        if not (view.axis.peers and one == view.axis.peers.rule)
    ]


def _way(tr: Words, name: str, one: str, *, places: bool) -> str:
    if not places:
        return tr("%(name)s: compare with fair peers", name=name)
    return tr(_WAYS[one], name=name)


def peers_link(page: Page, axis: str, key: str, one: str) -> str:
    """Return the link that sets one region, system or supplier beside its peers by a rule, with the other filters."""
    empty: dict[str, object] = dict.fromkeys(OF, ())
    if axis == "region":
        empty["place"] = ()
    return page.link("/compare", **{**empty, axis: (key,), "mode": one, "id": None})


def from_region(page: Page, slug: str) -> Cell:
    """Return the way from a region's page to its fair peers."""
    return Cell(page.tr("Compare with fair peers"), href=peers_link(page, "region", slug, "similar"))


def from_supplier(page: Page, view: ContractorView) -> list[Cell]:
    """Return the way from a supplier's page to those paid for the same kind of work; none where it was paid nothing."""
    if view.party is None or not view.local.committed + view.central.committed:
        return []
    level = "local" if view.local.committed else "central"
    href = page.plain_link("/compare", contractor=(view.party["party_id"],), mode="kind", level=level)
    return [Cell(page.tr("Compare with fair peers"), href=href)]


def no_peers(page: Page, found: Peers) -> str:
    """Say that nobody fits the rule."""
    return page.tr("By this rule nobody is known to be set beside %(name)s.", name=subject(page, found))


def offers(page: Page, found: Offers) -> list[Cell]:
    """Return comparisons to begin with: cities, years, systems of one kind, suppliers with most records."""
    tr, made = page.tr, list[Cell]()
    for axis, several in found.sets:
        called = names_of(page, axis, several)
        listed = "; ".join(begun(called[key]) for key in several)
        if axis == "years":
            span = {"year_from": int(several[0]), "year_to": int(several[-1])}
            made.append(Cell(tr("The years %(names)s", names=listed), href=page.link("/compare", **span)))
        else:
            href = page.plain_link("/compare", **{axis: several}, level="local")
            made.append(Cell(listed, href=href))
    return made


def offer_table(page: Page, found: Offers) -> Table:
    """Return every region with the links to its peers by each rule."""
    tr = page.tr
    called = names_of(page, "region", found.regions)
    columns = [Column("name", tr("Region"), main=True), *(Column(one, tr(RULE_NAMES[one])) for one in RULES)]
    rows = [
        {
            "name": Cell(begun(called[slug]), href=page.plain_link("/region", id=slug)),
            **{
                one: Cell(", ".join(called[key] for key in near), href=peers_link(page, "region", slug, one))
                for one, near in found.regions[slug].items()
            },
        }
        for slug in sorted(found.regions, key=lambda slug: tr.sort_key(called[slug]))
    ]
    return Table(columns, rows, tr("A region and its fair peers"), caption_unseen=True)
