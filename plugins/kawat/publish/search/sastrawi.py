"""PySastrawi, made quick: the same roots at a tenth of the time.

The library compiles a regular expression for every word that it takes apart, and asks all its rules, whatever the word
begins with.  Here its rules, its dictionary and its order of steps are kept, and only these two things done otherwise.
"""

import re
from typing import Any

from Sastrawi.Stemmer.Context.Context import Context
from Sastrawi.Stemmer.Context.Removal import Removal
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

__all__ = ["root"]

_LETTERS = ((5, "b"), (9, "t"), (19, "m"), (34, "p"), (35, "t"), (36, "p"), (40, ""), (42, "k"))
"""Up to the rule of this number, words have to begin with this letter; empty for any."""


class _Prefix:
    """Removes a prefix by the first of some rules after which a root is left; else by the last of them."""

    def __init__(self, visitor: Any) -> None:
        self._rules = [rule.disambiguate for rule in visitor.disambiguators]
        number = int(re.sub(r"\D", "", type(visitor.disambiguators[0]).__name__))
        self.letters = next(letters for last, letters in _LETTERS if number <= last)

    def visit(self, context: Any) -> None:
        word, words, rest = context.current_word, context.dictionary.words, None
        for rule in self._rules:
            rest = rule(word)
            if rest in words:
                break
        if rest is not None:
            _remove(context, self, rest, "DP")


class _Affix:
    """Removes an affix that needs no rule."""

    def __init__(self, visitor: Any, sort: str, letters: str = "") -> None:
        self._without, self._sort, self.letters = visitor.remove, sort, letters

    def visit(self, context: Any) -> None:
        rest = self._without(context.current_word)
        if rest != context.current_word:
            _remove(context, self, rest, self._sort)


def _remove(context: Any, visitor: object, rest: str, sort: str) -> None:
    word = context.current_word
    context.add_removal(Removal(visitor, word, rest, word.replace(rest, "", 1), sort))
    context.current_word = rest


class _Word(Context):  # type: ignore[misc]
    """A word on its way to its root."""

    def init_visitors(self) -> None:
        self.visitors, self.suffix_visitors = _PROVIDER.visitors, _SUFFIXES

    def accept_prefix_visitors(self, visitors: object) -> None:
        words, removed = self.dictionary.words, len(self.removals)
        if self.current_word[:1] not in _FIRST and self.current_word in words:
            return  # the library asks for the first time after its first rule, which is for other words
        for rule in _PREFIXES.get(self.current_word[:1], _INFIXES):
            rule.visit(self)
            if self.current_word in words or self.process_is_stopped or len(self.removals) > removed:
                return


_STEMMER = StemmerFactory().create_stemmer().delegatedStemmer
_PROVIDER = _STEMMER.visitor_provider
_SUFFIXES = [_Affix(visitor, sort) for visitor, sort in zip(_PROVIDER.suffix_visitors, ("P", "PP", "DS"), strict=True)]
_RULES: list[_Affix | _Prefix]
_FIRST = "dks"
_RULES = [_Affix(_PROVIDER.prefix_visitors[0], "DP", _FIRST), *map(_Prefix, _PROVIDER.prefix_visitors[1:])]
_PREFIXES = {letter: [rule for rule in _RULES if not rule.letters or letter in rule.letters] for letter in "bdkmpst"}
_INFIXES = [rule for rule in _RULES if not rule.letters]


def root(word: str) -> str:
    """Return the root of a word of letters from a to z; the word itself where none is found."""
    context = _Word(word, _STEMMER.dictionary, _PROVIDER)
    context.execute()
    return str(context.result)
