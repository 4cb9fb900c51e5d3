from __future__ import annotations

import pytest
from assess.facts.build_files.pre_commit import Hook
from assess.links.ci.purposes import (
    by_name,
    hook_may_fail,
    may_fail,
    of_hook,
    of_reference,
    of_words,
    purpose_names,
    reference_may_fail,
)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("echo pytest", id="an echo"),
        pytest.param("pytest --version", id="a version"),
        pytest.param("pytest --collect-only", id="collecting only"),
        pytest.param("docker version", id="docker's version"),
        pytest.param("mvn package -DskipTests -q dependency:tree", id="Maven without tests is no test"),
        pytest.param("aws s3 cp s3://bucket/x . --recursive", id="a download"),
        pytest.param("kubectl get pods", id="looking at a cluster"),
        pytest.param("helm upgrade app . --dry-run", id="a dry run"),
        pytest.param("python app.py", id="an application"),
        pytest.param("git push origin main", id="a push"),
        pytest.param("make", id="make alone"),
        pytest.param("bump2version --dry-run --list patch", id="a version that is only shown"),
        pytest.param("rake assets:precompile", id="a task of Rake"),
        pytest.param("tsc --version", id="a compiler's version"),
        pytest.param("npx markdownlint-cli2 docs", id="a linter of prose"),
        pytest.param("codespell src", id="a spelling checker"),
        pytest.param("python scripts/publish_codecov.py out", id="coverage sent to a service"),
        pytest.param("./scripts/publish-test-results.sh out", id="results of tests published"),
    ],
)
def test_no_check_and_no_delivery(command: str) -> None:
    assert not of_words(tuple(command.split())) & {
        "test",
        "lint",
        "type-check",
        "deploy",
        "train",
        "publish-package",
        "release",
    }


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param("pytest -q tests", {"test"}, id="pytest"),
        pytest.param("python -m pytest --cov=app", {"test", "coverage"}, id="pytest as a module, with coverage"),
        pytest.param("python3.12 -m unittest discover", {"test"}, id="unittest"),
        pytest.param("coverage run -m pytest", {"test", "coverage"}, id="coverage run"),
        pytest.param("python manage.py test", {"test"}, id="Django"),
        pytest.param("go test ./...", {"test"}, id="Go"),
        pytest.param("rake", {"test"}, id="Rake's default task"),
        pytest.param("clojure -X:test", {"test"}, id="Clojure"),
        pytest.param("crystal spec", {"test"}, id="Crystal"),
        pytest.param("zig build test", {"test"}, id="Zig"),
        pytest.param("mix deps.audit", {"dependency-audit"}, id="audit of Elixir's packages"),
        pytest.param("mix ecto.migrate", {"database-migrate"}, id="Ecto"),
        pytest.param("srb tc", {"type-check"}, id="Sorbet"),
        pytest.param("dart analyze", {"lint"}, id="Dart"),
        pytest.param("./mvnw -B verify", {"test", "build"}, id="Maven wrapper"),
        pytest.param("./gradlew integTest -x spotlessJava", {"test"}, id="Gradle, another task left out"),
        pytest.param("./gradlew assemble -x test", {"build"}, id="Gradle without tests"),
        pytest.param("sbt coverage test", {"test", "coverage"}, id="sbt"),
        pytest.param("cargo test --locked", {"test", "install-locked"}, id="Cargo"),
        pytest.param("dotnet test", {"test"}, id=".NET"),
        pytest.param("ctest --output-on-failure", {"test"}, id="CTest"),
        pytest.param("R CMD check pkg.tar.gz", {"test", "lint"}, id="R"),
        pytest.param("Rscript -e devtools::test()", {"test"}, id="devtools"),
        pytest.param("Rscript -e lintr::lint_package()", {"lint"}, id="lintr"),
        pytest.param("julia -e Pkg.test()", {"test"}, id="Julia"),
        pytest.param("./node_modules/.bin/jest --coverage", {"test", "coverage"}, id="jest by its path"),
        pytest.param("ruff check .", {"lint"}, id="ruff"),
        pytest.param("ruff .", {"lint"}, id="old ruff"),
        pytest.param("ansible-test sanity --docker", {"lint"}, id="a project's own static checks"),
        pytest.param("make vet", {"lint"}, id="vet"),
        pytest.param("./ci/static-analysis.sh", {"lint"}, id="static analysis in a script"),
        pytest.param("rake rubocop", {"lint"}, id="a linter as a rake task"),
        pytest.param("mix credo --strict", {"lint"}, id="credo"),
        pytest.param("ruff format --check .", {"format-check"}, id="ruff format"),
        pytest.param("black --check .", {"format-check"}, id="black"),
        pytest.param("black .", {"format"}, id="black that rewrites"),
        pytest.param("mypy .", {"type-check"}, id="mypy"),
        pytest.param("tsc --noEmit", {"type-check"}, id="TypeScript"),
        pytest.param("golangci-lint run", {"lint"}, id="golangci-lint"),
        pytest.param("cargo clippy -- -D warnings", {"lint"}, id="clippy"),
        pytest.param("terraform fmt -check -recursive", {"format-check", "iac-validate"}, id="terraform fmt"),
        pytest.param("terraform -chdir=x plan -out p", {"iac-plan"}, id="terraform plan"),
        pytest.param("terraform apply -auto-approve", {"iac-apply"}, id="terraform apply"),
        pytest.param("checkov -d .", {"iac-scan"}, id="checkov"),
        pytest.param("bandit -r src", {"security-scan"}, id="bandit"),
        pytest.param("gitleaks detect", {"secret-scan"}, id="gitleaks"),
        pytest.param("pip-audit -r requirements.txt", {"dependency-audit"}, id="pip-audit"),
        pytest.param("npm audit --audit-level=high", {"dependency-audit"}, id="npm audit"),
        pytest.param("trivy image --exit-code 1 app:1", {"image-scan"}, id="trivy"),
        pytest.param("docker build -t app .", {"build-image"}, id="docker build"),
        pytest.param("docker buildx build --push -t app .", {"build-image", "push-image"}, id="buildx"),
        pytest.param("twine upload dist/*", {"publish-package"}, id="twine"),
        pytest.param("helm upgrade --install app ./chart", {"deploy"}, id="helm"),
        pytest.param("kubectl -n prod apply -f k8s", {"deploy"}, id="kubectl"),
        pytest.param("aws s3 sync dags s3://composer/dags", {"deploy"}, id="an upload"),
        pytest.param("databricks bundle validate -t dev", {"pipeline-check"}, id="a bundle validated"),
        pytest.param("databricks bundle deploy -t prod", {"deploy"}, id="a bundle deployed"),
        pytest.param("dbt build --exclude-resource-type test", {"dbt-build"}, id="dbt build without its tests"),
        pytest.param(
            "dbt build --exclude-resource-type unit_test", {"dbt-build", "data-test"}, id="dbt build without unit tests"
        ),
        pytest.param("dbt build --target ci", {"dbt-build", "data-test"}, id="dbt build"),
        pytest.param("dbt compile", {"pipeline-check"}, id="dbt compile"),
        pytest.param("sqlfluff lint models", {"lint", "sql-lint"}, id="sqlfluff"),
        pytest.param("airflow dags list", {"pipeline-check"}, id="Airflow"),
        pytest.param("dagster definitions validate", {"pipeline-check"}, id="Dagster"),
        pytest.param("sqlmesh plan dev", {"pipeline-check"}, id="SQLMesh"),
        pytest.param("dvc repro", {"train", "pipeline-run"}, id="DVC"),
        pytest.param("mlflow run .", {"train"}, id="MLflow"),
        pytest.param("az ml job create -f job.yml", {"train"}, id="Azure ML"),
        pytest.param("python src/train_model.py --fast", {"train"}, id="a training script"),
        pytest.param(
            "python -m src.deployment.cli deploy api --tag 1", {"deploy"}, id="a program of their own by its package"
        ),
        pytest.param("python -m tool train --fast", {"train"}, id="a program of their own by its command"),
        pytest.param("python tool.py test", set(), id="a word that may be an environment"),
        pytest.param("python scripts/dbt_cloud_run_job.py", {"dbt-build"}, id="a hosted dbt job"),
        pytest.param("python -m app.evaluate", {"evaluate"}, id="an evaluation module"),
        pytest.param("az ml online-deployment create -f d.yml", {"model-deploy", "deploy"}, id="a model endpoint"),
        pytest.param("locust -f load.py --headless", {"load-test"}, id="locust"),
        pytest.param("buf breaking --against x", {"schema-diff"}, id="buf"),
        pytest.param("alembic upgrade head", {"database-migrate"}, id="alembic"),
        pytest.param("promptfoo eval", {"llm-eval"}, id="promptfoo"),
        pytest.param("syft app:1", {"sbom"}, id="syft"),
        pytest.param("cosign sign app:1", {"sign"}, id="cosign"),
        pytest.param("jupyter nbconvert --to notebook --execute a.ipynb", {"notebook-run"}, id="a notebook"),
        pytest.param("mkdocs gh-deploy --force", {"docs-site"}, id="mkdocs"),
        pytest.param("npx commitlint --from x", set(), id="a wrapper is not for this table"),
        pytest.param("commitlint --from x", {"commit-lint"}, id="commitlint"),
        pytest.param("uv sync --frozen", {"install-locked"}, id="uv"),
        pytest.param("npm ci", {"install-locked"}, id="npm ci"),
        pytest.param("npm install", {"install-unlocked"}, id="npm install"),
        pytest.param("pip install flask", {"install-unlocked"}, id="pip"),
        pytest.param("pip install --upgrade pip", {"install-tool"}, id="pip itself"),
        pytest.param("pip install -r requirements.txt", {"install-requirements"}, id="requirements"),
        pytest.param("az login --service-principal -u x", {"cloud-login-static"}, id="a password of a service"),
        pytest.param("make lint", {"lint"}, id="a target by its name"),
    ],
)
def test_commands(command: str, expected: set[str]) -> None:
    assert of_words(tuple(command.split())) == expected


