"""Routing: on which sites an article stands, and why.

    placements = (pushes + pulls) - except - refuse

evaluated on home articles only, so a copy is never a source and there are no loops.  For each (article, site) there
is at most one placement: the strongest mode, the strictest approval, the latest embargo and the earliest expiry of
the rules that match.  Every decision keeps its reasons, also the ones against.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field
from datetime import datetime, timedelta
from itertools import product

from ..model import Article, Kind, Mission, MissionKind, Mode, Placement, Refusal, Registry, Role, Rule, SiteStatus
from ..records import dataclass

__all__ = ["Decision", "Router"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What routing says of one article and one site.

    Attributes:
        placement: None where the article does not stand there.
        reasons: which rules asked for it; sorted.
        against: what stopped it: an exception, a refusal, a missing approval; sorted.
        waits: whether an approval is all that is missing.
    """

    site: str
    placement: Placement | None
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    waits: bool = False


@dataclass(slots=True)
class _Wish:
    """The rules that ask for an article on one site, summed up."""

    mode: Mode = Mode.LINK
    approve: bool = False
    embargo: datetime | None = None
    expires: datetime | None = None
    reasons: list[str] = field(default_factory=list)

    def add(self, reason: str, mode: Mode, approve: bool, expires: datetime | None = None) -> None:
        self.reasons.append(reason)
        self.mode = Mode.COPY if Mode.COPY in (self.mode, mode) else Mode.LINK
        self.approve = self.approve or approve
        if expires is not None:
            self.expires = min(self.expires or expires, expires)


