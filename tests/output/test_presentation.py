"""Words, numbers, safe text, links and the sentences of the first screen."""

import re
from pathlib import Path
from typing import Any

import pytest
from assess.model.assessment import Assessment, Subject
from assess.model.evidence import Evidence
from assess.output.presentation import numbers
from assess.output.presentation.forge import evidence_link
from assess.output.presentation.headline import deciding, level
from assess.output.presentation.safe_text import clean, show_path, web_link
from assess.output.presentation.templates import prose
from assess.output.presentation.texts import english
from assess.output.presentation.view import heat, view

from .sample import document, sample
from .variants import nothing_applies

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain text", "plain text", id="plain"),
        pytest.param("naïve 日本語 emoji 👩‍🔬", "naïve 日本語 emoji 👩‍🔬", id="other scripts"),
        pytest.param("a\tb\n  c", "a b c", id="white space"),
        pytest.param("safe\u202etxt.exe", "safe\ufffdtxt.exe", id="right-to-left override"),
        pytest.param("\x1b[31mred\x00", "\ufffd[31mred\ufffd", id="terminal controls"),
        pytest.param("caf\udce9", "caf\ufffd", id="lone surrogate"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_a_million_characters_are_cut_with_a_note() -> None:
    assert clean("word " * 200_000, 100) == "word " * 19 + "word… [cut: 999,900 more characters]"


def test_a_word_that_no_line_holds_is_cut_but_a_text_without_spaces_is_not() -> None:
    assert clean("a " + "x" * 900) == "a " + "x" * 200 + "…"
    assert clean("日" * 900) == "日" * 900


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        pytest.param("src/app.py", "src/app.py", id="plain"),
        pytest.param("a\nb\u202egpj.exe", "a\\nb\\u202egpj.exe", id="newline and override"),
        pytest.param("caf\udce9.py", "caf\\xe9.py", id="undecodable byte"),
        pytest.param("d/" * 400 + "end.py", "d/" * 60 + "…" + ("d/" * 57) + "end.py", id="endless"),
    ],
)
def test_show_path(path: str, shown: str) -> None:
    assert show_path(path) == shown


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("", id="empty"),
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("JaVaScRiPt:alert(1)", id="script in mixed case"),
        pytest.param(" https://example.org", id="leading space"),
        pytest.param("data:text/html,x", id="data"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("//example.org", id="no scheme"),
        pytest.param("https://user:pw@example.org/", id="with a password"),
        pytest.param('https://example.org/"onclick="x', id="quote"),
        pytest.param("https://example.org/\u202egnp", id="override"),
        pytest.param("http://[::1", id="broken"),
        pytest.param("https://example.org/" + "x" * 3000, id="endless"),
    ],
)
def test_no_link(url: str) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize(
    "url", [pytest.param("https://example.org/a?b=c#d", id="https"), pytest.param("http://x.test", id="http")]
)
def test_link(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    ("base", "link"),
    [
        pytest.param("https://example.org/team/repo", None, id="unknown forge"),
        pytest.param("javascript:github.com", None, id="no web address"),
        pytest.param("https://github.com/a/b.git", "https://github.com/a/b/blob/abc/d%20e.py#L7", id="GitHub"),
        pytest.param(
            "https://gitlab.example.org/a/b/", "https://gitlab.example.org/a/b/-/blob/abc/d%20e.py#L7", id="own GitLab"
        ),
        pytest.param("https://bitbucket.org/a/b", "https://bitbucket.org/a/b/src/abc/d%20e.py#lines-7", id="Bitbucket"),
        pytest.param("https://codeberg.org/a/b", "https://codeberg.org/a/b/src/commit/abc/d%20e.py#L7", id="Codeberg"),
    ],
)
def test_evidence_links_into_the_forge(base: str, link: str | None) -> None:
    subject = Subject(name="s", commit="abc", url=base)
    assert evidence_link(subject, Evidence(path="d e.py", line=7)) == link


def test_links_keep_the_bytes_of_a_file_name() -> None:
    subject = Subject(name="s", commit="abc", url="https://github.com/a/b")
    assert evidence_link(subject, Evidence(path="caf\udce9#1.py")) == "https://github.com/a/b/blob/abc/caf%E9%231.py"


def test_commits_link_too_and_nothing_links_without_a_commit() -> None:
    known = Subject(name="s", commit="abc", url="https://github.com/a/b")
    assert evidence_link(known, Evidence(kind="commit", commit="ffee")) == "https://github.com/a/b/commit/ffee"
    assert evidence_link(Subject(name="s", url="https://github.com/a/b"), Evidence(path="x.py")) is None


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        pytest.param("one ` alone <b>", "one ` alone &lt;b&gt;", id="unbalanced"),
        pytest.param("run `make <all>` now", "run <code>make &lt;all&gt;</code> now", id="code"),
    ],
)
def test_prose_escapes_all_and_marks_code(text: str, markup: str) -> None:
    assert prose(text) == markup


@pytest.mark.parametrize(
    ("days", "words"),
    [
        pytest.param(0, "–", id="none"),
        pytest.param(0.1, "1 hour", id="an hour"),
        pytest.param(0.25, "2 hours", id="hours"),
        pytest.param(0.5, "half a day", id="half"),
        pytest.param(1, "1 day", id="one"),
        pytest.param(1.5, "1.5 days", id="part"),
        pytest.param(8, "8 days", id="many"),
    ],
)
def test_effort(days: float, words: str) -> None:
    assert numbers.effort(days) == words


