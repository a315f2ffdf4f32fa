"""Own the translation catalogs under locale/: find the texts, update, compile and check the three languages.

    python scripts/catalogs.py extract    # locale/messages.pot from the code and the templates
    python scripts/catalogs.py update     # extract, then bring every messages.po up to date
    python scripts/catalogs.py compile    # messages.po → messages.mo (not in git)
    python scripts/catalogs.py check      # fail on anything a reader would stumble over

How texts are written in the code: dashboard/words.py. Catalogs are sorted by text and carry file names without line
numbers and no dates, so that two people who add texts seldom touch the same lines. What the code no longer says is
dropped; a text that changed is translated anew (no fuzzy guesses). English is filled with the texts themselves.
"""

import ast
import io
import re
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, TemplateSyntaxError, nodes

ROOT: Final = Path(__file__).resolve().parent.parent
LANGUAGES: Final = ("kk", "ru", "en")
KEYWORDS: Final = {"tr": None, "N_": None, "plural": (1, 2), "context": ((1, "c"), 2)}

_SHOWN: Final = 30
_PLACE: Final = re.compile(r"%\((\w+)\)([a-zA-Z])")
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")


class SourceBrokenError(Exception):
    """Raised when a file cannot be read for texts; nothing is written then, so that no translation is lost."""


def extract(root: Path) -> Catalog:
    """Return the texts of the code and the templates that locale/babel.cfg lists.

    Raises:
        SourceBrokenError: When a file does not parse, or a text is put together in the call.
    """
    with (root / "locale" / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, _options = parse_mapping_cfg(mapping, "babel.cfg")  # type: ignore[no-untyped-call]
    readers = [(pattern, _READERS[method]) for pattern, method in methods]
    catalog = Catalog(project="aqsha-qaida", charset="utf-8", fuzzy=False)
    # Babel types a method as a name, but calls a function just as well.
    for name, _line, message, _comments, context in extract_from_dir(
        root,
        readers,  # type: ignore[arg-type]
        keywords=KEYWORDS,
        directory_filter=lambda folder: not Path(folder).name.startswith((".", "_")),
    ):
        catalog.add(message, None, [(name, 0)], context=context)  # 0: no line number, for small diffs
    return catalog


def update(root: Path) -> None:
    """Write messages.pot and bring each messages.po up to date with it, keeping the translations."""
    template = extract(root)
    _write(root / "locale" / "messages.pot", template)
    for language in LANGUAGES:
        catalog = read(root, language)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        if language == "en":
            for message in texts(catalog):
                message.string = message.id
        _write(_path(root, language), catalog)


def compile_catalogs(root: Path) -> None:
    """Write the binary catalog of each language beside its messages.po."""
    for language in LANGUAGES:
        compiled = io.BytesIO()
        write_mo(compiled, read(root, language))
        _replace(_path(root, language).with_suffix(".mo"), compiled.getvalue())


def check(root: Path) -> list[str]:
    """Return what is wrong with the catalogs, a line each; empty when they are complete."""
    template = extract(root)
    wrong = _drift("messages.pot", template, _read(root / "locale" / "messages.pot", None))
    for language in LANGUAGES:
        catalog = read(root, language)
        wrong += _drift(language, template, catalog)
        wrong += [
            f"{language}: {fault}: {_name(message)}"
            for message in texts(catalog)
            for fault in faults(message, catalog.num_plurals)
        ]
    return wrong


def faults(message: Message, plural_forms: int) -> list[str]:
    """Return what is wrong with one translated text: empty, fuzzy, placeholders or tags that differ."""
    originals, forms = _forms(message.id), _forms(message.string)
    wanted = plural_forms if len(originals) == 2 else 1
    if len(forms) != wanted or not all(forms):
        return ["not translated"]
    wrong = ["marked fuzzy"] if message.fuzzy else []
    for index, form in enumerate(forms):
        # "One" stands for the number 1 alone where there are two forms; in Russian also for 21, so it needs the number.
        models = originals if index == 0 and wanted <= 2 else originals[-1:]
        wrong += [fault for fault, differs in _FAULTS.items() if all(differs(model, form) for model in models)]
    return wrong


def texts(catalog: Catalog) -> Iterator[Message]:
    """Yield the messages of a catalog without its header."""
    return (message for message in catalog if message.id)


def read(root: Path, language: str) -> Catalog:
    """Return the catalog of a language, empty when there is no file yet."""
    return _read(_path(root, language), language)


def _read(path: Path, language: str | None) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, project="aqsha-qaida", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, ignore_obsolete=True, abort_invalid=True)


def _path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "messages.po"


_Found = tuple[int, str, tuple[str, ...], list[str]]


# Two readers of our own: Babel's reader of Python takes "name" out of tr(row["name"]), and Jinja's misses tr.plural().
def _read_python(file: IO[bytes], keywords: Collection[str], _tags: object, options: object) -> Iterator[_Found]:  # noqa: ARG001 — Babel's form
    """Yield the calls in a Python file whose leading arguments are literal texts."""
    try:
        tree = ast.parse(file.read())
    except SyntaxError as error:
        raise SourceBrokenError(f"{file.name}, line {error.lineno}: {error.msg}") from error
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = _called(call.func, "id")
        if name in keywords:
            yield from _literals(file.name, call.lineno, name, call.args)