def test_dag_bag_in_python_text() -> None:
    assert of_words(("python", "-c", "from airflow.models import DagBag; assert not DagBag().import_errors")) == {
        "pipeline-check"
    }


@pytest.mark.parametrize(
    ("command", "lost"),
    [
        pytest.param("flake8 src", False, id="flake8"),
        pytest.param("flake8 --exit-zero src", True, id="exit zero"),
        pytest.param("python -m pylint --exit-zero src", True, id="exit zero of a module"),
        pytest.param("ruff check --fix .", True, id="fix"),
        pytest.param("ruff check --fix --exit-non-zero-on-fix .", False, id="fix that fails"),
        pytest.param("black .", True, id="a formatter that rewrites"),
        pytest.param("black --check .", False, id="a formatter that checks"),
        pytest.param("tfsec --soft-fail .", True, id="soft fail"),
        pytest.param("grype app:1", True, id="a scanner without a limit"),
        pytest.param("grype app:1 --fail-on high", False, id="a scanner with a limit"),
        pytest.param("Rscript -e lintr::lint_package()", True, id="lints that nobody fails on"),
        pytest.param("Rscript -e if(length(lintr::lint_package()))quit(status=1)", False, id="lints that fail"),
    ],
)
def test_losing_options(command: str, lost: bool) -> None:
    assert may_fail(tuple(command.split())) is lost


