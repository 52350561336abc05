"""Where the private servers keep their files, and as which user they run."""

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
SHARED = Path("/var/lib/casereview")  # if root's servers cannot access the checkout


@dataclass(frozen=True)
class Account:
    """The user of the servers. Postgres refuses to run as root, so root picks another user."""

    name: str
    uid: int
    gid: int

    def popen(self):
        """Arguments for `subprocess` to run a command as this user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def can_access(self, path):
        """Whether this user can enter or run `path`; asks the kernel, because ACLs count, too."""
        return not subprocess.run(["test", "-x", str(path)], cwd="/", **self.popen()).returncode


def server_account():
    """Ourselves; for root the owner of the checkout, who shares its state, or a system user."""
    if os.geteuid():
        return _named(os.geteuid()) or Account(str(os.geteuid()), os.geteuid(), os.getegid())
    owner = CHECKOUT.stat().st_uid
    account = (owner and _named(owner)) or _named("postgres") or _named("nobody")
    if not account:
        raise LauncherError(
            "Postgres does not run as root, and there is no user `postgres` or `nobody`: add one."
        )
    return account


def _named(who):
    try:
        entry = pwd.getpwuid(who) if isinstance(who, int) else pwd.getpwnam(who)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def persistent_folder(account):
    """The state folder: CASEREVIEW_STATE, `.state` in the checkout, or for root one in /var/lib."""
    if wanted := os.environ.get("CASEREVIEW_STATE"):
        return make_accessible(Path(wanted).absolute(), account)
    if account.can_access(CHECKOUT):
        return make_accessible(CHECKOUT / ".state", account)
    make_accessible(SHARED, account)
    folder = make_accessible(SHARED / hashlib.sha256(bytes(CHECKOUT)).hexdigest()[:12], account)
    (folder / "checkout").write_text(f"{CHECKOUT}\n")  # says whose state this is
    return folder


def temporary_folder(account):
    """A new folder for the servers of one command; the caller removes it."""
    for parent in (tempfile.gettempdir(), "/tmp"):  # noqa: S108  mkdtemp makes it private
        if account.can_access(parent):
            return make_accessible(
                Path(tempfile.mkdtemp(prefix="casereview-", dir=parent)), account
            )
    raise LauncherError(
        f"The user {account.name} can enter neither {tempfile.gettempdir()} nor /tmp: "
        f"set TMPDIR to a folder that it can enter."
    )


def make_accessible(folder, account):
    """Create the folder; as root, let the servers' user enter it. Raises LauncherError."""
    try:
        if not folder.exists():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            match_owner(folder, folder.parent)
    except OSError as error:
        raise LauncherError(
            f"Cannot create {folder}: {error.strerror}. "
            f"Set CASEREVIEW_STATE to a folder of your own."
        ) from error
    if not os.access(folder, os.W_OK):
        raise LauncherError(
            f"{folder} belongs to another user: set CASEREVIEW_STATE to a folder of your own."
        )
    if account.uid != os.geteuid():
        folder.chmod(0o711)
        if not account.can_access(folder):
            raise LauncherError(
                f"The user {account.name}, who runs the servers for root, cannot enter {folder}."
            )
    return folder


def match_owner(path, like):
    """As root, give `path` the owner of `like`, or the ordinary user is locked out later."""
    if os.geteuid() == 0:
        owner = Path(like).stat()
        os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def private_folder(path, account):
    """Create or check a folder that only the servers' user may enter. Raises LauncherError."""
    path.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0 and path.lstat().st_uid == 0:
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
    status = path.lstat()
    if path.is_symlink() or status.st_uid != account.uid or status.st_mode & 0o077:
        raise LauncherError(
            f"{path} is not a private folder of the user {account.name}: "
            f"remove it, or set CASEREVIEW_STATE."
        )
    return path


def secret_key(folder):
    """The SECRET_KEY of this state, created at first use, so that sessions survive a restart."""
    path = folder / "secret_key"
    if not path.exists():
        draft = folder / f".secret_key-{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        match_owner(draft, folder)
        try:
            os.link(draft, path)  # of two commands at once, the first wins
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            draft.replace(path)
        draft.unlink(missing_ok=True)
    return path.read_text().strip()


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
