"""Running text and lines of links, for what is said between figures."""

from collections.abc import Iterable

from markupsafe import Markup

from dashboard.html import parts
from dashboard.html.inputs import Cell


def paragraphs(sentences: Iterable[str]) -> Markup:
    """Return sentences as running text, a paragraph each; nothing for none."""
    told = list(sentences)
    return parts.prose(Markup("").join(Markup("<p>{}</p>").format(one) for one in told)) if told else Markup("")


def link_list(cells: Iterable[Cell]) -> Markup:
    """Return links as a list, one a line; a cell without a link is plain text."""
    items = Markup("").join(
        Markup('<li><a href="{}">{}</a></li>').format(one.href, one.text)
        if one.href
        else Markup("<li>{}</li>").format(one.text)
        for one in cells
    )
    return parts.prose(Markup("<ul>{}</ul>").format(items)) if items else Markup("")