@pytest.mark.parametrize(
    ("reference", "options", "expected"),
    [
        pytest.param("actions/checkout@v4", {}, set(), id="checkout"),
        pytest.param("actions/setup-python@v5", {}, set(), id="set-up"),
        pytest.param("dorny/test-reporter@v1", {}, set(), id="a report of tests is no test"),
        pytest.param("EnricoMi/publish-unit-test-result-action@v2", {}, set(), id="published results"),
        pytest.param("nf-core/setup-nf-test@v1", {}, set(), id="set-up of a test tool"),
        pytest.param("1password/load-secrets-action@v2", {}, set(), id="secrets loaded"),
        pytest.param("o/build-tools/.github/workflows/backport.yml@main", {}, set(), id="words of the repository's name"),
        pytest.param("r-lib/actions/check-r-package@v2", {}, {"test", "lint"}, id="R package check"),
        pytest.param("docker/build-push-action@v6", {}, {"build-image"}, id="an image"),
        pytest.param("docker/build-push-action@v6", {"push": "true"}, {"build-image", "push-image"}, id="an image pushed"),
        pytest.param("aquasecurity/trivy-action@0.35", {"scan-type": "fs"}, {"dependency-audit"}, id="trivy over files"),
        pytest.param("aws-actions/configure-aws-credentials@v4", {"role-to-assume": "x"}, {"cloud-login-oidc"}, id="OIDC"),
        pytest.param("aws-actions/configure-aws-credentials@v4", {"aws-access-key-id": "x", "role-to-assume": "y"}, {"cloud-login-static"}, id="keys"),
        pytest.param("github/codeql-action/analyze@v3", {}, {"security-scan"}, id="CodeQL"),
        pytest.param("gitleaks/gitleaks-action@v2", {}, {"secret-scan"}, id="gitleaks"),
        pytest.param("actions/dependency-review-action@v4", {}, {"dependency-audit"}, id="dependency review"),
        pytest.param("Docker@2", {"command": "buildAndPush"}, {"build-image", "push-image"}, id="Azure Docker task"),
        pytest.param("HelmDeploy@0", {"command": "upgrade"}, {"deploy"}, id="Azure Helm task"),
        pytest.param("a.b.azureml-restApi-task.MLPublishedPipelineRestAPITask@0", {}, {"train"}, id="Azure ML task"),
        pytest.param("circleci/docker/publish@2.5.0", {}, {"build-image", "push-image"}, id="CircleCI orb"),
        pytest.param("Security/SAST.gitlab-ci.yml", {}, {"security-scan"}, id="GitLab template"),
        pytest.param("Security/Secret-Detection.gitlab-ci.yml", {}, {"secret-scan"}, id="GitLab secrets template"),
        pytest.param("concourse/bosh-deployment", {"dry_run": "true"}, {"iac-plan"}, id="Concourse dry run"),
        pytest.param("o/ci/.github/workflows/python-lint.yml@main", {}, {"lint"}, id="a workflow elsewhere by its name"),
        pytest.param("o/ci/.github/workflows/rubocop.yml@main", {}, {"lint"}, id="a workflow elsewhere by its tool"),
        pytest.param("o/tools/.github/actions/docker-scan@v1", {}, {"image-scan"}, id="an action elsewhere by two words"),
    ],
)  # fmt: skip
def test_references(reference: str, options: dict[str, str], expected: set[str]) -> None:
    assert of_reference(reference, tuple(options.items())) == expected


