"""``python -m recommendations.assets`` builds the client when needed; ``--types`` checks its types as well."""

import sys
from pathlib import Path

from recommendations.assets.building import check_types, ensure_assets

ROOT = Path(__file__).resolve().parent.parent.parent

ensure_assets(ROOT)
if "--types" in sys.argv[1:]:
    check_types(ROOT)