def _read_template(file: IO[bytes], keywords: Collection[str], _tags: object, options: object) -> Iterator[_Found]:  # noqa: ARG001 — Babel's form
    """Yield the calls in a Jinja template whose leading arguments are literal texts."""
    language = Environment(autoescape=True, extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"])
    try:
        tree = language.parse(file.read().decode())
    except TemplateSyntaxError as error:
        raise SourceBrokenError(f"{file.name}, line {error.lineno}: {error.message}") from error
    for call in tree.find_all(nodes.Call):
        name = _called(call.node, "name")
        if name in keywords:
            yield from _literals(file.name, call.lineno, name, call.args)


_READERS: Final = {"python": _read_python, "jinja2": _read_template}


def _called(function: object, own_name: str) -> str:
    """Return the last name of what is called: plural for tr.plural."""
    return str(getattr(function, own_name, None) or getattr(function, "attr", ""))


def _literals(file: str, line: int, name: str, arguments: Sequence[object]) -> Iterator[_Found]:
    width = 1 if KEYWORDS[name] is None else 2
    leading = arguments[:width]
    if any(_put_together(argument) for argument in leading):
        raise SourceBrokenError(f"{file}, line {line}: {name}() takes a whole literal text with %(name)s places")
    found = tuple(text for argument in leading if isinstance(text := getattr(argument, "value", None), str))
    if len(found) == width:
        yield line, name, found, []


def _put_together(argument: object) -> bool:
    """Tell whether a text is made in the call, so that the catalogs would miss it without a word."""
    if isinstance(argument, ast.IfExp):
        return any(isinstance(part, ast.Constant) for part in (argument.body, argument.orelse))
    if isinstance(argument, nodes.CondExpr):
        return any(isinstance(part, nodes.Const) for part in (argument.expr1, argument.expr2))
    return isinstance(argument, ast.JoinedStr | ast.BinOp | nodes.Concat | nodes.BinExpr)


def _write(path: Path, catalog: Catalog) -> None:
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        width=110,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    _replace(path, _header(catalog).encode() + body.getvalue())


def _header(catalog: Catalog) -> str:
    """Return the header without dates and names: those would change in every run."""
    lines = ["Project-Id-Version: aqsha-qaida", "Content-Type: text/plain; charset=utf-8"]
    if catalog.locale:
        plural_forms = Catalog(locale=catalog.locale).plural_forms
        lines += [f"Language: {catalog.locale}", f"Plural-Forms: {plural_forms}"]
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in lines)]) + "\n\n"


def _replace(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step; an unchanged file keeps its time, so that make need not work."""
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f"{path.suffix}.new")
    new.write_bytes(content)
    new.replace(path)


def _drift(name: str, template: Catalog, catalog: Catalog) -> list[str]:
    said, listed = {_key(message) for message in texts(template)}, {_key(message) for message in texts(catalog)}
    return [f"{name}: not in the catalog: {key}" for key in sorted(said - listed, key=str)] + [
        f"{name}: no longer in the code: {key}" for key in sorted(listed - said, key=str)
    ]


def _key(message: Message) -> tuple[str | None, tuple[str, ...]]:
    return message.context, _forms(message.id)


def _name(message: Message) -> str:
    return repr(_forms(message.id)[0])


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def _places(text: str) -> set[str]:
    return {place for place, _kind in _PLACE.findall(text)}


def _stray_percent(model: str, form: str) -> bool:
    return bool(_PLACE.search(model)) and "%" in re.sub(r"%\(\w+\)[sd]|%%", "", form)


_FAULTS: Final[dict[str, Callable[[str, str], bool]]] = {
    "placeholders differ": lambda model, form: _places(model) != _places(form),
    "a percent sign that is no placeholder (write %%)": _stray_percent,
    "tags differ": lambda model, form: sorted(_TAG.findall(model)) != sorted(_TAG.findall(form)),
}


def _extract(root: Path) -> None:
    _write(root / "locale" / "messages.pot", extract(root))


def _check(root: Path) -> None:
    wrong = check(root)
    if wrong:
        more = [f"… and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        advice = f"{len(wrong)} faults: run `make words`, then translate what is empty."
        raise SystemExit("\n".join([*wrong[:_SHOWN], *more, advice]))


COMMANDS: Final = {"extract": _extract, "update": update, "compile": compile_catalogs, "check": _check}


def main(arguments: list[str]) -> None:
    """Run one command by name."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        raise SystemExit(f"usage: catalogs.py {'|'.join(COMMANDS)}")
    try:
        COMMANDS[arguments[0]](ROOT)
    except SourceBrokenError as error:
        raise SystemExit(f"{error}; nothing was written") from error


if __name__ == "__main__":
    main(sys.argv[1:])
