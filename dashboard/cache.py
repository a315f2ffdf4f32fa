"""Keeps the last answers of costly questions; what many ask for at once is worked out by one of them."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any


class Cache:
    """Keeps the last answers; a question asked by many at once is worked out by one of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def held(self, key: Hashable) -> Any:  # noqa: ANN401 — holds views of every kind
        """Return the answer of a key if it is kept, else nothing; never waits for one that is being worked out."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:  # noqa: ANN401 — holds views of every kind
        """Return the answer of a key, working it out if it is not kept."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            working = self._working.setdefault(key, Lock())
        with working:
            with self._lock:
                if key in self._answers:
                    return self._answers[key]
            try:
                answer = compute()
                self._keep(key, answer)
            finally:  # after it is kept: whoever asks in between must not work it out a second time
                with self._lock:
                    self._working.pop(key, None)
            return answer

    def _keep(self, key: Hashable, answer: Any) -> None:  # noqa: ANN401 — as above
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)
