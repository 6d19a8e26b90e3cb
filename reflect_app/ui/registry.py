"""Finds the pages: every module in `ui/pages` that has a `PAGE`. A new page is one new file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reflect_app.ui import pages
from reflect_app.ui.page import PageSpec


@cache
def page_specs() -> tuple[PageSpec, ...]:
    """Every page in the order of the sidebar. Imports them all, so call it after first paint."""
    found = []
    for module in iter_modules(pages.__path__, pages.__name__ + "."):
        spec = getattr(import_module(module.name), "PAGE", None)
        if isinstance(spec, PageSpec):
            found.append(spec)
    return tuple(sorted(found, key=lambda spec: (spec.order, spec.id)))
