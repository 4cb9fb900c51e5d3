from __future__ import annotations

import pytest
from assess.facts.extractor import Unparsable
from assess.facts.owners.authors import AUTHORS
from assess.facts.owners.files import OWNERS, OwnerLine


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("src/CODEOWNERS", id="CODEOWNERS where no forge reads it"),
        pytest.param("src/owners.py", id="module called owners"),
        pytest.param("maintainers.py", id="module called maintainers"),
        pytest.param("README.md", id="readme"),
    ],
)
def test_not_selected(path: str) -> None:
    assert not OWNERS.selects(path)


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        pytest.param("CODEOWNERS", "# * @ana\n\n", [], id="nothing but comments"),
        pytest.param(".github/CODEOWNERS", "* @ana @acme/ml # all\n/docs/ x@acme.org\n", [OwnerLine("*", ("@ana", "@acme/ml"), 1), OwnerLine("/docs/", ("x@acme.org",), 2)], id="GitHub"),
        pytest.param(".gitlab/CODEOWNERS", "^[Models][2] @acme/ml\nmodels/\ndata/ @ana\n", [OwnerLine("models/", ("@acme/ml",), 2), OwnerLine("data/", ("@ana",), 3)], id="GitLab section with its owners"),
        pytest.param("CODEOWNERS", "my\\ file.md @ana\nvendor/\n", [OwnerLine("my file.md", ("@ana",), 1), OwnerLine("vendor/", (), 2)], id="space in a name, pattern without owner"),
        pytest.param("catalog-info.yaml", "kind: Component\nspec:\n  type: service\n  owner: group:acme/ml\n", [OwnerLine("", ("group:acme/ml",), 4)], id="service catalogue"),
        pytest.param("pkg/OWNERS", "approvers:\n- ana\n- boris\nemeritus_approvers:\n- cene\n", [OwnerLine("", ("@ana", "@boris"), 1)], id="Prow"),
        pytest.param("OWNERS", "# who\nana@acme.org\nset noparent\n", [OwnerLine("", ("ana@acme.org",), 2)], id="one address a line"),
        pytest.param("MAINTAINERS.md", "# Maintainers\n\n- Ana Kova\u010d\n- [Boris](https://github.com/bnovak)\n", [OwnerLine("", ("Ana Kova\u010d",), 3), OwnerLine("", ("@bnovak",), 4)], id="maintainers by name and profile"),
        pytest.param("MAINTAINERS.md", "See [the role](https://github.com/acme/.github/blob/main/R.md)\n\n| Maintainer | GitHub ID |\n|---|---|\n| Ana | [akovac](https://github.com/akovac) |\n\n## Emeritus\n\n- @czajc\n", [OwnerLine("", ("@akovac",), 5)], id="table, and people who left"),
    ],
)  # fmt: skip
def test_owner_files(path: str, text: str, lines: list[OwnerLine]) -> None:
    assert OWNERS.selects(path)
    assert list(OWNERS.extract(path, text).lines) == lines


def test_broken_catalogue() -> None:
    with pytest.raises(Unparsable):
        OWNERS.extract("catalog-info.yaml", "spec: [")


@pytest.mark.parametrize(
    ("path", "text", "owners"),
    [
        pytest.param("LICENSE", "MIT License\n\nCopyright (c) 2024 Acme Corporation\n", [], id="licence of a company"),
        pytest.param("LICENSE", "Copyright (c) 2024 Open Climate Fix\n", [], id="licence of a body"),
        pytest.param("LICENSE", "Copyright (c) 2024 The Frobnicate Authors\n", [], id="licence of the authors"),
        pytest.param(
            "LICENSE", "MIT License\n\nCopyright (c) 2024 Ana Kovac\n", [("Ana Kovac",)], id="licence of a person"
        ),
        pytest.param(
            "pyproject.toml",
            '[project]\nauthors = [{name = "Ana Kovac", email = "a@b.org"}]\n',
            [("a@b.org",)],
            id="pyproject",
        ),
        pytest.param("package.json", '{"author": "Ana Kovac"}', [("Ana Kovac",)], id="package.json"),
        pytest.param("DESCRIPTION", "Package: x\nMaintainer: Ana Kovac <a@b.org>\n", [("a@b.org",)], id="R package"),
    ],
)
def test_author_lines(path: str, text: str, owners: list[tuple[str, ...]]) -> None:
    assert [line.owners for line in AUTHORS.extract(path, text).lines] == owners
