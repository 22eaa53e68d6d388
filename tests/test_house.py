"""The rules of the house: no traces of a machine, docstrings everywhere, sound tables, a complete package."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

import nsez_extract
from nsez_extract.lexicon.tables import read_tsv

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "nsez_extract"
DATA = SOURCE / "lexicon" / "data"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

SKIPPED_FOLDERS = {"__pycache__", "build", "dist", "node_modules", "out", "venv"}
HIDDEN_BUT_OURS = {".ci", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"}

# Put together from parts, so that this file does not name them either.
REGISTRIES = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "npm" + "js.com",
    "conda" + ".anaconda",
]
MACHINE_FOLDERS = ["work", "tmp", "root", "home", "opt", "Users"]
FORBIDDEN = {
    "a path of some machine": re.compile(
        rf"(?<![\w.~*$}})\]<>/-])/(?:{'|'.join(MACHINE_FOLDERS)})(?=/|\b(?![-<>]))"
    ),
    "a path outside the project": re.compile(r"(?<![\w-])share" + r"d/"),
    "a package registry": re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE),
    "a local file address": re.compile(r"\bfile:" + r"//"),
}

INSTALL = 'pip install -c requirements.lock -e ".[dev]"'
TEST = "python -m pytest"


def project_files() -> Iterator[Path]:
    """Yield the files that belong to the project, whether or not git is at hand."""
    for folder, folders, names in os.walk(ROOT):
        here = Path(folder)
        folders[:] = [
            name
            for name in sorted(folders)
            if name not in SKIPPED_FOLDERS
            and not name.endswith(".egg-info")
            and (not name.startswith(".") or name in HIDDEN_BUT_OURS)
        ]
        for name in sorted(names):
            if (not name.startswith(".") or name in HIDDEN_BUT_OURS) and not name.endswith(".pyc"):
                yield here / name


def find_traces(text: str) -> list[str]:
    """Return what a text names that no file of the project may name."""
    return [f"{what}: {match[0]}" for what, pattern in FORBIDDEN.items() for match in pattern.finditer(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see /wo" + "rk/main/x", 1),
        ("cd /t" + "mp", 1),
        ("open('share" + "d/gold')", 1),
        ("--index-url https://py" + "pi.org/simple", 1),
        ("network/tmp, ~/work, https://example.org/wo" + "rk/a, $HOME/work", 0),
        ("</wo" + "rk><t" + "mp/> and/or shared, 5/6", 0),
    ],
)
def test_traces_are_found(text: str, found: int) -> None:
    assert len(find_traces(text)) == found


def test_no_file_names_a_machine_or_a_registry() -> None:
    traces = []
    for path in project_files():
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        name = path.relative_to(ROOT).as_posix()
        traces += [f"{name}: {trace}" for trace in [*find_traces(name), *find_traces(text)]]
    assert traces == []


def documented_by_hand(node: ast.AST) -> bool:
    """Tell whether a definition lacks no docstring: it has one, or is a setter or an overload."""
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    decorators = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    return bool(ast.get_docstring(node)) or bool(decorators & {"setter", "overload", "override"})


def field_is_documented(owner: ast.ClassDef, index: int, field: ast.AnnAssign) -> bool:
    """Tell whether a class field is described: by the class, a description or a string after it."""
    assert isinstance(field.target, ast.Name)
    following = owner.body[index + 1] if index + 1 < len(owner.body) else None
    return (
        re.search(rf"\b{field.target.id}\b", ast.get_docstring(owner) or "") is not None
        or (field.value is not None and "description=" in ast.unparse(field.value))
        or (isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant))
    )


def undocumented(body: list[ast.stmt], prefix: str) -> Iterator[str]:
    """Yield the names of public definitions and class fields without a docstring."""
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        if node.name.startswith("_"):
            continue
        if not documented_by_hand(node):
            yield f"{prefix}{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from undocumented(node.body, f"{prefix}{node.name}.")
            for index, field in enumerate(node.body):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(field.target, ast.Name)
                    and not field.target.id.startswith("_")
                    and not field_is_documented(node, index, field)
                ):
                    yield f"{prefix}{node.name}.{field.target.id}"


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_public_names_have_docstrings(path: Path) -> None:
    module = ast.parse(path.read_text(encoding="utf-8"))
    missing = list(undocumented(module.body, ""))
    if path.name != "_version.py" and not ast.get_docstring(module):
        missing.insert(0, "the module")
    assert missing == []


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_data_file_has_its_header_and_loads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    comments = "\n".join(lines[: next(i for i, line in enumerate(lines) if not line.startswith("#"))])
    assert re.match(r"# \w", comments), "the first line says what the file is"
    assert re.search(r"(?:^# |\s)Source: \S", comments, re.MULTILINE), "the head names the source"
    assert re.search(r"(?:^# |\s)Date: \d{4}-\d\d-\d\d\.?$", comments, re.MULTILINE), (
        "the head ends with the date"
    )
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    if path.suffix == ".toml":
        assert tomllib.loads(text)
        return
    assert path.suffix == ".tsv"
    columns = next(line for line in lines if line.strip() and not line.startswith("#"))
    assert read_tsv(path.name, tuple(columns.split("\t")))


def test_every_data_file_is_read_by_the_package() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    assert [path.name for path in sorted(DATA.iterdir()) if f'"{path.name}"' not in code] == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel as the build backend makes it, without a network."""
    pytest.importorskip("hatchling", reason="the build backend is not installed")
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        yield archive


