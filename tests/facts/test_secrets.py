from __future__ import annotations

import pytest
from assess.facts.secrets.credentials import SECRET_FACTS, SecretHit
from assess.facts.secrets.grading import random_looking

HEX = "9f86d081884c7d659a2f" + "eaa0c55ad015"
MIXED = "kD83hfQ0" + "zLp72Xc9" + "Wm4TnB6v"
BODY = "\n".join((MIXED * 3)[i : i + 60] for i in range(0, 70, 60)) + "Qa5Rr8Ty" * 12
KEY = f"-----BEGIN RSA PRIVATE {'KEY'}-----\n{BODY}\n-----END RSA PRIVATE KEY-----\n"
GITHUB = "ghp" + "_" + "a8Kd93jLq0Zx7Vb2Nm5Tc1Rw6Yh4Ug9Sf3Pe"
AWS = "AKIA" + "QW7ZRTY2PLKM5NBX"


def hits(path: str, text: str) -> tuple[SecretHit, ...]:
    if not SECRET_FACTS.selects(path) or not SECRET_FACTS.concerns(text):
        return ()
    return SECRET_FACTS.extract(path, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("a.py", 'api_key = os.environ["API_KEY"]\n', id="read from the environment"),
        pytest.param("a.yml", "password: ${DB_PASSWORD}\n", id="variable"),
        pytest.param("a.yml", "api_key: <your-key-goes-here-please>\n", id="stand-in in brackets"),
        pytest.param("a.yml", "secretName: my-application-secret-v2-2024\n", id="name of a secret"),
        pytest.param("a.py", 'create_secret("gmail_client_x509_cert_url_token_a1")\n', id="words joined"),
        pytest.param("a.py", f'password_hash = "{HEX}"\n', id="hash"),
        pytest.param("a.py", f'digest = "sha256:{HEX}{HEX}"\n', id="digest"),
        pytest.param("a.py", 'client_secret = "123e4567-e89b-42d3-a456-426614174000"\n', id="UUID"),
        pytest.param("a.pem", "-----BEGIN PUBLIC KEY-----\n" + BODY, id="public key"),
        pytest.param("a.py", 'if line.startswith("-----BEGIN PRIVATE KEY-----"):\n', id="header without a body"),
        pytest.param("a.py", 'key = "AKIAIOSFODNN7EXAMPLE"\n', id="the documentation's key"),
        pytest.param("a.py", 'token = "ghp_' + "x" * 36 + '"\n', id="repeated letter"),
        pytest.param("a.sh", "curl https://$USER:$PASSWORD@x.example.com\n", id="URL of variables"),
        pytest.param("a.sh", "git clone ssh://git@x.org:22/a\n", id="URL with a port"),
        pytest.param("uv.lock", f'token = "{GITHUB}"\n', id="lock file"),
        pytest.param("values.csv", f"token,{GITHUB}\n", id="data file"),
        pytest.param("a.ts", f"const key = '{HEX}';\nmap.get(key);\n", id="a key of a map"),
        pytest.param("a.js", "x=1;" * 2000 + f'api_key="{MIXED}"\n', id="minified line"),
        pytest.param("a.yml", "token: ENC[AES256_GCM,data:abcd1234,iv:x9]\n", id="encrypted value"),
    ],
)
def test_no_credential(path: str, text: str) -> None:
    assert hits(path, text) == ()


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        pytest.param("config.py", "K = env('SECRET_KEY') or 'you-will-never-guess'\n", "a development default", id="default"),
        pytest.param("docker-compose.yml", "U: postgresql://a:k7Jq2Zx9@db:5432/a\n", "a local or stand-in host", id="service"),
        pytest.param("tests/test_a.py", f'T = "{GITHUB}"\n', "in a test, example or document", id="test"),
        pytest.param("README.md", f"export AWS={AWS}\n", "in a test, example or document", id="document"),
        pytest.param(".env.example", f"API_KEY={MIXED}\n", "in a test, example or document", id="example"),
        pytest.param("a.py", f'T = "{GITHUB}"  # gitleaks:allow\n', "marked as no secret", id="allowed"),
        pytest.param("a.py", "k = 'sk_" + "test_4eC39HqLyjWDarjtT1zdp7dc'\n", "a test key", id="test key of a shop"),
        pytest.param("android/google-services.json", '"k": "AIza' + "Sy" + MIXED + 'aB3dE5gH9"\n', "a browser key, public by design", id="browser key"),
        pytest.param("mkdocs.yml", f"  api_key: {HEX}\n", "a public key of a documentation site", id="site"),
        pytest.param("dev_key.pem", KEY, "a key of the local set-up", id="development key"),
    ],
)  # fmt: skip
def test_of_low_value(path: str, text: str, reason: str) -> None:
    (hit,) = hits(path, text)
    assert (hit.live, hit.reason) == (False, reason)


