"""Where the private servers keep their things, and as which user they run."""

import hashlib
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from embedded import LauncherError

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = Path("/var/lib/casereview")  # for root, when the servers' user cannot reach the checkout


@dataclass(frozen=True)
class Account:
    """The user the servers run as: Postgres refuses to be root, so root hands them to somebody else."""

    name: str
    uid: int
    gid: int

    def popen(self):
        """Arguments that make `subprocess` run a command as this user, from a folder that everybody can enter."""
        return (
            {}
            if self.uid == os.geteuid()
            else {"user": self.uid, "group": self.gid, "extra_groups": []}
        )

    def reaches(self, path):
        """Whether this user can enter or run `path`; asked of the kernel, for lists of access rights count too."""
        return not subprocess.run(["test", "-x", str(path)], cwd="/", **self.popen()).returncode


def server_account():
    """Oneself; for root the owner of the checkout, so that root and the owner share one state, else a system user."""
    if os.geteuid():
        return _named(os.geteuid()) or Account(str(os.geteuid()), os.geteuid(), os.getegid())
    owner = CHECKOUT.stat().st_uid
    found = (owner and _named(owner)) or _named("postgres") or _named("nobody")
    if not found:
        raise LauncherError(
            "Postgres does not run as root, and there is no user `postgres` or `nobody` to run it as: add one."
        )
    return found


def _named(who, required=False):
    try:
        entry = pwd.getpwuid(who) if isinstance(who, int) else pwd.getpwnam(who)
    except KeyError:
        if required:
            raise LauncherError(
                f"Postgres needs a user with a name, and user id {who} has none in /etc/passwd: add one."
            ) from None
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def persistent_folder(account):
    """The state folder of this checkout: CASEREVIEW_STATE, else `.state` in it, else (root only) one under /var/lib."""
    if wanted := os.environ.get("CASEREVIEW_STATE"):
        return make_accessible(Path(wanted).absolute(), account)
    if account.reaches(CHECKOUT):
        return make_accessible(CHECKOUT / ".state", account)
    make_accessible(SHARED, account)
    folder = make_accessible(SHARED / hashlib.sha256(bytes(CHECKOUT)).hexdigest()[:12], account)
    (folder / "checkout").write_text(f"{CHECKOUT}\n")  # tells a person whose state this is
    return folder


def temporary_folder(account):
    """A new folder for one command's servers; whoever made it removes it."""
    for parent in (tempfile.gettempdir(), "/tmp"):  # noqa: S108  mkdtemp makes it private
        if account.reaches(parent):
            return make_accessible(
                Path(tempfile.mkdtemp(prefix="casereview-", dir=parent)), account
            )
    raise LauncherError(
        f"The user {account.name} can enter neither {tempfile.gettempdir()} nor /tmp: set TMPDIR to a folder it can."
    )


def make_accessible(folder, account):
    """Make the folder if need be; root lets the servers' user pass through it, and sees to it that this suffices."""
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            match_owner(folder, folder.parent)
    except OSError as error:
        raise LauncherError(
            f"Cannot make {folder}: {error.strerror}. Set CASEREVIEW_STATE to a folder of your own."
        ) from error
    if not os.access(folder, os.W_OK):
        raise LauncherError(
            f"{folder} belongs to another user: set CASEREVIEW_STATE to a folder of your own."
        )
    if account.uid != os.geteuid():
        folder.chmod(0o711)
        if not account.reaches(folder):
            raise LauncherError(
                f"The user {account.name}, who runs the servers for root, cannot enter {folder}."
            )
    return folder


def match_owner(path, like):
    """As root, hand `path` to the owner of `like`: what root made must not lock the ordinary user out later."""
    if os.geteuid() == 0:
        owner = Path(like).stat()
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def private_folder(path, account):
    """Make or check a folder that the servers' user alone may enter; refuses one that somebody else put there."""
    path.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 and path.lstat().st_uid == 0:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != account.uid or found.st_mode & 0o077:
        raise LauncherError(
            f"{path} is not a private folder of the user {account.name}: remove it, or set CASEREVIEW_STATE."
        )
    return path


def secret_key(folder):
    """This state's SECRET_KEY, made at first need: sessions then survive a restart."""
    path = folder / "secret_key"
    if not path.exists():
        draft = folder / f".secret_key-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        match_owner(draft, folder)
        try:
            os.link(draft, path)  # the first of two commands at once wins
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            draft.replace(path)
        draft.unlink(missing_ok=True)
    return path.read_text().strip()


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
