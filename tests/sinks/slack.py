"""A Slack that speaks the real protocol: the Web API methods that we call, and incoming webhooks.

Answers have the fields that Slack documents. `asked` holds all requests, `taken` the accepted ones.
`moods` are the next answers, then `mood` for ever: "ok", an error code of Slack's
("channel_not_found"), "429" (or "429:7" with that Retry-After, "429:" without one), "500", "html"
(a proxy's page), "reset", "taken_then_reset", "hang".
"""

import json
import socket
import struct
import threading
import time
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qsl
from zlib import crc32

STATUS_OF_HOOK = {
    "action_prohibited": 403,
    "channel_is_archived": 410,
    "channel_not_found": 404,
    "invalid_payload": 400,
    "no_service": 404,
    "rollup_error": 500,
    "user_not_found": 400,
}


@dataclass(frozen=True)
class Asked:
    path: str
    headers: dict
    body: dict


@dataclass
class SlackSink:
    token: str = "xoxb-of-tests"
    mood: str = "ok"
    moods: deque = field(default_factory=deque)
    people: dict = field(default_factory=dict)  # member id by e-mail
    refused: dict = field(default_factory=dict)  # code by channel or member id
    asked: list = field(default_factory=list)
    taken: list = field(default_factory=list)
    hang: float = 30.0
    url: str = ""
    numbers: count = field(default_factory=lambda: count(1))

    @property
    def api_url(self):
        return f"{self.url}/api/"

    @property
    def webhook_url(self):
        return f"{self.url}/services/T000/B000/a-secret"

    def next_mood(self):
        return self.moods.popleft() if self.moods else self.mood

    def post(self, body):
        """What `chat.postMessage` answers when all is well."""
        address = body["channel"]
        number = next(self.numbers)
        prefix = "D" if address[:1] in "UW" else "C"
        channel = address if address[:1] in "CD" else f"{prefix}{crc32(address.encode()):010}"
        ts = f"1699000000.{number:06}"
        self.taken.append(body | {"ts": ts})
        message = {
            "type": "message",
            "subtype": "bot_message",
            "bot_id": "B012345678",
            "text": body["text"],
            "ts": ts,
        }
        return {
            "ok": True,
            "channel": channel,
            "ts": ts,
            "message": message | {"blocks": body.get("blocks", [])},
        }

    def look_up(self, body):
        if member := self.people.get(body.get("email", "").lower()):
            profile = {"real_name": "Ana Ito", "email": body["email"]}
            user = {
                "id": member,
                "team_id": "T0123456",
                "name": "ana",
                "deleted": False,
                "profile": profile,
            }
            return {"ok": True, "user": user}
        return {"ok": False, "error": "users_not_found"}

    def greet(self, body):
        return {
            "ok": True,
            "url": "https://example.slack.com/",
            "team": "Example",
            "user": "casereview",
            "bot_id": "B1",
        }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    METHODS = {"chat.postMessage": "post", "users.lookupByEmail": "look_up", "auth.test": "greet"}

    def do_POST(self):
        sink = self.server.sink
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        is_json = "json" in self.headers.get("Content-Type", "")
        body = json.loads(raw) if is_json and raw else dict(parse_qsl(raw))
        sink.asked.append(Asked(self.path, dict(self.headers), body))
        mood = sink.next_mood()
        if mood in ("reset", "taken_then_reset", "hang"):
            return self.break_off(mood, body)
        return self.api(mood, body) if self.path.startswith("/api/") else self.hook(mood, body)

    def api(self, mood, body):
        sink = self.server.sink
        method = self.METHODS.get(self.path.removeprefix("/api/"))
        sent = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if mood.startswith("429"):
            return self.answer(429, {"ok": False, "error": "ratelimited"}, retry_after=mood)
        if mood in ("500", "html"):
            return self.answer(500 if mood == "500" else 200, "<html>Sorry about that</html>")
        code = mood if mood != "ok" else self.obstacle(sent, method, body)
        return self.answer(
            200, {"ok": False, "error": code} if code else getattr(sink, method)(body)
        )

    def obstacle(self, sent, method, body):
        if not sent:
            return "not_authed"
        if sent != self.server.sink.token:
            return "invalid_auth"
        return self.server.sink.refused.get(body.get("channel")) if method else "unknown_method"

    def hook(self, mood, body):
        if mood.startswith("429"):
            return self.answer(429, "rate_limited", retry_after=mood)
        if mood != "ok":
            return self.answer(STATUS_OF_HOOK.get(mood, 500), mood)
        if not body.get("text"):
            return self.answer(400, "no_text")
        self.server.sink.taken.append(body)
        return self.answer(200, "ok")

    def answer(self, status, body, retry_after=""):
        text = body if isinstance(body, str) else json.dumps(body)
        self.send_response(status)
        self.send_header(
            "Content-Type",
            "text/html" if isinstance(body, str) else "application/json; charset=utf-8",
        )
        self.send_header("Content-Length", str(len(text.encode())))
        if wait := (retry_after.partition(":")[2] if ":" in retry_after else retry_after and "1"):
            self.send_header("Retry-After", wait)
        self.end_headers()
        self.wfile.write(text.encode())

    def break_off(self, mood, body):
        if mood == "taken_then_reset":
            self.server.sink.post(body) if "channel" in body else self.server.sink.taken.append(
                body
            )
        if mood == "hang":
            time.sleep(self.server.sink.hang)
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.shutdown(socket.SHUT_RD)
        self.connection.close()

    def finish(self):
        if not self.connection._closed:
            super().finish()

    def log_message(self, *args):
        pass


@contextmanager
def slack_sink(port=0, **settings):
    """A `SlackSink` that listens at its `url` until the block is left."""
    sink = SlackSink(**settings)
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.sink = sink
    sink.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    try:
        yield sink
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
