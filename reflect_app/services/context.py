"""What every use case is handed by the composition root."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reflect_app.core.clock import Clock
from reflect_app.core.prompts import TemplateLibrary
from reflect_app.crypto.kdf import KdfPolicy
from reflect_app.organisation import Organisation


@dataclass(frozen=True, slots=True)
class Context:
    """The outside world. `anchors` is the state folder for anchors, one file an instance."""

    clock: Clock
    library: TemplateLibrary
    policy: KdfPolicy
    anchors: Path
    organisation: Organisation = field(default_factory=Organisation)
