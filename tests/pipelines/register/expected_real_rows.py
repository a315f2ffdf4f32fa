"""What real_rows.csv comes to, worked out by hand from the counting rules and checked a second way; tenge with VAT."""

from decimal import Decimal

ROWS = 154
CHAINS = 154
RAW_KZT = Decimal("2059044760.77")

# status: rows, signed sum
BY_STATUS = {
    185: (35, Decimal("62308790.44")),
    190: (80, Decimal("1945293340.24")),
    330: (35, Decimal("33922802.09")),
    345: (2, Decimal("15873744.00")),
    390: (1, Decimal("102500.00")),
    455: (1, Decimal("1543584.00")),
}
# type: rows, signed sum, paid
BY_TYPE = {
    1: (121, Decimal("408388210.52"), Decimal("1511758.36")),
    2: (33, Decimal("1650656550.25"), Decimal("1149751948.33")),
}
# what became of the rows: rows, signed sum; none is deleted or held back
BY_STEP = {
    "live": (118, Decimal("2023578374.68")),
    "not_concluded": (35, Decimal("33922802.09")),
    "superseded": (1, Decimal("1543584.00")),
}
# state of the live rows: rows, what counts; none was ended early
BY_STATE = {
    "in_force": (117, Decimal("2023475874.68")),
    "done": (1, Decimal("102500.00")),
}
COUNTED_KZT = Decimal("2023578374.68")
PAID_KZT = Decimal("1150795559.70")
BY_YEAR = {
    2019: (1, Decimal("9540000.00")),
    2020: (117, Decimal("2014038374.68")),
}
BY_METHOD = {
    2: (9, Decimal("1794570045.70")),
    3: (48, Decimal("39230876.55")),
    6: (23, Decimal("13036036.91")),
    8: (2, Decimal("17883800.00")),
    23: (36, Decimal("158857615.52")),
}
BY_SUPPLIER_IS_PERSON = {
    False: (80, Decimal("1960533874.55")),
    True: (38, Decimal("63044500.13")),
}

# Chains whose root row is not among the rows: they count by their live row, like any other.
ROOT_NOT_READ = 34
ROOT_NOT_READ_LIVE = (32, Decimal("1650651478.46"))
ROOT_NOT_READ_WITHOUT_LIVE = {9520298: "superseded", 9520395: "not_concluded"}

# Rows that a hasty rule gets wrong: id, (what became of it, its chain, its version, what it counts with).
NOTHING = Decimal(0)
ODD_ROWS = {
    # tenth supplement: the full new sum of a chain begun in 2019
    9520663: ("live", 7368321, 10, Decimal("1186988723.20")),
    # sixth supplement; its parent is an earlier supplement, not the root
    9523144: ("live", 6229549, 6, Decimal("280000000.00")),
    # second supplement; same
    9524863: ("live", 9157665, 2, Decimal("243880.00")),
    # base replaced by a supplement, kept under a second id: type 1, version 00, another root, no parent
    9520298: ("superseded", 8830420, 0, NOTHING),
    # supplement not concluded, though the chain was paid
    9520395: ("not_concluded", 9261152, 1, NOTHING),
    # waits for its end with 1,000,000 paid of 12,000,000: still in force
    9525351: ("live", 9226356, 1, Decimal("12000000.00")),
    # the same with nothing paid
    9521732: ("live", 9388175, 1, Decimal("3873744.00")),
    # letters in the number, no parent
    9521343: ("live", 9521343, 0, Decimal("53020.00")),
    # not concluded, and the contract made anew after it: a parent, but a root of its own
    9520360: ("not_concluded", 9520360, 0, NOTHING),
    9524969: ("live", 9524969, 0, Decimal("2247840.00")),
    # made anew and again not concluded
    9524001: ("not_concluded", 9524001, 0, NOTHING),
    # number begins with the BIN of another body
    9522709: ("live", 9365037, 1, Decimal("4258800.00")),
    # executed
    9521680: ("live", 9521680, 0, Decimal("102500.00")),
    # a tiyn above a round sum: floats would lose nothing here, but rounding to tenge would
    9523423: ("live", 9523423, 0, Decimal("39850000.01")),
}
