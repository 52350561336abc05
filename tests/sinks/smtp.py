"""A mail server that records the Message-ID of each mail it accepts, and misbehaves on demand."""

import asyncio
import random
from collections import Counter
from contextlib import contextmanager
from email import message_from_bytes

from aiosmtpd.controller import Controller

from embedded.valkey import free_port

WELL = ("accept",)
ILL = (*["accept"] * 4, "refuse", "reset", "hang", "accept and reset")
HANGS = 20  # seconds: longer than anybody should wait


class Sink:
    def __init__(self, modes, seed, pause):
        self.modes = modes
        self.chance = random.Random(seed)
        self.pause = pause
        self.accepted = Counter()
        self.faults = Counter()

    async def handle_MAIL(self, server, session, envelope, address, options):
        """Slow before it has the mail: what it has is taken, even if the sender dies first."""
        await asyncio.sleep(self.pause)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mode = self.chance.choice(self.modes)
        self.faults[mode] += 1
        if mode == "refuse":
            return "451 Not now"
        if mode == "refuse for good":
            return "550 Never"
        if mode == "hang":
            await asyncio.sleep(HANGS)
        if "accept" in mode:
            self.accepted[message_from_bytes(envelope.content)["Message-ID"]] += 1
        if mode != "accept":
            server.transport.abort()
        return "250 OK"

    @property
    def doubled(self):
        return self.accepted.total() - len(self.accepted)


@contextmanager
def mail_sink(modes=WELL, seed=1, pause=0):
    """A `Sink` that listens at its `url` until the block ends; each mail takes `pause` seconds."""
    sink = Sink(modes, seed, pause)
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    sink.url = f"smtp://127.0.0.1:{controller.port}"
    try:
        yield sink
    finally:
        controller.stop()
