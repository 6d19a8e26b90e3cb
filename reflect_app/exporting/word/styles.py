"""How a Word file of ours looks: the built-in styles, so that a reader may restyle it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reflect_app.exporting.word.xml import element

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

INK = "1B1F24"
QUIET = "55606B"
ACCENT = "1F4E5F"
RULE = "C9D1D6"
TINT = "F2F5F6"

LINES = "Entry Lines"
NOTE = "Note Text"
GRID = "Quiet Table"
CELL = "Table Cell"
CELL_HEADING = "Table Heading"

_FACE = "Georgia"
_LANGUAGES = {"en-GB": "en-GB", "cy": "cy-GB"}


def apply_styles(word: WordDocument, language: str) -> None:
    """Set page, faces, spacing and the language of the whole text."""
    from docx.shared import Mm

    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(27)
    page.top_margin, page.bottom_margin = Mm(24), Mm(27)
    page.footer_distance = Mm(13)
    _defaults(word, _LANGUAGES.get(language, language))
    _style(word, "Normal", 11, INK, after=7)
    _style(word, "Title", 30, ACCENT, before=140, after=6, bold=True, border=None)
    _style(word, "Subtitle", 14, QUIET, after=24, bold=False, italic=False)
    _style(word, "Heading 1", 16, ACCENT, before=26, after=5, bold=True, keep=True)
    for level in range(2, 7):
        _style(word, f"Heading {level}", 11, ACCENT, before=13, after=3, bold=True, keep=True)
    for name in ("List Bullet", "List Number"):
        _style(word, name, 11, INK, after=3)
    _style(word, "Footer", 8.5, QUIET)
    _style(word, "Caption", 9.5, QUIET, after=3, bold=False, keep=True)
    _new(word, LINES, 9.5, QUIET, after=9, keep=True)
    _new(word, NOTE, 11, INK, after=7, indent=4, border="left", shade=TINT)
    _new(word, CELL, 11, INK, before=2, after=2)
    _new(word, CELL_HEADING, 9.5, QUIET, before=2, after=2, bold=True)
    _grid(word)


def _defaults(word: WordDocument, language: str) -> None:
    """The language of everything that says no other."""
    defaults = word.styles.element.find(".//{*}rPrDefault/{*}rPr")
    for old in defaults.findall("{*}lang"):
        defaults.remove(old)
    defaults.append(
        element("w:lang", {"w:val": language, "w:eastAsia": "ja-JP", "w:bidi": "ar-SA"})
    )


def _grid(word: WordDocument) -> None:
    """A table with quiet lines between its rows and cells flush with the text."""
    from docx.enum.style import WD_STYLE_TYPE

    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": RULE}
    heavy = {**line, "w:sz": "8", "w:color": ACCENT}
    gap = {"w:w": "120", "w:type": "dxa"}
    style = word.styles.add_style(GRID, WD_STYLE_TYPE.TABLE).element
    style.append(
        element(
            "w:tblPr",
            {},
            element("w:tblBorders", {}, *(element(f"w:{e}", line) for e in ("bottom", "insideH"))),
            element(
                "w:tblCellMar",
                {},
                element("w:left", {**gap, "w:w": "0"}),
                element("w:right", gap),
            ),
        )
    )
    style.append(
        element(
            "w:tblStylePr",
            {"w:type": "firstRow"},
            element("w:tcPr", {}, element("w:tcBorders", {}, element("w:bottom", heavy))),
        )
    )


def _new(word: WordDocument, name: str, size: float, colour: str, **how: Any) -> None:  # noqa: ANN401
    from docx.enum.style import WD_STYLE_TYPE

    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    _style(word, name, size, colour, **how)


def _style(
    word: WordDocument,
    name: str,
    size: float,
    colour: str,
    *,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
    bold: bool | None = None,
    italic: bool | None = None,
    keep: bool = False,
    border: str | None = "",
    shade: str = "",
) -> None:
    from docx.shared import Mm, Pt, RGBColor

    style = word.styles[name]
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic = Pt(size), bold, italic
    font.color.rgb = RGBColor.from_string(colour)
    _face(style.element.get_or_add_rPr())
    for old in style.element.rPr.findall("{*}spacing"):
        style.element.rPr.remove(old)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.2
    form.keep_with_next = keep or None
    if indent:
        form.left_indent = Mm(indent)
    properties = style.element.get_or_add_pPr()
    if border is None or border:
        for old in properties.findall("{*}pBdr"):
            properties.remove(old)
    if border:
        edge = {"w:val": "single", "w:sz": "16", "w:space": "8", "w:color": RULE}
        _insert(properties, element("w:pBdr", {}, element(f"w:{border}", edge)))
    if shade:
        fill = {"w:val": "clear", "w:color": "auto", "w:fill": shade}
        _insert(properties, element("w:shd", fill))


def _face(properties: Any) -> None:  # noqa: ANN401 - an lxml element
    """One face for every script, in place of the theme's."""
    for old in properties.findall("{*}rFonts"):
        properties.remove(old)
    slots = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    properties.insert(0, element("w:rFonts", dict.fromkeys(slots, _FACE)))


def _insert(properties: Any, new: Any) -> None:  # noqa: ANN401 - lxml elements
    """Put borders and shading where the schema wants them: before the spacing."""
    spacing = properties.find("{*}spacing")
    if spacing is None:
        properties.append(new)
    else:
        spacing.addprevious(new)
