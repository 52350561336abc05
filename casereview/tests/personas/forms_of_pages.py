"""The forms of a page as a browser finds them: where each goes, and its fields and values."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit


@dataclass
class PageForm:
    """`fields` is (name, value) in the order of the page; `choices` what else a field offers."""

    action: str
    multipart: bool = False
    fields: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)
    files: list = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.path = path
        self.found = []
        self.form = None
        self.select = None
        self.text = None

    def handle_starttag(self, tag, attributes):
        facts = dict(attributes)
        if tag == "form":
            self.form = None
            if (facts.get("method") or "get").lower() == "post":
                self.form = PageForm(
                    urldefrag(urljoin(self.path, facts.get("action") or self.path)).url
                )
                self.form.multipart = "multipart" in (facts.get("enctype") or "")
                self.found.append(self.form)
        elif self.form and facts.get("name") and tag in ("input", "button", "select", "textarea"):
            self.control(tag, facts)
        elif self.form and tag == "option" and self.select:
            self.offer(self.select, facts.get("value") or "", "selected" in facts)

    def control(self, tag, facts):
        name = facts["name"]
        kind = facts.get("type", "text")
        if kind == "file":
            self.form.files.append(name)
        elif tag == "select":
            self.select = name
            self.form.choices.setdefault(name, [])
        elif kind in ("radio", "checkbox", "submit") or tag == "button":
            self.offer(name, facts.get("value") or "on", "checked" in facts)
        else:
            self.form.fields.append((name, facts.get("value") or ""))

    def offer(self, name, value, chosen):
        self.form.choices.setdefault(name, []).append(value)
        if chosen:
            self.form.fields.append((name, value))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None


def forms_of(path, html):
    """The forms of the page at `path` that are posted to this site."""
    reader = _Reader(path)
    reader.feed(html)
    return [form for form in reader.found if not urlsplit(form.action).netloc]
