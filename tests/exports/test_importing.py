import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ALONE = """
import sys
from importlib import import_module

for first in ("word", "working_paper", "summary"):
    for name in [name for name in sys.modules if name.split(".")[0] in {"exports", "recommendations"}]:
        del sys.modules[name]
    import_module(f"exports.{first}")
assert not {name.split(".")[0] for name in sys.modules} & {"flask", "sqlalchemy"}
"""


def test_writers_can_be_imported_in_any_order_and_without_the_application() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], cwd=ROOT, capture_output=True, timeout=120, check=False)

    assert done.stderr.decode() == ""