def test_wheel_is_complete(wheel: zipfile.ZipFile) -> None:
    packed = set(wheel.namelist())
    wanted = {
        path.relative_to(SOURCE.parent).as_posix()
        for path in project_files()
        if path.is_relative_to(SOURCE) and path.is_file()
    }
    assert "nsez_extract/py.typed" in wanted
    assert {name for name in packed if name.startswith("nsez_extract/")} == wanted
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in packed)
    entry_points = next(name for name in packed if name.endswith("entry_points.txt"))
    assert "nsez-extract = nsez_extract.cli:main" in wheel.read(entry_points).decode()


def test_one_version_everywhere(wheel: zipfile.ZipFile) -> None:
    described = wheel.read(next(name for name in wheel.namelist() if name.endswith("/METADATA"))).decode()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.search(r"^## \[(\d[^]]*)\] - \d{4}-\d\d-\d\d$", changelog, re.MULTILINE)
    assert released is not None
    assert re.search(rf"^Version: {re.escape(nsez_extract.__version__)}$", described, re.MULTILINE)
    assert released[1] == nsez_extract.__version__
    try:
        assert metadata.version("nsez-extract") == nsez_extract.__version__
    except metadata.PackageNotFoundError:
        pytest.skip("the package is run from its folder, not installed")


def direct_dependencies() -> set[str]:
    """Return the names of what the package and its extras ask for."""
    project = PYPROJECT["project"]
    asked = [
        *project["dependencies"],
        *(x for extra in project["optional-dependencies"].values() for x in extra),
    ]
    return {re.split(r"[\[<>=!~; ]", line)[0] for line in asked} - {project["name"]}


def test_lock_pins_every_direct_dependency() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    names = {pin.partition("==")[0] for pin in pins}
    assert [pin for pin in pins if not re.match(r"[a-z0-9.-]+==\d[\w.]*(?: |$)", pin)] == []
    assert direct_dependencies() - names == set()
    assert "torch" not in names


def test_readme_and_ci_run_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in (INSTALL, TEST):
        assert command in readme
    assert INSTALL.removeprefix("pip install ") in script
    assert f"\n{TEST} ||" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


WATCHED = """
import sys
def watch(event, args):
    if event.startswith("socket."):
        raise SystemExit(f"{event} {args}")
sys.addaudithook(watch)
import nsez_extract
record = nsez_extract.extract("Sáng 12/3, ông Lý Văn Tám, Giám đốc Sở Y tế tỉnh Lào Cai, nhận 2,5 tỷ đồng.")
assert record.entities and record.quantities
"""


def test_extract_opens_no_socket() -> None:
    """Python's own audit events see every socket, address look-up and connection from the import on."""
    run = subprocess.run(
        [sys.executable, "-c", WATCHED], capture_output=True, text=True, check=False, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_the_watch_sees_a_socket() -> None:
    opened = "import socket; socket.socket()"
    code = WATCHED.split("import nsez_extract")[0] + opened
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 1
    assert "socket.__new__" in run.stderr


def test_documents_name_files_that_exist() -> None:
    named = set()
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        named |= set(re.findall(r"`((?:src|tests|corpus|gold|notebooks|tools|\.ci)/[\w./-]*)`", text))
    assert sorted(name for name in named if "/x." not in name and not (ROOT / name).exists()) == []
