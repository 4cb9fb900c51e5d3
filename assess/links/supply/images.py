"""The images that the product is made into, and how safely each is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import basename, dirname

import re2

from assess.facts.compose import COMPOSE_FACTS
from assess.facts.containers import DOCKERFILE_FACTS, Dockerfile, ImageName
from assess.facts.store import Facts
from assess.links.kinds import Hop, Role, Run
from assess.links.scope.roles import Roles
from assess.links.supply.copied import missing_manifest
from assess.links.supply.dependencies import locked_images
from assess.links.supply.image_builds import Builds
from assess.links.supply.installations import is_helper, product_dockerfiles
from assess.links.supply.other_images import OtherImage, other_images
from assess.model.scale import Truth
from assess.model.scale import truth as certainly
from assess.snapshot.protocol import Unavailable

_FLOATING = re2.compile(r"(?i)^(latest|edge|nightly|master|main|dev|develop|stable|current|rolling|lts)([-_.]|$)")
_CODENAMES = re2.compile(r"(?i)\b(stretch|buster|bullseye|bookworm|trixie|xenial|bionic|focal|jammy|noble)\b")
_NON_ROOT_BASES = re2.compile(
    r"(?i)(^|/)(apache/airflow|bitnami/[^:]+|jupyter/[^:]+|chainguard/[^:]+|jenkins/[^:]+|astronomer/[^:]+|"
    r"quay\.io/astronomer/[^:]+|astrocrpublic[^:]*/[^:]+|ubi\d?/(python|nodejs|openjdk)-[^:]+|grafana/grafana|nginxinc/nginx-unprivileged)$"
)
_STEPS_DOWN = re2.compile(r"\b(gosu|su-exec|runuser|setpriv|chroot --userspec)\b")
_VARIABLE = re2.compile(r"\$\{?([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\}?")
_ARTEFACT = re2.compile(r"\.(jar|war|ear)\b")


@dataclass(frozen=True, slots=True)
class Check:
    """What one check says of one image, and where it is seen."""

    truth: Truth
    hop: Hop


@dataclass(frozen=True, slots=True)
class Image:
    """One image definition of the product with all its checks."""

    path: str
    line: int
    form: str
    """`dockerfile`, `buildpack`, `ko`, `jib`, `nix`, `sbt` or `source-deploy`."""
    text: str
    checks: Mapping[str, Check]


def images(facts: Facts, roles: Roles, commands: Sequence[Run]) -> tuple[Image, ...]:
    """Every image definition of the product: Dockerfiles by path, then other forms."""
    judge = _Judge(facts, roles, commands)
    return (*judge.dockerfiles(), *judge.others())


def unreadable_images(facts: Facts, roles: Roles) -> tuple[tuple[str, str], ...]:
    """Dockerfiles of the product that can't be read: path and reason."""
    failed = facts.unreadable(DOCKERFILE_FACTS)
    return tuple((p, d.message) for p, d in sorted(failed.items()) if roles.of(p) is Role.PRODUCT and not is_helper(p))


