"""The fixed words that every format puts around what a person wrote."""

from __future__ import annotations

from reflect_app.exporting.document import ScaleAnswer, Steps
from reflect_app.words import tr


def scale_value(scale: ScaleAnswer) -> str:
    """The number alone, such as "7 out of 10"; with a lowest other than nought, the range."""
    if scale.min == 0:
        return tr("{value} out of {max}").format(value=scale.value, max=scale.max)
    return tr("{value} on a scale from {min} to {max}").format(
        value=scale.value, min=scale.min, max=scale.max
    )


def scale_ends(scale: ScaleAnswer | Steps) -> str:
    """What both ends of a scale mean, or nothing where it has no words."""
    if scale.min_label and scale.max_label:
        return tr("{min} is {min_label}, {max} is {max_label}").format(
            min=scale.min,
            min_label=_quoted(scale.min_label),
            max=scale.max,
            max_label=_quoted(scale.max_label),
        )
    ends = ((scale.min, scale.min_label), (scale.max, scale.max_label))
    worded = (
        tr("{number} is {label}").format(number=number, label=_quoted(label))
        for number, label in ends
        if label
    )
    return "".join(worded)


def _quoted(label: str) -> str:
    return tr("“{label}”").format(label=label)


def action_headers() -> tuple[str, str, str]:
    """The three headings of a table of actions."""
    return (tr("What"), tr("Who"), tr("By when"))


def contents_title() -> str:
    """The heading of a contents list."""
    return tr("Contents")


def page_of() -> str:
    """The page number, with `{page}` and `{pages}` for the format to fill in."""
    return tr("Page {page} of {pages}.")


def on_page() -> str:
    """Where something stands, with `{page}` for the format to fill in."""
    return tr("page {page}")


def note_by(name: str) -> str:
    """Who made a remark."""
    return tr("{name} wrote:").format(name=name)
