"""The house rules, checked: who imports whom, sizes, names, documented settings."""

import ast
import dataclasses
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from docsearch.config import Settings

CHECKOUT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 350
LONGEST_FUNCTION = 60
EMPTY_NAMES = {"common", "data", "helpers", "manager", "misc", "process", "utils"}
MACHINE_PATH = re.compile(r"(?<![\w.}])/(?:home|root|tmp|work|Users)/\w")
VENDORED = "vendor"


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((CHECKOUT / folder).rglob("*.py")):
            yield path.relative_to(CHECKOUT)


OWN_CODE = [*python_files("docsearch", "bench", "tests")]
# A revision lists whole tables; it is written once and not edited.
WRITTEN_BY_HAND = [path for path in OWN_CODE if "versions" not in path.parts]


def parse(path: Path) -> ast.Module:
    return ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return path.as_posix()


def test_imports_keep_the_contracts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    assert lint_imports(cache_dir=None) == 0, "`lint-imports` shows the chain"


def test_the_domain_loads_the_standard_library_only() -> None:
    program = (
        "import importlib, json, pkgutil, sys; before = set(sys.modules)\n"
        "import docsearch.domain as domain\n"
        "for module in pkgutil.walk_packages(domain.__path__, 'docsearch.domain.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(json.dumps(sorted({name.split('.')[0] for name in set(sys.modules) - before})))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, check=True, capture_output=True, text=True
    )
    assert set(json.loads(answer.stdout)) - sys.stdlib_module_names == {"docsearch"}


@pytest.mark.parametrize("path", WRITTEN_BY_HAND, ids=named)
def test_files_and_functions_stay_readable(path: Path) -> None:
    assert len((CHECKOUT / path).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", OWN_CODE, ids=named)
def test_modules_say_what_they_hold(path: Path) -> None:
    module = parse(path)
    assert not module.body or ast.get_docstring(module), "the first line should be a docstring"


@pytest.mark.parametrize("path", OWN_CODE, ids=named)
def test_names_mean_something(path: Path) -> None:
    assert path.stem not in EMPTY_NAMES
    assert path.parent.name not in EMPTY_NAMES


def test_no_file_knows_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        path = CHECKOUT / name
        if VENDORED in path.parts or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", errors="ignore")
        assert not MACHINE_PATH.search(text), name


def settings_in_readme() -> set[str]:
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `(DOCSEARCH_\w+)` \|", readme, flags=re.MULTILINE))


def test_readme_documents_every_setting() -> None:
    fields = {f"DOCSEARCH_{field.name.upper()}" for field in dataclasses.fields(Settings)}
    assert settings_in_readme() == fields


def test_vendored_files_are_the_ones_listed() -> None:
    folder = CHECKOUT / "tests" / VENDORED
    table = (folder / "VENDOR.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| (\S+) \|.*\| ([0-9a-f]{64}) \|$", table, re.MULTILINE))
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "VENDOR.md"
    }
    assert found == listed
