from __future__ import annotations

from pathlib import Path

import pytest
from assess.answering.access import Access
from assess.answering.application import LARGEST_FORM, Application
from assess.output.options import Options
from assess.output.presentation.replacements import Overrides
from assess.questionnaire.loading import load_answers

from tests.output.brands import example

from .subjects import HOST, Browser, Got, scanned, subject, visit


def _file(folder: Path) -> Path:
    return folder / ".maturity" / "answers.yaml"


def _said(folder: Path, identifier: str) -> list[tuple[object, str]]:
    found = load_answers(_file(folder).read_text(), "answers.yaml", scanned()[0]).answers[identifier]
    return [(answer.value, answer.who) for answer in found.answers]


def _answer(browser: Browser, identifier: str, **fields: str) -> Got:
    return browser.post(f"/answer/{identifier}", {**browser.form(identifier), **fields})


def _questions(folder: Path, kind: str) -> str:
    """The first open question of a type."""
    rubric = scanned()[0]
    return next(
        i
        for i in scanned()[1].questionnaire.open
        if (c := rubric.criterion(i)) and c.question and c.question.type == kind
    )


@pytest.mark.parametrize(
    ("address", "changes", "status"),
    [
        pytest.param("/", {}, 403, id="without a link"),
        pytest.param("/enter?link=guess", {}, 403, id="with a wrong link"),
        pytest.param("/enter", {}, 403, id="with an empty link"),
        pytest.param("/", {"HTTP_COOKIE": "assess_session=; assess_session"}, 403, id="with an empty cookie"),
        pytest.param("/", {"HTTP_HOST": "evil.example"}, 421, id="under another name"),
        pytest.param("/", {"HTTP_HOST": ""}, 421, id="without a name"),
        pytest.param("/", {"REQUEST_METHOD": "DELETE"}, 405, id="by another method"),
    ],
)
def test_who_is_not_let_in(tmp_path: Path, address: str, changes: dict[str, str], status: int) -> None:
    access = Access([HOST])
    access.link()
    got = Browser(Application(subject(tmp_path), access)).get(address, **changes)
    assert got.status == status
    assert b"Questions about" not in got.body


def test_a_link_lets_one_browser_in_once(tmp_path: Path) -> None:
    access = Access([HOST])
    link = access.link()
    application = Application(subject(tmp_path), access)
    first, second = Browser(application), Browser(application)
    assert first.get(f"/enter?link={link}").status == 303
    assert second.get(f"/enter?link={link}").status == 403
    assert (first.get("/").status, second.get("/").status) == (200, 403)


def test_the_cookie_is_for_this_page_alone_and_nothing_is_loaded_from_elsewhere(tmp_path: Path) -> None:
    access = Access([HOST])
    browser = Browser(Application(subject(tmp_path), access))
    entered = browser.get(f"/enter?link={access.link()}")
    assert entered.headers["Set-Cookie"].endswith("; Path=/; HttpOnly; SameSite=Strict")
    page = browser.get("/")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "https://" not in page.text.partition("<main>")[0]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        pytest.param({"HTTP_ORIGIN": "https://evil.example"}, {}, id="from another origin"),
        pytest.param({"HTTP_ORIGIN": "null"}, {}, id="from no origin"),
        pytest.param({"HTTP_SEC_FETCH_SITE": "cross-site"}, {}, id="as the browser says from another site"),
        pytest.param({}, {"token": "guess"}, id="with a wrong token"),
        pytest.param({}, {"token": ""}, id="without a token"),
        pytest.param({"HTTP_COOKIE": ""}, {}, id="without the cookie"),
    ],
)
def test_a_form_that_the_page_did_not_send_is_refused(
    tmp_path: Path, changes: dict[str, str], fields: dict[str, str]
) -> None:
    browser = visit(tmp_path)
    identifier = _questions(tmp_path, "yes-no")
    form = {**browser.form(identifier), "say": "yes", **fields}
    assert browser.post(f"/answer/{identifier}", form, **changes).status == 403
    assert not _file(tmp_path).exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        pytest.param({"CONTENT_LENGTH": str(LARGEST_FORM + 1)}, 413, id="too large"),
        pytest.param({"CONTENT_LENGTH": ""}, 411, id="without a length"),
        pytest.param({"CONTENT_TYPE": "application/json"}, 415, id="of another kind"),
    ],
)
def test_a_body_that_is_no_form(tmp_path: Path, changes: dict[str, str], status: int) -> None:
    browser = visit(tmp_path)
    assert browser.post("/answer/x", {"say": "yes"}, **changes).status == status


