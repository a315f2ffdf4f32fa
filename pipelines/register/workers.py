"""Finds purchases of our topics on all cores, in processes that end when the run ends, however it ends."""

import io
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import polars as pl

from pipelines.errors import CheckFailed
from pipelines.transform.classify import classifier
from pipelines.transform.register.purchases import purchases_of
from pipelines.transform.topics.vocabulary import read_vocabulary

_held: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {}
"""The classifier of a worker process, made once."""


def purchases_in_order(batches: Iterator[pl.DataFrame], topics: Path, processes: int) -> Iterator[pl.DataFrame]:
    """Find the purchases of batch after batch; at most one batch more than there are processes is in memory.

    Args:
        batches: Live rows of contracts.
        topics: The vocabulary of topics.
        processes: How many to start.

    Raises:
        CheckFailed: A process was killed, most likely for want of memory.
    """
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=_begin, initargs=(topics,)) as pool:
        waiting: deque[Future[bytes]] = deque()
        try:
            for batch in batches:
                waiting.append(pool.submit(_work, _packed(batch)))
                if len(waiting) > processes:
                    yield _unpacked(waiting.popleft().result())
            while waiting:
                yield _unpacked(waiting.popleft().result())
        except BrokenProcessPool as error:
            raise CheckFailed(
                "A process that looks for topics was killed, most likely for want of memory; free some, or set "
                "AQSHA_PROCESSES=1. Nothing was published."
            ) from error
        finally:
            for future in waiting:
                future.cancel()


def _begin(topics: Path) -> None:
    threading.Thread(target=_leave_with_the_run, daemon=True).start()
    _held["classify"] = classifier(read_vocabulary(topics)).frame


def _leave_with_the_run() -> None:
    """End this process when the run was killed: nobody would collect its work."""
    if run := multiprocessing.parent_process():
        run.join()
        os._exit(1)


def _work(packed: bytes) -> bytes:
    return _packed(purchases_of(_unpacked(packed), _held["classify"]))


def _packed(rows: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    rows.write_ipc(buffer, compression="lz4")
    return buffer.getvalue()


def _unpacked(packed: bytes) -> pl.DataFrame:
    return pl.read_ipc(io.BytesIO(packed))
