"""pre-commit hooks by their id; every row that fits adds its purposes."""

from __future__ import annotations

HOOKS = """
ruff|ruff-check|ruff-lint = lint
ruff-format|black|black-jupyter|isort|yapf|autopep8|prettier|blue|docformatter|pyupgrade|blacken-docs|add-trailing-comma|autoflake|reorder-python-imports|style-files|styler|clang-format|gofmt|go-fmt|goimports|fmt|rustfmt|cargo-fmt|shfmt|taplo-format|sqlfmt|sqlfluff-fix|google-java-formatter|pretty-format-*|dockerfmt|nixfmt|alejandra|scalafmt|ktlint-format|mdformat|yamlfmt|nbqa-black|nbqa-isort|biome-format|toml-sort*|fixmyjs|absolufy-imports|pycln|unify|ssort|usort|ufmt|djhtml|csharpier|stylua|beautysh|terragrunt-hclfmt = format-check
flake8|pylint|pycodestyle|pydocstyle|pyflakes|prospector|interrogate|vulture|wemake*|flakeheaven|pydoclint|numpydoc-validation|darglint|refurb|deptry|import-linter|check-wheel-contents|eslint|stylelint|biome-check|biome-lint|biome-ci|oxlint|lintr|parsable-r|golangci-lint*|golangci*|go-vet*|go-lint|staticcheck|clippy|cargo-check|clang-tidy|cppcheck|cpplint|rubocop|shellcheck*|yamllint|hadolint*|dockerfilelint|ansible-lint|actionlint*|zizmor|sqlfluff-lint|sqlfluff*|nbqa-*|djlint*|codestyle|pyroma|check-github-workflows|validate-pyproject|fixit*|dbt-checkpoint|detekt|ktlint*|checkstyle|scalafix|cfn-python-lint|cfn-lint|bashate|semistandard|tslint|xo|standard|super-linter|no-browser-statement|no-debug-statement|no-print-statement|deps-in-desc = lint
sqlfluff-lint|sqlfluff* = sql-lint
mypy|pyright|basedpyright|pytype|pyre*|ty|pyrefly|tsc|typecheck|nbqa-mypy = type-check
codespell|typos|cspell|vale|misspell|spell-check|proselint|alex|markdownlint*|pymarkdown*|rstcheck|doc8|editorconfig-checker* = text-check
bandit|semgrep*|gosec|brakeman|njsscan = security-scan
gitleaks*|trufflehog|detect-secrets|ggshield*|talisman*|git-secrets|ripsecrets|whispers|kingfisher* = secret-scan
detect-private-key|detect-aws-credentials = key-check
pip-audit|python-safety-dependencies-check|safety|osv-scanner|npm-audit|yarn-audit = dependency-audit
check-added-large-files|forbid-binary|forbid-new-submodules|forbid-to-commit = size-check
nbstripout|jupyter-nb-clear-output|nb-clean|nbclean|databooks* = notebook-clean
terraform_fmt|terraform-fmt|tofu_fmt = format-check iac-validate
terraform_validate|terraform-validate|tofu_validate|terragrunt_validate*|terraform_tflint|tflint|tofu_tflint|terraform-lint|helmlint|helm-lint|kubeconform|kubeval = iac-validate
terraform_tfsec|terraform_checkov|terraform_trivy|checkov*|tfsec|terrascan*|kics*|cfn-nag = iac-scan
terraform_docs* =
commitizen*|conventional-pre-commit|commitlint*|gitlint*|commit-linter = commit-lint
pytest*|unittest|tests|unit-tests|test|go-unit-tests*|cargo-test|jest = test
dbt-parse|dbt-compile|dbt-docs-generate = pipeline-check
dbt-test = data-test
dbt-run = dbt-build
poetry-check|poetry-lock|uv-lock|uv-export|pdm-lock-check|pip-compile|renv-lock* = lock-check
licenseheaders|insert-license|reuse* = license-check
"""
