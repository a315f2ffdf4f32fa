"""Reads a pack on paper back: its words, its tags, where each piece of text stands."""

import io
import re

from pypdf import PdfReader

from dashboard.hearing.paper_letters import BREAK
from dashboard.pictures.lettering import STRONG, TEXT, TITLE, width_of

FACES = (TEXT, STRONG, TITLE)


def read_pdf(pdf):
    return PdfReader(io.BytesIO(pdf))


def squeezed(text):
    """Return a text without spaces and places to break: lines are broken elsewhere in each column."""
    return re.sub(rf"[\s\u00a0\u202f{BREAK}]+", "", text)


def page_texts(pdf):
    return [squeezed(page.extract_text()) for page in read_pdf(pdf).pages]


def tags_of(read):
    """Return the tags of a file in order, with the language and the words that stand for a picture where given."""
    found = []

    def walk(node):
        for kid in node if isinstance(node, list) else [node]:
            one = kid.get_object() if hasattr(kid, "get_object") else kid
            if isinstance(one, dict) and "/S" in one:
                found.append((one["/S"], one.get("/Lang"), one.get("/Alt")))
            if isinstance(one, dict) and "/K" in one:
                walk(one["/K"])
            elif isinstance(one, list):
                walk(one)

    walk(read.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def loose_words(node, kind=""):
    """Return kinds of what holds words of its own, of all that is neither paragraph, heading, cell nor link."""
    one = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(one, list):
        return [loose for kid in one for loose in loose_words(kid, kind)]
    if isinstance(one, int) or "/MCID" in one:
        return [] if re.fullmatch(r"/(P|H\d|T[HD]|Link|Figure|Caption|Lbl)", kind) else [kind]
    inner = one.get("/S", kind)
    return loose_words(one["/K"], kind if inner in {"/Span", "/Strong", "/Em"} else inner) if "/K" in one else []


def lines_of(page):
    """Return the pieces of text of a page: where each begins and ends from the left, its height, its words."""
    found = []

    def visit(text, outer, inner, font, size):
        if text.strip():
            a, b, c, d, e, f = outer
            left, low = inner[4] * a + inner[5] * c + e, inner[4] * b + inner[5] * d + f
            face = next(one for one in FACES if one.file.removesuffix(".ttf") in font["/BaseFont"])
            wide = width_of(text.strip(), face, size * abs(a * inner[0]))
            found.append((left, left + wide, low, text.strip()))

    page.extract_text(visitor_text=visit)
    return found