@pytest.mark.parametrize(
    ("path", "text", "rule", "line"),
    [
        pytest.param("deploy/id_rsa", KEY, "private key", 2, id="private key"),
        pytest.param("sa.json", '{"private_key": "' + KEY.replace("\n", "\\n") + '"}', "private key", 1, id="service account"),
        pytest.param("a.py", f'\nk = "{AWS}"\n', "AWS access key", 2, id="AWS"),
        pytest.param("a.yml", f"token: {GITHUB}\n", "GitHub token", 1, id="GitHub"),
        pytest.param("a.yml", "c: AccountKey=" + (MIXED * 4)[:86] + "==\n", "Azure storage key", 1, id="Azure storage"),
        pytest.param("a.py", f'API_KEY = "{MIXED}"\n', "assigned secret", 1, id="assigned"),
        pytest.param("a.py", f'k = os.getenv("API_KEY", "{MIXED}")\n', "assigned secret", 1, id="default of a variable"),
        pytest.param("a.ipynb", f'["api_key = \\"{MIXED}\\"\\n"]', "assigned secret", 1, id="notebook"),
        pytest.param("settings.ini", f"[a]\npassword = {MIXED}\n", "configured secret", 2, id="configuration"),
        pytest.param("a.py", "u = 'mongodb+srv://app:k7Jq2Zx9wP@cluster0.ab1cd.mongodb.net/x'\n", "password in a URL", 1, id="URL"),
        pytest.param("a.ts", f"const key = '{HEX}';\nfetch(`https://x.org/d?appid=${{key}}`);\n", "key beside a call", 1, id="beside a call"),
        pytest.param("a.py", f'get("https://x.org/d?appid={HEX}")\n', "key in a URL", 1, id="key in a URL"),
    ],
)  # fmt: skip
def test_live_looking(path: str, text: str, rule: str, line: int) -> None:
    live = [hit for hit in hits(path, text) if hit.live]
    assert [(h.rule, h.line) for h in live] == [(rule, line)]


@pytest.mark.parametrize(
    ("path", "live"),
    [
        pytest.param("shared/server.key", True, id="a server's key"),
        pytest.param("shared/nonlocalhostile.key", True, id="a name that only holds the letters"),
        pytest.param("shared/localhost.key", False, id="for the own machine"),
        pytest.param("certs/ssl-cert-snakeoil.key", False, id="of a distribution's stand-in certificate"),
    ],
)
def test_private_keys_by_their_file(path: str, live: bool) -> None:
    assert [h.live for h in hits(path, KEY) if h.rule == "private key"] == [live]


def test_the_credential_is_not_kept() -> None:
    (hit,) = hits("a.yml", f"token: {GITHUB}\n")
    assert hit.text == "GitHub token: ghp_\u2026"
    assert GITHUB[4:] not in repr(hit)


@pytest.mark.parametrize(
    ("payload", "live"),
    [
        pytest.param('{"sub":"a","exp":1900000000}', False, id="expires"),
        pytest.param('{"sub":"service","admin":1}', True, id="never expires"),
    ],
)
def test_web_tokens(payload: str, live: bool) -> None:
    import base64

    body = base64.urlsafe_b64encode(payload.encode()).decode().rstrip("=")
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
    found = hits("a.py", f"t = '{head}.{body}.{MIXED}{MIXED}'\n")
    assert [h.live for h in found if h.rule == "web token"] == [live]


@pytest.mark.parametrize("text", ["hunter2hunter", "some_readable_name_v2", "2024-01-01-12-30-00", "aaaaaaaa11111111"])
def test_not_random(text: str) -> None:
    assert not random_looking(text)


def test_hostile_length_is_searched_in_linear_time() -> None:
    assert hits("a.py", "password" * 100_000 + "=") == ()


def test_many_stand_ins_hide_no_credential() -> None:
    stand_ins = "".join(f'api_key_{i} = "your-api-key-goes-here-{i}"\n' for i in range(200))
    assert [h.line for h in hits("a.py", stand_ins + f'API_KEY = "{MIXED}"\n') if h.live] == [201]
