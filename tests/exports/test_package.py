import io
import re
import zipfile
from hashlib import sha256

import pytest

from exports.bundle import SUMS, write_bundle


def test_a_bundle_holds_the_hash_of_every_file_and_is_the_same_every_time() -> None:
    files = {"manifesto-en.docx": b"one", "annex/votes.csv": b"two"}

    content = write_bundle(files)

    assert content == write_bundle(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sums = archive.read(SUMS).decode().splitlines()
        assert {name: archive.read(name) for name in files} == files
    assert sums == [f"{sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a b", "", SUMS, "a//b", "a/../b"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        write_bundle({name: b""})


def test_names_that_differ_in_capitals_alone_are_refused() -> None:
    with pytest.raises(ValueError, match=SUMS):
        write_bundle({"a.txt": b"", "A.txt": b""})
