from pathlib import Path

import pytest

from reflect_app import assets
from reflect_app.errors import FileProblemError

CHECKOUT = Path(__file__).parent.parent


def test_a_checkout_uses_the_folder_beside_the_package() -> None:
    assert assets.root() == CHECKOUT / "resources"


def test_an_installed_package_uses_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "reflect_app" / "resources"
    inside.mkdir(parents=True)
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "reflect_app" / "assets.py"))
    assert assets.root() == inside


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "resources"
    (folder / "themes").mkdir(parents=True)
    (folder / "themes" / "b.toml").write_bytes(b"\xef\xbb\xbfname = '\xc5\xb5'\n")
    (folder / "themes" / "a.toml").write_bytes(b"")
    (folder / "themes" / "c.svg").write_bytes(b"")
    (folder / "themes" / "d.toml").mkdir()
    monkeypatch.setattr(assets, "__file__", str(tmp_path / "reflect_app" / "assets.py"))
    return folder


def test_names_are_sorted_filtered_and_usable(resources: Path) -> None:
    found = list(assets.names("themes", ".toml"))
    assert found == ["themes/a.toml", "themes/b.toml"]
    assert assets.asset(found[1]) == resources / "themes" / "b.toml"


def test_text_loses_a_byte_order_mark_and_bytes_keep_it(resources: Path) -> None:
    assert assets.read_text("themes/b.toml") == "name = 'ŵ'\n"
    assert assets.read_bytes("themes/b.toml").startswith(b"\xef\xbb\xbf")


def test_a_missing_part_is_named_and_says_what_to_do(resources: Path) -> None:
    with pytest.raises(FileProblemError, match=r"themes/none\.toml") as caught:
        assets.read_text("themes/none.toml")
    assert "Install Reflect again" in caught.value.hint


@pytest.mark.parametrize("name", ["../secrets", "/etc/passwd", "themes/../../x"])
def test_a_name_cannot_climb_out(resources: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a resource name"):
        assets.asset(name)
