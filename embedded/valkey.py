"""The private Valkey: a port on 127.0.0.1 with a new password at every start."""

import re
import secrets
import signal
import socket
import subprocess
import time

from embedded import LauncherError, binaries
from embedded.processes import die_with_parent, server_environment, stop
from embedded.state import private_folder


class Valkey:
    """One server over one data folder. The daemon owns it and holds the lock of the folder."""

    def __init__(self, folder, account, *, ephemeral, log):
        self.account = account
        self.ephemeral = ephemeral
        self.log = log
        self.program = binaries.valkey(account)
        # Valkey and Redis may not be able to read each other's files.
        self.data = folder / re.sub(r"\W", "-", self.program.name)
        self.port = free_port()
        self.password = secrets.token_urlsafe(24)
        self.url = f"redis://:{self.password}@127.0.0.1:{self.port}/0"
        self.process = None

    def start(self):
        private_folder(self.data, self.account)
        self.process = subprocess.Popen(
            [self.program, "-"],
            cwd="/",
            env=server_environment(),
            stdin=subprocess.PIPE,  # the configuration: the process list must not show the password
            stdout=self.log,
            stderr=self.log,
            preexec_fn=die_with_parent(signal.SIGTERM),
            **self.account.popen(),
        )
        self.process.stdin.write(self._configuration().encode())
        self.process.stdin.close()
        deadline = time.monotonic() + 30
        while self.process.poll() is None and time.monotonic() < deadline:
            if self._answers():
                return
            time.sleep(0.02)
        raise LauncherError("Valkey did not start.")

    def stop(self):
        if self.process:
            stop(self.process, (signal.SIGTERM, 10))

    def _configuration(self):
        keep = "no" if self.ephemeral else "yes"
        folder = str(self.data).replace("\\", "\\\\").replace('"', '\\"')
        return (
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            f'dir "{folder}"\nappendonly {keep}\nsave ""\n'
            "maxmemory-policy noeviction\nloglevel warning\n"  # a broker must never evict
        )

    def _answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\nQUIT\r\n".encode())
                return b"+PONG" in connection.makefile("rb").read()
        except OSError:
            return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
