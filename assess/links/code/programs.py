"""What well-known programs do with the files that they are given."""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise

from assess.facts.globs import Globs


class Kind(StrEnum):
    """What a command does with files."""

    NONE = "none"
    RUN = "run"
    """Runs code, builds or applies what is written in files."""
    TEST = "test"
    CHECK = "check"
    """Reads files to judge them; runs none."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PASSIVE = _words(
    """
    echo printf cat ls mkdir rm rmdir cd pwd git chmod chown test [ [[ touch grep egrep wc diff du df head tail
    sort uniq set export true false exit sleep which env unzip tar zip find date whoami uname free gh
    hub ps kill curl wget sed awk tr cut tee basename dirname read apt apt-get apk yum dnf brew gem
    """
)
INSTALLERS = _words("pip pip3 pipx conda mamba micromamba source .")
CHECKERS = _words(
    """
    ruff flake8 black isort mypy pylint pyright bandit pydocstyle pycodestyle autoflake pyflakes vulture radon
    xenon codespell yamllint shellcheck hadolint sqlfluff sqlfmt eslint prettier stylelint tslint tflint checkov
    tfsec trivy terrascan kics kubeval kubeconform kube-linter markdownlint actionlint gitleaks trufflehog
    detect-secrets safety pip-audit semgrep snyk grype syft golangci-lint staticcheck gofmt lintr styler nbqa
    nbstripout pre-commit scalafmt scalafix spotless checkstyle interrogate djlint curlylint deptry pyupgrade ty
    """
)
TEST_PROGRAMS = _words(
    """
    pytest py.test nosetests nose2 jest vitest mocha karma cypress playwright bats behave robot locust k6
    artillery tox nox phpunit rspec ctest ava jasmine newman
    """
)
PYTHON_PROGRAMS = _words(
    """
    python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 py pypy ipython pipenv
    uv spark-submit pyspark torchrun accelerate deepspeed horovodrun mpirun papermill jupyter runipy streamlit
    gunicorn uvicorn hypercorn daphne waitress-serve uwsgi flask fastapi celery faust arq rq dramatiq huey taskiq
    gradio chainlit panel voila bokeh prefect dagster airflow luigi metaflow ray coverage mlflow bentoml zenml
    ipdb watchmedo newrelic-admin opentelemetry-instrument ddtrace-run functions-framework django-admin
    """
)
TRANSFERS = _words(
    """
    aws gsutil gcloud az azcopy rsync scp s3cmd rclone databricks dbfs mc oc cf eb vercel netlify flyctl fly
    heroku sam cdk serverless sls pulumi bicep zappa chalice wrangler
    """
)
FLOW_PROGRAMS = {
    "dvc": frozenset({"dvc"}),
    "kedro": frozenset({"kedro"}),
    "snakemake": frozenset({"snakemake"}),
    "nextflow": frozenset({"nextflow"}),
    "sqlmesh": frozenset({"sqlmesh"}),
    "dbt": frozenset({"dbt"}),
}
BUILDERS = {
    "mvn": "maven",
    "mvnw": "maven",
    "gradle": "gradle",
    "gradlew": "gradle",
    "sbt": "sbt",
    "mill": "sbt",
    "go": "go",
    "cargo": "cargo",
    "npm": "node",
    "yarn": "node",
    "pnpm": "node",
    "bun": "node",
    "ng": "node",
    "vite": "node",
    "webpack": "node",
    "tsc": "node",
    "dotnet": "dotnet",
}
CONTAINERS = frozenset({"docker", "podman", "buildah", "kaniko", "kubectl"})
"""Programs whose arguments hold commands that are followed for themselves."""
BUILD_FILES = {
    "maven": Globs(("pom.xml",)),
    "gradle": Globs(("build.{gradle,gradle.kts}",)),
    "sbt": Globs(("build.{sbt,sc}",)),
    "go": Globs(("go.mod",)),
    "cargo": Globs(("Cargo.toml",)),
    "node": Globs(("package.json",)),
    "dotnet": Globs(("global.json", "*.{sln,csproj,fsproj,vbproj}")),
}
CI_FILES = Globs(
    (
        ".github/workflows/*.{yml,yaml}",
        "{.gitlab-ci,azure-pipelines*,.travis,bitbucket-pipelines,cloudbuild*,.drone}.{yml,yaml}",
        "**/{.pipelines,.azure*,.circleci,.gitlab*,.buildkite,.azuredevops,ci,pipelines}/**/*.{yml,yaml}",
    )
)
MANIFESTS = Globs(
    (
        "{pyproject.toml,setup.cfg,tox.ini,poetry.toml,Pipfile,package*.json,tsconfig*.json,angular.json,composer.json}",
        "{.pre-commit-config,mkdocs,.readthedocs,dependabot,codecov,.codecov}.{yml,yaml}",
        "*{.lock,lock.json,lock.yaml,lock.yml}",
        "{pytest,mypy,.coveragerc,.flake8,.pylintrc,environment,conda}.{ini,cfg,toml,yml,yaml}",
    )
)
"""Files that name modules and paths without running them."""
PROJECT_FILES = {
    "cdk": frozenset({"cdk.json"}),
    "pulumi": frozenset({"Pulumi.yaml"}),
    "sam": frozenset({"template.yaml", "template.yml", "samconfig.toml"}),
    "serverless": frozenset({"serverless.yml", "serverless.yaml"}),
    "sls": frozenset({"serverless.yml", "serverless.yaml"}),
    "databricks": frozenset({"databricks.yml", "databricks.yaml"}),
    "zappa": frozenset({"zappa_settings.json"}),
    "fly": frozenset({"fly.toml"}),
    "flyctl": frozenset({"fly.toml"}),
}
_TERRAFORM = _words("fmt validate version providers output show init get graph workspace console hclfmt")
_READING = {
    "terraform": _TERRAFORM,
    "tofu": _TERRAFORM,
    "terragrunt": _TERRAFORM,
    "helm": _words("lint repo plugin version list status show search dependency template"),
    "kubectl": _words("get describe logs config version wait rollout top explain"),
    "dvc": _words("status list version diff dag params metrics plots remote config"),
    "dbt": _words("deps debug parse list ls clean docs"),
}
_TEST_WORDS = frozenset(
    {"test", "tests", "check", "verify", "integration-test", "connectedCheck", "e2e", "test:ci", "test:unit"}
)
_R_TESTS = ("test_", "testthat", "::test", "::check", "::rcmdcheck", "::package_coverage", "::codecov")
_MODULES = frozenset({"pytest", "unittest", "nose2", "nose", "tox", "nox"})


def is_test_command(program: str, arguments: tuple[str, ...]) -> bool:
    """Whether a build tool, interpreter or R is told to run tests."""
    words = [a for a in arguments if not a.startswith("-")]
    if program in BUILDERS:
        return any(w in _TEST_WORDS or w.startswith("test") or w.endswith("/test") for w in words[:3])
    if program in ("rscript", "r"):
        if arguments[:2] == ("CMD", "check"):
            return "--no-tests" not in arguments
        return any(mark in a for a in arguments for mark in _R_TESTS)
    if program in PYTHON_PROGRAMS:
        named = any(first == "-m" and second in _MODULES for first, second in pairwise(arguments))
        return named or (program == "coverage" and "pytest" in words) or words[:2] == ["manage.py", "test"]
    return False


def reads_only(program: str, arguments: tuple[str, ...]) -> bool:
    """Whether an infrastructure tool is only told to format, check or show."""
    first = next((a for a in arguments if not a.startswith("-")), "")
    return first in _READING.get(program, frozenset())