@pytest.mark.parametrize("kind", ["yes-no", "coverage", "choice", "number", "date", "structured", "dora6"])
def test_every_type_of_question_can_be_answered(tmp_path: Path, kind: str) -> None:
    identifier = _questions(tmp_path, kind)
    browser = visit(tmp_path)
    page = browser.get("/").text
    block = page[page.index(f'action="/answer/{identifier}"') :].partition("</form>")[0]
    assert 'name="say"' in block
    how = scanned()[0].criterion(identifier)
    assert how is not None
    assert how.question is not None
    fields = {"say": "answer", "value": "7" if kind == "number" else "2026-10-01"}
    if kind in ("structured", "dora6"):
        name = block.split('name="part.')[1].split('"')[0]
        fields = {"say": "answer", f"part.{name}": "unknown" if kind == "dora6" else "Parcels late"}
    elif kind in ("yes-no", "coverage", "choice"):
        fields = {"say": {"yes-no": "yes", "coverage": "most"}.get(kind) or how.question.choices[0].value}
    got = _answer(browser, identifier, **fields, evidence="ticket 7")
    assert (got.status, got.data["state"]) == (200, "saved"), got.text
    assert [who for _, who in _said(tmp_path, identifier)] == ["Ana Kovač"]


def test_progress_is_told_with_each_answer(tmp_path: Path) -> None:
    browser = visit(tmp_path)
    got = _answer(browser, _questions(tmp_path, "yes-no"), say="yes")
    assert got.data["progress"][""][0] == 1
    assert f"1 of {got.data['progress'][''][1]}" in browser.get("/").text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({}, "choose an answer first", id="nothing"),
        pytest.param({"say": "perhaps"}, "expected one of", id="another word"),
        pytest.param({"say": "yes", "when": "2027-01-01"}, "the date lies in the future", id="a date to come"),
        pytest.param({"say": "yes", "when": "soon"}, "the date is written like", id="no date"),
        pytest.param({"say": "yes", "evidence": "x" * 3000}, "evidence is longer than", id="too long"),
    ],
)
def test_what_does_not_fit_is_told_and_nothing_is_saved(tmp_path: Path, fields: dict[str, str], told: str) -> None:
    browser = visit(tmp_path)
    got = _answer(browser, _questions(tmp_path, "yes-no"), **fields)
    assert got.status == 422
    assert told in " ".join(got.data["messages"])
    assert not _file(tmp_path).exists()


def test_without_scripts_a_fault_keeps_what_was_typed(tmp_path: Path) -> None:
    browser = visit(tmp_path)
    identifier = _questions(tmp_path, "yes-no")
    form = {
        **browser.form(identifier),
        "say": "yes",
        "when": "2027-01-01",
        "note": "<b>two\nlines</b> " + "long " * 400,
    }
    got = browser.post(f"/answer/{identifier}", form, HTTP_ACCEPT="text/html")
    assert got.status == 422
    assert "the date lies in the future" in got.text
    assert "&lt;b&gt;two\nlines&lt;/b&gt; " + "long " * 400 in got.text


def test_two_people_answer_one_question_and_both_stay(tmp_path: Path) -> None:
    identifier = _questions(tmp_path, "yes-no")
    ana, jun = visit(tmp_path, "Ana Kovač"), visit(tmp_path, "Jun Mori")
    before = {**jun.form(identifier), "say": "no"}
    assert _answer(ana, identifier, say="yes").status == 200
    got = jun.post(f"/answer/{identifier}", before)
    assert (got.status, got.data["state"]) == (409, "conflict")
    assert got.data["said"] == ["Ana Kovač, 2026-11-23: yes"]
    assert _said(tmp_path, identifier) == [("yes", "Ana Kovač")]
    again = jun.post(f"/answer/{identifier}", {**before, "seen": got.data["seen"]})
    assert (again.status, again.data["standing"]) == (200, "Answers differ; a reviewer decides")
    assert _said(tmp_path, identifier) == [("yes", "Ana Kovač"), ("no", "Jun Mori")]


def test_a_reviewer_decides_between_answers(tmp_path: Path) -> None:
    identifier = _questions(tmp_path, "yes-no")
    for who, say in (("Ana Kovač", "yes"), ("Jun Mori", "no")):
        assert _answer(visit(tmp_path, who), identifier, say=say).status == 200
    got = _answer(visit(tmp_path, "Mia Roth"), identifier, say="yes", decision="yes")
    assert got.data["mood"] == "done"
    assert "<b>Decided</b> by Mia Roth" in visit(tmp_path).get("/").text
    assert len(_said(tmp_path, identifier)) == 2


def test_one_s_own_answer_can_be_withdrawn(tmp_path: Path) -> None:
    browser = visit(tmp_path)
    identifier = _questions(tmp_path, "yes-no")
    assert _answer(browser, identifier, say="yes").status == 200
    assert browser.post(f"/withdraw/{identifier}", browser.form(identifier), HTTP_ACCEPT="text/html").status == 303
    assert "Ana Kovač" not in _file(tmp_path).read_text()


