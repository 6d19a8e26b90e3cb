"""A bundle and whoever would change it: anything but the very bytes is refused, unread."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app.crypto import identity, sealing, signing
from reflect_app.errors import InvalidInputError, ReflectError, VersionError
from reflect_app.sharing import bundle
from reflect_app.sharing.bundle import BundleError, Letter, open_bundle, seal
from reflect_app.sharing.contents import read_reply, read_share

WORDS = "the heron stood in the corridor"
CONTENT = json.dumps({"words": WORDS}).encode()
LETTER = Letter(
    "share", "ab" * 16, "cd" * 16, 1, "2026-03-12T07:30:00+00:00", "2026-06-10T07:30:00+01:00",
    CONTENT,
)  # fmt: skip


@dataclass(frozen=True)
class People:
    """Keys of a sender, a reader, and somebody who means harm and has cards of both."""

    ann: identity.Identity
    ben: identity.Identity
    mal: identity.Identity

    def sealed(self, letter: Letter = LETTER) -> bytes:
        """A sound bundle from Ann to Ben."""
        return seal(letter, self.ann.private, self.ann.public, self.ben.public)

    def opened(self, data: bytes) -> bundle.Opened:
        """What Ben's program makes of some bytes."""
        return open_bundle(data, self.ben.private, self.ben.public)

    def inside(self, data: bytes) -> bytes:
        """The plain bytes, as Ben could take them out."""
        header = len(bundle.HEADER)
        return sealing.unseal(self.ben.private, data[:header], data[header:-32])


@pytest.fixture(scope="module")
def people() -> People:
    return People(*(identity.new_identity() for _ in range(3)))


def test_a_bundle_has_one_of_the_seven_sizes_of_the_format_page() -> None:
    kib, mib = 1024, 1024**2
    around = (16 * kib, 64 * kib, 256 * kib, mib, 4 * mib, 16 * mib, 50 * mib)
    assert around == bundle.SIZES
    before = 0
    for size in around[:-1]:
        for length in (before + 1, size):
            assert len(bundle.framed(b"", b"", b"x" * (length - 8))) == size
        before = size + 8
    with pytest.raises(InvalidInputError) as refused:
        bundle.framed(b"", b"", b"x" * (50 * mib - 7))
    assert refused.value.name == "too-large"


def refusal(people: People, data: bytes) -> ReflectError:
    with pytest.raises(ReflectError) as refused:
        people.opened(data)
    said = refused.value.message
    assert said.endswith(".")
    assert "\n" not in said + refused.value.hint
    assert WORDS not in said + refused.value.hint
    return refused.value


def head_of(people: People, **changed: Any) -> bytes:
    """A head as Ann would write it, with other things in it."""
    plain = people.inside(people.sealed())
    length = int.from_bytes(plain[:4])
    head = {**json.loads(plain[4 : 4 + length]), **changed}
    return json.dumps(head, sort_keys=True, separators=(",", ":")).encode()


def with_sum(body: bytes) -> bytes:
    return body + hashlib.sha256(body).digest()


def test_what_was_sealed_comes_back_whole(people: People) -> None:
    opened = people.opened(people.sealed())
    assert opened == bundle.Opened(
        LETTER.kind, LETTER.bundle, LETTER.instance, 1, LETTER.created, LETTER.expires,
        people.ann.public, CONTENT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("length", "size"), [(10, 16 << 10), (16 << 10, 64 << 10), (200_000, 256 << 10)]
)
def test_a_size_says_little(people: People, length: int, size: int) -> None:
    data = people.sealed(replace(LETTER, content=b"x" * length))
    assert len(data) == size + bundle.AROUND
    assert people.opened(data).content == b"x" * length


def test_nothing_of_it_can_be_read_outside(people: People) -> None:
    data = people.sealed()
    for part in (WORDS.encode(), b"2026", b"share", people.ann.public[-32:],
                 people.ben.public[-32:], LETTER.bundle.encode()):  # fmt: skip
        assert part not in data


