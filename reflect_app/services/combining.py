"""The evaluator's side: many sealed rows into one fixed set of tables, once a period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reflect_app import assets
from reflect_app.core.evaluation.columns import Column, Plan, check_row, read_columns, read_plan
from reflect_app.core.evaluation.figures import LEAST
from reflect_app.core.evaluation.ledger import Earlier, row_hash, too_close
from reflect_app.core.evaluation.quarters import check_quarter
from reflect_app.core.evaluation.suppress import CannotProtectError
from reflect_app.core.evaluation.tables import Tables, make_tables
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.evaluation import as_csv, report
from reflect_app.exporting.files import refuse_bad_place, write_bytes
from reflect_app.exporting.writers import writer_for
from reflect_app.services.context import Context
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.sharing.evaluation import SIZE, SealedRow, open_row
from reflect_app.vault.files import read_small
from reflect_app.vault.own_keys import private_keys
from reflect_app.vault.vault import Vault
from reflect_app.words import language, tr

_LEDGER = "evaluation_ledger"


@dataclass(frozen=True, slots=True)
class Combined:
    """What was made of a period: two files, and how many rows went in or were taken back.

    `read` counts files; `people` is rounded to 5, as in the report.
    """

    period: str
    out: tuple[Path, ...]
    read: int
    people: int
    withdrawn: int
    superseded: int
    left_out: tuple[str, ...]


class CombiningService:
    """Use cases of whoever is sent rows. Only figures leave this class, never a row."""

    def __init__(self, vault: Vault, context: Context, settings: VaultSettings) -> None:
        self._vault = vault
        self._context = context
        self._settings = settings

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Everything that a row may say."""
        return read_columns(assets.read_bytes("evaluation/columns.toml"))

    @cached_property
    def plan(self) -> Plan:
        """The fixed set of tables."""
        return read_plan(assets.read_bytes("evaluation/tables.toml"))

    def combine(self, files: Sequence[Path], out: Path) -> Combined:
        """Open the rows, make the tables, write `evaluation-PERIOD.pdf` and `.csv` into a folder.

        Raises:
            InvalidInputError: a file is not taken; the rows are of several quarters; they are
                fewer than ten (`too-few`); they are too like an earlier set (`too-close`).
                Nothing was written.
            FileProblemError, DiskFullError.
        """
        opened = [self._opened(path) for path in files]
        period = _period(opened)
        current, superseded = _latest(opened)
        rows = {row.id: row.row for row in current if not row.withdrawn}
        hashes = {row_hash(period, id_, row) for id_, row in rows.items()}
        self._refuse(period, hashes)
        tables = self._tables(list(rows.values()))
        places = [out / f"evaluation-{period}.{kind}" for kind in ("pdf", "csv")]
        for place in places:
            refuse_bad_place(place)
        made = self._context.clock.now().date().isoformat()
        document = report(tables, period, made, "cy" if language() == "cy" else "en-GB")
        data = (writer_for("pdf").write(document), as_csv(tables, document))
        # The ledger is kept first: a set that was told of and not kept could be subtracted.
        self._remember(Earlier(period, made, frozenset(hashes)))
        for place, content in zip(places, data, strict=True):
            write_bytes(content, place)
        return Combined(
            period=period,
            out=tuple(places),
            read=len(opened),
            people=tables.people,
            withdrawn=sum(row.withdrawn for row in current),
            superseded=superseded,
            left_out=tables.left_out,
        )

    def earlier(self) -> tuple[Earlier, ...]:
        """The ledger: every set that tables were made of."""
        kept: list[dict[str, Any]] = self._settings.get(_LEDGER)
        return tuple(Earlier(e["period"], e["made"], frozenset(e["rows"])) for e in kept)

    def _opened(self, path: Path) -> SealedRow:
        try:
            row = open_row(read_small(path, SIZE), private_keys(self._vault))
            check_quarter(row.quarter)
            check_row(self.columns, row.row)
        except InvalidInputError as error:
            raise InvalidInputError(
                tr("{file}: {problem}").format(file=path.name, problem=error.message),
                error.hint,
                code=error.name,
            ) from None
        return row

    def _refuse(self, period: str, hashes: set[str]) -> None:
        if len(hashes) < LEAST:
            raise InvalidInputError(
                tr("Fewer than ten people sent a row for {period}, so nothing may be told.").format(
                    period=period
                ),
                tr("Put more teams or a whole region together."),
                code="too-few",
            )
        close = too_close(hashes, self.earlier())
        if close is not None:
            raise InvalidInputError(
                tr("Tables of almost the same rows were made on {day}. The two could give "
                   "somebody away.").format(day=close.made),
                tr("Use the tables of that day, or wait until ten people more have sent a row."),
                code="too-close",
            )  # fmt: skip

    def _tables(self, rows: list[dict[str, Any]]) -> Tables:
        try:
            return make_tables(self.columns, self.plan, rows)
        except CannotProtectError:
            raise InvalidInputError(
                tr("These rows cannot be told of without giving somebody away."),
                tr("Put more teams or a whole region together."),
                code="cannot-protect",
            ) from None

    def _remember(self, made: Earlier) -> None:
        if any(each.rows == made.rows for each in self.earlier()):
            return
        entry = {"period": made.period, "made": made.made, "rows": sorted(made.rows)}
        self._settings.set(_LEDGER, [*self._settings.get(_LEDGER), entry])


def _period(opened: Sequence[SealedRow]) -> str:
    periods = sorted({row.quarter for row in opened})
    if len(periods) != 1:
        raise InvalidInputError(
            tr("These files are of more than one quarter, or there are none: {periods}.").format(
                periods=", ".join(periods[:8]) or "–"
            ),
            tr("Combine one quarter at a time."),
            code="many-periods",
        )
    return periods[0]


def _latest(opened: Sequence[SealedRow]) -> tuple[list[SealedRow], int]:
    """The newest of what each person sent, and how many older ones or copies there were.

    Of two with the same number a withdrawal counts.
    """
    found: dict[str, SealedRow] = {}
    for row in sorted(opened, key=lambda each: (each.turn, each.withdrawn)):
        found[row.id] = row
    return list(found.values()), len(opened) - len(found)
