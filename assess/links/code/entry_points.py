"""Where running begins without CI: images, process files, manifests of deployments, main modules, notebooks, console scripts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import basename, dirname, splitext

import re2

from assess.facts.code_text import code_text
from assess.facts.compose import ComposeExtractor
from assess.facts.containers import DOCKERFILE_FACTS, Dockerfile, Instruction
from assess.facts.globs import Globs
from assess.facts.shell.commands import split
from assess.facts.shell.wrappers import unwrap
from assess.facts.store import Facts
from assess.links.code.applications import shell_form
from assess.links.code.modules import ModuleGraph
from assess.links.code.programs import CI_FILES, MANIFESTS, Kind
from assess.links.code.pulls import CONFIGS
from assess.links.code.run_targets import RunTargets, Used
from assess.links.kinds import Event, Hop, Role, Standing
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

_COMPOSE = ComposeExtractor()
_DEVELOPMENT = Globs(
    ("**/.devcontainer/**", "**/.gitpod*", "**/.vscode/**", "*{dev,test,local}*ompose*", "*ompose*{dev,test,local}*")
)
_PROCESS_FILES = Globs(
    (
        "{Procfile,*.service,supervisord.conf,app.yaml,app.yml,fly.toml,render.yaml,railway.json,zappa_settings.json}",
        "{serverless,template,samconfig,apprunner}.{yml,yaml}",
        "**/supervisor*/**/*.{conf,ini}",
        "{function,host}.json",
        "manifest*.yml",
    )
)
_KUBERNETES = re2.compile(
    r"(?m)^apiVersion:.*\n(.*\n){0,30}?kind:\s*(Deployment|StatefulSet|DaemonSet|CronJob|Job|Service|RayService|InferenceService|SeldonDeployment|SparkApplication)"
)
_COMMAND_LINE = re2.compile(
    r"""(?im)["']?\b(?:command|args|entrypoint|handler|execstart|cmd|web|worker|beat|release|scheduler|clock|startcommand|scriptfile|entry_?script|scoring_?script|app_function|mainapplicationfile|python_file|notebook_path)\b["']?\s*[:=]\s*(.+(?:\n\s*-\s.+){0,20})"""
)
_CODE = (".py", ".sh", ".r", ".R", ".js", ".ts", ".ipynb", ".jar", ".sql")
_AUTOLOADED = Globs(
    (
        "**/{management/commands,plugins,hooks}/*.py",
        "**/migrations/[0-9]*.py",
        "**/templatetags/*.py",
        "{admin,apps}.py",
        "{manage,wsgi,asgi,setup,noxfile,fabfile,tasks,dodo,locustfile,conf,gunicorn.conf,gunicorn_config,sitecustomize}.py",
        "{settings,celery,celeryconfig,function_app,lambda_function,airflow_local_settings,webserver_config,superset_config}.py",
        "{jupyter,ipython}*_config.py",
        "env.py",
        "**/.github/**/*.py",
        "**/.ci/**/*.py",
    )
)
_HANDLERS = frozenset({"lambda_handler", "handler", "init", "predict_fn", "model_fn"})
_APPLICATIONS = frozenset(
    {
        "fastapi.FastAPI",
        "flask.Flask",
        "quart.Quart",
        "sanic.Sanic",
        "bottle.Bottle",
        "falcon.App",
        "dash.Dash",
        "litestar.Litestar",
        "robyn.Robyn",
        "celery.Celery",
        "connexion.FlaskApp",
        "connexion.AsyncApp",
        "aiohttp.web.Application",
        "starlette.applications.Starlette",
        "tornado.web.Application",
        "django.core.wsgi.get_wsgi_application",
        "django.core.asgi.get_asgi_application",
        "chalice.Chalice",
        "modal.App",
        "dagster.Definitions",
        "dagster.load_from_defs_folder",
    }
)
"""Objects that a server runs: whoever has one is started by somebody."""
_ENTRY_DECORATORS = frozenset(
    {
        "flow",
        "dag",
        "definitions",
        "task",
        "asset",
        "job",
        "op",
        "http",
        "cloud_event",
        "pipeline",
        "component",
        "command",
        "function_name",
        "entrypoint",
    }
)


@dataclass(frozen=True, slots=True)
class Seed:
    """A file that something starts."""

    path: str
    standing: Standing
    chain: tuple[Hop, ...] = ()
    events: frozenset[Event] = frozenset()


