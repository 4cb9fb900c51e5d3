"""Credentials in files, by a few precise rules; what is found is graded and never kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from posixpath import basename

import re2

from assess.facts.globs import Globs
from assess.facts.secrets.grading import Candidate, grade
from assess.facts.secrets.rules import RULES, SecretRule
from assess.facts.text import line_of

MOST_HITS = 20
"""Hits kept of one rule in one file."""
MOST_MATCHES = 3000
"""Matches of one rule that are graded in one file."""
BEFORE = 300
AFTER = 250
"""Characters of the surroundings that are judged."""
LONGEST_LINE = 4000
"""Longer lines are machine-made; only shapes that tell by themselves count there."""
_NOT_SEARCHED = Globs(
    (
        "*.{csv,tsv,parquet,jsonl,ndjson,geojson,svg,map,min.js,min.css,lock,sum,po,pot,html,xml.gz,ipynb_checkpoints}",
        "{package-lock.json,npm-shrinkwrap.json,pnpm-lock.yaml,yarn.lock,go.sum,conda-lock.yml,renv.lock,.terraform.lock.hcl}",
        "{.secrets.baseline,.gitleaks.toml,gitleaks.toml,.gitleaksignore,.trivyignore,.talismanrc,.ggshield.yml,.gitguardian.yaml}",
        "**/{node_modules,site-packages}/**",
        "**/.yarn/{releases,plugins,cache}/**",
    )
)
_CREDENTIAL_FILES = Globs(
    (
        "{.env,.env.*,*.pem,*.key,*.p12,*.pfx,id_rsa,id_ed25519,credentials*,*service*account*.json,.netrc,.pypirc,.npmrc}",
    )
)


@dataclass(frozen=True, slots=True)
class SecretHit:
    """One thing that looks like a credential: its rule, its first characters, whether it looks live."""

    rule: str
    line: int
    beginning: str
    """The first four characters; the rest is not kept anywhere."""
    live: bool
    by_shape: bool = True
    """Its own shape tells, not its name or surroundings."""
    reason: str = ""
    """Why it is of low value, when it is not live."""

    @property
    def text(self) -> str:
        """What evidence may show."""
        reason = f" ({self.reason})" if self.reason else ""
        return f"{self.rule}: {self.beginning}\u2026{reason}"


class SecretExtractor:
    """Looks for credentials in every text file."""

    name = "secrets"
    version = 1
    limit_bytes = 5_000_000

    @cached_property
    def _rules(self) -> tuple[tuple[SecretRule, re2._Regexp], ...]:
        options = re2.Options()
        options.log_errors = False
        return tuple((rule, re2.compile(rule.pattern, options)) for rule in RULES)

    @cached_property
    def _together(self) -> re2.Set:
        options = re2.Options()
        options.log_errors = False
        options.max_mem = 64 << 20
        several = re2.Set.SearchSet(options)
        for rule in RULES:
            several.Add(rule.pattern)
        several.Compile()
        return several

    def selects(self, path: str) -> bool:
        """Everything but data, lock files and what scanners keep."""
        return path not in _NOT_SEARCHED

    def concerns(self, text: str) -> bool:
        """Files in which one of the rules finds something."""
        return bool(self._together.Match(text))

    def extract(self, path: str, text: str) -> tuple[SecretHit, ...]:
        """All hits in line order, each place once."""
        found: dict[int, SecretHit] = {}
        for number in sorted(self._together.Match(text) or ()):
            rule, regex = self._rules[number]
            hits = 0
            for count, match in enumerate(regex.finditer(text)):
                if count >= MOST_MATCHES or hits >= MOST_HITS:
                    break
                hit = _hit(rule, match, path, text, match.start(regex.groupindex["secret"]))
                hits += hit is not None
                if hit and (hit.line not in found or (hit.live and not found[hit.line].live)):
                    found[hit.line] = hit
        return tuple(found[line] for line in sorted(found))


def holds_credentials_by_name(path: str) -> bool:
    """Whether the name alone says that the file holds credentials."""
    name = basename(path)
    slides = name.endswith(".key") and " " in name
    return path in _CREDENTIAL_FILES and not slides and not name.endswith((".pub", ".example", ".sample", ".template"))


def _after(rule: SecretRule, text: str, match_end: int, line_end: int) -> int:
    """Where the surroundings end: with the line, or some lines later for what only a call nearby explains."""
    near = match_end + AFTER
    return near if rule.kind == "nearby" or line_end < 0 else min(line_end, near)


def _hit(rule: SecretRule, match: re2._Match, path: str, text: str, offset: int) -> SecretHit | None:
    secret = match.group("secret")
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    candidate = Candidate(
        rule=rule,
        secret=secret,
        host=match.groupdict().get("host") or "",
        key=match.groupdict().get("key") or "",
        sign=match.groupdict().get("sign") or "",
        source=text[max(start, match.start() - BEFORE) : _after(rule, text, match.end(), end)],
        path=path,
    )
    graded = grade(candidate)
    by_shape = rule.kind in ("token", "key", "web-token")
    if graded is None or (not by_shape and end - start > LONGEST_LINE):
        return None
    return SecretHit(rule.name, line_of(text, offset), secret.strip()[:4], graded.live, by_shape, graded.reason)


SECRET_FACTS = SecretExtractor()
