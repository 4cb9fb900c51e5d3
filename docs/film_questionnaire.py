"""Films the walkthrough of the questionnaire: runs every command of docs/questionnaire-walkthrough.md on a real
repository, in a terminal and a browser of its own, and writes what they really say back into the page.

    python docs/film_questionnaire.py PATH     # a clone, or a bare repository, of SL14-SL/mlops-churn-prediction

Needs `assess` on the path, Chromium and the development packages.
"""

from __future__ import annotations

import csv
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PAGE = Path(__file__).with_name("questionnaire-walkthrough.md")
PICTURES = Path(__file__).with_name("pictures")
DAY = "2026-11-24"
CUT = "[...]"
_BLOCK = re.compile(r"(<!-- film: ([\w-]+) -->\n```text\n).*?(```)", re.DOTALL)
_ENVIRONMENT = {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "LANG": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull}
_DATES = {"GIT_AUTHOR_DATE": f"{DAY}T12:00:00Z", "GIT_COMMITTER_DATE": f"{DAY}T12:00:00Z"}
ASKED = (
    "1", "who is offered a discount depends on it",
    "2", "the customers in the data are invented",
    "?",
    "share of customers who leave within three months", "percent", "18", "14", "2027-06-30",
    "the head of retention, every Monday", "https://wiki.example.org/churn/goal", "",
    "https://wiki.example.org/churn/goal", "agreed in the spring",
    "unknown", "somebody would have to count",
    "",
    "quit",
)  # fmt: skip
"""What Ana types, line by line: two traits, a question explained and answered in parts, one that nobody can answer,
one left for later."""


BY_HAND = """\
  safe-test-data:   # last spring, at least
    value: regularly
    who: Tom Weber
    when: 2026-11-20
  on-call-and-runbooks:
    value: rota-and-reviews
    who: Tom Weber
    when: 2025-11-10
    evidence: https://wiki.example.org/churn/rota
"""
"""What Tom writes with an editor: a contradiction, and a date of last year."""


