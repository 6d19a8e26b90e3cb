"""Which languages there are, and the catalogue of the one in use. `app.py` asks once."""

from __future__ import annotations

import gettext
import locale
import os
import sys
from collections.abc import Mapping

from reflect_app import assets

#: Each language by its own name, as it stands in the list to choose from.
OWN_NAMES: Mapping[str, str] = {"en": "English", "cy": "Cymraeg"}
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def spoken(choice: str) -> str:
    """The code that a setting ("system" or a code) comes to; English where we lack the other."""
    code = system_language() if choice == "system" else choice
    return code if code in OWN_NAMES else "en"


def catalogue(choice: str) -> gettext.NullTranslations:
    """The catalogue for a setting, as `spoken` reads it."""
    code = spoken(choice)
    if code == "en":
        return gettext.NullTranslations()
    folder = assets.root() / "i18n"
    return gettext.translation("reflect", str(folder), languages=[code], fallback=True)


def system_language() -> str:
    """The code of the first language of this computer that Reflect speaks; else "en"."""
    for wanted in _wanted(os.environ):
        code = wanted.replace("-", "_").split("_")[0].split(".")[0].lower()
        if code in OWN_NAMES:
            return code
    return "en"


def _wanted(environment: Mapping[str, str]) -> list[str]:
    """What the system asks for, best first. An empty or "C" locale asks for nothing."""
    if sys.platform == "win32":
        import ctypes

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return [locale.windows_locale.get(number, "")]
    if environment.get("LC_ALL") in {"C", "POSIX"}:
        return []
    found = [environment[name] for name in _VARIABLES if environment.get(name)]
    return [part for text in found for part in text.split(":")]
