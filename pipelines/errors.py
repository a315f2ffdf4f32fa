"""The one tree of errors of the write side.

PipelineError
├── SourceUnavailable   a source can't be reached; the last good snapshot keeps serving (exit code 3)
├── SourceChanged       a source answers in another form than it used to (exit code 1)
├── SourceBroken        a file can't be read or has another shape than it should (exit code 1)
└── CheckFailed         the result doesn't hold what it must; nothing is published (exit code 1)
"""


class PipelineError(Exception):
    """Base of all errors that the nightly run answers with words instead of a traceback."""


class SourceUnavailable(PipelineError):
    """Raised when a source can't be reached at all."""


class SourceChanged(PipelineError):
    """Raised when a source answers in another form than expected: a field renamed, a filter no longer obeyed."""


class SourceBroken(PipelineError):
    """Raised by the readers when a whole file is unreadable or has the wrong shape."""


class CheckFailed(PipelineError):
    """Raised by the checks before publishing, and by publishing itself."""
