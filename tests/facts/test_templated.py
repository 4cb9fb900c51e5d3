from __future__ import annotations

import pytest
from assess.facts.extractor import Unparsable
from assess.facts.templated import read_yaml

CHART = """
{{- if .Values.on }}
kind: Deployment
metadata:
  name: {{ include "x.name" . }}
  labels:
    {{- include "x.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.replicas }}
  {{- fail "no" }}
  {{/* a
  long comment */}}
  containers:
    {{- range .Values.items }}
    - name: {{ .name | quote }}
    {{- end }}
{{- end }}
"""


def test_marks_become_text_and_lines_stay() -> None:
    (document,) = read_yaml("templates/d.yaml", CHART)
    assert document.data["kind"] == "Deployment"
    assert document.data["spec"]["replicas"] == "\u27e8.Values.replicas\u27e9"
    assert document.data["metadata"]["labels"] == "\u27e8include x.labels .\u27e9"
    assert len(document.data["spec"]["containers"]) == 1
    assert document.line("spec", "replicas") == 9


def test_plain_yaml_is_untouched() -> None:
    assert read_yaml("a.yaml", "a: '{{ x }}'\n")[0].data == {"a": "{{ x }}"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: [", id="broken and not templated"),
        pytest.param("a: [\n{{ x }}\n", id="broken and templated"),
    ],
)
def test_unreadable(text: str) -> None:
    with pytest.raises(Unparsable):
        read_yaml("a.yaml", text)
