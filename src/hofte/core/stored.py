"""Frozen dataclasses to JSON values and back, driven by their type hints.

Knows dataclasses, tuples, mappings with string keys, ``Literal``, optional values, dates and plain JSON
types. Knows nothing of files. A field that stands at its default is left out, so stored values stay small
and a new field with a default never makes an old value unreadable; a field that is not known is refused.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from hofte.core.errors import HofteError, NotStored

T = TypeVar("T")
Json = Any  # str | float | int | bool | None | list[Json] | dict[str, Json]; recursive types help nobody here


def to_json(value: object) -> Json:
    """Turn a value into what :func:`json.dumps` takes.

    Raises
    ------
    NotStored
        If the value holds something that has no JSON form.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((field, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {field.name: to_json(part) for field, part in pairs if not _is_default(field, part)}
    if isinstance(value, Mapping):
        return {str(key): to_json(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(part) for part in value]
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    raise NotStored(f"a {type(value).__name__} has no JSON form")


def from_json(kind: type[T], value: Json, *, path: str = "") -> T:
    """Read a value back that :func:`to_json` wrote.

    Parameters
    ----------
    kind : type
        The dataclass (or other type) that is expected.
    value : JSON value
    path : str
        Where the value stands, for the message of an error.

    Raises
    ------
    NotStored
        If the value does not fit ``kind``; the message names the part that does not.
    """
    return cast("T", _read(kind, value, path or getattr(kind, "__name__", "value")))


def _is_default(field: dataclasses.Field[Any], value: object) -> bool:
    if field.default is not dataclasses.MISSING:
        return type(value) is type(field.default) and bool(value == field.default)
    if field.default_factory is not dataclasses.MISSING:
        return bool(value == field.default_factory())
    return False


def _read(kind: Any, value: Json, path: str) -> Any:
    if kind is Any or kind is object:
        return value
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _read_dataclass(kind, value, path)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _read_union(args, value, path)
    if origin is Literal:
        if value not in args:
            raise NotStored(f"{value!r} is none of {', '.join(map(repr, args))}", path=path)
        return value
    if origin is tuple:
        return _read_tuple(args, value, path)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, dict):
            raise NotStored("an object was expected", path=path)
        return {key: _read(args[1], part, f"{path}.{key}") for key, part in value.items()}
    return _read_plain(kind, value, path)


@cache
def _fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}


def _read_dataclass(kind: type, value: Json, path: str) -> Any:
    if not isinstance(value, dict):
        raise NotStored("an object was expected", path=path)
    fields = _fields(kind)
    if unknown := sorted(set(value) - set(fields)):
        raise NotStored(f"{kind.__name__} has no field {', '.join(unknown)}", path=path)
    parts = {name: _read(fields[name], part, f"{path}.{name}") for name, part in value.items()}
    try:
        return kind(**parts)
    except HofteError as error:
        raise NotStored(error.message, path=path) from error
    except TypeError as error:
        raise NotStored(f"a field of {kind.__name__} is missing ({error})", path=path) from error


def _read_union(args: tuple[Any, ...], value: Json, path: str) -> Any:
    if value is None and type(None) in args:
        return None
    problem: NotStored | None = None
    for option in args:
        if option is type(None):
            continue
        try:
            return _read(option, value, path)
        except NotStored as error:
            problem = error
    raise problem or NotStored("null was not expected", path=path)


def _read_tuple(args: tuple[Any, ...], value: Json, path: str) -> Any:
    if not isinstance(value, list):
        raise NotStored("a list was expected", path=path)
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_read(args[0], part, f"{path}[{n}]") for n, part in enumerate(value))
    if len(args) != len(value):
        raise NotStored(f"{len(args)} values were expected, not {len(value)}", path=path)
    return tuple(_read(kind, part, f"{path}[{n}]") for n, (kind, part) in enumerate(zip(args, value, strict=True)))


def _read_plain(kind: Any, value: Json, path: str) -> Any:
    if kind in (datetime, date) and isinstance(value, str):
        try:
            return kind.fromisoformat(value)
        except ValueError as error:
            raise NotStored(f"{value!r} is no {kind.__name__}", path=path) from error
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return _to_float(value, path)
    if kind in (int, float) and isinstance(value, bool):
        raise NotStored("a number was expected", path=path)
    if isinstance(kind, type) and isinstance(value, kind):
        return value
    raise NotStored(f"{getattr(kind, '__name__', kind)} was expected, not {value!r}", path=path)


def _to_float(value: int, path: str) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise NotStored("the number is too large", path=path) from error
