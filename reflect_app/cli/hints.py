"""What to do next at a terminal. The layers below speak to a window too and name no command."""

from __future__ import annotations

from reflect_app.errors import NotFoundError, PassphraseNeededError, ReflectError
from reflect_app.words import tr


def hint_of(problem: ReflectError) -> str:
    """The hint of a failure, and the command that helps where there is one."""
    if problem.name in (NotFoundError.code, PassphraseNeededError.code) and problem.hint:
        return problem.hint  # it is neither an entry nor a prompt, or the hint says it all
    return " ".join(filter(None, (problem.hint, commands().get(problem.name))))


def commands() -> dict[str, str]:
    """The command that helps, by the code of the failure."""
    return {
        "ambiguous-contact": tr("“reflect contacts list --ended” shows every card."),
        "bad-card": tr("“reflect receive” takes what is sealed for you in."),
        "bad-note": tr("“reflect notes drop” takes it off the list."),
        "contact-unconfirmed": tr("“--unconfirmed” goes on all the same."),
        "identifiers-found": tr("“--reviewed” says that it may stay."),
        "keeping-everything": tr("“reflect keep off” ends it."),
        "bad-row": tr("“reflect evaluate preview” shows them."),
        "template": tr("“reflect prompts check” reads it again."),
        "template-built-in": tr("“reflect prompts hide” does that, “duplicate” makes a copy."),
        "no-bundle": tr("“reflect contacts add” takes a card in."),
        "no-card": tr("“reflect contacts list --ended” shows every card."),
        "no-consent": tr("“reflect evaluate consent” does it too."),
        "no-contact": tr("“reflect contacts list --ended” shows them all."),
        "no-exchange": tr("“reflect exchange set” chooses one."),
        "no-item": tr("“reflect inbox” shows what is there."),
        "no-share": tr("“reflect shares list” shows them all."),
        "no-vault": tr("“reflect init” makes one."),
        "not-found": tr("“reflect list” shows the entries, “reflect prompts list” the prompts."),
        "passphrase-needed": tr(
            "Give it with --passphrase-file, or run the command on a terminal."
        ),
        "rolled-back": tr("“reflect verify --accept” does that."),
        "unknown-action": tr("“reflect actions list” shows them all."),
        "unknown-agreement": tr("“reflect agreements list” shows them all."),
        "unknown-group": tr("“reflect groups list” shows them all."),
        "unknown-note": tr("“reflect notes” lists those that wait."),
        "unknown-person": tr("“reflect people list” shows them all."),
        "unknown-question": tr("“reflect prompts show” lists the questions of a template."),
        "unknown-session": tr("“reflect session list” shows them all."),
        "unknown-template": tr("“reflect prompts list” shows them all."),
        "withdrawn-already": tr("“reflect shares list” says where it stands."),
    }
