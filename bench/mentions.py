"""Time and memory of the open mentions method on made-up posts: python -m bench.mentions [--posts N] [--out DIR].

The posts are invented: Kazakh and Russian, exact copies, reposts with words before or after, copies with a word
changed, accounts of state bodies, media, companies and public pages, negations, broken lines, posts read twice. Their
networks begin with "generated", so that no nightly run publishes them. The method runs in a process of its own, whose
greatest memory is what the system says at its end.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import orjson
import polars as pl

DATA = Path(__file__).resolve().parent.parent / "data"
COLUMNS = (
    *(
        "network",
        "post_id",
        "author",
        "author_name",
        "author_kind",
        "posted_at",
        "text",
        "reactions",
        "reposts",
        "akim",
    ),
)
NETWORKS = ("generated-facebook", "generated-vk", "generated-instagram", "generated-telegram", "generated-x")
FIRST_DAY = datetime(2025, 1, 1)  # noqa: DTZ001 — local time, as in posts
DAYS = 546
FROM_MILLIBYTES = 1024

OPENINGS = {
    "ru": [
        "У нас во дворе",
        "Сегодня",
        "Опять",
        "В нашем селе",
        "На улице",
        "Возле школы",
        "Уже третий месяц",
        "Вчера",
    ],
    "kk": [
        "Біздің ауылда",
        "Бүгін",
        "Тағы да",
        "Көшеде",
        "Мектептің жанында",
        "Үш айдан бері",
        "Кеше",
        "Біздің аулада",
    ],
}
THINGS = {
    "ru": ["дорога", "автобус", "освещение", "вода", "отопление", "парк", "мусоровоз", "поликлиника", "мост", "детсад"],
    "kk": ["жол", "автобус", "жарық", "су", "жылу", "саябақ", "емхана", "көпір", "балабақша", "аулалар"],
}
SAYINGS = {
    "ru": [
        *("стало очень хорошо", "просто позор", "не хорошо и всё", "не плохо сделали", "без проблем решили"),
        *("спасибо акиму", "нет порядка", "ничего не меняется", "обещали на прошлой неделе", "сделали красиво"),
        *("ужасное состояние", "никто не отвечает", "помогли быстро", "жалобы не читают", "всё как обычно"),
    ],
    "kk": [
        *("өте жақсы болды", "ұят нәрсе", "жақсы емес", "жаман емес", "мәселе жоқ", "әкімге рақмет"),
        *("тәртіп жоқ", "ештеңе өзгермейді", "өткен аптада уәде берді", "әдемі істепті", "нашар күйде"),
        *("ешкім жауап бермейді", "тез көмектесті", "шағым көп", "бәрі бұрынғыдай"),
    ],
}
OTHERS = (
    ("akimat_%d", "Акимат района %d", "state"),
    ("press%d", "Пресс-служба, %d", "state"),
    ("basqarma%d", "Қала басқармасы %d", ""),
    ("novosti%d", "Новости города %d", ""),
    ("kanal%d", "Телеканал %d", "media"),
    ("firm%d", "ТОО «Пример %d»", ""),
    ("dukeni%d", "Дүкен %d", "company"),
    ("podslushano%d", "Подслушано %d", ""),
    ("qogam%d", "Қауымдастық %d", "public_page"),
)
SYLLABLES = (
    "ба",
    "ле",
    "мо",
    "ри",
    "ша",
    "ту",
    "қа",
    "ні",
    "го",
    "ве",
    "са",
    "жо",
    "ды",
    "кел",
    "пар",
    "тан",
    "бол",
    "рек",
)


def texts(chance: Random, count: int) -> list[str]:
    """Make invented texts; most have nothing in common but a few words."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(60_000)]
    made = []
    for _ in range(count):
        lang = chance.choice(("ru", "kk"))
        saying = ", ".join(chance.sample(SAYINGS[lang], chance.randint(1, 2)))
        filler = chance.choices(words, k=chance.randint(2, 16))
        middle = len(filler) // 2
        said = [chance.choice(OPENINGS[lang]), *filler[:middle], chance.choice(THINGS[lang]), *filler[middle:]]
        made.append(f"{' '.join(said)}, {saying}{chance.choice('.!… ')}")
    return made


