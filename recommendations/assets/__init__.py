"""The built client: made when its sources changed, named by its content, served compressed and for a year."""

from recommendations.assets.building import ClientNotBuilt, check_types, ensure_assets
from recommendations.assets.delivery import init_assets

__all__ = ["ClientNotBuilt", "check_types", "ensure_assets", "init_assets"]
