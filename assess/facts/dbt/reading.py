"""The extractor of dbt facts; which file belongs to which project is for the links to say."""

from __future__ import annotations

from assess.facts.dbt.properties import read_nodes, read_packages, read_project
from assess.facts.dbt.sql import read_model
from assess.facts.dbt.values import DbtFile
from assess.facts.extractor import Unparsable
from assess.facts.templated import read_yaml

_PACKAGE_FILES = ("packages.yml", "dependencies.yml", "packages.yaml")


class DbtFiles:
    """Reads every file that a dbt or SQLMesh project may hold."""

    name = "dbt"
    version = 1
    limit_bytes = 2_000_000

    def selects(self, path: str) -> bool:
        """YAML, SQL and Python; the links ask only where a project is."""
        return path.endswith((".yml", ".yaml", ".sql", ".py")) and not path.startswith(".github/")

    def concerns(self, text: str) -> bool:
        """Everything with content."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> DbtFile:
        """What the file holds. Raises: Unparsable."""
        name = path.rsplit("/", 1)[-1]
        if path.endswith(".py"):
            return DbtFile(model=read_model(path, text)) if "def model(dbt" in text else DbtFile()
        if path.endswith(".sql"):
            return DbtFile(model=read_model(path, text))
        if name != "dbt_project.yml" and "name:" not in text and name not in _PACKAGE_FILES:
            return DbtFile()
        try:
            documents = read_yaml(path, text)
        except Unparsable:
            if name == "dbt_project.yml" or any(w in text for w in ("\nmodels:", "\nsources:", "\nexposures:")):
                raise
            return DbtFile()
        if not documents:
            return DbtFile()
        if name == "dbt_project.yml":
            return DbtFile(project=read_project(documents[0]))
        if name in _PACKAGE_FILES:
            return DbtFile(packages=read_packages(documents[0]))
        return DbtFile(nodes=tuple(read_nodes(documents[0])))


DBT = DbtFiles()
