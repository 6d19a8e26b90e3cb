import json
import os
import stat
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflect_app import settings as module
from reflect_app.errors import FileProblemError, InvalidInputError
from reflect_app.settings import KnownVault, Settings, SettingsStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_nothing_yet_means_defaults_and_no_file(path: Path) -> None:
    store = SettingsStore(path)
    assert store.value == Settings()
    assert store.moved_aside is None
    assert not path.exists()


def test_a_change_is_there_the_next_time(path: Path) -> None:
    vaults = (KnownVault("/home/a/journal", "mine"), KnownVault("/stick"))
    SettingsStore(path).change(theme="dark", text_percent=150, vaults=vaults, reduced_motion=True)
    assert SettingsStore(path).value == Settings(
        theme="dark", text_percent=150, vaults=vaults, reduced_motion=True
    )


@pytest.mark.skipif(os.name != "posix", reason="permission bits")
def test_file_and_folder_are_private_whatever_the_umask(path: Path) -> None:
    old = os.umask(0)
    try:
        SettingsStore(path).change(theme="dark")
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_keys_of_a_newer_reflect_stay(path: Path) -> None:
    path.parent.mkdir()
    path.write_text('{"weather": "rain", "theme": "dark"}')
    SettingsStore(path).change(text_percent=125)
    assert json.loads(path.read_text()) == {"weather": "rain", "theme": "dark", "text_percent": 125}


def test_two_windows_do_not_undo_each_other(path: Path) -> None:
    first, second = SettingsStore(path), SettingsStore(path)
    first.change(theme="dark")
    second.change(text_percent=200)
    assert SettingsStore(path).value == Settings(theme="dark", text_percent=200)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\0\0\0",
        b"[1]",
        b'"dark"',
        b'{"theme": "da',
        b"\xff\xfe",
        b"[" * 100_000,
        b" " * 2**20,
    ],
)
def test_a_damaged_file_is_moved_aside(path: Path, damaged: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damaged)
    store = SettingsStore(path)
    assert store.value == Settings()
    assert store.moved_aside is not None
    assert store.moved_aside.read_bytes() == damaged
    assert not path.exists()
    store.change(theme="light")
    assert SettingsStore(path).value.theme == "light"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "mauve"),
        ("theme", 3),
        ("text_percent", 20),
        ("text_percent", True),
        ("text_percent", "150"),
        ("language", "../../etc"),
        ("language", ""),
        ("idle_minutes", 0),
        ("idle_minutes", 16),
        ("reduced_motion", 1),
        ("vaults", "x"),
        ("width", -5),
    ],
)
def test_a_bad_value_is_refused_when_set_and_passed_over_when_read(
    path: Path, name: str, value: object
) -> None:
    store = SettingsStore(path)
    with pytest.raises(InvalidInputError, match=name):
        store.change(**{name: value})
    assert store.value == Settings()
    assert not path.exists()
    path.parent.mkdir()
    good = {"idle_minutes": 7} if name != "idle_minutes" else {"theme": "dark"}
    path.write_text(json.dumps({name: value} | good))
    assert SettingsStore(path).value == Settings(**good)


def test_a_damaged_vault_row_is_passed_over(path: Path) -> None:
    path.parent.mkdir()
    rows = [{"folder": "/a", "nickname": "one"}, {"folder": 3}, "x", {"folder": "/b"}]
    path.write_text(json.dumps({"vaults": rows}))
    assert SettingsStore(path).value.vaults == (KnownVault("/a", "one"),)


def test_a_setting_nobody_knows_is_our_mistake(path: Path) -> None:
    with pytest.raises(TypeError, match="colour"):
        SettingsStore(path).change(colour="blue")


def test_when_saving_fails_the_change_holds_and_nothing_is_left(path: Path) -> None:
    path.parent.mkdir()
    path.mkdir()  # a folder where the file should be: not even root can replace it
    store = SettingsStore(path)
    with pytest.raises(FileProblemError, match="until Reflect closes"):
        store.change(theme="dark")
    assert store.value.theme == "dark"
    assert list(path.parent.iterdir()) == [path]


def test_the_old_file_stands_until_the_new_one_is_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SettingsStore(path)
    store.change(theme="dark")
    before = path.read_bytes()

    def refuse(_: int) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FileProblemError):
        store.change(theme="light")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_no_field_is_about_a_person() -> None:
    telling = {"name", "contact", "passphrase", "agency", "role", "support", "consent", "email"}
    assert not telling & {word for field in fields(Settings) for word in field.name.split("_")}


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([field.name for field in fields(Settings)]), _json))
def test_any_json_object_gives_usable_settings(document: dict[str, object]) -> None:
    value = module._from_json(document)
    assert all(module._CHECKS[f.name](getattr(value, f.name)) for f in fields(Settings))
