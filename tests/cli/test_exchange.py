"""Questions out as a table and back, through the command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo
from tests.repositories import write_files

README = {"README.md": "# Shop\n\nIt sells things to people.\n", "rules/a.cfg": "allow = all\n"}
ANSWERS = ".maturity/answers.yaml"
GIVEN = (
    "# ours\nanswers:\n  users-asked:  # hm\n    value: some\n    who: Ana\n    when: 2026-05-01\n    note: '=1+1'\n"
)


class Sheet:
    """A table opened, filled in and saved the way a spreadsheet does it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = path.read_bytes().decode("utf-8-sig")
        self.rows = list(csv.DictReader(io.StringIO(text, newline="")))

    def fill(self, identifier: str, **cells: str) -> None:
        """Types into some cells of one row."""
        for row in self.rows:
            if row["question id"] == identifier:
                row.update(cells)

    def save(self, encoding: str = "utf-8-sig", separator: str = ",") -> Path:
        """Writes the file anew."""
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, list(self.rows[0]), delimiter=separator)
        writer.writeheader()
        writer.writerows(self.rows)
        self.path.write_bytes(stream.getvalue().encode(encoding))
        return self.path


@pytest.fixture
def exported(assess: Assess, tmp_path: Path) -> object:
    def export(folder: Path) -> Sheet:
        path = tmp_path / "questions.csv"
        path.unlink(missing_ok=True)
        assert assess("questionnaire", "export", folder, "-o", path).code == 0
        return Sheet(path)

    return export


def test_a_table_without_changes_changes_nothing(repo: MakeRepo, assess: Assess, exported: type[Sheet]) -> None:
    folder = repo({**README, ANSWERS: GIVEN})
    sheet = exported(folder)
    assert [row["question id"] for row in sheet.rows] == ["models-kept", "users-asked", "deploys", "trains-models"]
    assert sheet.rows[1]["note"] == "'=1+1"
    done = assess("questionnaire", "import", sheet.path, folder)
    assert (done.code, done.out) == (0, "0 answers taken, 4 rows without anything new, 0 changed on both sides\n")
    assert (folder / ANSWERS).read_text() == GIVEN


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        pytest.param("utf-8-sig", ",", id="as it was sent"),
        pytest.param("cp1252", ";", id="saved in Western Europe"),
        pytest.param("utf-16", "\t", id="saved as Unicode text"),
    ],
)
def test_filled_in_answers_are_taken(
    repo: MakeRepo, assess: Assess, exported: type[Sheet], encoding: str, separator: str
) -> None:
    folder = repo({**README, ANSWERS: GIVEN})
    sheet = exported(folder)
    sheet.fill("models-kept", answer="YES", who="Zoë", evidence="=HYPERLINK(1)")
    sheet.fill("users-asked", answer="most", when="31.5.2026")
    done = assess("questionnaire", "import", sheet.save(encoding, separator), folder)
    assert done.code == 0
    assert (folder / ANSWERS).read_text() == GIVEN.replace("some", "most").replace("2026-05-01", "2026-05-31") + (
        '  models-kept:\n    value: yes\n    who: Zoë\n    when: 2026-06-30\n    evidence: "=HYPERLINK(1)"\n'
    )
    again = assess("questionnaire", "import", sheet.path, folder)
    assert again.out == "0 answers taken, 4 rows without anything new, 0 changed on both sides\n"


def test_a_row_changed_on_both_sides_is_shown_and_the_others_are_taken(
    repo: MakeRepo, assess: Assess, exported: type[Sheet]
) -> None:
    folder = repo({**README, ANSWERS: GIVEN})
    sheet = exported(folder)
    sheet.fill("users-asked", answer="none")
    sheet.fill("models-kept", answer="no", who="Ben")
    meanwhile = GIVEN.replace("some", "all")
    write_files(folder, {ANSWERS: meanwhile})
    done = assess("questionnaire", "import", sheet.save(), folder)
    assert done.code == 1
    assert f"{sheet.path}:3: 'users-asked' was changed here and in the answers file" in done.err
    assert "here: none by Ana on 2026-05-01" in done.err
    assert "in the file: all by Ana on 2026-05-01" in done.err
    assert (folder / ANSWERS).read_text().startswith(meanwhile)
    assert "models-kept" in (folder / ANSWERS).read_text()


