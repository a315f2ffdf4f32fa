"""Reads pieces of HTML and whole faces: tags with their attributes, texts, addresses that a browser would fetch."""

import re
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "meta", "link"}
FETCHED = {"src", "srcset", "data", "poster", "background"}


class Read(HTMLParser):
    """A document taken apart; `nests` tells whether its tags close in order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.said, self.open, self.nests = [], [], [], True
        self.feed(html)
        self.close()
        self.nests = self.nests and not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.nests = self.nests and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.said.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.said).split())

    def all(self, tag, **wanted):
        return [given for name, given in self.tags if name == tag and wanted.items() <= given.items()]

    def fetched(self):
        """Return what a browser would ask for: sources, styles of another file, drawings of another file."""
        found = [value for _, given in self.tags for name, value in given.items() if name in FETCHED]
        found += [given["href"] for given in self.all("link") if not given["href"].startswith("data:")]
        found += [given.get("href", given.get("xlink:href", "")) for given in self.all("use") + self.all("image")]
        return [one for one in found if not one.startswith(("#", "data:"))]


def outside_of_styles(html):
    """Return the addresses that styles would load."""
    return [one for one in re.findall(r"url\(([^)]*)\)|@import", html) if not one.startswith(("#", "data:"))]
