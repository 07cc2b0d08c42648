"""Finds a browser that Playwright can drive, so that neither people nor CI have to name one.

`python tests/browser/find_browser.py` prints its path; with `--install` one is installed where
none is found. Where there is none in the end, the exit status is 1 with CI=true and else 0,
because then the tests that need it are skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
    "chrome",
)
MAC_APPS = ("Google Chrome", "Chromium", "Microsoft Edge")
WINDOWS_FOLDERS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")
WINDOWS_PROGRAMS = (
    r"Google\Chrome\Application\chrome.exe",
    r"Microsoft\Edge\Application\msedge.exe",
)
NO_BROWSER = "Neither Chromium, Chrome nor Edge was found"


def browser_is_required() -> bool:
    """People may do without the browser's tests, CI may not."""
    return os.environ.get("CI") == "true"


def find_browser() -> str | None:
    """Path of the first browser that starts; Playwright's own comes last."""
    return next((path for path in _candidates() if _starts(path)), None)


def install_browser() -> None:
    """Debian's package where apt-get and root are at hand, else Playwright's own."""
    if _may_use_apt():
        _apt_install("chromium")
    if find_browser() is None:
        _run([sys.executable, "-m", "playwright", "install", "chromium"])


def install_chinese_font() -> None:
    """A browser on a bare Debian draws Chinese as boxes."""
    if _may_use_apt() and not _has_chinese_font():
        _apt_install("fonts-noto-cjk")


def _candidates() -> Iterator[str]:
    yield from filter(None, map(shutil.which, COMMANDS))
    if sys.platform == "darwin":
        for app in MAC_APPS:
            yield f"/Applications/{app}.app/Contents/MacOS/{app}"
    if sys.platform == "win32":
        for folder in filter(None, map(os.environ.get, WINDOWS_FOLDERS)):
            for program in WINDOWS_PROGRAMS:
                yield str(Path(folder) / program)
    yield from _playwrights_own()


def _playwrights_own() -> Iterator[str]:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    yield path


def _starts(path: str) -> bool:
    """Ubuntu's chromium-browser may be a stub that only asks for snap."""
    if not Path(path).is_file():
        return False
    if sys.platform == "win32":  # there --version opens a window
        return True
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _has_chinese_font() -> bool:
    fc_list = shutil.which("fc-list")
    return fc_list is not None and bool(subprocess.check_output([fc_list, ":lang=zh"]))


def _may_use_apt() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_install(package: str) -> None:
    _run(["apt-get", "update", "-q"])
    _run(["apt-get", "install", "-q", "-y", "--no-install-recommends", package])


def _run(command: list[str]) -> None:
    """Failure is no error here: what counts is whether a browser is found afterwards."""
    print("+", *command, file=sys.stderr, flush=True)
    subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        check=False,
    )


def main(arguments: list[str]) -> int:
    browser = find_browser()
    if "--install" in arguments:
        if browser is None:
            install_browser()
            browser = find_browser()
        install_chinese_font()
    if browser is not None:
        print(browser)
        return 0
    if browser_is_required():
        print(f"{NO_BROWSER}; with CI=true that is a failure.", file=sys.stderr)
        return 1
    print(f"{NO_BROWSER}; tests that need one are skipped.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