class Router:
    """The network's standing rules, sorted so that an article meets only those that can match it.

    Deciding costs as much as there are matching rules and targets, not sites times rules.
    """

    def __init__(self, registry: Registry) -> None:
        self._missions = {mission.code: mission for mission in registry.missions}
        self._approved = {(site, one.id): one.digest for site, all_of in registry.approvals for one in all_of}
        self._groups: dict[str, list[str]] = defaultdict(list)
        self._wanting: dict[str, list[str]] = defaultdict(list)
        for mission in registry.missions:
            for group in ("all", f"region:{mission.region}", f"kind:{mission.kind}"):
                self._groups[group].append(mission.code)
        # (origin, topic or "" for any, kind) -> the rules, each with the site that made it and what it gives as reason
        self._pulls: dict[tuple[str, str, Kind], list[tuple[str, str, Rule]]] = defaultdict(list)
        for mission in registry.missions:
            shared = () if mission.kind is MissionKind.MINISTRY else registry.network.subscribe
            numbered = [(f"rule {number}", rule) for number, rule in enumerate(mission.subscribe, 1)]
            numbered += [(f"network rule {number}", rule) for number, rule in enumerate(shared, 1)]
            for name, rule in numbered:
                self._index(mission, name, rule)

    def _index(self, mission: Mission, name: str, rule: Rule) -> None:
        for topic in rule.topics:
            if mission.code not in self._wanting[topic]:
                self._wanting[topic].append(mission.code)
        for origin in dict.fromkeys(code for one in rule.origins for code in self.expand(one)):
            if origin != mission.code:
                for topic, kind in product(rule.topics or ("",), rule.kinds or Kind):
                    self._pulls[origin, topic, kind].append((mission.code, f"pulled by {name} of {mission.code}", rule))

    def expand(self, target: str) -> list[str]:
        """Return the codes of the sites that a target names, in the registry's order."""
        if target.startswith("topic:"):
            return self._wanting.get(target.removeprefix("topic:"), [])
        return self._groups.get(target, []) if target == "all" or ":" in target else [target]

    def decide(self, article: Article) -> tuple[Decision, ...]:
        """Return the decisions on an article, sorted by site; sites that no rule names are left out."""
        return tuple(self._decision(article, *asked) for asked in self._asked(article))

    def place(self, article: Article) -> tuple[Placement, ...]:
        """Return where an article stands: its home first, then the others sorted by site."""
        home = Placement(article.id, article.site, Role.HOME, ("home",))
        asked = self._asked(article)
        return (home, *[_placement(article, site, wish) for site, wish, against in asked if not against])

    def _asked(self, article: Article) -> Iterator[tuple[str, _Wish, list[str]]]:
        """The sites that rules ask for, sorted, each with the wish that they sum up to and what stops it."""
        wishes: dict[str, _Wish] = defaultdict(_Wish)
        self._pushes(article, wishes)
        self._pulled(article, wishes)
        for override in article.crosspost.override:  # holds for a site that pulls, too
            if override.site in wishes:
                wishes[override.site].embargo = override.embargo
        stopped = self._exceptions(article)
        for site in sorted(wishes):
            yield site, wishes[site], self._against(article, site, wishes[site], stopped.get(site, ()))

    def _pushes(self, article: Article, wishes: dict[str, _Wish]) -> None:
        crosspost = article.crosspost
        for target in crosspost.to:
            for site in self.expand(target):
                if site != article.site and site in self._missions:
                    wishes[site].add(f"pushed to {target}", crosspost.mode, crosspost.approve)

    def _pulled(self, article: Article, wishes: dict[str, _Wish]) -> None:
        if article.kind is Kind.PAGE:  # "About us" is about its own office; it may be pushed, by name
            return
        for topic in ("", *article.topics):
            for site, reason, rule in self._pulls.get((article.site, topic, article.kind), ()):
                if _matches(rule, article) and reason not in wishes[site].reasons:
                    days = rule.max_age_days
                    expires = None if days is None else article.date + timedelta(days=days)
                    wishes[site].add(reason, rule.mode, rule.approve, expires)

    def _exceptions(self, article: Article) -> dict[str, tuple[str, ...]]:
        stopped: dict[str, tuple[str, ...]] = {}
        for target in article.crosspost.exclude:
            for site in self.expand(target):
                stopped[site] = (*stopped.get(site, ()), f"except {target}")
        return stopped

    def _against(self, article: Article, site: str, wish: _Wish, excluded: tuple[str, ...]) -> list[str]:
        """What stops a wish."""
        mission, against = self._missions[site], [*excluded]
        for number, refusal in enumerate(mission.refuse, 1):
            if self._refuses(refusal, article):
                against.append(f"refused by refusal {number} of {site}")
        if mission.status is SiteStatus.CLOSED:
            against.append(f"{site} is closed")
        if self._lacks_approval(article, site, wish):
            before = (site, article.id) in self._approved
            against.append("approved before it was edited" if before else f"waits for approval by {site}")
        return against

    def _lacks_approval(self, article: Article, site: str, wish: _Wish) -> bool:
        asked = wish.approve or self._missions[site].approve
        return asked and self._approved.get((site, article.id)) != article.digest

    def _decision(self, article: Article, site: str, wish: _Wish, against: list[str]) -> Decision:
        placement = None if against else _placement(article, site, wish)
        waits = len(against) == 1 and self._lacks_approval(article, site, wish)
        return Decision(site, placement, tuple(sorted(wish.reasons)), tuple(sorted(against)), waits)

    def _refuses(self, refusal: Refusal, article: Article) -> bool:
        origins = {code for origin in refusal.origins for code in self.expand(origin)}
        topics = not refusal.topics or bool(set(refusal.topics) & set(article.topics))
        return article.site in origins and topics and (not refusal.kinds or article.kind in refusal.kinds)


def _placement(article: Article, site: str, wish: _Wish) -> Placement:
    role = Role.COPY if wish.mode is Mode.COPY else Role.LINK
    return Placement(article.id, site, role, tuple(sorted(wish.reasons)), wish.embargo, wish.expires)


def _matches(rule: Rule, article: Article) -> bool:
    """Whether an article meets a rule's conditions other than origin, topic and kind (which the index has seen to)."""
    return (
        (not rule.countries or _meet(rule.countries, article.countries))
        and (not rule.provinces or _meet(rule.provinces, article.provinces))
        and (not rule.languages or _meet(rule.languages, (edition.language for edition in article.editions)))
    )


def _meet(wanted: tuple[str, ...], named: Iterable[str]) -> bool:
    return any(one in wanted for one in named)