class _Judge:
    def __init__(self, facts: Facts, roles: Roles, commands: Sequence[Run]) -> None:
        self.facts, self.roles, self.commands = facts, roles, commands
        self.found = product_dockerfiles(facts, roles)
        self.builds = Builds(facts, commands, tuple(d.path for d in self.found))
        self.locked = locked_images(facts, roles)

    def dockerfiles(self) -> Iterator[Image]:
        looks: dict[str, Callable[[Dockerfile], Check]] = {
            "base-pinned": self._base_pinned,
            "digest-pinned": self._digest_pinned,
            "non-root": self._non_root,
            "lock-install": self._lock_install,
            "healthcheck": self._healthcheck,
            "dockerignore": self._dockerignore,
            "built-in-ci": self._built,
            "complete": self._complete,
        }
        for dockerfile in self.found:
            first = dockerfile.stages[-1]
            text = f"FROM {_spelled(first.image)}"
            checks = {name: look(dockerfile) for name, look in looks.items()}
            yield Image(dockerfile.path, first.line, "dockerfile", text, checks)

    def others(self) -> Iterator[Image]:
        for other in other_images(self.facts, self.roles, self.commands):
            checks = {name: Check(truth, other.hop) for name, truth in other.checks}
            checks["built-in-ci"] = self._other_built(other)
            checks["complete"] = Check(Truth.YES, other.hop)
            yield Image(other.hop.path, other.hop.line, other.form, other.hop.text, checks)

    def _complete(self, dockerfile: Dockerfile) -> Check:
        missing = missing_manifest(dockerfile, self.facts.paths, self.commands)
        line, text = missing or (dockerfile.stages[-1].line, f"FROM {_spelled(dockerfile.stages[-1].image)}")
        return Check(certainly(missing is None), _hop(dockerfile, line, text))

    def _base_pinned(self, dockerfile: Dockerfile) -> Check:
        return self._every_base(dockerfile, _pinned)

    def _digest_pinned(self, dockerfile: Dockerfile) -> Check:
        return self._every_base(dockerfile, lambda image: image.name == "scratch" or bool(image.digest))

    @staticmethod
    def _every_base(dockerfile: Dockerfile, holds: Callable[[ImageName], bool]) -> Check:
        truth, hop = (
            Truth.YES,
            _hop(dockerfile, dockerfile.stages[-1].line, f"FROM {_spelled(dockerfile.lineage()[-1].image)}"),
        )
        for stage in dockerfile.bases:
            here = _hop(dockerfile, stage.line, f"FROM {_spelled(stage.image)}")
            if holds(stage.image):
                continue
            if stage.image.resolved:
                return Check(Truth.NO, here)
            truth, hop = Truth.UNKNOWN, here
        return Check(truth, hop)

    def _non_root(self, dockerfile: Dockerfile) -> Check:
        instruction = dockerfile.last("USER")
        if instruction:
            user = _user(instruction.text, dockerfile)
            truth = Truth.UNKNOWN if "$" in user else certainly(user not in ("root", "0", ""))
            return Check(truth, _hop(dockerfile, instruction.line, f"USER {instruction.text}"))
        base = dockerfile.lineage()[-1]
        starts = " ".join(i.text for k in ("ENTRYPOINT", "CMD") if (i := dockerfile.last(k)))
        stands = "nonroot" in base.image.tag or "nonroot" in base.image.name or _NON_ROOT_BASES.search(base.image.name)
        stands = stands or _STEPS_DOWN.search(starts)
        return Check(certainly(bool(stands)), _hop(dockerfile, base.line, f"FROM {_spelled(base.image)}"))

    def _lock_install(self, dockerfile: Dockerfile) -> Check:
        if hop := self.locked.get(dockerfile.path):
            return Check(Truth.YES, hop)
        for copied in dockerfile.instructions:
            if copied.keyword in ("COPY", "ADD") and _ARTEFACT.search(copied.text):
                return Check(Truth.YES, _hop(dockerfile, copied.line, f"{copied.keyword} {copied.text}"))
        return Check(Truth.NO, _hop(dockerfile, dockerfile.stages[-1].line, ""))

    def _healthcheck(self, dockerfile: Dockerfile) -> Check:
        instruction = dockerfile.last("HEALTHCHECK")
        if instruction and instruction.text.upper() != "NONE":
            return Check(Truth.YES, _hop(dockerfile, instruction.line, f"HEALTHCHECK {instruction.text}"))
        for path, compose in self.facts.of(COMPOSE_FACTS).items():
            for service in compose.services:
                if service.healthcheck and service.dockerfile == dockerfile.path:
                    return Check(Truth.YES, Hop(path, service.line, f"{service.name}: healthcheck"))
        return Check(Truth.NO, _hop(dockerfile, dockerfile.stages[-1].line, ""))

    def _dockerignore(self, dockerfile: Dockerfile) -> Check:
        folder = dirname(dockerfile.path)
        beside = f"{folder}/.dockerignore" if folder else ".dockerignore"
        for path in (f"{dockerfile.path}.dockerignore", beside, ".dockerignore"):
            if path in self.facts.entries and (line := self._first_pattern(path)):
                return Check(Truth.YES, Hop(path, *line))
        return Check(Truth.NO, _hop(dockerfile, dockerfile.stages[-1].line, ""))

    def _first_pattern(self, path: str) -> tuple[int, str] | None:
        try:
            lines = self.facts.text(path).split("\n")
        except Unavailable:
            return None
        return next(((n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")), None)

    def _built(self, dockerfile: Dockerfile) -> Check:
        hop = self.builds.of(dockerfile.path)
        return Check(certainly(hop is not None), hop or _hop(dockerfile, dockerfile.stages[-1].line, ""))

    def _other_built(self, image: OtherImage) -> Check:
        hop = self.builds.without_dockerfile(image.programs)
        return Check(certainly(hop is not None), hop or image.hop)


def _hop(dockerfile: Dockerfile, line: int, text: str) -> Hop:
    return Hop(dockerfile.path, line, text)


def _spelled(image: ImageName) -> str:
    tag = f":{image.tag}" if image.tag else ""
    return f"{image.name}{tag}" + (f"@{image.digest[:19]}" if image.digest else "")


def _pinned(image: ImageName) -> bool:
    if image.name == "scratch" or image.digest:
        return True
    if not image.resolved and not image.tag:
        return False
    if "distroless" in image.name and any(c.isdigit() for c in basename(image.name)):
        return True
    if not image.tag or _FLOATING.match(image.tag):
        return False
    return any(c.isdigit() for c in image.tag) or _CODENAMES.search(image.tag) is not None


def _user(text: str, dockerfile: Dockerfile) -> str:
    """The user's name or number, variables of the file filled in."""
    values: dict[str, str] = {}
    for instruction in dockerfile.instructions:
        if instruction.keyword in ("ARG", "ENV"):
            name, sign, value = instruction.text.partition("=")
            if not sign:
                name, _, value = instruction.text.partition(" ")
            values[name.strip()] = value.split()[0].strip("\"'") if value.split() else ""
    filled = _VARIABLE.sub(lambda m: values.get(m.group(1)) or m.group(2) or m.group(0), text.strip())
    return str(filled).strip("\"'").partition(":")[0]
