"""One module a view: a question answered as a frozen dataclass of small tables and numbers, without words or looks."""