def copy_of(chance: Random, text: str) -> str:
    """Repost a text: as it is, with something before or after, or with a word changed."""
    way = chance.randrange(5)
    if way == 0:
        return text
    if way == 1:
        return f"RT @some{chance.randrange(999)}: {text}"
    if way == 2:
        return f"{text} https://example.org/{chance.randrange(10**6)} 👍"
    if way == 3:
        return f"Поддерживаю! {text}"
    words = text.split(" ")
    words[chance.randrange(len(words))] = "иначе"
    return " ".join(words)


def account(chance: Random, posts: int) -> tuple[str, str, str]:
    """Return handle, name and kind: residents mostly, a tenth are others."""
    if chance.random() < 0.1:
        handle, name, kind = chance.choice(OTHERS)
        number = chance.randrange(3000)
        return handle % number, name % number, kind
    # A few write much, most write once.
    number = int((posts / 3) * chance.random() ** 2)
    return f"resident{number}", f"Тұрғын {number}" if number % 3 else "", "person" if number % 7 == 0 else ""


def rows(posts: int, seed: int) -> Iterator[dict[str, str]]:
    """Make posts; some stand twice, some are broken."""
    chance = Random(seed)
    regions = [one for one in pl.read_csv(DATA / "geo" / "regions.csv")["slug"] if one != "national"]
    pool = texts(chance, max(10, int(posts * 0.65)))
    spread = max(5, posts // 500)
    made: dict[str, str] = {}
    for number in range(posts):
        handle, name, kind = account(chance, posts)
        copied = chance.random()
        copies = copied < 0.35
        place = chance.randrange(spread if copied < 0.2 else len(pool)) if copies else number % len(pool)
        moment = FIRST_DAY + timedelta(seconds=chance.randrange(DAYS * 86_400))
        if number and chance.random() < 0.01:
            yield made
            continue
        made = {
            "network": chance.choice(NETWORKS),
            "post_id": str(number),
            "author": handle,
            "author_name": name,
            "author_kind": kind,
            "posted_at": moment.isoformat(sep=" ") if chance.random() > 0.0005 else "some day",
            "text": copy_of(chance, pool[place]) if copies else pool[place],
            "reactions": str(int(chance.paretovariate(1.3)) - 1) if chance.random() > 0.02 else "",
            "reposts": str(chance.randrange(5)),
            "akim": regions[place % len(regions)],
        }
        yield made


def write(folder: Path, posts: int, seed: int) -> int:
    """Write the posts, two thirds as CSV and one as JSONL, and terms of office; return their bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    made = rows(posts, seed)
    with (
        (folder / "posts.csv").open("w", encoding="utf-8", newline="") as table,
        (folder / "posts.jsonl").open("wb") as lines,
    ):
        writer = csv.DictWriter(table, COLUMNS)
        writer.writeheader()
        for number, row in enumerate(made):
            if number % 3:
                writer.writerow(row)
            else:
                lines.write(orjson.dumps(row) + b"\n")
    regions = [one for one in pl.read_csv(DATA / "geo" / "regions.csv")["slug"] if one != "national"]
    terms = ["region,in_office_from,in_office_to"]
    for place, region in enumerate(regions):
        terms += (
            [f"{region},2020-01-01,2025-09-10", f"{region},2025-09-11,"]
            if place % 5 == 0
            else [f"{region},2021-03-01,"]
        )
    (folder / "tenures.csv").write_text("\n".join(terms) + "\n", encoding="utf-8")
    return sum(path.stat().st_size for path in folder.iterdir())


def measured(folder: Path, out: Path) -> tuple[float, float, float]:
    """Run the method in a process of its own: seconds, seconds of processor time, greatest memory in MiB."""
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pipelines", "mentions", str(folder), "--out", str(out)]
    subprocess.run(command, check=True, cwd=DATA.parent, env={**os.environ, "PYTHONPATH": "."})
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = spent.ru_utime + spent.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - started, processor, spent.ru_maxrss / FROM_MILLIBYTES


def main() -> None:
    """Make posts, run the method over them, print what it took."""
    parser = argparse.ArgumentParser(description="Time and memory of the open mentions method on made-up posts.")
    parser.add_argument("--posts", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep posts and tables there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.out or Path(temporary)
        size = write(folder / "posts", options.posts, options.seed)
        print(f"{options.posts:,} made-up posts, {size / 2**20:,.0f} MiB")
        seconds, processor, memory = measured(folder / "posts", folder / "tables")
        print(f"{seconds:.0f} s ({processor:.0f} s of processor time), at most {memory:,.0f} MiB")


if __name__ == "__main__":
    main()
