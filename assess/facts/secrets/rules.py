"""The shapes of credentials: patterns of linear time with the credential in the group `secret`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["token", "key", "url", "assigned", "nearby", "web-token"]


@dataclass(frozen=True, slots=True)
class SecretRule:
    """One rule. `token`: the shape alone tells; `assigned`: name and randomness tell; `nearby`: a call
    beside it tells; `url`: host and password tell."""

    name: str
    kind: Kind
    pattern: str
    low: str = ""
    """Why everything of this shape is of low value."""


def _token(name: str, pattern: str, low: str = "") -> SecretRule:
    return SecretRule(name, "token", rf"(?P<secret>{pattern})", low)


_NAMES = r"api[_-]?key|apikey|app[_-]?key|app[_-]?id|secret[_-]?key|client[_-]?secret|access[_-]?key|access[_-]?token|auth[_-]?token|auth[_-]?key|private[_-]?key|bearer|secret|token|passwd|password|passphrase|pwd|credential"

RULES: tuple[SecretRule, ...] = (
    SecretRule(
        "private key",
        "key",
        r"-----BEGIN (?P<key>[A-Z ]{0,20})PRIVATE KEY(?: BLOCK)?-----(?:\\r|\\n|[\s\"'+,])*"
        r"(?:(?:Proc-Type|DEK-Info|Version|Comment):[^\n]*\n\s*)*(?P<secret>[A-Za-z0-9+/=][A-Za-z0-9+/=\s\\\"',]+)",
    ),
    _token("AWS access key", r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b"),
    SecretRule(
        "AWS secret key",
        "token",
        r"(?i)(?P<key>aws_?secret(?:_?access)?_?key)[\"']?\s*(?::|=>|=|,)\s*[\"']?(?P<secret>[A-Za-z0-9/+]{40})(?:[^A-Za-z0-9/+=]|$)",
    ),
    _token("Google API key", r"\bAIza[0-9A-Za-z_-]{35}"),
    _token("Google OAuth secret", r"\bGOCSPX-[A-Za-z0-9_-]{28}"),
    _token("GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})"),
    _token("GitLab token", r"\bgl(?:pat|rt|dt|cbt)-[A-Za-z0-9_-]{20,}"),
    _token("Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}"),
    _token("Slack webhook", r"https://hooks\.slack\.com/services/T[A-Za-z0-9]{7,}/B[A-Za-z0-9]{7,}/[A-Za-z0-9]{20,}"),
    _token("Stripe live key", r"\b[rs]k_live_[A-Za-z0-9]{20,}"),
    _token("Stripe test key", r"\b[rs]k_test_[A-Za-z0-9]{20,}", "a test key"),
    _token("OpenAI key", r"\bsk-(?:[a-z]{1,10}-)?[A-Za-z0-9_-]{10,}T3BlbkFJ[A-Za-z0-9_-]{10,}"),
    _token("Anthropic key", r"\bsk-ant-[a-z0-9]{2,10}-[A-Za-z0-9_-]{40,}"),
    _token("Hugging Face token", r"\bhf_[A-Za-z0-9]{34,}\b"),
    _token("SendGrid key", r"\bSG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}"),
    _token("npm token", r"\bnpm_[A-Za-z0-9]{36}\b"),
    _token("PyPI token", r"\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}"),
    _token("Databricks token", r"\bdapi[0-9a-f]{32}(?:-\d)?\b"),
    _token("Weights & Biases key", r"(?i)wandb[\w.]*\s*[=:(]\s*[\"']?[0-9a-f]{40}\b"),
    SecretRule("Azure storage key", "token", r"(?i)AccountKey=(?P<secret>[A-Za-z0-9+/]{86}==)"),
    SecretRule("shared access signature", "token", r"[?&]sv=20\d\d-[^\s\"']+[&;]sig=(?P<secret>[A-Za-z0-9%+/=]{40,})"),
    SecretRule(
        "web token",
        "web-token",
        r"\b(?P<secret>eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,})",
    ),
    SecretRule(
        "password in a URL",
        "url",
        r"[A-Za-z][A-Za-z0-9+.-]*://[^\s:/@\"'<>{}$%`\\()\[\]]*:(?P<secret>[^\s:/@\"'<>`\\]{3,})@(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*|\[[^\]]{2,40}\]|[$<{%][^\s/\"']{0,60})",
    ),
    SecretRule(
        "key in a URL",
        "assigned",
        r"(?i)[?&](?P<key>appid|api_?key|apikey|key|token|access_token|auth|secret)=(?P<secret>[A-Za-z0-9_-]{20,})(?:[^A-Za-z0-9_-]|$)",
    ),
    SecretRule(
        "assigned secret",
        "assigned",
        rf"(?i)(?P<key>[A-Za-z0-9_.-]*(?:{_NAMES})[A-Za-z0-9_-]*)\\?[\"'\]]*"
        r"\s*(?P<sign>:\s*[A-Za-z\[\]|]+\s*=|:=|=>|[:=,(]|\)\s*(?:or\s|\|\||\?\?))\s*[bfru]?\\?[\"'`](?P<secret>[^\"'`\s\\]{8,})\\?[\"'`]",
    ),
    SecretRule(
        "key beside a call",
        "nearby",
        r"(?i)\b(?P<key>key|api|app|auth|pass)\s*[:=]\s*\\?[\"'`](?P<secret>[A-Za-z0-9_-]{20,})\\?[\"'`]",
    ),
    SecretRule(
        "configured secret",
        "assigned",
        rf"(?im)^[ \t]*(?:-[ \t]+)?(?:export[ \t]+|ENV[ \t]+|ARG[ \t]+|set[ \t]+)?(?P<key>[A-Za-z0-9_.-]*(?:{_NAMES})[A-Za-z0-9_-]*)[ \t]*[:=][ \t]*(?P<secret>[^\s\"'#$<>(){{}}\[\],;|&*!`]{{16,}})[ \t]*(?:#[^\n]*)?$",
    ),
)
