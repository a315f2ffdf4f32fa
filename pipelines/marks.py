"""Own the mark that puts a text declared as data into the translation catalogs."""


def N_(message: str) -> str:  # noqa: N802 — the name that gettext tools know
    """Return `message` as it is; the extractor collects it for the catalogs.

    Used where a text stands in a table or a schema, far from any translator; whoever shows it says `tr(message)`.
    """
    return message
