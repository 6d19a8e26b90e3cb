"""Every sign-off says exactly what it is, and a change after one says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reflect_app.core.supervision import Agreement, Session, SignOff, record_message, state_of
from reflect_app.core.supervision.model import How
from reflect_app.core.supervision.states import (
    kind_name,
    own_line,
    role_name,
    sign_off_line,
    state_line,
)

AT = "2026-03-12T10:00:00+00:00"
PLANNED = Session("1" * 16, "one-to-one", AT, AT, with_name="Morgan")
DRAFT = replace(PLANNED, record="e", digest="new", version=2)


def signed(how: How = "key", digest: str = "new", version: int = 2, name: str = "") -> SignOff:
    return SignOff(how, AT, digest, version, name)


def test_a_record_is_a_draft_until_it_is_signed() -> None:
    assert state_of(PLANNED) == "planned"
    assert state_of(DRAFT) == "draft"
    assert state_line(DRAFT) == "A draft until it is signed"
    alone = replace(DRAFT, mine=signed(), theirs=signed("not-countersigned"))
    assert state_of(alone) == "signed"
    assert state_line(alone) == "Signed by you alone, version 2: not countersigned"
    for how in ("key", "in-person"):
        both = replace(alone, theirs=signed(how))
        assert state_line(both) == "Signed, version 2"
    for not_agreed in (
        signed("left"), signed("key", digest="old"), replace(signed("key"), compared=False),
    ):  # fmt: skip
        assert "not countersigned" in state_line(replace(alone, theirs=not_agreed))
    assert state_line(replace(alone, kind="training")) == "Signed, version 2"
    assert state_of(replace(DRAFT, put_by=True)) == "planned"


def test_a_change_after_signing_is_a_draft_again_and_says_so() -> None:
    changed = replace(DRAFT, mine=signed(digest="old", version=1))
    assert state_of(changed) == "draft"
    assert state_line(changed) == (
        "Version 2 is a draft. Version 1 was signed on 12 March 2026; it was changed after that."
    )


@pytest.mark.parametrize(
    ("sign_off", "words"),
    [
        (signed("key"), "Morgan: signed by their key on 12 March 2026"),
        (
            signed("in-person", name="M. Typed"),
            "M. Typed: agreed in person on 12 March 2026 (typed name, not verified)",
        ),
        (signed("not-countersigned"), "Morgan: not countersigned"),
        (signed("left"), "Morgan: not countersigned: supervisor left"),
        (signed("left", digest="old"), "Morgan: not countersigned: supervisor left"),
        (
            signed("key", digest="old"),
            (
                "Morgan: not countersigned as it stands;"
                " signed version 2 by their key on 12 March 2026"
            ),
        ),
        (None, "Morgan: not countersigned"),
    ],
)
def test_each_sign_off_says_which_it_is(sign_off: SignOff | None, words: str) -> None:
    assert sign_off_line(sign_off, "Morgan", "new") == words


def test_ones_own_sign_off_counts_for_the_wording_it_was_given_for() -> None:
    assert own_line(signed(), "new") == "You: signed by your key on 12 March 2026"
    assert own_line(signed(digest="old"), "new") == "You: not signed yet"


def test_a_groups_summary_is_seen_before_it_is_final() -> None:
    group = replace(DRAFT, kind="group", group="g")
    assert state_line(group) == "A draft until its members have seen it"
    out = replace(group, circulated="new", circulated_at=AT)
    assert state_of(out) == "circulated"
    assert state_line(out) == "With the members since 12 March 2026; not final yet"
    assert state_line(replace(out, mine=signed())) == "Agreed and final, version 2"
    assert state_of(replace(out, digest="newer", version=3)) == "draft"


def test_an_agreement_has_states_too() -> None:
    agreement = Agreement("2" * 16, "Morgan", AT)
    assert state_of(agreement) == "planned"
    written = replace(agreement, entry="e", digest="new", version=1)
    assert state_of(written) == "draft"
    assert state_of(replace(written, mine=signed(version=1))) == "signed"


def test_kinds_and_roles_have_words_of_their_own() -> None:
    assert len({kind_name("one-to-one"), kind_name("group"), kind_name("training")}) == 3
    assert role_name("") == ""
    assert role_name("both") == "Line manager and clinical supervisor"


def test_a_signature_covers_the_wording_and_not_how_it_was_agreed() -> None:
    answers = {"understood": "We slowed down. Dŵr", "my_agreement": True, "agreed_name": "M"}
    message = record_message("supervision-record", 1, answers)
    assert message == (
        '{"answers":{"understood":"We slowed down. Dŵr"},'
        '"template":"supervision-record","version":1}'.encode()
    )
