"""A part that may grow, as tall as it needs to be and never taller than its share of the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_ASKS = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Resize})
_SEEN = frozenset({QEvent.Type.ShowToParent, QEvent.Type.HideToParent})


class Shelf(QScrollArea):
    """Scrolls what it holds where that is taller than `share` of `page`. It is shown and hidden
    with what it holds.
    """

    def __init__(self, inner: QWidget, page: QWidget, share: float) -> None:
        super().__init__(page)  # without a parent it would flash up as a window
        self._inner, self._page, self._share, self._tall = inner, page, share, 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("surface", "page")
        # One that was never asked either way counts as hidden until what it is in is shown.
        asked = inner.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        hidden = asked and inner.isHidden()
        self.setWidget(inner)
        if asked:
            inner.setHidden(hidden)
            self.setHidden(hidden)
        inner.installEventFilter(self)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is inside and the page around."""
        if watched is self._inner and event.type() in _SEEN:
            self.setHidden(self._inner.isHidden())
        if event.type() in _ASKS:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        inner = self._inner
        asks = inner.hasHeightForWidth()
        needs = inner.heightForWidth(width) if asks else inner.sizeHint().height()
        tall = min(needs, int(self._page.height() * self._share))
        if tall > 0 and tall != self._tall:
            self._tall = tall
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As tall as was found; a page that has become too low for it takes from that."""
        return QSize(super().sizeHint().width(), self._tall)