def test_a_row_left_alone_does_not_undo_what_changed_meanwhile(
    repo: MakeRepo, assess: Assess, exported: type[Sheet]
) -> None:
    folder = repo({**README, ANSWERS: GIVEN})
    sheet = exported(folder)
    meanwhile = GIVEN.replace("some", "all")
    write_files(folder, {ANSWERS: meanwhile})
    assert assess("questionnaire", "import", sheet.save(), folder).code == 0
    assert (folder / ANSWERS).read_text() == meanwhile


def test_a_table_that_somebody_may_have_filled_in_is_not_overwritten(
    repo: MakeRepo, assess: Assess, tmp_path: Path
) -> None:
    filled = tmp_path / "questions.csv"
    filled.write_text("filled in by hand")
    done = assess("questionnaire", "export", repo(README), "-o", filled)
    assert done.code == 2
    assert "there is a file already; somebody may have filled it in" in done.err
    assert filled.read_text() == "filled in by hand"


def test_another_person_s_row_stands_beside(repo: MakeRepo, assess: Assess, exported: type[Sheet]) -> None:
    folder = repo({**README, ANSWERS: GIVEN})
    sheet = exported(folder)
    sheet.fill("users-asked", answer="none", who="Ben", note="")
    assert assess("questionnaire", "import", sheet.save(), folder).code == 0
    assert "      - value: none\n        who: Ben\n" in (folder / ANSWERS).read_text()
    several = exported(folder)
    assert several.rows[0]["answered so far"] == "some (Ana, 2026-05-01)\nnone (Ben, 2026-05-01)"
    assert several.rows[0]["answer"] == ""


def test_every_mistake_is_told_and_nothing_is_taken(repo: MakeRepo, assess: Assess, exported: type[Sheet]) -> None:
    folder = repo({**README, ANSWERS: GIVEN})
    sheet = exported(folder)
    sheet.fill("models-kept", answer="perhaps", when="3/4/2026")
    sheet.fill("users-asked", answer="n/a", **{"question id": "user-asked"})
    done = assess("questionnaire", "import", sheet.save(), folder)
    assert done.code == 2
    assert f"{sheet.path}:2:11: expected one of: yes, no, unknown; got 'perhaps'" in done.err
    assert ":2:13: '3/4/2026' is not certainly a date" in done.err
    assert f"{sheet.path}:3:1: no question is called 'user-asked' (did you mean 'users-asked'?)" in done.err
    assert (folder / ANSWERS).read_text() == GIVEN


def test_a_dry_run_only_tells(repo: MakeRepo, assess: Assess, exported: type[Sheet]) -> None:
    folder = repo(README)
    sheet = exported(folder)
    sheet.fill("users-asked", answer="all", who="Ana")
    done = assess("questionnaire", "import", sheet.save(), folder, "--dry-run")
    assert done.out.startswith("users-asked: all by Ana on 2026-06-30\n1 answer would be taken")
    assert not (folder / ".maturity").exists()


def test_a_table_on_stdout_and_one_that_is_not_there(repo: MakeRepo, assess: Assess) -> None:
    folder = repo(README)
    assert assess("questionnaire", "export", folder, "-o", "-", "--open").out.startswith("\ufeffquestion id,")
    done = assess("questionnaire", "import", "none.csv", folder)
    assert (done.code, done.err) == (2, "none.csv: cannot be read: No such file or directory\n")


def test_what_kind_of_thing_it_is_comes_back_with_its_reason(
    repo: MakeRepo, assess: Assess, exported: type[Sheet]
) -> None:
    folder = repo(README)
    sheet = exported(folder)
    sheet.fill("trains-models", answer="no", who="Zoë")
    done = assess("questionnaire", "import", sheet.save(), folder)
    assert done.code == 2
    assert f"{sheet.path}:5:16: what kind of thing this is counts only with a reason" in done.err
    sheet.fill("trains-models", **{"reason if not applicable": "it only sells"})
    assert assess("questionnaire", "import", sheet.save(), folder).code == 0
    assert "(models-kept)" not in assess("questionnaire", folder).out
    assert [row["question id"] for row in exported(folder).rows] == ["users-asked", "deploys"]