def test_what_is_too_much_is_refused_before_it_is_sealed(people: People) -> None:
    with pytest.raises(InvalidInputError) as refused:
        people.sealed(replace(LETTER, content=bytes(50 << 20)))
    assert refused.value.name == "too-large"


@pytest.mark.timeout(3600)  # the long form opens 140,000 bundles
def test_every_bit_counts(people: People, request: pytest.FixtureRequest) -> None:
    """As a broken disk would change it, and as somebody would who can mend the checksum."""
    data = people.sealed()
    edges = {*range(64), *range(len(data) - 64, len(data))}
    places = edges | set(random.Random(7).sample(range(len(data)), 150))
    if request.config.getoption("--long"):
        places = set(range(len(data)))
    for place in sorted(places):
        for bit in range(8):
            changed = bytearray(data)
            changed[place] ^= 1 << bit
            found = refusal(people, bytes(changed))
            assert found.name in ("bundle-damaged", "no-bundle"), place
            mended = with_sum(bytes(changed[:-32]))
            if mended != data:
                assert refusal(people, mended).name in (
                    "not-for-me", "no-bundle", "bundle-header", "newer-version",
                ), place  # fmt: skip


@pytest.mark.timeout(1200)
def test_cut_short_anywhere(people: People, request: pytest.FixtureRequest) -> None:
    data = people.sealed()
    step = 1 if request.config.getoption("--long") else 97
    for length in {*range(80), *range(0, len(data), step), len(data) - 32, len(data) - 1}:
        for cut in (data[:length], with_sum(data[:length])):
            if cut == data:  # nothing but the checksum was cut off, and mended
                continue
            found = refusal(people, cut)
            # Of eight bytes, the mended checksum stands where the version would.
            mended = {"newer-version", "bundle-incomplete"} if length == 8 else set()
            assert found.name in {"bundle-incomplete", "no-bundle"} | mended, length
    assert refusal(people, data + b"\0").name == "bundle-incomplete"
    assert refusal(people, bytes(len(data))).name == "bundle-incomplete"  # only reserved so far


def test_half_synced_and_damaged_are_told_apart(people: People) -> None:
    data = people.sealed()
    arriving = refusal(people, data[:4096])
    assert isinstance(arriving, BundleError)
    assert arriving.flaw == "incomplete"
    spoilt = refusal(people, data[:8000] + b"x" + data[8001:])
    assert isinstance(spoilt, BundleError)
    assert spoilt.flaw == "damaged"
    other = refusal(people, seal(LETTER, people.ann.private, people.ann.public, people.mal.public))
    assert isinstance(other, BundleError)
    assert other.flaw == "not-for-me"


def test_unsigned(people: People) -> None:
    for signature in (bytes(64), b"\xff" * 64):
        plain = bundle.framed(head_of(people), signature, CONTENT)
        assert refusal(people, bundle.seal_plain(plain, people.ben.public)).name == (
            "bundle-unsigned"
        )


def test_signed_by_somebody_else(people: People) -> None:
    """Mal has Ann's card and says it is from her."""
    data = bundle.seal_signed(head_of(people), CONTENT, people.mal.private, people.ben.public)
    assert refusal(people, data).name == "bundle-unsigned"


def test_signed_for_another_purpose(people: People) -> None:
    """What Ann signed elsewhere, such as a pack of prompts, is no bundle."""
    head = head_of(people)
    signature = signing.sign(people.ann.private, b"prompt pack", head)
    data = bundle.seal_plain(bundle.framed(head, signature, CONTENT), people.ben.public)
    assert refusal(people, data).name == "bundle-unsigned"


def test_sealed_again_for_somebody_else(people: People) -> None:
    """Ben takes what Ann signed for him and seals it for Mal, as if she had written to them."""
    data = bundle.seal_plain(people.inside(people.sealed()), people.mal.public)
    with pytest.raises(BundleError) as refused:
        open_bundle(data, people.mal.private, people.mal.public)
    assert refused.value.name == "bundle-readdressed"


