"""The chance in a picture: random numbers that are the same for the same scene and seed."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

__all__ = ["Dice"]

T = TypeVar("T")


class Dice(Random):
    """Random numbers for one picture, which also remember the seed that the list of pictures gives it."""

    def __new__(cls, scene: str, number: int) -> "Dice":
        return super().__new__(cls)

    def __init__(self, scene: str, number: int) -> None:
        super().__init__(f"{scene}/{number}")
        self.number = number

    def turn(self, options: Sequence[T]) -> T:
        """Return the option whose turn it is: seeds that follow one another, as in a gallery, take them in order."""
        return options[self.number % len(options)]
