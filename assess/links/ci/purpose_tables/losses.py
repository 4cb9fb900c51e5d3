"""Options by which a program loses its own failure, so that nothing downstream sees it."""

from __future__ import annotations

LOSSES = """
flake8|pylint|ruff|bandit|pycodestyle|pydocstyle|wemake|prospector|vulture --exit-zero|-e0|--zero-exit = lost
ruff check --fix|--fix-only !--exit-non-zero-on-fix|--diff = lost
ruff --fix|--fix-only !--exit-non-zero-on-fix|--diff|check|format = lost
pylint --fail-under=0 = lost
isort|black|autopep8|yapf !--check*|--diff|-c|-d|--exit-code = lost
ruff format !--check|--diff = lost
prettier --write|-w !--check|-c|-l|--list-different = lost
eslint --fix|--quiet-exit-zero = lost
stylelint|biome --fix|--write = lost
golangci-lint --issues-exit-code=0|--fix = lost
terraform|tofu fmt !-check*|--check*|-diff = lost
sqlfluff fix|format = lost
sqlfluff lint --nofail = lost
checkov|tfsec|terrascan|kics --soft-fail|-s|--non-recursive-fail = lost
tflint --force = lost
hadolint --no-fail = lost
trivy image|fs|filesystem|repo|repository|config|rootfs|k8s !--exit-code*|--compliance* = lost
trivy --exit-code=0 = lost
trivy --exit-code 0 = lost
grype !--fail-on*|-f = lost
snyk monitor = lost
npm|pnpm|yarn audit --audit-level=none|--fix = lost
npm audit fix = lost
safety --continue-on-error|--exit-code=0 = lost
gitleaks --exit-code=0 = lost
semgrep !ci|--error = lost
pip-audit --fix = lost
osv-scanner --exit-code=0 = lost
dependency-check !--failOnCVSS* = lost
docker scout !--exit-code|-e = lost
docker-scout !--exit-code|-e = lost
mypy|pytest|py.test|tox --exit-zero = lost
pytest --suppress-no-test-exit-code = lost
jest|vitest --passWithNoTests-always = lost
mvn|mvnw -Dmaven.test.failure.ignore*|-fn|--fail-never|-DtestFailureIgnore=true = lost
gradle|gradlew --continue-on-failure = lost
make -i|--ignore-errors = lost
kube-score|polaris !--set-exit-code*|score = lost
markdownlint|markdownlint-cli2 --fix = lost
codespell|typos -w|--write-changes = lost
cargo clippy --fix = lost
rubocop -a|-A|--autocorrect|--auto-correct* = lost
phpcs|phpstan --runtime-set|ignore_warnings_on_exit = lost
shfmt -w = lost
dotnet format !--verify-no-changes|--check = lost
"""
