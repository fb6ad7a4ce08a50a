"""The process that keeps LibreOffice while it lays a file out, and leaves nothing behind: no program, no folder.

Started as a script by ``pagination``. Its input is the length of the file and the file, and stays open: when it ends,
whoever has asked is gone, killed perhaps, and so nobody else could end LibreOffice or remove the file.
"""

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_TICK = 0.02
_INPUT = 0


def main() -> None:
    """Write the PDF of what stands on the input; nothing where it takes more than so many seconds, or fails."""
    program, export, seconds = sys.argv[1:]
    # Whoever stops the server stops all that it has started: this one has something to put in order first.
    signal.signal(signal.SIGTERM, lambda *_: None)
    length = int(_line())
    content = bytearray()
    while len(content) < length:
        piece = os.read(_INPUT, length - len(content))
        if not piece:
            return
        content += piece
    # What LibreOffice keeps beside it goes with the folder.
    with tempfile.TemporaryDirectory(prefix="hemicycle-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "paper.docx").write_bytes(content)
        # A profile of its own: LibreOffice otherwise waits for, or kills, another one of the same user.
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        paper = str(folder / "paper.docx")
        _run([program, profile, "--headless", "--convert-to", export, "--outdir", name, paper], float(seconds))
        written = folder / "paper.pdf"
        rendered = written.read_bytes() if written.exists() else b""
    sys.stdout.buffer.write(rendered)


def _line() -> bytes:
    # Sign by sign: what is read ahead would hide whether the input has come to its end.
    line = b""
    while (sign := os.read(_INPUT, 1)) not in {b"\n", b""}:
        line += sign
    return line or b"0"


def _run(command: list[str], seconds: float) -> None:
    """The command is over, with everything that it started."""
    process = subprocess.Popen(  # noqa: S603 - a fixed command on a file of our own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        if select.select([_INPUT], [], [], _TICK)[0]:
            break
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    main()