def test_a_file_that_somebody_broke_meanwhile_is_told_and_left_alone(tmp_path: Path) -> None:
    browser = visit(tmp_path)
    identifier = _questions(tmp_path, "yes-no")
    form = {**browser.form(identifier), "say": "yes", "note": "typed"}
    _file(tmp_path).parent.mkdir()
    _file(tmp_path).write_text("answers: [\n")
    got = browser.post(f"/answer/{identifier}", form)
    assert (got.status, got.data["state"]) == (409, "failed")
    assert any("answers.yaml:" in line for line in got.data["messages"])
    shown = browser.post(f"/answer/{identifier}", form, HTTP_ACCEPT="text/html")
    assert "typed" in shown.text
    assert _file(tmp_path).read_text() == "answers: [\n"
    assert browser.get("/").status == 409


def test_filters_choose_questions(tmp_path: Path) -> None:
    browser = visit(tmp_path)
    everything = browser.get("/").text.count("<article")
    some = browser.get("/?layer=mlops&role=product-owner&show=open").text
    assert 0 < some.count("<article") < everything
    assert browser.get("/?layer=nowhere").text.count("<article") == 0


def test_another_browser_gets_a_link_of_its_own(tmp_path: Path) -> None:
    browser = visit(tmp_path)
    token = browser.form(_questions(tmp_path, "yes-no"))["token"]
    page = browser.post("/link", {"token": token}).text
    link = page.split(f"http://{HOST}")[1].split("<")[0]
    other = Browser(browser.application)
    assert other.get(link).status == 303
    assert other.get("/").status == 200


def test_a_hostile_name_and_note_show_as_text(tmp_path: Path) -> None:
    browser = visit(tmp_path, '<script>alert(1)</script>"')
    assert (
        _answer(browser, _questions(tmp_path, "yes-no"), say="yes", note="</textarea><script>x</script>").status == 200
    )
    page = browser.get("/").text
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        pytest.param({"reason": "only parcels"}, "choose yes or no first", id="nothing chosen"),
        pytest.param({"say": "perhaps", "reason": "only parcels"}, "choose yes or no first", id="another word"),
        pytest.param({"say": "no", "reason": " "}, "it counts only with a reason", id="without a reason"),
        pytest.param({"say": "no", "reason": "x" * 3000}, "longer than 2,000 characters", id="a novel"),
    ],
)
def test_what_kind_of_thing_it_is_needs_yes_or_no_and_a_reason(
    tmp_path: Path, fields: dict[str, str], told: str
) -> None:
    got = _answer(visit(tmp_path), "people-affected", **fields)
    assert got.status == 422
    assert told in " ".join(got.data["messages"])
    assert not _file(tmp_path).exists()


def test_what_kind_of_thing_it_is_can_be_said_and_withdrawn(tmp_path: Path) -> None:
    browser = visit(tmp_path)
    page = browser.get("/").text
    assert "Is this so?" in page
    assert "Is this so?" not in browser.get("/?layer=mlops").text
    got = _answer(browser, "people-affected", say="no", reason="it prices parcels")
    assert (got.status, got.data["standing"]) == (200, "Answered; it counts from the next scan on")
    assert _said(tmp_path, "people-affected") == [("no", "Ana Kovač")]
    assert 'id="people-affected"' not in browser.get("/?show=open").text
    form = browser.form("people-affected")
    assert browser.post("/withdraw/people-affected", form, HTTP_ACCEPT="text/html").status == 303
    assert "people-affected" not in _file(tmp_path).read_text()


def test_the_page_has_the_organisation_s_look(tmp_path: Path) -> None:
    overrides = Overrides("look", (("questionnaire/extra.css", ".top { border: 0 }"),))
    browser = visit(tmp_path, look=Options(brand=example(), overrides=overrides))
    assert '<img src="/logo" alt="Example Retail"' in browser.get("/").text
    assert browser.get("/logo").headers["Content-Type"] == "image/svg+xml"
    style = browser.get("/page.css").text
    assert (
        style.index("--proven: light-dark(") < style.index(".top { border: 0 }") < style.index("--proven:light-dark(#")
    )
    assert visit(tmp_path).get("/logo").status == 404


def test_a_template_that_fails_is_told_with_its_place(tmp_path: Path) -> None:
    overrides = Overrides("look", (("questionnaire/page.html", "{{ name }}\n{{ nobody }}"),))
    got = visit(tmp_path, look=Options(overrides=overrides)).get("/")
    assert got.status == 500
    assert "look/questionnaire/page.html:2: the template cannot be rendered" in got.text
