from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.secrets import PARAMS, observe

from tests.probes.viewing import view

TOKEN = "ghp" + "_" + "a8Kd93jLq0Zx7Vb2Nm5Tc1Rw6Yh4Ug9Sf3Pe"


@pytest.mark.parametrize(
    ("path", "text", "live", "low"),
    [
        pytest.param("a.py", "token = os.environ['T']\n", Truth.NO, Truth.NO, id="clean"),
        pytest.param(".env.example", "TOKEN=changeme-changeme-changeme\n", Truth.NO, Truth.NO, id="stand-in"),
        pytest.param("tests/test_a.py", f"t = '{TOKEN}'\n", Truth.NO, Truth.YES, id="in a test"),
        pytest.param("a.py", f"t = '{TOKEN}'\n", Truth.YES, Truth.NO, id="in the product"),
        pytest.param(
            "archive/a.py", f"t = '{TOKEN}'\n", Truth.YES, Truth.NO, id="in an archive, which takes credit only"
        ),
        pytest.param("vendor/x/a.py", f"t = '{TOKEN}'\n", Truth.YES, Truth.NO, id="vendored, told by its shape"),
        pytest.param(
            "vendor/x/a.py",
            "api_key = 'kD83hfQ0zLp72Xc9Wm4TnB6v'\n",
            Truth.NO,
            Truth.YES,
            id="vendored, told by its name",
        ),
    ],
)
def test_grades(path: str, text: str, live: Truth, low: Truth) -> None:
    subject = view({path: text})
    assert observe(PARAMS(), subject).value is live
    assert observe(PARAMS(found="low-value"), subject).value is low


def test_the_credential_is_never_shown() -> None:
    (evidence,) = observe(PARAMS(), view({"a.py": f"\nt = '{TOKEN}'\n"})).evidence
    assert (evidence.path, evidence.line, evidence.text) == ("a.py", 2, "GitHub token: ghp_\u2026")


def test_a_credentials_file_that_is_missing_leaves_it_open() -> None:
    assert observe(PARAMS(), view({"a.py": ""}, missing=[".env"])).value is Truth.UNKNOWN
    assert observe(PARAMS(), view({"a.py": ""}, missing=["model.bin"])).value is Truth.NO
