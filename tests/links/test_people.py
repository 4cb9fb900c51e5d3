from __future__ import annotations

import pytest
from assess.links.people.people import Person, trailer_people


@pytest.mark.parametrize(
    ("name", "email"),
    [
        pytest.param("Ana Kovač", "ana@example.org", id="ordinary person"),
        pytest.param("ana", "1234+ana@users.noreply.github.com", id="private address of a forge"),
        pytest.param("Abbott Ciro", "abbott@example.org", id="bot and ci inside a name"),
        pytest.param("Robin Deploy-Smith", "robin.d@example.org", id="deploy inside a name"),
        pytest.param("Jenkins, Thomas", "thomas.jenkins@example.org", id="surname of a CI system, written first"),
        pytest.param("Thomas Jenkins", "thomas.jenkins@example.org", id="surname of a CI system"),
        pytest.param("GitHub", "noreply@github.com", id="the forge itself, which is no bot"),
    ],
)
def test_people_are_no_bots(name: str, email: str) -> None:
    assert not Person(name, email).is_bot


@pytest.mark.parametrize(
    ("name", "email"),
    [
        pytest.param("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", id="dependabot"),
        pytest.param("Renovate Bot", "bot@renovateapp.com", id="renovate"),
        pytest.param("github-actions", "action@github.com", id="actions without the mark"),
        pytest.param("pre-commit-ci[bot]", "x@users.noreply.github.com", id="pre-commit.ci"),
        pytest.param("semantic-release-bot", "semantic-release-bot@martynus.net", id="semantic-release"),
        pytest.param("Jenkins", "jenkins@corp.example", id="Jenkins"),
        pytest.param("Release Robot", "release@corp.example", id="home-made robot"),
        pytest.param("deploy", "ci-deploy@corp.example", id="service mail"),
        pytest.param("svc", "svc-mlops@corp.example", id="service account"),
        pytest.param("project_17_bot", "project17_bot@noreply.gitlab.com", id="GitLab access token"),
        pytest.param("builder", "builder@my-project.iam.gserviceaccount.com", id="cloud service account"),
    ],
)
def test_bots(name: str, email: str) -> None:
    assert Person(name, email).is_bot


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(Person("Ana", "ana@a.org"), Person("Ana Kovač", "ak@b.org"), False, id="first name alone"),
        pytest.param(Person("", ""), Person("", ""), False, id="nobody"),
        pytest.param(Person("Jan Novak", "jan@a.org"), Person("Eva Novak", "eva@a.org"), False, id="same surname"),
        pytest.param(Person("Ana Kovač", "ana@a.org"), Person("ana kovac", "ak@b.org"), True, id="accents and case"),
        pytest.param(Person("Ana", "ANA@a.org"), Person("A. K.", "ana@A.org"), True, id="same address"),
        pytest.param(
            Person("x", "7+akovac@users.noreply.github.com"),
            Person("Ana Kovač", "a@b.org"),
            True,
            id="login made of the name",
        ),
        pytest.param(
            Person("Ana", "ana.kovac@a.org"), Person("Ana Kovač", "ana.kovac3@b.org"), True, id="two mailboxes"
        ),
    ],
)
def test_one_person_or_two(one: Person, other: Person, same: bool) -> None:
    assert one.is_same(other) is same
    assert other.is_same(one) is same


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        pytest.param("", False, id="empty"),
        pytest.param("ridge", False, id="part of the surname"),
        pytest.param("bridgeway", False, id="other initial"),
        pytest.param("wridgeway", True, id="initial and surname"),
        pytest.param("wrridgeway", True, id="two initials and surname"),
        pytest.param("william-ridgeway", True, id="full name"),
        pytest.param("WilliamR", True, id="first name and initial"),
    ],
)
def test_logins(login: str, expected: bool) -> None:
    assert Person("William Ridgeway", "wr@example.org").goes_by(login) is expected


def test_trailers() -> None:
    body = "Long story\n\nReviewed-by: Boris Novak <boris@example.org>\nApproved-by: @ana\nSigned-off-by: C <c@example.org>"
    assert trailer_people(body, "Reviewed-by", "Approved-by") == (
        Person("Boris Novak", "boris@example.org"),
        Person("ana"),
    )
