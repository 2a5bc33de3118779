"""The one place where a report's template meets its values: everything is escaped, nothing may be missing."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

_HERE = os.path.dirname(os.path.abspath(__file__))


def render(template: str, values: Mapping[str, Any], cache_folder: str = "") -> str:
    """The template with these values, which are text and never templates themselves.

    A compiled form is kept in the cache folder, if one is given and can be written.
    """
    return _environment(cache_folder).get_template(template).render(values)


@cache
def _environment(cache_folder: str) -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_kept_in(cache_folder),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _kept_in(folder: str) -> BytecodeCache | None:
    if not folder:
        return None
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(folder) if os.access(folder, os.W_OK) else None
