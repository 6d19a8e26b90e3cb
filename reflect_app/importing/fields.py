"""Further fields that several journals have, in the same words."""

from __future__ import annotations

from reflect_app.importing.json_text import number_in, text_in
from reflect_app.importing.record import Extra
from reflect_app.importing.text import one_line
from reflect_app.words import tr


def place(*names: object, latitude: object = None, longitude: object = None) -> tuple[Extra, ...]:
    """Where it was: names from near to far, and the two figures where both are real."""
    words = list(dict.fromkeys(filter(None, (one_line(text_in(name)) for name in names))))
    north, east = number_in(latitude), number_in(longitude)
    if north and east and abs(north) <= 90 and abs(east) <= 180:
        words.append(f"{north:.5f}, {east:.5f}")
    return (Extra("place", tr("Place"), ", ".join(words)),) if words else ()


def weather(description: object, celsius: object) -> tuple[Extra, ...]:
    """What the weather was."""
    words = [one_line(text_in(description))]
    degrees = number_in(celsius)
    if degrees is not None and abs(degrees) < 100:
        words.append(f"{degrees:.0f} °C")
    text = ", ".join(filter(None, words))
    return (Extra("weather", tr("Weather"), text),) if text else ()


def device(*names: object) -> tuple[Extra, ...]:
    """What it was written on, or what the device thought the person did."""
    text = ", ".join(dict.fromkeys(filter(None, (one_line(text_in(name)) for name in names))))
    return (Extra("device", tr("Device"), text),) if text else ()


def other(label: str, value: object) -> tuple[Extra, ...]:
    """Any further field, when it says something. `label` is already in the reader's language."""
    text = one_line(value if isinstance(value, str) else "")
    return (Extra("other", label, text[:500]),) if text else ()


def starred(on: object) -> tuple[Extra, ...]:
    """Whether the writer marked it as a favourite there. It marks nothing here."""
    return (Extra("other", tr("Favourite"), tr("yes")),) if on is True else ()
