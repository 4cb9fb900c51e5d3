from __future__ import annotations

import pytest
from assess.facts.store import Facts
from assess.links.code.modules import ModuleGraph
from assess.links.code.own_names import own_names
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot

PACKAGE = {"src/feast/__init__.py": "", "src/feast/store.py": "class FeatureStore: ...\n"}


@pytest.mark.parametrize(
    ("files", "names"),
    [
        pytest.param(PACKAGE, set(), id="a folder alone"),
        pytest.param({"pyproject.toml": "[project]\nname = 'feast'\n"}, set(), id="a name alone"),
        pytest.param({**PACKAGE, "pyproject.toml": "[project]\nname = 'shop'\n"}, set(), id="another name"),
        pytest.param(
            {**PACKAGE, "vendor/feast/setup.py": "setup(name='feast')\n"}, set(), id="somebody else's manifest"
        ),
        pytest.param({**PACKAGE, "pyproject.toml": "[project]\nname = 'feast'\n"}, {"feast"}, id="project"),
        pytest.param({**PACKAGE, "setup.cfg": "[metadata]\nname = feast\n"}, {"feast"}, id="setup.cfg"),
        pytest.param({**PACKAGE, "setup.py": "NAME = 'feast'\nsetup(name=NAME)\n"}, {"feast"}, id="setup.py"),
    ],
)
def test_own_names(files: dict[str, str], names: set[str]) -> None:
    facts = Facts(MemorySnapshot(files))
    roles = Roles(facts, ())
    assert own_names(facts, roles, ModuleGraph(facts, roles)) == names
