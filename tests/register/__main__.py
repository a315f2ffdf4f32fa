"""`python -m tests.register`: the made-up register by hand, for benches and demos."""

import argparse
import gc
import sys
from datetime import date

from tests.register.faults import LASTING, PASSING, Plan
from tests.register.register import TODAY, Size
from tests.register.server import Portal, listening, server_of


def _arguments() -> argparse.Namespace:
    given = argparse.ArgumentParser(prog="python -m tests.register", description=__doc__)
    given.add_argument("--rows", type=int, default=1_000, help="contract rows on day 0")
    given.add_argument("--seed", type=int, default=1, help="another seed, other rows")
    given.add_argument("--share", type=float, default=0.001, help="part of the chains that changes a day")
    given.add_argument("--today", type=date.fromisoformat, default=TODAY, help="date of day 0")
    given.add_argument("--day", type=int, default=0, help="days that have passed")
    given.add_argument("--faults", default="", help=f"all, or names with commas: {', '.join(PASSING + LASTING)}")
    given.add_argument("--fault-rate", type=float, default=0.05, help="part of the calls that go wrong")
    given.add_argument("--fault-seed", type=int, default=1)
    given.add_argument("--slow-seconds", type=float, default=0.05)
    given.add_argument("--hang-seconds", type=float, default=0.5)
    given.add_argument("--retry-after", type=int, default=1)
    given.add_argument("--host", default="127.0.0.1")
    given.add_argument("--port", type=int, default=8700, help="0: any free one")
    given.add_argument("--token", default="test")
    return given.parse_args()


def main() -> None:
    """Serve until interrupted."""
    given = _arguments()
    names = tuple(name for name in given.faults.split(",") if name)
    plan = Plan(names, given.fault_rate, given.fault_seed, given.slow_seconds, given.hang_seconds, given.retry_after)
    gc.set_threshold(100_000, 20, 20)
    portal = Portal(Size(given.rows, given.seed, given.share, given.today), plan, given.token)
    portal.register.go_to(given.day)
    taken = listening(given.host, given.port)
    address = f"http://{given.host}:{taken.getsockname()[1]}"
    sys.stdout.write(f"made-up register of {given.rows} contracts at {address}\n")
    sys.stdout.flush()
    server_of(portal).run([taken])


if __name__ == "__main__":
    main()
