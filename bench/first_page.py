"""From a clean folder to the first page: ``python bench/first_page.py``.

The floor, measured in the same run, is what cannot be avoided: creating an environment and installing the same pinned
packages from the two registries, without any of our code.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 600.0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_page(folder: Path, port: int) -> float:
    """Seconds from ``make run`` until the sign-in page answers; the server is stopped again."""
    started = time.monotonic()
    environ = os.environ | {"PORT": str(port)}
    server = subprocess.Popen(
        ["make", "run"],
        cwd=folder,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        while not answers(f"http://127.0.0.1:{port}/sign-in"):
            if server.poll() is not None or time.monotonic() - started > LONGEST:
                raise SystemExit("make run did not come up; run it by hand to see why.")
            time.sleep(0.05)
        return time.monotonic() - started
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def answers(url: str) -> bool:
    """Whether the page is there."""
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def floor(folder: Path) -> float:
    """Seconds for the bare installations."""
    for name in ("requirements.txt", "package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, folder / name)
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "venv", ".venv"], cwd=folder, check=True)
    pip = [".venv/bin/pip", "install", "-q", "--require-hashes", "-r", "requirements.txt"]
    subprocess.run(pip, cwd=folder, check=True, stderr=subprocess.DEVNULL)
    npm = [".venv/bin/npm", "ci", "--silent"]
    path = f"{folder / '.venv/bin'}:{os.environ['PATH']}"
    subprocess.run(npm, cwd=folder, check=True, env=os.environ | {"PATH": path}, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        clone, bare = Path(scratch, "clone"), Path(scratch, "bare")
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        bare.mkdir()
        least = floor(bare)
        port = free_port()
        first = seconds_to_page(clone, port)
        second = seconds_to_page(clone, port)
    print("| step | seconds | ratio to the floor |")
    print("|---|---|---|")
    print(f"| floor: environment and packages alone | {least:.1f} | 1.0 |")
    print(f"| clean folder to the first page | {first:.1f} | {first / least:.2f} |")
    print(f"| second start to the first page | {second:.1f} | {second / least:.2f} |")


if __name__ == "__main__":
    main()
