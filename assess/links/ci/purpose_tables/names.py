"""Words of names (targets, scripts, steps) that say what something is for, when no table knows it."""

from __future__ import annotations

WORDS = {
    "test": "test", "tests": "test", "unittest": "test", "unittests": "test", "pytest": "test", "e2e": "test", "spec": "test",
    "integration": "test", "unit": "test", "smoke": "smoke-test", "lint": "lint", "linter": "lint", "linting": "lint", "eslint": "lint",
    "linters": "lint", "lints": "lint", "vet": "lint", "codestyle": "lint", "checkstyle": "lint", "stylecheck": "lint",
    "pylint": "lint", "rubocop": "lint", "stylelint": "lint", "shellcheck": "lint", "golangci": "lint", "staticcheck": "lint", "flake8": "lint", "ruff": "lint", "clippy": "lint", "style": "lint", "typecheck": "type-check", "types": "type-check",
    "typing": "type-check", "mypy": "type-check", "coverage": "coverage", "build": "build", "compile": "build",
    "deploy": "deploy", "deployment": "deploy", "release": "release", "publish": "publish-package", "docs": "docs-site",
    "pages": "docs-site", "train": "train", "training": "train", "retrain": "train", "evaluate": "evaluate",
    "evaluation": "evaluate", "audit": "dependency-audit", "sast": "security-scan", "codeql": "security-scan",
    "vulnerability": "security-scan", "vulnerabilities": "security-scan", "security": "security-scan", "sbom": "sbom",
    "migrate": "database-migrate", "migration": "database-migrate", "migrations": "database-migrate", "loadtest": "load-test",
    "benchmark": "load-test", "perf": "load-test", "sign": "sign", "notify": "notify",
    "gitleaks": "secret-scan", "trivy": "image-scan", "promote": "deploy", "rollout": "deploy",
}  # fmt: skip

PAIRS = {
    ("docker", "scan"): "image-scan", ("image", "scan"): "image-scan", ("container", "scan"): "image-scan",
    ("images", "scan"): "image-scan", ("docker", "vulnerability"): "image-scan", ("image", "vulnerability"): "image-scan",
    ("docker", "build"): "build-image", ("image", "build"): "build-image", ("docker", "push"): "push-image",
    ("image", "push"): "push-image", ("container", "build"): "build-image", ("ecr", "push"): "push-image",
    ("load", "test"): "load-test", ("performance", "test"): "load-test", ("type", "check"): "type-check",
    ("format", "check"): "format-check", ("fmt", "check"): "format-check", ("check", "types"): "type-check",
    ("secret", "scan"): "secret-scan", ("secrets", "scan"): "secret-scan", ("dependency", "scan"): "dependency-audit", ("dependency", "review"): "dependency-audit",
    ("deploy", "model"): "model-deploy", ("model", "deploy"): "model-deploy", ("terraform", "plan"): "iac-plan",
    ("terraform", "apply"): "iac-apply", ("terraform", "validate"): "iac-validate", ("validate", "data"): "data-test",
    ("data", "validation"): "data-test", ("data", "checks"): "data-test", ("data", "quality"): "data-test", ("data", "test"): "data-test",
    ("register", "model"): "model-register", ("pre", "commit"): "pre-commit", ("smoke", "test"): "smoke-test",
    ("static", "analysis"): "lint", ("code", "style"): "lint", ("coding", "standards"): "lint", ("static", "checks"): "lint",
    ("code", "analysis"): "lint", ("analyze", "static"): "lint", ("eval", "llm"): "llm-eval", ("dags", "validate"): "pipeline-check", ("dags", "test"): "pipeline-check",
    ("compile", "pipeline"): "pipeline-check", ("compile", "pipelines"): "pipeline-check", ("dag", "test"): "pipeline-check",
    ("test", "deployment"): "smoke-test", ("test", "endpoint"): "smoke-test", ("test", "service"): "smoke-test",
    ("dbt", "cloud"): "dbt-build", ("dbt", "run"): "dbt-build", ("dbt", "build"): "dbt-build",
    ("schema", "check"): "schema-diff", ("contract", "test"): "schema-diff", ("dependencies", "update"): "dependency-update",
}  # fmt: skip

HOUSEKEEPING = frozenset(
    {"setup", "install", "installer", "report", "reporter", "results", "result", "upload", "download", "cache", "checkout",
     "comment", "badge", "summary", "label", "labeler", "paths", "filter", "changed", "init", "login", "logout", "clean",
     "cleanup", "fixture", "fixtures", "version", "bootstrap", "helper", "env", "config", "configure", "wait", "stop", "down",
     "teardown", "delete", "destroy", "notify", "slack", "cancel", "stale"}
)  # fmt: skip
