"""How declared infrastructure comes into being: live pipelines that apply it, GitOps controllers, hosted runners."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import re2

from assess.facts.infrastructure.resource import Resource
from assess.links.kinds import AUTOMATIC, Event, Hop, Run
from assess.links.platform.applied_folders import AppliedFolders, written_folder


@dataclass(frozen=True, slots=True)
class Applied:
    """What applies the resources of one tool, and where that stands."""

    system: str
    """As `Resource.system` names it."""
    chain: tuple[Hop, ...]
    automatic: bool
    """Whether an event sets it going, not a person."""
    folders: frozenset[str] | None = None
    """Where the resources stand that it applies; None when it applies all of its tool's, or nothing tells."""


_COMMANDS: tuple[tuple[str, str], ...] = (
    ("terraform", r"(?:(?:gitlab-)?(?:terraform|tofu)|terragrunt|tf|atmos)\b.*\bapply\b"),
    ("terraform", r"(?:cdktf)\b.*\bdeploy\b"),
    ("pulumi", r"pulumi\b.*\b(?:up|update)\b"),
    ("cdk", r"(?:cdk|aws-cdk)\b.*\bdeploy\b"),
    ("cdk", r"cdktf\b.*\bdeploy\b"),
    ("cloudformation", r"aws cloudformation (?:deploy|create-stack|update-stack|create-change-set|execute-change-set)|sam deploy|rain deploy"),
    ("serverless", r"(?:serverless|sls)\b.*\bdeploy\b"),
    ("bicep", r"az (?:deployment|stack)\b.*\bcreate\b"),
    ("arm", r"az (?:deployment|group deployment)\b.*\bcreate\b|.*New-Az\w*Deployment"),
    ("kubernetes", r"(?:kubectl|oc)\b.*\b(?:apply|replace|create|rollout|set image|patch)\b|kapp deploy|kubectl\b.* kustomize\b|kluctl deploy|skaffold (?:run|deploy)"),
    ("kubernetes", r"(?:helm|helmfile|helmsman)\b.*\b(?:upgrade|install|apply|sync)\b|argocd app sync|flux reconcile"),
    ("azureml", r"az ml (?:\S+-)?(?:endpoint|deployment|compute|workspace|datastore|registry|feature-store)\b.*\b(?:create|update)\b"),
    ("ansible", r"ansible-playbook\b"),
    ("databricks", r"databricks bundle deploy"),
    ("compose", r"docker stack deploy|docker[ -]compose\b.*\bup\b|podman-compose\b.*\bup\b|docker-compose\b.*\bup\b"),
    ("cloudfoundry", r"cf (?:push|deploy)"),
    ("bosh", r"bosh\b.*\bdeploy\b"),
    ("fly", r"(?:fly|flyctl) deploy"),
    ("appengine", r"gcloud app deploy"),
    ("systemd", r"systemctl\b.*\b(?:restart|enable|start)\b"),
)  # fmt: skip
_PACKAGED: tuple[tuple[str, str], ...] = (
    ("terraform", r"(?i).*(?:terraform|opentofu|terragrunt).*apply(?:@.*)?|.*(?:apply|deploy)[-_]?(?:tf|terraform|open-?tofu|terragrunt|iac|infra\w*)\b.*|hashicorp/tfc-workflows.*|.*terraform-?cloud.*(?:run|apply).*|put[: ]+terraform.*"),
    ("pulumi", r"(?i)pulumi/actions.*"),
    ("cdk", r"(?i).*cdk.*deploy.*"),
    ("cloudformation", r"(?i)aws-actions/aws-cloudformation-github-deploy.*|cloudformationcreateorupdatestack.*|.*sam-deploy.*"),
    ("arm", r"(?i)azure/arm-deploy.*|azureresource(?:manager|group)(?:template)?deployment.*|azure/bicep-deploy.*"),
    ("bicep", r"(?i)azure/arm-deploy.*|azureresource(?:manager|group)(?:template)?deployment.*|azure/bicep-deploy.*"),
    ("kubernetes", r"(?i)azure/k8s-deploy.*|helmdeploy@.*|kubernetes(?:manifest)?@.*|.*helm.*(?:deploy|upgrade).*|.*kubectl.*|google-github-actions/deploy-gke.*|.*argocd.*sync.*"),
    ("ansible", r"(?i).*ansible-playbook.*|ansible@.*"),
    ("databricks", r"(?i)databricks/.*bundle.*"),
    ("serverless", r"(?i)serverless/github-action.*"),
    ("cloudfoundry", r"(?i).*cloud-?foundry.*|.*cf-cli.*|put[: ]+cf.*|.*bosh-deployment.*|cf-deploy.*"),
    ("fly", r"(?i)superfly/.*"),
)  # fmt: skip
_TERRAFORM_TASK = re2.compile(r"(?i).*terraform.*")
_DRY = frozenset(
    {
        "--dry-run",
        "--dry-run=client",
        "--dry-run=server",
        "-destroy",
        "--help",
        "--check",
        "--plan-only",
        "what-if",
        "--no-execute-changeset",
    }
)
_HOSTED_BACKENDS = frozenset({"cloud", "remote"})
_RUNNER_FILES = (
    ("atlantis.yaml", "Atlantis"),
    (".spacelift/config.yml", "Spacelift"),
    ("env0.yml", "env0"),
    ("digger.yml", "Digger"),
)
_GITOPS = frozenset(
    {
        "kubernetes:Application",
        "kubernetes:ApplicationSet",
        "kubernetes:GitRepository",
        "kubernetes:HelmRelease",
        "kubernetes:GitRepo",
    }
)
_THROWN_AWAY = frozenset({"kubernetes"})
_TEST_BEDS = frozenset({"compose", "systemd"})
_STACK_PROVIDERS = frozenset({"CloudFormation", "CloudFormationStackSet"})
_STACK_ACTIONS = re2.compile(r"cdk:(?:[\w.]+\.)?(?:CloudFormation\w+Action|CodePipeline)")
"""Steps and pipelines written with the CDK that bring stacks into being: their own (CDK Pipelines) or synthesised ones."""
_ANY = "*"
"""The tool of a step that applies infrastructure without saying by what."""
_ALIKE = {"module": "terraform", "data": "terraform", "helm": "kubernetes", "kustomize": "kubernetes"}


