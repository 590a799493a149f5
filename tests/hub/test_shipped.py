"""Shipped files are found wherever the application is installed."""

import json

from hub import shipped


def test_a_folder_and_a_file_in_it() -> None:
    recipes = shipped.path("recipes")
    assert recipes.is_dir()
    recipe = json.loads(shipped.path("recipes", "google_maps.json").read_text("utf-8"))
    assert recipe["id"] == "google_maps"
