from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.elsewhere import PARAMS, Kind, observe

from tests.probes.viewing import view

URL = "https://github.com/acme/shop"


def value(kind: Kind, files: dict[str, str], url: str | None = URL) -> Truth:
    return observe(PARAMS(kind=kind), view(files, url=url)).value


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        pytest.param("infrastructure", {"README.md": "# A\n\nWe use Terraform and Kubernetes.\n"}, id="tools named"),
        pytest.param("infrastructure", {"README.md": "# A\n\n[Terraform](https://github.com/hashicorp/terraform)\n"}, id="link to a tool"),
        pytest.param("infrastructure", {"README.md": "# A\n\n[chart](https://github.com/acme/shop/tree/main/charts)\n"}, id="link to itself"),
        pytest.param("deployment", {"README.md": "# A\n\n[deploy issue](https://github.com/acme/deploy/issues/4)\n"}, id="link to an issue"),
        pytest.param("infrastructure", {".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - uses: hashicorp/setup-terraform@v3\n"}, id="action of a tool"),
        pytest.param("infrastructure", {".github/workflows/a.yml": "#   repository: acme/shop-infra\n"}, id="comment"),
        pytest.param("infrastructure", {"README.md": "# A\n\nThe infrastructure will be defined in a separate repository, which is planned to come soon.\n"}, id="promise"),
        pytest.param("monitoring", {"README.md": "# A\n\nInfrastructure is defined in a separate repository.\n"}, id="another practice"),
        pytest.param("infrastructure", {"vendor/x/README.md": "# A\n\nInfrastructure is defined in a separate repository.\n"}, id="vendored"),
    ],
)  # fmt: skip
def test_no_other_place(kind: Kind, files: dict[str, str]) -> None:
    assert value(kind, files) is Truth.NO


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        pytest.param("infrastructure", {"README.md": "# A\n\nInfrastructure is defined in a separate repository.\n"}, id="sentence"),
        pytest.param("infrastructure", {"README.md": "# A\n\nTerraform lives in the acme/cloud-base repository.\n"}, id="sentence with a name"),
        pytest.param("infrastructure", {"README.md": "# A\n\n- [Helm chart configuration](https://github.com/acme/services/tree/main/shop)\n"}, id="link whose words say it"),
        pytest.param("deployment", {".github/workflows/a.yml": "run: curl https://api.github.com/repos/acme/shop-manifests/dispatches\n"}, id="dispatch from CI"),
        pytest.param("infrastructure", {".github/workflows/a.yml": "    uses: acme/actions/.github/workflows/batch-job.yaml@main\n"}, id="reusable workflow"),
        pytest.param("infrastructure", {".gitlab-ci.yml": "deploy:\n  trigger:\n    project: acme/platform/gitops\n"}, id="GitLab trigger"),
        pytest.param("infrastructure", {".gitmodules": '[submodule "i"]\n\turl = git@github.com:acme/shop-infra.git\n'}, id="submodule"),
        pytest.param("documentation", {"README.md": "# A\n\nRunbooks are kept in the team wiki.\n"}, id="wiki"),
        pytest.param("monitoring", {"docs/ops.md": "# A\n\nDashboards and alerts are managed in the acme/watch repository.\n"}, id="dashboards"),
    ],
)  # fmt: skip
def test_other_place(kind: Kind, files: dict[str, str]) -> None:
    assert value(kind, files) is Truth.YES


def test_without_a_remote_documents_tell_which_repository_this_is() -> None:
    own = "# A\n\n[1](https://github.com/acme/infra-tool/issues/1) [2](https://github.com/acme/infra-tool/pull/2)\n"
    assert (
        value("infrastructure", {"README.md": own + "\n[branch](https://github.com/acme/infra-tool/tree/v1)\n"}, None)
        is Truth.NO
    )
    assert (
        value("infrastructure", {"README.md": own + "\n[base](https://github.com/acme/infra-base)\n"}, None)
        is Truth.YES
    )


def test_links_to_paths_that_are_here_lead_home() -> None:
    files = {
        "README.md": "# A\n\n[chart](https://github.com/acme/old-name/tree/main/charts/app)\n",
        "charts/app/Chart.yaml": "name: app\n",
    }
    assert value("infrastructure", files) is Truth.NO


def test_evidence() -> None:
    seen = observe(PARAMS(kind="infrastructure"), view({".gitlab-ci.yml": "a:\n  project: acme/infra\n"}, url=URL))
    assert [(e.path, e.line, e.text) for e in seen.evidence] == [(".gitlab-ci.yml", 2, "project: acme/infra")]
