from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.records import PARAMS, observe

from tests.probes.viewing import Made, view

FIRST = "# 1. Record architecture decisions\n\n## Context\n\nWe need to record the architectural decisions made on this project.\n\n## Decision\n\nWe will use Architecture Decision Records, as described by Michael Nygard in this article.\n\n## Consequences\n\nSee Michael Nygard's article, linked above. More words that make the record long enough to count for any measure of length whatsoever in here.\n"
BODY = "The feed of orders comes once a day and must be loaded before seven, while finance also wants corrections during the day. "
PLAIN = f"# Load orders by file\n\nStatus: accepted\n\n## Context\n\n{BODY}{BODY}\n\n## Decision\n\nWe load whole files every night and replace the table.\n\n## Consequences\n\nCorrections are seen on the next morning only, which finance has agreed to.\n"
COMPARED = (
    PLAIN + "\n## Alternatives\n\nA stream was considered and rejected: nobody here can operate Kafka at night.\n"
)
EMPTY = "# Title\n\n## Context\n\nTODO\n\n## Decision\n\nTBD\n\n## Consequences\n"
MADR = "# {short title of solved problem and solution}\n\n## Context and Problem Statement\n\n{Describe the context and problem statement, e.g., in free form}\n\n## Considered Options\n\n* {title of option 1}\n"
LOG = "# Past experiments\n\n| Question | Finding | Closed |\n| --- | --- | --- |\n| Should trees be deeper than eight levels | Deeper trees were slower and worse than the present ones | 2025-03-01 |\n| Should we drop the price feature of last year | No change compared to the present model in any group | 2025-06-09 |\n"
DESIGN = f"# Service\n\n## Design decisions\n\nWe chose batch scoring because prices change once a day. {BODY}Redis was dropped in order to keep one store, since two stores drift apart. {BODY}{BODY}\n"
NOTE = f"# Cache of prices\n\n## Problem\n\nPrices are asked for on every request. {BODY}{BODY}\n\n## Solution\n\nPrices are kept in memory, since they change once a day. {BODY}{BODY}\n"
METHOD = (
    "Late parcels were left out because their cause is not known. Trees were chosen rather than a linear model. " * 12
)
STUDY = "".join(f"# {part}\n\n{METHOD}\n\n" for part in ("Introduction", "Data", "Evaluation", "Results", "Summary"))
LABELLED = "# Changelog\n\n- Change: logs go to files\n- Rationale: the collector reads files only\n\n- Change: no GPU\n- Rationale: the model is small\n\n- Change: one region\n- Rationale: the data must stay there\n"


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"docs/adr/0001-record-architecture-decisions.md": FIRST}, id="record that records are kept"),
        pytest.param({"docs/adr/0002-x.md": EMPTY}, id="headings without text"),
        pytest.param({"docs/adr/0002-x.md": MADR}, id="template"),
        pytest.param({"docs/adr/README.md": PLAIN}, id="index"),
        pytest.param({"docs/adr/template.md": PLAIN}, id="file called template"),
        pytest.param(
            {"docs/meetings/2025-03-01.md": "# Meeting\n\nWe talked about the feed of orders. " + BODY * 4},
            id="meeting notes",
        ),
        pytest.param(
            {
                "ARCHITECTURE.md": "# Architecture\n\n"
                + "The loader writes to the store and the server reads from it. " * 12
            },
            id="list of components",
        ),
        pytest.param({"vendor/x/docs/adr/0002-x.md": COMPARED}, id="vendored"),
        pytest.param({"docs/design-system.md": NOTE}, id="guide to the look of pages"),
        pytest.param({"docs/prices.md": NOTE}, id="page that is not called a design"),
        pytest.param({"docs/design_cache.md": NOTE.replace("since", "and")}, id="design without a reason"),
        pytest.param({"docs/report.md": STUDY.replace("# Evaluation", "# More")}, id="report that evaluates nothing"),
        pytest.param(
            {"README.md": "# A\n\n## Design decisions\n\nWe chose batch because it is simple.\n"}, id="one short reason"
        ),
    ],
)
def test_no_decisions(files: dict[str, str]) -> None:
    assert observe(PARAMS(), view(files)).value is Truth.NO