def applied(
    commands: Iterable[Run], declared: Iterable[Resource], settings: Iterable[Resource], paths: Iterable[str]
) -> tuple[Applied, ...]:
    """Everything that applies infrastructure, by tool; what only a person starts is there with `automatic` false."""
    declared = tuple(declared)
    found = list(_by_commands(commands, declared))
    found += _by_controllers(declared)
    found += _by_runners(settings, paths)
    return tuple(found)


def applies_to(resource: Resource, found: Iterable[Applied]) -> tuple[Applied, ...]:
    """Those that apply the tool of a resource where it stands."""
    system = _ALIKE.get(resource.system, resource.system)
    folder = posixpath.dirname(resource.path)
    return tuple(
        a
        for a in found
        if (a.system in {system, _ANY} or (system == "bicep" and a.system == "arm"))
        and (a.folders is None or folder in a.folders)
    )


def _by_commands(commands: Iterable[Run], declared: tuple[Resource, ...]) -> Iterator[Applied]:
    found = list(_ways(commands))
    terraform = AppliedFolders(r for r in declared if _ALIKE.get(r.system, r.system) == "terraform")
    reached = iter(terraform.reached([written_folder(run) for run, way in found if way.system == "terraform"]))
    for _, way in found:
        yield replace(way, folders=next(reached)) if way.system == "terraform" else way


def _ways(commands: Iterable[Run]) -> Iterator[tuple[Run, Applied]]:
    patterns = [(system, re2.compile(pattern)) for system, pattern in _COMMANDS]
    packaged = [(system, re2.compile(pattern)) for system, pattern in _PACKAGED]
    for run in commands:
        if not run.live or run.may_fail or _DRY & set(run.arguments):
            continue
        automatic = bool(run.events & AUTOMATIC) and run.system not in {"none", "dockerfile"}
        says_deploy = bool(run.environment) or _says_deploy(run)
        if run.program == "uses":
            reference = run.arguments[0] if run.arguments else ""
            systems = {system for system, pattern in packaged if pattern.fullmatch(reference)}
            systems |= {"terraform"} if _applies_terraform(reference, run) else set()
        else:
            words = " ".join((run.program.rsplit("/", 1)[-1], *run.arguments))[:2000].replace("\n", " ")
            systems = {system for system, pattern in patterns if pattern.match(words)}
        if not systems and "iac-apply" in run.purposes:
            systems = {_ANY}
        for system in sorted(systems):
            # What a proposed change sets up in a cluster is thrown away with its run; compose is CI's usual test bed.
            thrown_away = system in _TEST_BEDS or (system in _THROWN_AWAY and Event.CHANGE in run.events)
            yield run, Applied(system, run.chain, automatic and (says_deploy or not thrown_away))


def _says_deploy(run: Run) -> bool:
    """Whether the job or its file calls itself a deployment."""
    named = f"{run.job} {run.chain[0].path if run.chain else ''}".lower()
    return any(word in named for word in ("deploy", "release", "rollout", "provision"))


def _applies_terraform(reference: str, run: Run) -> bool:
    """Tasks with a `command: apply` input."""
    return _TERRAFORM_TASK.fullmatch(reference) is not None and any("apply" in value for _, value in run.options)


def _by_controllers(declared: Iterable[Resource]) -> Iterator[Applied]:
    for resource in declared:
        if _STACK_ACTIONS.fullmatch(resource.kind) and not resource.switched_off:
            way = (Hop(resource.path, resource.line, f"{resource.kind.removeprefix('cdk:')} {resource.name}"),)
            yield Applied("cdk", way, True)
            yield Applied("cloudformation", way, True)
        if _delivers_stacks(resource):
            yield Applied(
                "cloudformation", (Hop(resource.path, resource.line, f"{resource.kind} {resource.name}"),), True
            )
        flux = resource.kind == "kubernetes:Kustomization" and "toolkit.fluxcd.io" in resource.value("apiVersion")
        if (resource.kind in _GITOPS or flux) and not resource.switched_off:
            yield Applied(
                "kubernetes",
                (Hop(resource.path, resource.line, f"{resource.kind.partition(':')[2]} {resource.name}"),),
                True,
            )


def _delivers_stacks(resource: Resource) -> bool:
    """A CodePipeline with an action that deploys CloudFormation stacks."""
    if resource.kind.rpartition(":")[2] != "Pipeline" and resource.kind != "aws_codepipeline":
        return False
    providers = {value for key, value, _ in resource.attributes if key.lower().endswith("provider")}
    return bool(providers & _STACK_PROVIDERS) and not resource.switched_off


def _by_runners(settings: Iterable[Resource], paths: Iterable[str]) -> Iterator[Applied]:
    for setting in settings:
        if setting.kind == "terraform:backend" and setting.name in _HOSTED_BACKENDS:
            yield Applied("terraform", (Hop(setting.path, setting.line, f"{setting.name} backend"),), True)
    known = set(paths)
    for path, name in _RUNNER_FILES:
        if path in known:
            yield Applied("terraform", (Hop(path, 1, name),), True)
