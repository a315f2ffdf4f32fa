"""The free texts of a purchase: subjects that say nothing, swapped languages, doubled entities, names and phones."""

from tests.register.chains import Chain
from tests.register.titles import PERSON_NOTE, SAYS_NOTHING


def _ordinal(chain: Chain) -> int:
    return chain.number % 90 + 1


def subject(chain: Chain, suffix: int) -> tuple[str | None, str | None]:
    """The Russian and Kazakh subject of a contract as sent, either of which may hold the other language or nothing."""
    chance = chain.dice[12] * 256 + chain.dice[13]
    if chain.kind.number == "letters" or chance < 2_600:
        return None, None
    if chance < 6_600:
        nothing = SAYS_NOTHING[1] if suffix else SAYS_NOTHING[chance % len(SAYS_NOTHING)]
        return nothing.format(n=_ordinal(chain)), nothing.format(n=_ordinal(chain))
    russian, kazakh = _full(chain, chain.topic.title_ru), chain.topic.title_kk
    if chance < 7_400:
        return kazakh, russian
    if chance < 27_000:
        return russian, russian
    return russian, kazakh


def _full(chain: Chain, title: str) -> str:
    quirk = chain.dice[14]
    if quirk < 8:
        return title + PERSON_NOTE.format(n=quirk)
    if quirk < 20:
        return f"{title} для КГУ &amp;quot;Учебный центр {_ordinal(chain)}&amp;quot;"
    if quirk < 30:
        return f"{title} для нужд &quot;заказчика&quot;"
    return title


def announcement(chain: Chain) -> tuple[str, str]:
    """The Russian and Kazakh title of an announcement; a part of them say nothing or go on with slashes."""
    quirk = chain.dice[15]
    if quirk < 10:
        return f"Государственные закупки услуг {_ordinal(chain)}", ""
    return chain.topic.title_ru + "//" * (quirk > 245), chain.topic.title_kk if quirk < 180 else ""


def extra(chain: Chain) -> tuple[str | None, str | None]:
    """The free text of a plan point, with runs of white space and a person's phone in some."""
    quirk = chain.dice[16]
    if quirk < 40:
        return None, None
    if quirk < 60:
        return chain.topic.title_ru + "\n\n\t\t\n\n" + PERSON_NOTE.format(n=quirk).strip(". "), chain.topic.title_kk
    return chain.topic.title_ru, chain.topic.title_kk
