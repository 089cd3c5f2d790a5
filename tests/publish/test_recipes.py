"""Every recipe names a function that is there; the modules of recipes are imported when they are asked for."""

import pytest

from kawat.publish import recipes

NAMED = {recipe: function for recipe, (_, function) in recipes.PAGES.items()} | recipes.SERIALIZERS


@pytest.mark.parametrize("recipe", NAMED)
def test_a_recipe_names_a_public_function_of_the_layer(recipe: str) -> None:
    made_by = recipes.made_by(NAMED[recipe])
    module, _, function = NAMED[recipe].partition(":")
    assert (made_by.__module__, made_by.__name__) == (f"kawat.publish.{module}", function)
    assert not function.startswith("_")


def test_no_recipe_is_of_a_page_and_of_a_file() -> None:
    assert len(NAMED) == len(recipes.PAGES) + len(recipes.SERIALIZERS)
