"""Learning accounts that leave: in a body's own order, looked at before, written as one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reflect_app.core.entries import Answers
from reflect_app.core.learning.accounts import account_of
from reflect_app.core.learning.bodies import Body
from reflect_app.core.prompts import in_language
from reflect_app.errors import InvalidInputError
from reflect_app.exporting.files import write_bytes
from reflect_app.exporting.learning import Portfolio, as_csv, headings_of, learning_portfolio
from reflect_app.exporting.pack import Chosen
from reflect_app.exporting.watch import UNWATCHED, Watch
from reflect_app.services.learning import LearningService
from reflect_app.services.pack_choice import ChosenEntry, ChosenField, Swap
from reflect_app.services.packs import PackMade, PackPreview, PackService, format_for, write_pack
from reflect_app.services.swapping import Swapping
from reflect_app.services.vault_settings import VaultSettings
from reflect_app.words import language, tr

CSV = "csv"


@dataclass(frozen=True, slots=True)
class PortfolioRequest:
    """Which accounts leave: these, or every one that counts. `writer` puts the name on it;
    `swaps` change the copy that leaves and nothing else.
    """

    accounts: tuple[str, ...] = ()
    writer: bool = False
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class PortfolioPreview(PackPreview):
    """As of a pack. `headings` are the body's, by question, for the columns of a CSV."""

    headings: tuple[tuple[str, str], ...] = ()


class PortfolioService:
    """Use cases on what leaves of the accounts of one unlocked vault."""

    def __init__(
        self, learning: LearningService, packs: PackService, settings: VaultSettings
    ) -> None:
        self._learning = learning
        self._packs = packs
        self._settings = settings

    def preview(self, request: PortfolioRequest) -> PortfolioPreview:
        """Exactly what would leave. Writes nothing.

        Raises:
            InvalidInputError: there is no account; one of them is none; or its writer said that
                someone could be recognised (code `recognisable`).
        """
        now = self._learning.look()
        ids = request.accounts or tuple(account.id for account in now.accounts)
        swaps = Swapping(request.swaps)
        chosen = tuple(
            item for id_ in dict.fromkeys(ids) if (item := self._chosen(id_, now.body)).fields
        )
        if not chosen:
            raise InvalidInputError(
                tr("There is no account to take out yet."),
                tr("Write one, or copy an entry into one."),
                code="nothing-chosen",
            )
        chosen = tuple(_with(item, swaps.entry(item.entry, item.template).answers)
                       for item in chosen)  # fmt: skip
        document = learning_portfolio(
            Portfolio(
                body=now.body,
                accounts=tuple(Chosen(item.entry, item.template) for item in chosen),
                made=self._learning.today().isoformat(),
                language="cy" if language() == "cy" else "en-GB",
                writer=str(self._settings.get("display_name")) if request.writer else "",
            )
        )
        pointed, meetings = self._packs.pointed_out(chosen, swaps)
        return PortfolioPreview(chosen, pointed, document, meetings, headings=headings_of(now.body))

    def _chosen(self, id_: str, body: Body) -> ChosenEntry:
        entry, template = self._learning.shown(id_)
        if account_of(entry.id, entry.event[:10], entry.answers).recognisable:
            raise InvalidInputError(
                tr("You said that someone could be recognised from one of these accounts."),
                tr("Look at account {id} again, then change your answer or leave it out.").format(
                    id=entry.id
                ),
                code="recognisable",
            )
        shown = in_language(template, language())
        fields = []
        for heading in body.fields:
            question = shown.question(heading.question)
            value = entry.answers.get(heading.question)
            if question is not None and value not in (None, "", []):
                assert value is not None
                fields.append(ChosenField(question, value))
        return _with(ChosenEntry(entry, shown, tuple(fields)), entry.answers)


def _with(item: ChosenEntry, answers: Answers) -> ChosenEntry:
    """The account with these answers, and no other than the body asks for."""
    fields = tuple(ChosenField(it.question, answers[it.question.id]) for it in item.fields)
    kept = {it.question.id: it.value for it in fields}
    return ChosenEntry(replace(item.entry, answers=kept), item.template, fields)


def write_portfolio(
    preview: PackPreview,
    out: Path,
    format: str | None = None,  # noqa: A002  the word people use
    watch: Watch = UNWATCHED,
    password: str | None = None,
) -> PackMade:
    """Write exactly what the preview showed; as a CSV, one row an account. Needs no vault.

    Raises:
        InvalidInputError: the format is unknown, or cannot have a password.
        FileProblemError, DiskFullError: nothing was written.
    """
    name = format or format_for(out, also=(CSV,))
    if name != CSV or not isinstance(preview, PortfolioPreview):
        return write_pack(preview, out, format, watch, password)
    if password is not None:
        raise InvalidInputError(
            tr("Only a PDF can have a password."),
            tr("Choose PDF, or leave the password out."),
        )
    written = write_bytes(as_csv(preview.document, preview.headings), out)
    return PackMade(written.path, written.bytes, len(preview.chosen), CSV)
