"""Speed of light pages over HTTP: `python -m bench.light` starts the app, `--origin` asks one that runs already.

Three measures. Links asked again and again, as a page that is passed on in a chat: answers a second and the time of
one answer. Links that nobody asked before: the time of one answer, views worked out on the way. And the size of what is
sent. The aims: p95 below 100 ms, at least 200 answers a second on 2 cores, below 60 KB.
"""

import argparse
import asyncio
import itertools
import random
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from bench.first_paint import started
from dashboard.paths import PAGES

READERS = 32
SECONDS = 8
FRESH = 60
SUBJECTS = {"region": "id=zhambyl", "record": "id=it-taraz-open-akimat-2020", "contractor": "id=benedixsimus"}
REGIONS = ("astana", "almaty", "zhambyl", "shymkent", "abai", "akmola", "ulytau", "mangystau")
CATEGORIES = ("media", "it", "media.smm", "it.support", "it.hardware", "media.monitoring")
LANGUAGES = ("kk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, its bytes as sent, the milliseconds it took."""

    status: int
    size: int
    milliseconds: float


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, path: str, coding: str) -> Answer:
    """Send one request over an open connection and read the whole answer."""
    began = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {coding}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    await reader.readexactly(length)
    return Answer(int(head[9:12]), length, (time.perf_counter() - began) * 1000)


def plain_links() -> list[str]:
    """Return each light page in each language."""
    keys = [page.key for page in PAGES]
    return [f"/light/{key}?{SUBJECTS.get(key, '')}&lang={lang}" for key in keys for lang in LANGUAGES]


def fresh_links() -> list[str]:
    """Return links that nobody asked before: any page, any filters, made up anew on every run."""
    chance = random.SystemRandom()
    keys = [page.key for page in PAGES if page.key not in ("method", "about", "data")]
    links = []
    for number in range(FRESH):
        key, first = keys[number % len(keys)], chance.randint(2012, 2022)
        years = f"from={first}&to={first + chance.randint(0, 4)}&min={chance.randint(1, 10**6)}"
        where = f"region={chance.choice(REGIONS)}&category={chance.choice(CATEGORIES)}"
        links.append(f"/light/{key}?{SUBJECTS.get(key, '')}&{where}&{years}&lang={chance.choice(LANGUAGES)}")
    return links


async def one_after_another(host: str, links: list[str], coding: str = "br") -> list[Answer]:
    """Ask links over one connection."""
    name, _, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port))
    answers = [await ask(reader, writer, host, link, coding) for link in links]
    writer.close()
    return answers


async def many_at_once(host: str, links: list[str]) -> tuple[list[Answer], float]:
    """Ask links over and over on several connections; return the answers and the seconds it took."""
    ends = time.perf_counter() + SECONDS
    name, _, port = host.partition(":")

    async def one_reader(offset: int) -> list[Answer]:
        reader, writer = await asyncio.open_connection(name, int(port))
        answers = []
        for link in itertools.islice(itertools.cycle(links), offset, None):
            if time.perf_counter() > ends:
                break
            answers.append(await ask(reader, writer, host, link, "br"))
        writer.close()
        return answers

    began = time.perf_counter()
    several = await asyncio.gather(*(one_reader(number) for number in range(READERS)))
    return [one for answers in several for one in answers], time.perf_counter() - began


def told(name: str, answers: list[Answer]) -> None:
    """Print the times of some answers."""
    times = sorted(one.milliseconds for one in answers)
    wrong = sum(one.status != 200 for one in answers)
    print(
        f"{name:<28}{len(times):>8} answers  p50 {statistics.median(times):>7.1f} ms  "
        f"p95 {times[int(len(times) * 0.95) - 1]:>7.1f} ms  slowest {times[-1]:>7.1f} ms  not 200: {wrong}"
    )


def measure(origin: str) -> None:
    """Print all measures of a running app."""
    host, links = urlsplit(origin).netloc, plain_links()
    told("first time", asyncio.run(one_after_another(host, links)))
    told("again", asyncio.run(one_after_another(host, links)))
    told("new filters", asyncio.run(one_after_another(host, fresh_links())))
    answers, seconds = asyncio.run(many_at_once(host, links))
    told(f"{READERS} readers at once", answers)
    print(f"{len(answers) / seconds:,.0f} answers a second")
    for coding in ("identity", "gzip", "br"):
        sizes = [one.size for one in asyncio.run(one_after_another(host, links, coding))]
        print(f"{coding:<10} median {statistics.median(sizes):>7,.0f} bytes, largest {max(sizes):>7,} bytes")


def main() -> None:
    """Measure an app that runs already, or one started here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--origin", default="", help="an app that runs already, http://127.0.0.1:8501")
    origin = parser.parse_args().origin
    if origin:
        measure(origin)
        return
    with started() as own:
        measure(own)


if __name__ == "__main__":
    main()
