"""A small subject with questions of every type, and a browser of paper that speaks WSGI to its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from assess.answering.access import Access
from assess.answering.application import Application, Subject
from assess.model.assessment import Assessment
from assess.model.rubric import Rubric
from assess.output.options import DEFAULT, Options
from assess.pipeline import Request, load_rubric, run_over
from assess.questionnaire.store import AnswerStore
from assess.snapshot.memory import MemorySnapshot

HOST = "127.0.0.1:8080"
TODAY = date(2026, 11, 23)


@cache
def scanned() -> tuple[Rubric, Assessment]:
    """The built-in rubric over a repository that shows nearly nothing: most questions are open."""
    snapshot = MemorySnapshot({"README.md": "# Shop\n\nIt sells things.\n", "train.py": "import mlflow\n"})
    return load_rubric(), run_over(snapshot, Request(Path(), TODAY, name="shop"))


def subject(folder: Path) -> Subject:
    """The subject with its answers in that folder."""
    rubric, assessment = scanned()
    return Subject(
        assessment, rubric, AnswerStore(folder / ".maturity" / "answers.yaml", rubric, "answers.yaml"), lambda: TODAY
    )


@dataclass(slots=True)
class Got:
    """A response."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def data(self) -> Any:
        return json.loads(self.body)


@dataclass(slots=True)
class Browser:
    """Sends requests to one application and keeps its cookie."""

    application: Application
    headers: dict[str, str] = field(default_factory=dict)
    cookie: str = ""

    def get(self, address: str, **changes: str) -> Got:
        """A GET request; `changes` are entries of the WSGI environment."""
        parts = urlsplit(address)
        return self._send(
            {"REQUEST_METHOD": "GET", "PATH_INFO": parts.path, "QUERY_STRING": parts.query, **changes}, b""
        )

    def post(self, path: str, form: dict[str, str], **changes: str) -> Got:
        """A form, sent as the page's script does."""
        body = urlencode(form).encode()
        return self._send(
            {"REQUEST_METHOD": "POST", "PATH_INFO": path, "QUERY_STRING": "", "CONTENT_LENGTH": str(len(body)),
             "CONTENT_TYPE": "application/x-www-form-urlencoded", "HTTP_ORIGIN": f"http://{HOST}",
             "HTTP_ACCEPT": "application/json", **changes},
            body,
        )  # fmt: skip

    def form(self, identifier: str) -> dict[str, str]:
        """The hidden fields of a question's form, as the page shows it now."""
        page = self.get("/").text
        found = re.search(rf'action="/answer/{identifier}".*?</form>', page, re.DOTALL)
        assert found, identifier
        return {unescape(k): unescape(v) for k, v in _hidden(found[0])}

    def _send(self, environ: dict[str, Any], body: bytes) -> Got:
        seen: list[Any] = []
        base = {"HTTP_HOST": HOST, "HTTP_COOKIE": self.cookie, "wsgi.input": BytesIO(body)}
        chunks = self.application({**base, **environ}, lambda status, headers: seen.append((status, headers)))
        status, headers = seen[0]
        named = dict(headers)
        if "Set-Cookie" in named:
            self.cookie = named["Set-Cookie"].split(";")[0]
        return Got(int(status.split()[0]), named, b"".join(chunks))


def _hidden(text: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', text)


def visit(folder: Path, who: str = "Ana Kovač", look: Options = DEFAULT) -> Browser:
    """A browser that came in by its link."""
    access = Access([HOST])
    browser = Browser(Application(subject(folder), access, who, look))
    assert browser.get(f"/enter?link={access.link()}").status == 303
    return browser