class Film:
    """One folder, and what its commands said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scenes: dict[str, str] = {}
        self.environment = {**os.environ, **_ENVIRONMENT, **_DATES}

    def shell(self, *words: str) -> None:
        """A command that is not shown."""
        subprocess.run(words, cwd=self.folder, env=self.environment, check=True, capture_output=True)

    def run(self, scene: str, *commands: str, keep: Sequence[tuple[str, str]] = ()) -> None:
        """Shows commands with what they print; `keep` are the first and the last line of what is shown."""
        shown = []
        for command in commands:
            said = self._spoken(command, ())
            shown.append(f"$ {command}\n{_between(said, keep) if keep else said}".rstrip())
        self.scenes[scene] = "\n".join(shown)

    def dialogue(self, scene: str, command: str, typed: Sequence[str]) -> None:
        """Shows a command with what is typed at its prompts."""
        self.scenes[scene] = f"$ {command}\n{self._spoken(command, typed)}".rstrip()

    def _spoken(self, command: str, typed: Sequence[str]) -> str:
        """Runs in a terminal, so that what is typed stands where it was typed."""
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.folder)
            os.execvpe("sh", ["sh", "-c", f"stty cols 100 rows 50; {command}"], self.environment)  # noqa: S606
        said, waiting = "", list(typed)
        while True:
            ready, _, _ = select.select([terminal], [], [], 120)
            try:
                chunk = os.read(terminal, 65536) if ready else b""
            except OSError:
                chunk = b""
            if not chunk:
                break
            said += chunk.decode("utf-8", "replace")
            if waiting and re.search(r"(?:> |: |\? )$", said) and not select.select([terminal], [], [], 0.2)[0]:
                os.write(terminal, f"{waiting.pop(0)}\n".encode())
        os.waitpid(process, 0)
        return re.sub(r"\r+\n", "\n", re.sub(r"[^\n]*\r(?!\r*\n)|\x1b\[[0-9;?]*[a-zA-Z]", "", said)).strip("\n")

    def write(self) -> None:
        """Puts every scene into the page. Raises: KeyError for a block without a scene."""
        text = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(_BLOCK.sub(lambda m: f"{m[1]}{self.scenes[m[2]]}\n{m[3]}", text), encoding="utf-8")


def _between(said: str, keep: Sequence[tuple[str, str]]) -> str:
    """Parts of a text, each from a line that begins so to one that begins so; what lies between is marked as cut."""
    lines, shown, at = said.splitlines(), [], 0
    for first, last in keep:
        start = next(i for i in range(at, len(lines)) if lines[i].lstrip().startswith(first))
        end = next(i for i in range(start, len(lines)) if lines[i].lstrip().startswith(last))
        shown += [CUT] if start > at else []
        shown += lines[start : end + 1]
        at = end + 1
    return "\n".join(shown + ([CUT] if at < len(lines) else []))


@contextmanager
def served(film: Film) -> Iterator[str]:
    """The local page; its link."""
    command = ["assess", "questionnaire", "serve", ".", "--no-browser", "--as-of", DAY]
    with subprocess.Popen(command, cwd=film.folder, env=film.environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().removeprefix("Open ").strip()
        server.terminate()


def pictures(film: Film) -> None:
    """Jure answers on the local page."""
    from playwright.sync_api import sync_playwright

    with served(film) as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 900, "height": 900}, color_scheme="light")
        page.goto(link)
        page.fill("#who", "Jure Novak, technical lead")
        page.click("text=Use this name")
        page.wait_for_selector("text=Answers are given as said by")
        page.screenshot(path=PICTURES / "questionnaire-page.png")
        card = page.locator("#named-owner")
        card.locator("textarea").first.fill("Maja Zupan (product), Jure Novak (technical); users call Jure")
        card.locator("input[name=evidence]").fill("https://wiki.example.org/churn/people")
        card.locator("button.save").click()
        page.wait_for_selector("#named-owner .told.saved")
        card.screenshot(path=PICTURES / "questionnaire-answered.png")
        page.set_viewport_size({"width": 400, "height": 780})
        page.emulate_media(color_scheme="dark")
        page.goto(f"{page.url.partition('?')[0].partition('#')[0]}?layer=mlops&show=open#questions")
        page.screenshot(path=PICTURES / "questionnaire-phone.png")
        browser.close()


def mailed(film: Film) -> None:
    """Maja fills in the table that was sent to her."""
    path = film.folder / "questions.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    filled = {"data-incidents-handled": "4", "source-inventory": "most"}
    for row in rows:
        if row["question id"] in filled:
            row["answer"], row["who"] = filled[row["question id"]], "Maja Zupan, data engineer"
            row["note"] = ""
            row["evidence"] = f"https://wiki.example.org/churn/{row['question id']}"
    with path.open("w", encoding="cp1252", errors="replace", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def main(source: str) -> None:
    """Films everything."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "churn"
        subprocess.run(["git", "clone", "--quiet", source, str(folder)], check=True)
        film = Film(folder)
        film.shell("git", "remote", "set-url", "origin", "https://github.com/SL14-SL/mlops-churn-prediction")
        film.shell("git", "config", "user.name", "Ana Kovač")
        film.shell("git", "config", "user.email", "ana@example.org")
        scan = f"assess scan --as-of {DAY}"
        film.run("before", scan, keep=[("[", "22 met")])
        film.run(
            "list",
            f"assess questionnaire --as-of {DAY} --role product-owner",
            keep=[("mlops-churn", "for the product")],
        )
        film.dialogue("ask", f"assess questionnaire ask --as-of {DAY}", ASKED)
        film.run("file", "cat .maturity/answers.yaml", keep=[("rubric", "note: somebody")])
        pictures(film)
        export = f"assess questionnaire export --role data-engineer --open --as-of {DAY}"
        film.run("export", export)
        mailed(film)
        film.run("import", f"assess questionnaire import questions.csv --as-of {DAY}")
        (film.folder / "questions.csv").unlink()
        decide = f"assess questionnaire ask --reviewer --who 'Jure Novak' --as-of {DAY}"
        film.dialogue("decide", decide, ("4", "https://wiki.example.org/churn/incidents", "Maja keeps the list"))
        with (film.folder / ".maturity" / "answers.yaml").open("a", encoding="utf-8") as stream:
            stream.write(BY_HAND)
        film.scenes["hand"] = BY_HAND.rstrip()
        check = f"assess questionnaire check --within 30 --as-of {DAY}; echo $?"
        film.run("check", check)
        film.shell("git", "add", ".maturity")
        film.shell("git", "commit", "--quiet", "--message", "First answers")
        film.run("after", scan, keep=())
        film.run("later", "assess scan --as-of 2027-12-24", keep=[("[", "If the two"), ("Expired", "owner.")])
        film.run("withdraw", "assess questionnaire withdraw safe-test-data --who 'Tom Weber'")
        film.write()


if __name__ == "__main__":
    start = time.monotonic()
    main(sys.argv[1])
    sys.stdout.write(f"filmed in {time.monotonic() - start:.0f} s\n")
