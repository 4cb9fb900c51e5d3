from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.owners import PARAMS, observe

from tests.probes.viewing import Made, view

HISTORY = [Made(days_ago=5, author="Ana Kovac <ana@acme.org>"), Made(days_ago=900, author="Cene Zajc <cene@acme.org>")]
ANY, SPECIFIC, ACTIVE = PARAMS(level="any"), PARAMS(level="specific"), PARAMS()


@pytest.mark.parametrize(
    ("files", "levels"),
    [
        pytest.param({"a.py": ""}, (Truth.NO, Truth.NO, Truth.NO), id="nobody"),
        pytest.param({"CODEOWNERS": "/gone/ @akovac\n"}, (Truth.NO, Truth.NO, Truth.NO), id="pattern that matches nothing"),
        pytest.param({"vendor/x/MAINTAINERS": "Ana Kovac\n"}, (Truth.NO, Truth.NO, Truth.NO), id="vendored"),
        pytest.param({"README.md": "# A\n\nLightGBM is a library maintained by Microsoft.\n"}, (Truth.NO, Truth.NO, Truth.NO), id="maintainer of something else"),
        pytest.param({"README.md": "# A\n\n## Maintainers\n\nTODO\n"}, (Truth.NO, Truth.NO, Truth.NO), id="empty section"),
        pytest.param({"LICENSE": "Copyright (c) 2024 Ana Kovac\n"}, (Truth.YES, Truth.NO, Truth.NO), id="licence line"),
        pytest.param({"README.md": "# A\n\n## Author\n\n**Ana Kovac**\n\nEngineer\n"}, (Truth.YES, Truth.NO, Truth.NO), id="author section"),
        pytest.param({"CODEOWNERS": "* @acme/developers\n"}, (Truth.YES, Truth.NO, Truth.NO), id="everybody"),
        pytest.param({"CODEOWNERS": "* @czajc\n"}, (Truth.YES, Truth.YES, Truth.NO), id="owner who left"),
        pytest.param({"CODEOWNERS": "* @xq7\n"}, (Truth.YES, Truth.YES, Truth.UNKNOWN), id="owner whom history does not name"),
        pytest.param({"CODEOWNERS": "* @akovac\n"}, (Truth.YES, Truth.YES, Truth.YES), id="active owner"),
        pytest.param({"catalog-info.yaml": "spec:\n  owner: team-payments\n"}, (Truth.YES, Truth.YES, Truth.YES), id="catalogue"),
        pytest.param({"README.md": "# A\n\n## Maintainers\n\n- [Ana](https://github.com/x) (@akovac)\n"}, (Truth.YES, Truth.YES, Truth.YES), id="maintainers in the readme"),
        pytest.param({"docs/support.md": "# Help\n\n**Former members**\n\n- Ana Kovac - Product owner\n"}, (Truth.NO, Truth.NO, Truth.NO), id="somebody's former part"),
        pytest.param({"docs/support.md": "# Help\n\n- [Ana Kovac](mailto:ana@example.org) - Product owner\n"}, (Truth.YES, Truth.YES, Truth.YES), id="people with their parts"),
        pytest.param({"README.md": "# A\n\nThis service is owned by the Data Platform team.\n"}, (Truth.YES, Truth.YES, Truth.YES), id="sentence in the readme"),
    ],
)  # fmt: skip
def test_levels(files: dict[str, str], levels: tuple[Truth, Truth, Truth]) -> None:
    subject = view(files, HISTORY)
    assert tuple(observe(params, subject).value for params in (ANY, SPECIFIC, ACTIVE)) == levels


MODELS = {"models/train.py": "", "app.py": ""}


@pytest.mark.parametrize(
    ("owners", "params", "expected"),
    [
        pytest.param("/app.py @akovac\n", {}, Truth.NO, id="owns something else"),
        pytest.param("* @akovac\n/models/ @acme/all\n", {}, Truth.NO, id="last pattern decides"),
        pytest.param("/models/ @akovac\n/models/train.py\n", {}, Truth.NO, id="taken away again"),
        pytest.param("* @akovac\n", {"catch_all": False}, Truth.NO, id="catch-all not wanted"),
        pytest.param("* @akovac\n", {}, Truth.YES, id="catch-all"),
        pytest.param("* @acme/all\n/models/ @akovac\n", {"catch_all": False}, Truth.YES, id="own pattern"),
        pytest.param("/models/ @xq7\n", {}, Truth.UNKNOWN, id="hangs on somebody unknown"),
    ],
)
def test_covering(owners: str, params: dict[str, bool], expected: Truth) -> None:
    asked = PARAMS(covers=("models/**",), **params)
    assert observe(asked, view(MODELS | {"CODEOWNERS": owners}, HISTORY)).value is expected


def test_covering_nothing_is_no() -> None:
    assert observe(PARAMS(covers=("gone/**",)), view({"CODEOWNERS": "* @akovac\n"}, HISTORY)).value is Truth.NO


def test_only_some_sources() -> None:
    subject = view({"catalog-info.yaml": "spec:\n  owner: team-payments\n"}, HISTORY)
    assert observe(PARAMS(sources=("codeowners",)), subject).value is Truth.NO


def test_unreadable_owner_file() -> None:
    assert observe(ACTIVE, view(history=HISTORY, missing=["CODEOWNERS"])).value is Truth.UNKNOWN


def test_evidence() -> None:
    seen = observe(ACTIVE, view({"CODEOWNERS": "# c\n* @akovac\n"}, HISTORY))
    assert [(e.path, e.line, e.text) for e in seen.evidence] == [("CODEOWNERS", 2, "* @akovac")]