def test_references_that_lose_failures() -> None:
    assert reference_may_fail("aquasecurity/trivy-action@v1", ())
    assert not reference_may_fail("aquasecurity/trivy-action@v1", (("exit-code", "1"),))
    assert reference_may_fail("Security/SAST.gitlab-ci.yml", ())


@pytest.mark.parametrize(
    ("hook", "expected"),
    [
        pytest.param("trailing-whitespace", set(), id="whitespace"),
        pytest.param("ruff", {"lint"}, id="ruff"),
        pytest.param("ruff-format", {"format-check"}, id="ruff format"),
        pytest.param("mypy", {"type-check"}, id="mypy"),
        pytest.param("check-added-large-files", {"size-check"}, id="large files"),
        pytest.param("detect-private-key", {"key-check"}, id="keys are not all secrets"),
        pytest.param("gitleaks", {"secret-scan"}, id="gitleaks"),
        pytest.param("terraform_tflint", {"iac-validate"}, id="tflint"),
        pytest.param("sqlfluff-lint", {"lint", "sql-lint"}, id="sqlfluff"),
        pytest.param("lintr", {"lint"}, id="lintr"),
    ],
)
def test_hooks(hook: str, expected: set[str]) -> None:
    assert of_hook(Hook(hook, "x", 1)) == expected


def test_hooks_that_fix_fail_when_they_change_something() -> None:
    assert not hook_may_fail(Hook("ruff", "x", 1, args=("--fix",)))
    assert hook_may_fail(Hook("ruff", "x", 1, args=("--exit-zero",)))


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param("make check-deployment", set(), id="looking at a deployment"),
        pytest.param("./scripts/uaa-client-audit.sh", set(), id="an audit of something else"),
        pytest.param("make audit", {"dependency-audit"}, id="an audit"),
        pytest.param("npm run type-check", {"type-check"}, id="two words"),
        pytest.param("./deploy_model.sh", {"model-deploy"}, id="a script of two words"),
    ],
)
def test_names(command: str, expected: set[str]) -> None:
    assert by_name(tuple(command.split())) == expected


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        pytest.param("az storage blob upload -c raw -f x", False, id="a file is put into a store"),
        pytest.param("az batch job create --id j", False, id="a job is run"),
        pytest.param("gcloud iam service-accounts keys create k.json", False, id="a key is made"),
        pytest.param("aws sagemaker create-training-job --name x", False, id="training is run"),
        pytest.param("kubectl create -f x.yaml", False, id="manifests are applied"),
        pytest.param("heroku releases", False, id="looking at a platform"),
        pytest.param("aws s3 mb s3://raw", True, id="bucket of AWS"),
        pytest.param("az postgres flexible-server create -n db", True, id="database of Azure"),
        pytest.param("gcloud beta sql instances create db", True, id="database of Google"),
        pytest.param("bq mk --dataset sales", True, id="dataset"),
        pytest.param("heroku addons:create heroku-postgresql", True, id="add-on of a platform"),
        pytest.param("kafka-topics.sh --create --topic orders", True, id="topic"),
    ],
)
def test_provision(command: str, expected: bool) -> None:
    assert ("provision" in of_words(tuple(command.split()))) is expected


def test_every_purpose_has_a_name() -> None:
    assert {"test", "lint", "deploy", "train", "install-locked", "cloud-login-oidc", "size-check"} <= purpose_names()
