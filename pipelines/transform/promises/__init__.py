"""Reads promises out of specifications in Russian and Kazakh: quotas, limits of time, dates, and where it is said.

What is a promise here: a number of things done or provided (comments, posts, staff, cameras … the units of
data/curated/promise_words.toml), for a period or for each of something; watch round the clock (24 hours a day); the
time to react («в течение 1 часа»: at most 1 hour, for «reaction»); how long a film runs or an archive is kept; a report
or digest made regularly (one); a date by which something is to stand. What is none: money, terms of payment, delivery
and guarantee, experience asked of the supplier, fines, what was done in the past, numbers of papers, laws and
addresses, sizes of goods. A text may promise one thing twice in different words: both are told.
"""

from pipelines.transform.promises.extract import Promise, extract

__all__ = ["Promise", "extract"]
