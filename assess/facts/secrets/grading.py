"""Live-looking, of low value, or nothing: what a candidate's shape, surroundings and place tell."""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections import Counter
from dataclasses import dataclass
from posixpath import basename

import re2

from assess.facts.globs import Globs
from assess.facts.secrets.rules import SecretRule

_DUMMY = re2.compile(
    r"(?i)example|dummy|change[_-]?(me|it|this)|placeholder|your[_-]?|my[_-]|xxx|\*\*\*|\.\.\.|_{4}|-{5}|fake|sample|mock|redacted|replace|insert|"
    r"todo|not[_-]?(a|real|secret|used)|abcdef|12345|99999|00000|deadbeef|foobar|foo|lorem|test|never[_-]?guess|dev[_-]|local|default|hidden|secret|passw|"
    r"token|apikey|api[_-]key|admin|guest|postgres|mysql|root|none|null|undefined|true|false|enter|some[_-]|any[_-]|valid|string|value"
)
_TOKEN_DUMMY = re2.compile(
    r"(?i)example|dummy|placeholder|fake|xxxx|\*\*\*|0000000|1234567|abcdefg|deadbeef|your|redacted|sample"
)
_REFERENCE = re2.compile(
    r"^[$<{%@#(\[]|\$\{|\{\{|\}\}|<%|%\(|\$\(|^(env|secret|vault|ssm|arn|projects|op|file|http|https|gs|s3|azure|keyvault|enc|sha\d*|data|urn|image|urn)[:\[/]|"
    r"^ENC\[|^\$ANSIBLE|::|/secrets?/|\.(json|ya?ml|txt|pem|key|env|py|ts|js|sh|crt|html)$"
)
_NOT_SECRET_NAMES = re2.compile(
    r"(?i)public|hash|digest|checksum|sha\d|fingerprint|name$|path|file|dir$|url|uri|ref$|regex|pattern|arn|version|type$|field|header|label|"
    r"param|prefix|suffix|column|title|message|text|class|_id$|-id$|placeholder|selector|expir|length|encrypted|sealed|ciphertext|kms|tokeni[sz]er|"
    r"secrets?[_-]?(manager|store|provider|backend|key[_-]?ref|scope)|token[_-]?(count|limit|type)|key[_-]?(vault|id|name)|vault|endpoint|policy|method|error|help"
)
_UUID = re2.compile(r"(?i)^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")
_HEX = re2.compile(r"(?i)^[0-9a-f]+$")
_WORDY = re2.compile(
    r"^[A-Za-z]*([_.\-/:+ ][A-Za-z]+)+\d{0,4}$|^[a-z]+([A-Z][a-z]+)+\d{0,4}$|^[A-Za-z]+\d{0,4}$|^[\d.,:/_-]+$"
)
_PARTS = re2.compile(r"[_.\-/+:]")
_ALLOWED = re2.compile(
    r"(?i)pragma: ?allowlist|gitleaks:allow|trufflehog:ignore|noqa: ?S10|nosec|notsecret|not a (real )?secret"
)
_COMMENT = re2.compile(r"(?i)\b(e\.g\.|for example|example:)")
_LOCAL_HOST = re2.compile(
    r"(?i)^(localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|host\.docker\.internal|\[::1\]|[$<{%]|[a-z0-9-]+$)|(^|\.)(example|test|invalid|local|localhost|internal)(\.(com|org|net))?$|example\.|your|\.svc(\.|$)|placeholder"
)
_LOCAL_KEY = re2.compile(r"(?i)^(?:dev_|local_|test_|dummy|(?:[\w-]*[._-])?(?:localhost|snake-?oil|self-?signed)[._-])")
_SIDE_PATHS = Globs(
    (
        "**/{test,tests,testing,testdata,test_data,test-data,fixtures,fixture,spec,specs,__tests__,__mocks__,mocks,mock,cypress,e2e}/**",
        "**/{examples,example,samples,sample,docs,doc,documentation,tutorial,tutorials,demo,demos,.devcontainer,sandbox}/**",
        "**/{tests-,tests_,test-,test_}*/**",
        "{test_*,*_test.*,*.test.*,*.spec.*,conftest.py,*Test.java,*Tests.cs}",
        "*.{md,rst,adoc,txt,example,sample,template,dist,tmpl,tpl,j2}",
        "{.env.example,.env.sample,.env.template,.env.test,.env.ci,.env.dev,.env.development,.env.local}",
        "*{example,sample,template,dummy,fake}*",
    )
)
_LOCAL_PATHS = Globs(
    (
        "{docker-compose,compose}*.{yml,yaml}",
        "{dev,local,development,test}{[._-]*,}.{yml,yaml,json,toml,ini,env,cfg}",
        "*{[._-]dev,[._-]local,[._-]development,[._-]test}.{yml,yaml,json,toml,ini,env,cfg,py}",
        "**/{local,dev,development,docker}/**",
        "**/.github/workflows/**",
    )
)
_TAKES_KEY = re2.compile(
    r"(?i)[?&](appid|api_?key|apikey|key|token|access_token)=|authorization|x-api-key|api[._-]?key|https?://api\."
)
_SITES = Globs(("{_pkgdown,mkdocs,_config,_quarto,antora}.{yml,yaml}", "{docusaurus,vuepress,vitepress}*.{js,ts}"))
_LONG_SECRET = 16
_LONGEST_PLAIN = 60
_AZURITE = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a rule found, with the line around it."""

    rule: SecretRule
    secret: str
    host: str
    key: str
    sign: str
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Grade:
    """Live-looking, or of low value with the reason."""

    live: bool
    reason: str = ""


def grade(candidate: Candidate) -> Grade | None:
    """The grade; None when it is no credential at all."""
    graded = _BY_KIND[candidate.rule.kind](candidate)
    if graded is None or not graded.live:
        return graded
    if candidate.rule.low:
        return Grade(False, candidate.rule.low)
    if _ALLOWED.search(candidate.source):
        return Grade(False, "marked as no secret")
    if candidate.path in _SIDE_PATHS:
        return Grade(False, "in a test, example or document")
    return graded


def _token(candidate: Candidate) -> Grade | None:
    secret = candidate.secret
    if _REFERENCE.search(secret) and candidate.rule.name != "Slack webhook":
        return None
    if _TOKEN_DUMMY.search(secret) or len(set(secret[4:])) <= 6:
        return None
    if secret == _AZURITE:
        return Grade(False, "the storage emulator's published key")
    if candidate.rule.name == "Google API key" and _firebase(candidate):
        return Grade(False, "a browser key, public by design")
    return Grade(True)


def _firebase(candidate: Candidate) -> bool:
    name = basename(candidate.path).lower()
    return "firebase" in candidate.path.lower() or name in ("google-services.json", "googleservice-info.plist")


def _key(candidate: Candidate) -> Grade | None:
    body = "".join(c for c in candidate.secret.replace("\\n", "").replace("\\r", "") if c.isalnum() or c in "+/=")
    if len(body) < 60 or len(set(body)) < 20 or _TOKEN_DUMMY.search(body):
        return None
    if "ENCRYPTED" in candidate.key:
        return Grade(False, "an encrypted key")
    local = candidate.path in _LOCAL_PATHS or _LOCAL_KEY.match(basename(candidate.path))
    return Grade(False, "a key of the local set-up") if local else Grade(True)


def _web_token(candidate: Candidate) -> Grade | None:
    part = candidate.secret.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        return None
    if not isinstance(claims, dict):
        return None
    if claims.get("role") == "anon" or claims.get("sub") == "1234567890":
        return Grade(False, "public by design" if claims.get("role") == "anon" else "the specification's sample")
    return Grade(False, "a token that expires") if "exp" in claims else Grade(True)


def _url(candidate: Candidate) -> Grade | None:
    secret = candidate.secret
    if _REFERENCE.search(secret) or "$" in secret or "{" in secret or "%" in secret[:1]:
        return None
    if _COMMENT.search(candidate.source) or secret.lower() in ("password", "pass", "pwd", "passwd", "secret", "token"):
        return Grade(False, "a stand-in")
    if _LOCAL_HOST.search(candidate.host):
        return Grade(False, "a local or stand-in host")
    return Grade(False, "a stand-in") if _DUMMY.search(secret) else Grade(True)


def _assigned(candidate: Candidate) -> Grade | None:
    secret = candidate.secret.rstrip(",;")
    if _NOT_SECRET_NAMES.search(candidate.key) or _REFERENCE.search(secret) or _UUID.match(secret):
        return None
    if len(secret) >= _LONG_SECRET and random_looking(secret):
        if _DUMMY.search(secret) or candidate.path in _LOCAL_PATHS:
            return Grade(False, "a development default")
        return Grade(False, "a public key of a documentation site") if candidate.path in _SITES else Grade(True)
    return Grade(False, "a development default") if _plain_default(candidate) else None


def _plain_default(candidate: Candidate) -> bool:
    """Whether a readable password or key stands in product code or configuration."""
    named = candidate.key.lower().endswith(("password", "passwd", "pwd", "secret_key", "secretkey"))
    assigned = candidate.sign[:1] in (":", "=", ")")
    return named and assigned and len(candidate.secret) <= _LONGEST_PLAIN and candidate.path not in _SIDE_PATHS


def _nearby(candidate: Candidate) -> Grade | None:
    """A bare name such as `key`: only beside a call that takes one."""
    return _assigned(candidate) if _TAKES_KEY.search(candidate.source) else None


def random_looking(secret: str) -> bool:
    """Whether the characters look drawn at random: digits and letters mixed, high entropy for the length, no words."""
    if _WORDY.match(secret) or not any(c.isdigit() for c in secret) or not any(c.isalpha() for c in secret):
        return False
    parts = _PARTS.split(secret)
    worded = sum(len(part) for part in parts if len(part) > 2 and part.isalpha())
    if len(parts) > 2 and worded * 2 >= len(secret):
        return False
    if _HEX.match(secret):
        return len(secret) in (32, 40, 48, 56, 64, 128) and entropy(secret) >= 3.0
    digits = sum(c.isdigit() for c in secret)
    odd = sum(not c.isalnum() and c not in "-_+/=." for c in secret)
    return digits >= 2 and odd * 4 <= len(secret) and entropy(secret) >= 3.6


def entropy(text: str) -> float:
    """Shannon entropy in bits a character."""
    total = len(text)
    return -sum(n / total * math.log2(n / total) for n in Counter(text).values()) if total else 0.0


_BY_KIND = {
    "token": _token,
    "key": _key,
    "web-token": _web_token,
    "url": _url,
    "assigned": _assigned,
    "nearby": _nearby,
}
