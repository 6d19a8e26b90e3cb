"""The words people read, through one translation catalogue (gettext), English by default.

Wrap every sentence a person may read in `tr("...")`; use `{names}` and `.format`, never
f-strings, so that translators see the whole sentence. Counted sentences use `trn`. The
composition root installs a catalogue once with `use`; until then the English stands.
"""

from __future__ import annotations

import gettext

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use(catalogue: gettext.NullTranslations) -> None:
    """Install the catalogue for this process. Called by the composition root only."""
    global _catalogue
    _catalogue = catalogue


def language() -> str:
    """The code of the catalogue in force, such as `cy`; `en` without one."""
    return _catalogue.info().get("language") or "en"


def tag() -> str:
    """The language in force as BCP 47 has it, for a document: `en-GB` or `cy`."""
    code = language()
    return "en-GB" if code == "en" else code


def tr(text: str) -> str:
    """The text in the reader's language."""
    # gettext answers the empty string with the catalogue's header.
    return _catalogue.gettext(text) if text else ""


def trn(one: str, many: str, count: int) -> str:
    """The form of a counted text for `count`; the caller fills in `{count}`."""
    return _catalogue.ngettext(one, many, count)
