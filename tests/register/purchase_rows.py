"""Lots, announcements and plan points as the API sends them, both of contracts and of purchases still open."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import blake2b

from tests.register import layout as at
from tests.register import wording
from tests.register.chains import Chain
from tests.register.layout import SLOTS, shifted
from tests.register.references import METHODS, reference
from tests.register.register import Register
from tests.register.rows import SYSTEM, Row, money, without_vat
from tests.register.titles import OTHERS, OURS, Topic


@dataclass(frozen=True, slots=True)
class Open:
    """A purchase without a contract; `state` 0–1 takes bids, 2 is considered, 3 takes remarks, 4 failed."""

    index: int
    customer: int
    topic: Topic
    amount: int
    state: int
    start: datetime

    @property
    def announced(self) -> bool:
        """The first half has an announcement, the others are only plan points."""
        return self.state >= 0


_STATUS = {0: 220, 1: 220, 2: 250, 3: 210, 4: 370}


def open_purchase(register: Register, index: int) -> Open:
    """The open purchase with this index: the first `open_purchases` are announced, as many again only planned."""
    dice = blake2b(f"{register.size.seed}/open/{index}".encode(), digest_size=8).digest()
    topics = OURS if dice[0] < 90 else OTHERS
    topic = topics[dice[1] % len(topics)]
    today = datetime.combine(register.size.today, time(9, 40))
    state = index % 5 if index < register.layout.open_purchases else -1
    amount = topic.low * 100 + dice[2] * (topic.high - topic.low) * 100 // 255
    start = today - timedelta(days=dice[3] % 4 if state in {0, 1, 3} else 20 + dice[3] % 10)
    return Open(index, index % register.layout.customers, topic, amount, state, start)


def _lot_count(register: Register) -> int:
    return register.layout.cycles * len(register.layout.lots)


def _announcement_count(register: Register) -> int:
    return register.layout.cycles * len(register.layout.announcements)


def _plan_count(register: Register) -> int:
    return register.layout.cycles * len(register.layout.plans)


def sizes(register: Register) -> dict[str, int]:
    """Rows of each table of purchases, the open ones included."""
    waiting = register.layout.open_purchases
    return {
        "Lots": _lot_count(register) + waiting,
        "TrdBuy": _announcement_count(register) + waiting,
        "Plans": _plan_count(register) + 2 * waiting,
    }


def lot_moment(register: Register, position: int) -> str:
    """When a lot was last changed; grows with the position."""
    return _spread(register, position, _lot_count(register))


def announcement_moment(register: Register, position: int) -> str:
    """When an announcement was last changed; grows with the position."""
    return _spread(register, position, _announcement_count(register))


def _spread(register: Register, position: int, count: int) -> str:
    """A time for a position: purchases lie over the years as their contracts do, open ones in the last month."""
    if position < count:
        return shifted(register.layout.moment(position * register.layout.rows // count), -40 * 86_400)
    month = datetime.combine(register.size.today, time(10)) - timedelta(days=30)
    step = 29 * 86_400 // (register.layout.open_purchases + 1)
    return (month + timedelta(seconds=(position - count) * step)).isoformat(sep=" ")


def lot_at(register: Register, position: int) -> Row:
    """The lot at a position."""
    count = _lot_count(register)
    if position >= count:
        return _open_lot(register, open_purchase(register, position - count), position)
    cycle, place = divmod(position, len(register.layout.lots))
    chain = register.chains.chain(cycle * SLOTS + register.layout.lots[place])
    russian, kazakh = wording.extra(chain)
    status = 370 if _failed(chain) else 360
    row = _lot(register, position, chain.customer, chain.topic, chain.slot.method, _amount(chain), status)
    row |= {
        "lotNumber": f"{register.plan_of(chain.number, 0) - at.PLAN}-{METHODS[chain.slot.method][1]}1",
        "descriptionRu": russian or "", "descriptionKz": kazakh or "",
        "trdBuyId": register.announcement_of(chain.number),
        "trdBuyNumberAnno": f"{register.announcement_of(chain.number)}-1",
        "pointList": [register.plan_of(chain.number, unit) for unit in range(max(chain.slot.units, 1))],
        "TrdBuy": lambda: announcement_row(register, register.announcing(chain)),
        "Plans": lambda: [plan_row(register, chain, unit, newest=True) for unit in range(max(chain.slot.units, 1))],
    }  # fmt: skip
    return row


def _failed(chain: Chain) -> bool:
    return chain.kind.planned[0].status in {410, 420, 430}


def _amount(chain: Chain) -> int:
    version = chain.versions[0] if chain.versions else None
    return 100_000_00 if version is None else without_vat(chain, version.total)


def _open_lot(register: Register, found: Open, position: int) -> Row:
    method = 3 if found.index % 3 else 2
    announcement = at.ANNOUNCEMENT + 3 * (_announcement_count(register) + found.index)
    plan = open_plan_id(register, found.index)
    row = _lot(register, position, found.customer, found.topic, method, found.amount, _STATUS[found.state])
    row |= {
        "lotNumber": f"{plan - at.PLAN}-{METHODS[method][1]}1", "descriptionRu": found.topic.title_ru,
        "descriptionKz": found.topic.title_kk, "trdBuyId": announcement, "trdBuyNumberAnno": f"{announcement}-1",
        "pointList": [plan], "TrdBuy": lambda: open_announcement(register, found),
        "Plans": lambda: [open_plan(register, found)],
    }  # fmt: skip
    return row


def _lot(register: Register, position: int, customer: int, topic: Topic, method: int, amount: int, status: int) -> Row:
    body, moment = register.customer(customer), lot_moment(register, position)
    return {
        "id": at.LOT + 3 * position, "refLotStatusId": status, "lastUpdateDate": moment, "unionLots": 0, "count": 1,
        "amount": money(amount), "nameRu": topic.name_ru, "nameKz": topic.name_kk, "customerId": at.SUBJECT + customer,
        "customerBin": body.bin, "customerNameRu": body.name_ru, "customerNameKz": body.name_kk, "dumping": 0,
        "dumpingLotPrice": 0, "refTradeMethodsId": method, "refBuyTradeMethodsId": method, "psdSign": 0,
        "consultingServices": 0, "enstruList": [0], "plnPointKatoList": [body.kato], "singlOrgSign": 0,
        "isLightIndustry": 0, "isConstructionWork": 0, "disablePersonId": 0, "isDeleted": 0, "systemId": SYSTEM,
        "indexDate": moment, "RefLotsStatus": lambda: reference("ref_lots_status", status),
        "RefTradeMethods": lambda: reference("ref_trade_methods", method),
    }  # fmt: skip


def announcement_at(register: Register, position: int) -> Row:
    """The announcement at a position."""
    count = _announcement_count(register)
    if position >= count:
        return open_announcement(register, open_purchase(register, position - count))
    cycle, place = divmod(position, len(register.layout.announcements))
    return announcement_row(register, register.chains.chain(cycle * SLOTS + register.layout.announcements[place]))


def announcement_row(register: Register, chain: Chain) -> Row:
    """The announcement that a purchase owns; one in four is made by an organiser that buys for others."""
    found = register.announcement_of(chain.number) or at.ANNOUNCEMENT
    position = (found - at.ANNOUNCEMENT) // 3
    russian, kazakh = wording.announcement(chain)
    moment = announcement_moment(register, max(position, 0))
    organiser = 0 if chain.number % 4 == 0 else chain.customer
    row = _announcement(register, found, russian, kazakh, chain.slot.method, organiser, moment)
    return row | {
        "totalSum": money(_amount(chain)), "refSubjectTypeId": chain.topic.subject_type, "refBuyStatusId": 350,
        "startDate": shifted(moment, -25 * 86_400), "endDate": shifted(moment, -15 * 86_400),
        "publishDate": shifted(moment, -25 * 86_400), "itogiDatePublic": shifted(moment, -10 * 86_400),
        "finYear": [chain.fin_year],
    }  # fmt: skip


def open_announcement(register: Register, found: Open) -> Row:
    """The announcement of an open purchase: takes bids or remarks now, or is closed and waits for its result."""
    number = _announcement_count(register) + found.index
    moment = announcement_moment(register, number)
    title = (found.topic.title_ru, found.topic.title_kk)
    row = _announcement(
        register, at.ANNOUNCEMENT + 3 * number, *title, 3 if found.index % 3 else 2, found.customer, moment
    )
    remarks = found.state == 3
    bids = found.start + timedelta(days=9) if remarks else found.start
    until = bids + timedelta(days=8 + found.index % 5)
    return row | {
        "totalSum": money(found.amount), "refSubjectTypeId": found.topic.subject_type,
        "refBuyStatusId": 350 if found.state == 4 else _STATUS[found.state],
        "startDate": bids.isoformat(sep=" "), "endDate": until.isoformat(sep=" "),
        "publishDate": found.start.isoformat(sep=" "), "itogiDatePublic": None,
        "discusStartDate": found.start.isoformat(sep=" ") if remarks else None,
        "discusEndDate": (found.start + timedelta(days=7)).isoformat(sep=" ") if remarks else None,
        "finYear": [register.size.today.year],
    }  # fmt: skip


def _announcement(
    register: Register, number: int, title_ru: str, title_kk: str, method: int, organiser: int, moment: str
) -> Row:
    body = register.customer(organiser)
    return {
        "id": number, "numberAnno": f"{number}-1", "nameRu": title_ru, "nameKz": title_kk, "countLots": 1,
        "refTradeMethodsId": method, "customerBin": None, "customerPid": None, "customerNameKz": None,
        "customerNameRu": None, "orgBin": body.bin, "orgPid": at.SUBJECT + organiser, "orgNameKz": body.name_kk,
        "orgNameRu": body.name_ru, "repeatStartDate": None, "repeatEndDate": None, "refTypeTradeId": 1,
        "disablePersonId": 0, "discusStartDate": None, "discusEndDate": None, "idSupplier": 0, "biinSupplier": None,
        "parentId": 0, "singlOrgSign": 0, "isLightIndustry": 0, "isConstructionWork": 0, "systemId": SYSTEM,
        "indexDate": moment, "lastUpdateDate": moment, "kato": [body.kato],
        "RefTradeMethods": lambda: reference("ref_trade_methods", method), "Lots": list,
    }  # fmt: skip


def open_plan_id(register: Register, index: int) -> int:
    """Id of the plan point of an open purchase."""
    return at.PLAN + 3 * (_plan_count(register) + index)


def plan_at(register: Register, position: int) -> Row:
    """The plan point row at a position."""
    count = _plan_count(register)
    if position >= count:
        return open_plan(register, open_purchase(register, position - count))
    cycle, place = divmod(position, len(register.layout.plans))
    slot, unit, newest = register.layout.plans[place]
    return plan_row(register, register.chains.chain(cycle * SLOTS + slot), unit, newest=newest)


def plan_row(register: Register, chain: Chain, unit: int, *, newest: bool) -> Row:
    """The plan point behind an item; the older row of an edited point keeps its root and holds an older sum."""
    number = register.plan_of(chain.number, unit) - (0 if newest else 3)
    root = register.plan_of(chain.number, unit) - (3 if chain.slot.edited else 0)
    amount = _amount(chain) // max(chain.slot.units, 1)
    row = _plan(register, number, root, chain.customer, chain.topic, amount if newest else amount * 9 // 10)
    russian, kazakh = wording.extra(chain)
    return row | {
        "extraDescRu": russian, "extraDescKz": kazakh, "plnPointYear": chain.fin_year, "planFinYear": chain.fin_year,
        "refTradeMethodsId": chain.slot.method, "refPlnPointStatusId": 19 if newest else 5, "isActive": int(newest),
    }  # fmt: skip


def open_plan(register: Register, found: Open) -> Row:
    """The plan point of this year behind an open purchase."""
    number, year = open_plan_id(register, found.index), register.size.today.year
    row = _plan(register, number, number, found.customer, found.topic, found.amount)
    return row | {"extraDescRu": found.topic.title_ru, "extraDescKz": found.topic.title_kk, "plnPointYear": year,
                  "planFinYear": year, "refTradeMethodsId": 3 if found.index % 3 else 2,
                  "refPlnPointStatusId": 5 if found.announced else 2}  # fmt: skip


_PLAN: Row = {
    "count": 1, "refFinsourceId": 1, "isQvazi": 0, "refPointTypeId": 1, "sum2": 0, "sum3": 0,
    "supplyDateRu": "В течение года", "prepayment": 0, "refJustificationId": 0, "refAmendmentAgreemTypeId": 0,
    "refAmendmAgreemJustifId": 0, "contractPrevPointId": 0, "disablePersonId": 0, "transferSysSubjectsId": 0,
    "transferType": 0, "refBudgetTypeId": 4, "createdinActId": 1, "isActive": 1, "activeActId": 1, "isDeleted": 0,
    "systemId": SYSTEM, "planActId": 1, "planActNumber": "1-п", "refPlanStatusId": 3, "planPreliminary": 0,
    "RefTradeMethods": lambda: None, "RefEnstru": lambda: None,
}  # fmt: skip
"""What all plan points have in common."""


def _plan(register: Register, number: int, root: int, customer: int, topic: Topic, amount: int) -> Row:
    body, moment = register.customer(customer), f"{register.size.today.year}-02-12 15:51:57"
    price = money(amount)
    return {
        **_PLAN,
        "id": number, "rootrecordId": root, "sysSubjectsId": at.SUBJECT + customer, "subjectBiin": body.bin,
        "subjectNameRu": body.name_ru, "subjectNameKz": body.name_kk, "nameRu": topic.name_ru, "nameKz": topic.name_kk,
        "refUnitsCode": "796" if topic.subject_type == 1 else "5114", "price": price, "amount": price, "sum1": price,
        "refMonthsId": number % 12 + 1, "refSubjectTypeId": topic.subject_type, "refEnstruCode": topic.enstru,
        "refAbpCode": 122 + customer % 300, "dateCreate": moment, "timestamp": moment, "indexDate": moment,
        "dateApproved": moment, "descRu": topic.name_ru, "descKz": topic.name_kk,
        "PlansKato": lambda: [_plan_place(number, body.kato)],
    }  # fmt: skip


def _plan_place(number: int, kato: str) -> Row:
    return {
        "id": number, "plnPointsId": number, "refKatoCode": kato, "refCountriesCode": "398",
        "fullDeliveryPlaceNameRu": "", "fullDeliveryPlaceNameKz": "", "count": 1, "isActive": 1, "isDeleted": 0,
    }  # fmt: skip