def test_another_content_under_the_same_signature(people: People) -> None:
    plain = people.inside(people.sealed())
    length = int.from_bytes(plain[:4])
    head, signature = plain[4 : 4 + length], plain[4 + length : 68 + length]
    data = bundle.seal_plain(bundle.framed(head, signature, b"{}"), people.ben.public)
    assert refusal(people, data).name == "bundle-content"


@pytest.mark.parametrize("length", [0, 8193, 2**32 - 1])
def test_a_head_of_no_length_or_of_any(people: People, length: int) -> None:
    plain = bytearray(people.inside(people.sealed()))
    plain[:4] = length.to_bytes(4)
    assert refusal(people, bundle.seal_plain(bytes(plain), people.ben.public)).name == "bundle-form"


def test_padding_hides_nothing(people: People) -> None:
    plain = people.inside(people.sealed())
    spoilt = plain[:-1] + b"\x01"
    assert refusal(people, bundle.seal_plain(spoilt, people.ben.public)).name == "bundle-form"


@pytest.mark.parametrize(
    "changed",
    [
        {"bundle": "ab"}, {"bundle": "AB" * 16}, {"instance": ""}, {"kind": "order"},
        {"sequence": 0}, {"sequence": -1}, {"sequence": 2**60}, {"sequence": "1"},
        {"created": "yesterday"}, {"created": "2026-03-12T07:30:00"}, {"expires": "never"},
        {"context": "reflect/1/card"}, {"version": 0}, {"more": 1}, {"reader": "00"},
        {"sender": "00" * 1247},
    ],
)  # fmt: skip
def test_a_signed_head_of_another_form(people: People, changed: dict[str, Any]) -> None:
    head = head_of(people, **changed)
    data = bundle.seal_signed(head, CONTENT, people.ann.private, people.ben.public)
    assert refusal(people, data).name == "bundle-form"


def test_one_head_has_one_form(people: People) -> None:
    head = json.dumps(json.loads(head_of(people)), indent=1).encode()
    data = bundle.seal_signed(head, CONTENT, people.ann.private, people.ben.public)
    assert refusal(people, data).name == "bundle-form"


def test_a_newer_version(people: People) -> None:
    data = people.sealed()
    newer = with_sum(data[:8] + b"\x02" + data[9:-32])
    with pytest.raises(VersionError):
        people.opened(newer)
    other_size = with_sum(data[:8] + b"\x02" + data[9:-600])
    with pytest.raises(VersionError):
        people.opened(other_size)
    head = head_of(people, version=2)
    signed = bundle.seal_signed(head, CONTENT, people.ann.private, people.ben.public)
    with pytest.raises(VersionError):
        people.opened(signed)
    older = with_sum(data[:8] + b"\x00" + data[9:-32])
    assert refusal(people, older).name == "bundle-header"


@pytest.mark.parametrize("deep", [b"[", b'{"a":', b'[{"share":'], ids=["lists", "maps", "both"])
@pytest.mark.parametrize("times", [13, 100_000])
def test_deep_nesting_is_refused_before_it_is_parsed(deep: bytes, times: int) -> None:
    for read in (read_share, read_reply):
        with pytest.raises(BundleError) as refused:
            read(deep * times)
        assert refused.value.name == "bundle-form"


def test_brackets_that_somebody_typed_are_no_nesting() -> None:
    text = '[{"\\' * 50
    part = {
        "item": "ab" * 8, "template": "free", "template_version": 1, "title": text,
        "event": "2026-03-12T07:30:00+00:00",
        "fields": [{"question": {"id": "page", "type": "text", "text": "?"}, "value": text}],
    }  # fmt: skip
    found = read_share(json.dumps({"share": "ab" * 8, "entries": [part]}).encode())
    assert found.entries[0].fields[0].value == text