class EntryPoints:
    """The seeds of one repository that no CI command gives."""

    def __init__(self, facts: Facts, roles: Roles, modules: ModuleGraph, targets: RunTargets) -> None:
        self._facts = facts
        self._roles = roles
        self._modules = modules
        self._targets = targets
        self._applications = targets.applications

    def deployed(self) -> Iterator[Seed]:
        """What images, process files and deployment manifests start: `RUNTIME`."""
        for path, dockerfile in self._facts.of(DOCKERFILE_FACTS).items():
            if not self._counts(path):
                continue
            yield from self._of_image(path, dockerfile)
        for path, compose in self._facts.of(_COMPOSE).items():
            if self._counts(path):
                for service in compose.services:
                    if service.command:
                        yield from self._started(path, service.line, service.command)
        yield from self._described()

    def _of_image(self, path: str, dockerfile: Dockerfile) -> Iterator[Seed]:
        for keyword in ("ENTRYPOINT", "CMD"):
            instruction = dockerfile.last(keyword)
            if instruction is not None:
                yield from self._started(path, instruction.line, shell_form(instruction.text))
        for file, hop in self._applications.of_image(path, dockerfile):
            yield Seed(file, Standing.RUNTIME, (hop,))
        for stage in dockerfile.lineage():
            for made in stage.instructions:
                if made.keyword == "ENV":
                    yield from self._set(path, made)

    def manual(self) -> Iterator[Seed]:
        """What a person can start: `MANUAL`."""
        for path, code in self._modules.code.items():
            if self._roles.of(path) is not Role.PRODUCT:
                continue
            if path.endswith(".ipynb"):
                yield Seed(path, Standing.MANUAL, (Hop(path, 1, "notebook"),))
            elif code.main_line:
                yield Seed(path, Standing.MANUAL, (Hop(path, code.main_line, "main module"),))
            elif path in _AUTOLOADED or basename(path) == "__main__.py":
                yield Seed(path, Standing.MANUAL, (Hop(path, 1, "entry point by its name"),))
            elif self._is_script(path) or any(f.name in _HANDLERS for f in code.functions):
                yield Seed(path, Standing.MANUAL, (Hop(path, 1, "script"),))
            elif any(call.name in _APPLICATIONS and not call.inside for call in code.calls):
                yield Seed(path, Standing.MANUAL, (Hop(path, 1, "application object"),))
            elif any(d.rsplit(".", 1)[-1] in _ENTRY_DECORATORS for f in code.functions for d in f.decorators):
                yield Seed(path, Standing.MANUAL, (Hop(path, 1, "entry point by its decorator"),))
        for name, paths in self._targets.console_scripts.items():
            for path in paths:
                yield Seed(path, Standing.MANUAL, (Hop(path, 1, f"console script {name}"),))
        yield from self._written_down()
        yield from self._configurations()

    def _configurations(self) -> Iterator[Seed]:
        """Settings of the product: what they name is not dead."""
        for path in self._facts.paths:
            if splitext(path)[1].lower() not in CONFIGS or path in MANIFESTS or path in CI_FILES:
                continue
            if self._counts(path):
                yield Seed(path, Standing.MANUAL)

    def _counts(self, path: str) -> bool:
        return self._roles.of(path) is Role.PRODUCT and path not in _DEVELOPMENT

    def _is_script(self, path: str) -> bool:
        """Whether a module outside packages does something when run and nobody imports it."""
        code = self._modules.code[path]
        outside = f"{dirname(path)}/__init__.py".lstrip("/") not in self._facts.entries
        used = any(self._roles.of(importer) is not Role.TEST for importer in self._modules.importers(path))
        return outside and not used and any(not c.inside and not c.decorator for c in code.calls)

    def _started(self, path: str, line: int, command: str) -> Iterator[Seed]:
        hop = Hop(path, line, command)
        for used in self._used(command, path):
            for file in used.files if used.kind is Kind.RUN else ():
                yield Seed(file, Standing.RUNTIME, (hop,))

    def _used(self, command: str, base: str) -> Iterator[Used]:
        for shell in split(command):
            unwrapped = unwrap(shell.words)
            for words in (unwrapped.words, unwrapped.inner):
                if words:
                    yield self._targets.of(words, base)
            for script in (unwrapped.script, unwrapped.inner_script):
                for inner in split(script) if script else ():
                    yield self._targets.of(unwrap(inner.words).words, base)

    def _set(self, path: str, made: Instruction) -> Iterator[Seed]:
        """`ENV FLASK_APP=app.py` and its like."""
        for word in made.text.split():
            name, equals, value = word.partition("=")
            if equals and name in (
                "FLASK_APP",
                "DJANGO_SETTINGS_MODULE",
                "APP_MODULE",
                "FUNCTION_SOURCE",
                "MODULE_NAME",
            ):
                for file in self._targets.texts([value.strip("\"'")], path):
                    yield Seed(file, Standing.RUNTIME, (Hop(path, made.line, word),))

    def _described(self) -> Iterator[Seed]:
        """Commands in process files and Kubernetes manifests."""
        for path in self._facts.paths:
            named = path in _PROCESS_FILES
            if not self._counts(path) or not (named or path.endswith((".yml", ".yaml"))):
                continue
            try:
                text = code_text(path, self._facts.text(path))
            except Unavailable:
                continue
            if not named and _KUBERNETES.search(text) is None:
                continue
            for file, hop in self._applications.of_process_file(path, text) if named else ():
                yield Seed(file, Standing.RUNTIME, (hop,))
            for match in _COMMAND_LINE.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                words = [
                    w
                    for w in match[1].replace("\n", " ").replace(",", " ").replace('"', " ").replace("'", " ").split()
                    if w != "-"
                ]
                for file in self._targets.texts([w.strip("[]") for w in words], path):
                    if file.endswith(_CODE):
                        yield Seed(file, Standing.RUNTIME, (Hop(path, line, " ".join(words)[:200]),))

    def _written_down(self) -> Iterator[Seed]:
        """Scripts that a Makefile or a document tells people to run."""
        for path in self._facts.paths:
            name = basename(path)
            if name not in ("Makefile", "justfile", "Justfile") and splitext(name)[1].lower() not in (".md", ".rst"):
                continue
            if self._roles.of(path) not in (Role.PRODUCT, Role.DOCS):
                continue
            try:
                text = self._facts.text(path)[:200_000]
            except Unavailable:
                continue
            for number, row in enumerate(text.split("\n"), 1):
                if ".py" in row or " -m " in row or ".sh" in row:
                    for file in self._targets.mentions.files([row], path):
                        if file.endswith(_CODE):
                            yield Seed(file, Standing.MANUAL, (Hop(path, number, row.strip()[:200]),))
