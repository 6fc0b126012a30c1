"""Reading one content file: TOML with Dutch keys in, a value of core out, or every fault with its place."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from meedoen_app.content.faults import Broken, Fault
from meedoen_app.content.keys import Form

Value = TypeVar("Value")

# The first word of the kind of fault that pydantic reports, and what belongs there instead.
BELONGS: Mapping[str, str] = {
    "int": "een heel getal",
    "bool": "true of false",
    "date": "een dag, zoals 2026-11-21",
    "string": "tekst tussen aanhalingstekens",
    "tuple": "een lijst tussen [ en ]",
    "dict": "een tabel tussen { en }",
    "dataclass": "een tabel",
}
ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}
LINE = re.compile(r"at line (\d+), column (\d+)")


def read(path: Path, form: Form, shape: type[Value]) -> Value:
    """Return the file as a value of `shape`. Raises Broken with every fault in the file."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Broken([Fault(path.name, "dit bestand is er niet")]) from None
    except OSError as error:
        raise Broken([Fault(path.name, f"dit bestand is niet te lezen ({error.strerror})")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Broken([Fault(path.name, f"geen geldige TOML{_where(error)}")]) from None
    faults = [
        Fault(f"{path.name} › {place}", "deze sleutel kennen we niet") for place in _unknown(table, form)
    ]
    if faults:
        raise Broken(faults)
    try:
        value: Value = _checked_against(shape).validate_python(_in_english(table, form))
    except ValidationError as error:
        raise Broken(
            [_fault(path.name, table, form, found["loc"], _what(found)) for found in error.errors()]
        ) from None
    return value


def _checked_against(shape: type[Any]) -> TypeAdapter[Any]:
    """Return what checks values of this shape; making it takes longer than reading a file, so it is kept."""
    if shape not in ADAPTERS:
        ADAPTERS[shape] = TypeAdapter(shape)
    return ADAPTERS[shape]


def _where(error: Exception) -> str:
    """Say where in the file the reading stopped, as far as the error tells."""
    if isinstance(error, UnicodeDecodeError):
        return " (dit is geen tekst in UTF-8)"
    found = LINE.search(str(error))
    return f" (regel {found[1]}, teken {found[2]})" if found else ""


def _tables(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _unknown(table: Any, form: Form, place: str = "") -> Iterator[str]:
    for key, value in table.items():
        if key not in form.keys:
            yield place + key
        elif key in form.within:
            for number, part in enumerate(_tables(value), 1):
                if isinstance(part, dict):
                    yield from _unknown(part, form.within[key], f"{place}{_name(key, part, number)} › ")


def _in_english(table: Any, form: Form) -> Any:
    if not isinstance(table, dict):
        return table
    return {form.keys[key]: _value_in_english(key, value, form) for key, value in table.items()}


def _value_in_english(key: str, value: Any, form: Form) -> Any:
    if key not in form.within:
        return value
    inner = form.within[key]
    if isinstance(value, list):
        return [_in_english(part, inner) for part in value]
    return _in_english(value, inner)


def _fault(file: str, table: Any, form: Form, where: tuple[int | str, ...], what: str) -> Fault:
    """Say where pydantic found the fault, in the words of the file."""
    place, here, dutch = [file], table, ""
    for step in where:
        if isinstance(step, int) and isinstance(here, list):
            here = here[step]
            place[-1] = _name(dutch, here, step + 1)
        else:
            dutch = next((key for key, english in form.keys.items() if english == step), str(step))
            form = form.within.get(dutch, form)
            here = here.get(dutch) if isinstance(here, dict) else None
            place.append(dutch)
    return Fault(" › ".join(place), what)


def _what(found: ErrorDetails) -> str:
    """Say in Dutch what is wrong with a value: pydantic only knows English."""
    if found["type"] == "missing":
        return "ontbreekt"
    if found["type"] == "enum":
        return f"deze waarde past niet (kies uit {found['ctx']['expected'].replace(' or ', ' of ')})"
    belongs = BELONGS.get(found["type"].partition("_")[0], "")
    return "deze waarde past niet" + (f" (hier hoort {belongs})" if belongs else "")


def _name(key: str, part: Any, number: int) -> str:
    name = part.get("id") if isinstance(part, dict) else None
    return f"{key} {number}" + (f" ({name})" if name else "")
