from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.workloads import PARAMS, observe

from tests.probes.viewing import view

HEAD = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  template:\n    spec:\n      containers:\n      - name: web\n        image: x\n"
LIMITS = "        resources:\n          limits: {memory: 1Gi}\n          requests: {memory: 1Gi}\n"
PROBES = "        readinessProbe: {httpGet: {path: /}}\n        livenessProbe: {httpGet: {path: /}}\n"
CHART = "{{- with .Values.resources }}\n        resources:\n          {{- toYaml . | nindent 10 }}\n{{- end }}\n"


@pytest.mark.parametrize(
    ("files", "check", "share"),
    [
        pytest.param({"d.yaml": HEAD}, "resources", 0.0, id="nothing said"),
        pytest.param({"d.yaml": HEAD + "        resources: {}\n"}, "resources", 0.0, id="empty resources"),
        pytest.param({"d.yaml": HEAD + "        # readinessProbe: {}\n"}, "probes", 0.0, id="commented probes"),
        pytest.param(
            {"d.yaml": HEAD + "        readinessProbe: {httpGet: {path: /}}\n"}, "probes", 0.0, id="readiness alone"
        ),
        pytest.param({"d.yaml": HEAD + LIMITS}, "resources", 1.0, id="limits and requests"),
        pytest.param({"d.yaml": HEAD + PROBES}, "probes", 1.0, id="both probes"),
        pytest.param({"a.yaml": HEAD + PROBES, "b.yaml": HEAD}, "probes", 0.5, id="one of two"),
        pytest.param(
            {"d.yaml": HEAD + "        securityContext: {runAsNonRoot: true}\n"}, "security", 1.0, id="not root"
        ),
        pytest.param({"d.yaml": HEAD + "        securityContext: {runAsUser: 0}\n"}, "security", 0.0, id="root"),
        pytest.param(
            {"c/Chart.yaml": "name: c\n", "c/values.yaml": "resources: {}\n", "c/templates/d.yaml": HEAD + CHART},
            "resources",
            0.0,
            id="chart with empty values",
        ),
        pytest.param(
            {
                "c/Chart.yaml": "name: c\n",
                "c/values.yaml": "resources:\n  limits: {cpu: 1}\n  requests: {cpu: 1}\n",
                "c/templates/d.yaml": HEAD + CHART,
            },
            "resources",
            1.0,
            id="chart with values",
        ),
        pytest.param(
            {"e.tf": 'resource "aws_ecs_service" "x" {\n  deployment_circuit_breaker {\n    enable = true\n  }\n}\n'},
            "rollout",
            1.0,
            id="ECS circuit breaker",
        ),
        pytest.param(
            {
                "d.yaml": HEAD,
                "pdb.yaml": "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {selector: {matchLabels: {app: web}}}\n",
            },
            "rollout",
            1.0,
            id="disruption budget",
        ),
    ],
)
def test_share(files: dict[str, str], check: str, share: float) -> None:
    assert observe(PARAMS.model_validate({"check": check}), view(files)).share == (share, share)


def test_nothing_runs() -> None:
    assert observe(PARAMS(check="probes"), view({"docker-compose.yml": "services:\n  a: {image: x}\n"})).share is None


def test_compose_counts_when_asked() -> None:
    text = "services:\n  a:\n    image: x\n    healthcheck:\n      test: curl -f localhost\n"
    seen = observe(PARAMS(check="probes", compose=True), view({"docker-compose.yml": text}))
    assert (seen.value, seen.share) == (Truth.YES, (1.0, 1.0))