def test_numbers() -> None:
    assert numbers.interval(38.64, 38.61) == "38.6"
    assert numbers.interval(None, None) == "–"
    assert numbers.whole(99.99) == "99"
    assert numbers.gain(0.004) == "< 0.1"
    assert numbers.gain(2.34) == "+2.3"
    assert numbers.exact(-0.0000001) == "0.000000"
    assert numbers.exact(-1.5) == "−1.500000"


@pytest.mark.parametrize(("proven", "step"), [(0, 0), (0.1, 1), (19.9, 1), (20, 2), (79.9, 4), (80, 5), (100, 5)])
def test_heat(proven: float, step: int) -> None:
    assert heat(proven) == step


def _with(**changes: Any) -> Assessment:
    made = document()
    made["summary"]["maturity_level"].update(changes)
    return Assessment.model_validate(made)


@pytest.mark.parametrize(
    ("assessment", "sentence"),
    [
        pytest.param(nothing_applies(), "No layer applies.", id="nothing applies"),
        pytest.param(
            _with(proven=4, possible=4, with_waivers=4), "Level 4 of 4: every layer is established.", id="the top"
        ),
        pytest.param(_with(proven=2, possible=2, with_waivers=2), "Level 2 of 4.", id="settled"),
        pytest.param(
            _with(proven=1, possible=1, with_waivers=2), "Level 1 of 4. With the waivers: level 2.", id="with waivers"
        ),
        pytest.param(sample(), "Level 0 of 4, possibly 2: one answer decides it.", id="one answer"),
    ],
)
def test_the_level_is_said_in_a_sentence(assessment: Assessment, sentence: str) -> None:
    assert level(assessment).sentence == sentence


def _open(name: str, low: float, high: float, question: str | None = "Is it so elsewhere?") -> dict[str, Any]:
    made = document()
    finding = next(f for f in made["findings"] if f["criterion"] == name)
    finding.update(score={"low": low, "high": high}, question=question)
    return made


def test_the_questions_that_reach_the_threshold_decide_too() -> None:
    made = document()
    made["layers"][0]["blocked_by"][0]["gap"] = 12.0
    answers, rest = deciding(Assessment.model_validate(made))
    assert [f.criterion for f in answers] == ["success-metric", "problem-statement"]
    assert rest == ()
    assert level(Assessment.model_validate(made)).decides == "two answers decide it"


def test_what_no_answer_can_settle_is_named_by_its_layer() -> None:
    made = _open("success-metric", 0, 1, question=None)
    found = level(Assessment.model_validate(made))
    assert found.decides == "one answer, and what could not be read in DevOps, decide it"


def test_the_view_ranks_fixes_by_points_and_draws_the_stack_from_the_top() -> None:
    v = view(sample())
    ranks = [(f.it.applies.proposal is not None, -f.it.points.open) for f in v.fixes]
    assert ranks == sorted(ranks), "most points first, what probably does not apply last"
    assert max(open_points for _, open_points in ranks) < 0
    assert [layer.number for layer in v.stack] == [4, 3, 2, 1]
    assert [layer.it.id for layer in v.layers if layer.next_up] == ["devops"]
    assert sum(len(cell.findings) for layer in v.layers for cell in layer.cells) == len(v.findings)


def test_each_layer_s_foundation_stands_below_its_criteria() -> None:
    made = document()
    made["ledger"]["lines"].sort(key=lambda line: line["kind"] == "foundation")
    assert view(Assessment.model_validate(made)).ledger == view(sample()).ledger
    assert [line.title for line in view(sample()).ledger if line.it.kind == "foundation"] == [
        layer.it.title for layer in view(sample()).layers
    ]


KEY = re.compile(r"""(?:\bt|\bn|text|text\.n|english\(\)|english\(\)\.n)\(\s*['"]([a-z_.-]+)['"]( ~|\s*if )?""")
OTHER = re.compile(r"""else ['"]([a-z_]+\.[a-z_]+)['"]""")


def _used() -> tuple[set[str], set[str]]:
    """Keys that templates and code name, and the prefixes of those that they compose."""
    keys, prefixes = set(), set()
    files = [*(ROOT / "reports").rglob("*.html"), *(ROOT / "assess" / "output").rglob("*.py")]
    for path in files:
        content = path.read_text(encoding="utf-8")
        for key, joined in KEY.findall(content):
            (prefixes if joined.strip() == "~" else keys).add(key)
        keys.update(re.findall(r"""text\(['"]([a-z_.]+)['"] if""", content))
        keys.update(OTHER.findall(content))
        prefixes.update(re.findall(r"""f['"]([a-z_]+\.)\{""", content))
        keys.update(re.findall(r"""\("(terminal\.[a-z]+)",""", content))
    return keys, prefixes


def test_every_text_that_is_used_exists_and_every_text_is_used() -> None:
    text = english()
    known = set(text.sentences) | set(text.plurals)
    keys, prefixes = _used()
    assert keys - known == set()
    composed = {key for key in known if any(key.startswith(prefix) for prefix in prefixes)}
    assert known - keys - composed == set()


def test_plural_forms() -> None:
    text = english()
    assert text.n("decides.answers", 1) == "one answer decides it"
    assert text.n("decides.answers", 4) == "four answers decide it"
    assert text.n("decides.answers", 40) == "40 answers decide it"
    assert text.n("score.criteria", 0) == "nothing applies"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        pytest.param("most", "most", id="a word"),
        pytest.param(True, "yes", id="yes"),
        pytest.param(None, "", id="nothing"),
        pytest.param({"metric": "late parcels", "target": 5}, "metric: late parcels; target: 5", id="parts"),
        pytest.param(["a", False], "a, no", id="several"),
    ],
)
def test_answers_are_written_as_people_write_them(value: object, words: str) -> None:
    assert numbers.spoken(value) == words
