"""What is handed out: pinned dependencies, and a wheel that is whole."""

import io
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")
CATALOGS = sorted((CHECKOUT / "docsearch" / "translations").glob("*/LC_MESSAGES/*.po"))
# Where a folder of the checkout lies in a wheel.
SHIPPED = {"docsearch": "docsearch", "templates": "docsearch/templates"}
DESCRIPTION = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE")
LEFT_OUT = {"__pycache__"}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_pinned_by_hash(lock: str) -> None:
    text = (CHECKOUT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 40
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text


def test_both_locks_agree() -> None:
    runtime, development = (
        dict(re.findall(r"^([\w.-]+)==(\S+)", (CHECKOUT / lock).read_text(), re.MULTILINE))
        for lock in LOCKS
    )
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("source", CATALOGS, ids=lambda path: path.parts[-3])
def test_translations_are_compiled(source: Path) -> None:
    with source.open("rb") as stream:
        catalog = read_po(stream)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    assert source.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run `make translations`"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # The sources are copied: a build leaves a build/ folder beside them.
    source = folder / "source"
    source.mkdir()
    subprocess.run(["cp", "-r", *SHIPPED, *DESCRIPTION, str(source)], cwd=CHECKOUT, check=True)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    subprocess.run(
        [*pip, "--no-build-isolation", "--wheel-dir", str(folder), str(source)], check=True
    )
    (built,) = folder.glob("centre_docsearch-*.whl")
    return built


@pytest.mark.slow
def test_a_wheel_holds_every_file(wheel: Path) -> None:
    expected = {
        f"{place}/{path.relative_to(CHECKOUT / folder).as_posix()}"
        for folder, place in SHIPPED.items()
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file() and not LEFT_OUT.intersection(path.parts)
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == expected


@pytest.mark.slow
def test_an_installed_wheel_works_away_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    # The dependencies are borrowed from this environment; an editable install in it is not:
    # Python reads .pth files in its own site-packages only.
    (own,) = environment.glob("lib/python*/site-packages")
    (own / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"])
    home = tmp_path / "home"
    home.mkdir()
    answer = subprocess.run(
        [str(environment / "bin" / "docsearch"), "init", "--with-samples"],
        cwd=tmp_path,
        env={"DOCSEARCH_HOME": str(home), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    page = (
        "import os, docsearch\n"
        "from docsearch.app import create_app\n"
        "from docsearch.config import Settings\n"
        f"assert docsearch.__file__.startswith({str(environment)!r}), docsearch.__file__\n"
        "client = create_app(Settings.read(os.environ)).test_client()\n"
        "answer = client.get('/fr/', follow_redirects=True)\n"
        "assert answer.status_code == 200, answer.status\n"
        "assert '<html' in answer.text"
    )
    subprocess.run(
        [str(python), "-c", page], cwd=tmp_path, env={"DOCSEARCH_HOME": str(home)}, check=True
    )