@pytest.mark.parametrize(
    ("where", "what"),
    [
        (place, sign)
        for place in ("title", "text", "min_label", "choice")
        for sign in ("\x1b[2J", "\u202e", "\x9b", "\u2066")
    ]
    + [("version", 10**30), ("version", 0), ("min", -(10**400)), ("max", 10**400)],
)
def test_a_wording_that_no_template_may_have(where: str, what: Any) -> None:
    """It stands round what somebody wrote, where it could pass for words of Reflect's own."""
    asked = {"id": "rate", "type": "scale", "text": "How?", "min": 0, "max": 10}
    picked = {"id": "pick", "type": "choice", "text": "Which?", "choices": [["a", "A"]]}
    part = {
        "item": "ab" * 8, "template": "free", "template_version": 1, "title": "t",
        "event": "2026-03-12T07:30:00+00:00",
        "fields": [{"question": asked, "value": 3}, {"question": picked, "value": "a"}],
    }  # fmt: skip
    content = {"share": "ab" * 8, "entries": [part]}
    read_share(json.dumps(content).encode())
    if where == "choice":
        picked["choices"] = [["a", what]]
    elif where in ("title", "version"):
        part["title" if where == "title" else "template_version"] = what
    else:
        asked[where] = what
    with pytest.raises(BundleError) as refused:
        read_share(json.dumps(content).encode())
    assert refused.value.name == "bundle-form"


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    keys = _KEYS
    for given_ in (data, bundle.HEADER + data, with_sum(bundle.HEADER + data)):
        with pytest.raises(ReflectError):
            open_bundle(given_, keys.private, keys.public)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["share", "entries", "item", "fields", "question", "value"]),
        inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(JSON)
def test_any_signed_json_is_refused_in_words(value: Any) -> None:
    content = json.dumps(value).encode()
    with pytest.raises(BundleError, match="has a form that Reflect does not know"):
        read_share(content)
    if value != {}:  # an empty reply is one that says nothing
        with pytest.raises(BundleError, match="has a form that Reflect does not know"):
            read_reply(content)


_KEYS = identity.new_identity()


@pytest.mark.long
def test_fifty_mebibytes_open_within_the_memory_that_is_promised(people: People) -> None:
    """R18: under 256 MiB; the whole of it, in a process of its own."""
    import subprocess
    import sys

    code = (
        "import resource, sys, json\n"
        "from reflect_app.crypto import identity\n"
        "from reflect_app.sharing import bundle\n"
        "from reflect_app.sharing.contents import read_reply\n"
        "a, b = identity.new_identity(), identity.new_identity()\n"
        "said = {'id': 'ab' * 8, 'field': '', 'at': '2026-03-12T07:30:00+00:00'}\n"
        "many = [{**said, 'text': 'x' * 20_000}] * 1000\n"
        "answers = [{'item': item * 8, 'comments': many} for item in ('ab', 'cd')]\n"
        "content = json.dumps({'answers': answers}).encode()\n"
        "letter = bundle.Letter('reply', 'ab' * 16, 'cd' * 16, 1, said['at'], '', content)\n"
        "open(sys.argv[1], 'wb').write(bundle.seal(letter, a.private, a.public, b.public))\n"
        "open(sys.argv[1] + '.key', 'wb').write(b.private + b.public)\n"
    )
    read = (
        "import resource, sys\n"
        "from reflect_app.sharing import bundle\n"
        "from reflect_app.sharing.contents import read_reply\n"
        "keys = open(sys.argv[1] + '.key', 'rb').read()\n"
        "data = open(sys.argv[1], 'rb').read()\n"
        "opened = bundle.open_bundle(data, keys[:128], keys[128:])\n"
        "del data\n"
        "assert len(read_reply(opened.content).answers) == 2\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/large.rbundle"
        subprocess.run([sys.executable, "-c", code, path], check=True)
        done = subprocess.run(
            [sys.executable, "-c", read, path], check=True, capture_output=True, text=True
        )
    assert int(done.stdout) < 256
