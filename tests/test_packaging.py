"""What is shipped: the wheel and the sdist carry everything that the tool reads, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import assess
import pytest
from assess.resources import folder

PROJECT = Path(assess.__file__).parent.parent
SHIPPED = ("rubrics", "reports")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel made from it."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--quiet", "--no-isolation", "--outdir", str(out), str(PROJECT)]
    subprocess.run(command, check=True, capture_output=True)
    return out


def wheel_names(built: Path) -> set[str]:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def tracked(*folders: str) -> set[str]:
    """Files of the checkout, as git lists them, new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *folders]
    listed = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name for name in listed if (PROJECT / name).is_file()}


def test_no_code_lies_beside_rubrics_and_reports() -> None:
    assert [name for name in tracked(*SHIPPED) if name.endswith(".py")] == []


def test_the_wheel_carries_the_package_its_rubrics_and_its_reports(built: Path) -> None:
    expected = tracked("assess") | {f"assess/_bundled/{name}" for name in tracked(*SHIPPED)}
    names = {name for name in wheel_names(built) if ".dist-info/" not in name}
    assert names == expected


def test_the_sdist_carries_what_building_and_testing_need(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = tracked("assess", "tests", *SHIPPED) | {"LICENSE", "Makefile", "README.md", "pyproject.toml"}
    assert wanted - names == set()


def test_name_and_version_of_the_wheel(built: Path) -> None:
    assert next(built.glob("*.whl")).name == f"assess_readiness-{assess.__version__}-py3-none-any.whl"


def test_the_license_is_shipped_in_full(built: Path) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in wheel_names(built))
    assert (PROJECT / "LICENSE").stat().st_size > 11_000


def test_the_wheel_finds_its_folders_by_itself(built: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site")
    script = "from assess.resources import folder; print(folder('rubrics'), folder('reports'))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path / "site")},
        check=True,
        capture_output=True,
        text=True,
    )
    bundled = tmp_path / "site" / "assess" / "_bundled"
    assert done.stdout.split() == [str(bundled / "rubrics"), str(bundled / "reports")]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_checkout_finds_its_folders_beside_the_package(name: str) -> None:
    assert folder(name).joinpath(".").is_dir()
    assert str(folder(name)) == str(PROJECT / name)


def test_no_path_of_the_project_is_ignored_by_git() -> None:
    command = ["git", "check-ignore", "--no-index", "reports/html/report.html", "rubrics/mlops-readiness/rubric.yaml"]
    assert subprocess.run(command, cwd=PROJECT, check=False, capture_output=True).stdout == b""


def test_the_lock_names_no_index_and_hashes_everything() -> None:
    text = (PROJECT / "requirements-lock.txt").read_text()
    assert "://" not in text
    entries = text.replace("\\\n", " ").splitlines()
    pinned = [line for line in entries if line and not line.lstrip().startswith("#")]
    assert pinned
    assert [line[:40] for line in pinned if "==" not in line or "--hash=sha256:" not in line] == []
