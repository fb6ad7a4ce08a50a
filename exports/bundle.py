"""The submission package: all files in one ZIP, with the hash of each."""

import hashlib
import re
from collections.abc import Mapping

from exports.package import zipped

SUMS = "SHA256SUMS"
_NAME = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*")


def write_bundle(files: Mapping[str, bytes]) -> bytes:
    """The files with their hashes in the form that `sha256sum --check` reads; the same files give the same bytes.

    Raises:
        ValueError: a name is none that every system can unpack, or two differ in capitals alone.
    """
    for name in files:
        if not _NAME.fullmatch(name) or name == SUMS:
            raise ValueError(name)
    if len({name.lower() for name in files}) != len(files):
        raise ValueError(SUMS)
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return zipped({**files, SUMS: sums.encode()})
