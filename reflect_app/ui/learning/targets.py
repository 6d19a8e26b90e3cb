"""Learning takes no target: `desk.go("learning")`."""

from __future__ import annotations

PAGE_ID = "learning"