@pytest.mark.parametrize(
    ("files", "kind", "alternatives"),
    [
        pytest.param({"docs/adr/0002-files.md": PLAIN}, "record", False, id="record without alternatives"),
        pytest.param({"docs/adr/0002-files.md": COMPARED}, "record", True, id="record with alternatives"),
        pytest.param({"rfcs/0007-files.rst": COMPARED.replace("# Load orders by file\n", "Load orders by file\n===================\n").replace("## Alternatives\n", "Alternatives\n------------\n").replace("## Context\n", "Context\n-------\n")}, "record", True, id="request for comments"),
        pytest.param({"docs/past-experiments.md": LOG}, "log", True, id="dated rows"),
        pytest.param({"README.md": DESIGN}, "design", False, id="section with reasons"),
        pytest.param({"docs/design_cache.md": NOTE}, "design", False, id="design of one part"),
        pytest.param({"conf/tech_spec.md": NOTE}, "design", False, id="technical specification"),
        pytest.param({"reports/late.Rmd": STUDY}, "design", True, id="study with reasons"),
        pytest.param({"CHANGELOG.md": LABELLED}, "design", False, id="reasons beside changes"),
    ],
)  # fmt: skip
def test_decisions(files: dict[str, str], kind: str, alternatives: bool) -> None:
    subject = view(files)
    assert observe(PARAMS(kinds=(kind,)), subject).value is Truth.YES
    compared = observe(PARAMS(with_alternatives=True), subject).value
    assert compared is (Truth.YES if alternatives else Truth.NO)


def test_decisions_are_counted() -> None:
    files = {f"docs/decisions/{n:04}-x.md": COMPARED for n in range(2, 5)} | {"docs/decisions/0001-x.md": FIRST}
    assert observe(PARAMS(min=3, with_alternatives=True), view(files)).value is Truth.YES
    assert observe(PARAMS(min=4), view(files)).value is Truth.NO


def test_log_evidence_is_the_row() -> None:
    seen = observe(PARAMS(min=2), view({"docs/past-experiments.md": LOG}))
    assert [(e.path, e.line) for e in seen.evidence] == [
        ("docs/past-experiments.md", 5),
        ("docs/past-experiments.md", 6),
    ]


@pytest.mark.parametrize(
    ("text", "history", "expected"),
    [
        pytest.param(COMPARED, [Made(days_ago=900, files={"docs/adr/0002-x.md": 4})], Truth.NO, id="old by history"),
        pytest.param(
            COMPARED + "\nDate: 2019-02-03\n",
            [Made(days_ago=2, files={"docs/adr/0002-x.md": 4})],
            Truth.NO,
            id="old by its own date",
        ),
        pytest.param(COMPARED, [], Truth.UNKNOWN, id="no date at all"),
        pytest.param(COMPARED + "\nDate: 2026-02-31\n", [], Truth.YES, id="young, with a day that is none"),
        pytest.param(COMPARED, [Made(days_ago=20, files={"docs/adr/0002-x.md": 4})], Truth.YES, id="young by history"),
    ],
)
def test_newest(text: str, history: list[Made], expected: Truth) -> None:
    params = PARAMS(newest_within_days=365)
    assert observe(params, view({"docs/adr/0002-x.md": text}, history)).value is expected


def test_unreadable_record() -> None:
    assert observe(PARAMS(), view({"a.txt": ""}, missing=["docs/adr/0002-x.md"])).value is Truth.UNKNOWN
    assert observe(PARAMS(), view({"a.txt": ""}, missing=["docs/other.md"])).value is Truth.NO
