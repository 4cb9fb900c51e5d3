"""What the classes of infrastructure programs are called by the tools that the clouds themselves provide."""

from __future__ import annotations

from collections.abc import Iterator

import re2

_CAPITAL = re2.compile(r"([a-z0-9])([A-Z])")
_VERSION = re2.compile(r"(?:V\d+|Legacy)$")
_TERRAFORM_PREFIX = {"gcp": "google", "azure": "azurerm", "google_native": "google"}
_PROVIDER_MARK = "cdktf_cdktf_provider_"


def program_aliases(kind: str) -> tuple[str, ...]:
    """Kinds of CloudFormation, ARM or Terraform that a class of the CDK, CDKTF or Pulumi stands for, as far as names tell."""
    system, _, name = kind.partition(":")
    parts = [p for p in name.split(".") if p]
    if system == "cdk" and len(parts) > 1:
        return tuple(_of_cdk(parts))
    if system == "pulumi" and len(parts) > 1:
        return tuple(_of_pulumi(parts))
    return ()


def _of_cdk(parts: list[str]) -> Iterator[str]:
    provider = parts[0].removeprefix(_PROVIDER_MARK)
    if parts[0] == "imports" and len(parts) > 3:
        yield f"{_prefix(parts[1])}_{parts[2]}"
    elif provider != parts[0] and len(parts) > 2:
        yield f"{_prefix(provider)}_{parts[1]}"
    else:
        service = parts[-2].removeprefix("aws_").strip("_").replace("_", "")
        yield f"cloudformation:AWS::{service}::{parts[-1].removeprefix('Cfn')}"


def _of_pulumi(parts: list[str]) -> Iterator[str]:
    provider, last = parts[0], str(_VERSION.sub("", parts[-1]))
    plain = str(_CAPITAL.sub(r"\1_\2", last)).lower()
    module = parts[1] if len(parts) > 2 else ""
    if provider in ("azure_native", "azure-native", "azurenative"):
        yield f"arm:Microsoft.{module}/{last}s"
        return
    yield f"{_prefix(provider)}_{plain}"
    if module:
        yield f"{_prefix(provider)}_{module}_{plain}"


def _prefix(provider: str) -> str:
    return _TERRAFORM_PREFIX.get(provider, provider)
