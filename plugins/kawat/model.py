"""The nouns: what Kawat speaks of, as frozen values.

Names follow the field's standards where there is one: RSS (Channel, Item, Enclosure), IPTC ninjs (edition,
rendition), CAP 1.2 (severity, urgency, certainty), ISO 3166 (places), BCP 47 (languages).  All times are aware
`datetime`s in UTC; a plain `date` is a day in no particular zone.  Tuples keep the order that their field's comment
names; nothing here opens a file, and nothing here is ever changed after it was made.
"""

from datetime import date, datetime
from enum import StrEnum

from .problems import Problem
from .records import dataclass

__all__ = [
    "Address",
    "Advisory",
    "Agreement",
    "Approval",
    "Article",
    "Channel",
    "Chapter",
    "City",
    "Correction",
    "Credit",
    "Crosspost",
    "Cue",
    "Details",
    "Edition",
    "Enclosure",
    "Episode",
    "Event",
    "Gallery",
    "Guest",
    "Item",
    "Kind",
    "Media",
    "Mission",
    "MissionKind",
    "Mode",
    "Names",
    "Network",
    "Outlet",
    "Output",
    "Override",
    "Party",
    "Picture",
    "Place",
    "Placement",
    "Potential",
    "Province",
    "Quote",
    "Reference",
    "Refusal",
    "Register",
    "Registry",
    "Republish",
    "Role",
    "Rule",
    "Site",
    "SiteStatus",
    "Social",
    "Source",
    "State",
    "Status",
    "Term",
    "Video",
]

Names = tuple[tuple[str, str], ...]
"""(BCP 47 language, name), in the order they were typed; see `codes.name_in`."""


class Kind(StrEnum):
    """The kinds of article, each a folder of a site's tree (docs/content.md, "Where a text lies")."""

    NEWS = "news"
    PRESS = "press"
    STORY = "story"
    VIDEO = "video"
    GALLERY = "gallery"
    INFOGRAPHIC = "infographic"
    EPISODE = "episode"
    EVENT = "event"
    ADVISORY = "advisory"
    AGREEMENT = "agreement"
    POTENTIAL = "potential"
    PAGE = "page"


class Register(StrEnum):
    """How an edition speaks: in full, or in simple words for readers in the regions."""

    FULL = "full"
    SIMPLE = "simple"


class Status(StrEnum):
    """What the writer says of an edition, from the most to the least visible."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    REMOVED = "removed"
    DRAFT = "draft"


class State(StrEnum):
    """What the status and the clock make of it (`editorial.lifecycle`)."""

    LIVE = "live"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    HIDDEN = "hidden"


class Mode(StrEnum):
    """How a placed article stands on another site."""

    LINK = "link"
    COPY = "copy"


class Role(StrEnum):
    """What a site is to an article that it shows."""

    HOME = "home"
    COPY = "copy"
    LINK = "link"


class MissionKind(StrEnum):
    """The ministry itself and the kinds of posts abroad."""

    MINISTRY = "ministry"
    EMBASSY = "embassy"
    CONSULATE_GENERAL = "consulate-general"
    CONSULATE = "consulate"
    PERMANENT_MISSION = "permanent-mission"
    TRADE_OFFICE = "trade-office"


class SiteStatus(StrEnum):
    """Whether a mission works."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


# ---------------------------------------------------------------- the network


@dataclass(frozen=True, slots=True)
class Rule:
    """A standing wish of a site: show here what those sites publish, under these conditions.

    Empty tuples mean "any".  `origins` are site codes, "all", "region:<code>" or "kind:<mission kind>".
    """

    origins: tuple[str, ...]
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mode: Mode = Mode.LINK
    max_age_days: int | None = None
    approve: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a site never takes, whoever pushes it; conditions as in Rule."""

    origins: tuple[str, ...]
    topics: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()


@dataclass(frozen=True, slots=True)
class Mission:
    """A post abroad, or the ministry itself (code "portal"), as its file in missions/ says.

    Attributes:
        accreditation: ISO 3166-1 alpha-2 codes and organisations' codes, its own country first.
        languages: BCP 47, the default first.
        location: latitude and longitude in degrees (WGS 84).
        writers, approvers, maintainers: e-mail addresses as git knows them; maintainers are the portal's.
    """

    code: str
    kind: MissionKind
    names: Names
    status: SiteStatus
    country: str
    city: Names
    location: tuple[float, float]
    region: str
    timezone: str
    languages: tuple[str, ...]
    accreditation: tuple[str, ...] = ()
    successor: str = ""
    url: str = ""
    accent: str = ""
    cards: str = ""
    menu: tuple[str, ...] = ()
    address: Names = ()
    telephone: str = ""
    emergency: str = ""
    email: str = ""
    hours: Names = ()
    writers: tuple[str, ...] = ()
    approvers: tuple[str, ...] = ()
    approve: bool = False
    subscribe: tuple[Rule, ...] = ()
    refuse: tuple[Refusal, ...] = ()
    markdown: str = ""
    demonstration: bool = False
    report: bool = False
    authority: str = ""
    hub: str = ""
    maintainers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A declared word of a vocabulary: a topic, a world region, an organisation."""

    code: str
    names: Names
    description: Names = ()


@dataclass(frozen=True, slots=True)
class Province:
    """One of Indonesia's provinces (ISO 3166-2:ID)."""

    code: str
    names: Names
    capital: str
    location: tuple[float, float]
    island: str


@dataclass(frozen=True, slots=True)
class City:
    """An Indonesian city or regency that stories may name."""

    code: str
    names: Names
    province: str
    kind: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A regional outlet or an agency whose feed the wire desk reads.

    Attributes:
        provinces: ISO 3166-2:ID, where it is read.
        license: on which terms its texts may be carried (SPDX identifier or words); without one, only headlines are.
        contact: an office, as it publishes it.
    """

    code: str
    name: str
    feed: str
    provinces: tuple[str, ...] = ()
    license: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """An approver's word that one site may show one text (named by its digest)."""

    id: str
    digest: str
    by: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """What the sites share: the files in missions/_network/, each in the order of its file."""

    topics: tuple[Term, ...]
    regions: tuple[Term, ...]
    organisations: tuple[Term, ...]
    provinces: tuple[Province, ...]
    cities: tuple[City, ...]
    country_names: tuple[tuple[str, Names], ...] = ()
    outlets: tuple[Outlet, ...] = ()
    subscribe: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """The portal (first) and all missions, sorted by code, with what they share."""

    missions: tuple[Mission, ...]
    network: Network
    approvals: tuple[tuple[str, tuple[Approval, ...]], ...] = ()

    def languages(self) -> dict[str, tuple[str, ...]]:
        """Return the languages of each site, its default first, by code."""
        return {mission.code: mission.languages for mission in self.missions}

    def approved(self) -> set[str]:
        """Return the ids of the articles that somebody approved."""
        return {one.id for _, approvals in self.approvals for one in approvals}


@dataclass(frozen=True, slots=True)
class Site:
    """A mission's place on the web.

    Attributes:
        url: absolute, ends with a slash.
        path: the folder below the destination that holds it: "", "tokyo/" or "_hosts/<host>/".
        host_url, host_path: the same for what all sites of its host share (pictures, theme).
    """

    mission: Mission
    url: str
    path: str
    host_url: str
    host_path: str

    @property
    def code(self) -> str:
        """The mission's code."""
        return self.mission.code

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages, the default first."""
        return self.mission.languages


@dataclass(frozen=True, slots=True)
class Address:
    """Where a thing is: its absolute URL, and its file's path below the destination."""

    url: str
    path: str


# ---------------------------------------------------------------- what writers write


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the tree: its path from the root, SHA-256, and the line on which its body starts (from 1)."""

    path: str
    sha256: str
    body_line: int


@dataclass(frozen=True, slots=True)
class Place:
    """What a text is, by its path.  A post's language and slug are told by its header, and empty here."""

    path: str
    site: str
    kind: Kind
    year: int = 0
    slug: str = ""
    language: str = ""
    register: Register = Register.FULL
    post: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Something typed that must exist elsewhere, and where it was typed.

    `vocabulary` says what it names: "site", "topic", "country", "province", "city", "region" …, or "link" and "picture"
    for those in the body, whose HTML refers to it as `kawat:<index>`, or "file" for media named in the front matter.
    """

    vocabulary: str
    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A visible correction note."""

    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Override:
    """Other words for one target site."""

    site: str
    title: str = ""
    summary: str = ""
    lead: str = ""
    embargo: datetime | None = None


@dataclass(frozen=True, slots=True)
class Crosspost:
    """To whom the home site pushes an article; targets as in `Rule.origins`, plus "topic:<code>"."""

    to: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    mode: Mode = Mode.COPY
    override: tuple[Override, ...] = ()
    approve: bool = False


@dataclass(frozen=True, slots=True)
class Republish:
    """The terms on which outlets may carry it; `license` is an SPDX identifier."""

    license: str = ""
    images: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """From whom a text was taken, on which terms; `digest` names what it was then (`wire.intake`)."""

    name: str = ""
    url: str = ""
    license: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Social:
    """Texts for the networks, as typed."""

    x: str = ""
    facebook: str = ""
    instagram: str = ""
    mastodon: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by file name in the edition's folder, with what must stand beside it; no image: no picture."""

    image: str = ""
    alt: str = ""
    credit: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of an audio talk, from its start in seconds."""

    start_s: int
    title: str


@dataclass(frozen=True, slots=True)
class Guest:
    """Who speaks, and as what."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a talk that outlets may quote, and whose they are."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A party to an agreement."""

    name: str
    kind: str = ""
    country: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Episode:
    """An audio talk, announced, live or recorded; files are names in the edition's folder."""

    audio: str = ""
    duration_s: int = 0
    transcript: str = ""
    chapters: tuple[Chapter, ...] = ()
    guests: tuple[Guest, ...] = ()
    live_at: datetime | None = None
    live_url: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Advisory:
    """Travel advice on a country; severity, urgency and certainty are CAP 1.2's words (section 3.2.2)."""

    country: str = ""
    level: int = 0
    areas: tuple[str, ...] = ()
    severity: str = "Unknown"
    urgency: str = "Unknown"
    certainty: str = "Unknown"
    effective: datetime | None = None
    reviewed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A sister city, sister province or memorandum; parties in the order of signature."""

    form: str = ""
    parties: tuple[Party, ...] = ()
    stage: str = ""
    sectors: tuple[str, ...] = ()
    signed: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Potential:
    """What a province or city offers the world; `hs_code` is of the Harmonized System."""

    province: str = ""
    city: str = ""
    sector: str = ""
    product: str = ""
    hs_code: str = ""
    capacity: str = ""
    offered_by: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that takes place; `online` is a link."""

    start: datetime | None = None
    end: datetime | None = None
    venue: str = ""
    online: str = ""


@dataclass(frozen=True, slots=True)
class Video:
    """A moving picture: a file of the folder or an https link; captions and transcript are WebVTT files."""

    video: str = ""
    poster: str = ""
    poster_alt: str = ""
    captions: str = ""
    transcript: str = ""
    duration_s: int = 0


@dataclass(frozen=True, slots=True)
class Gallery:
    """Pictures in the order of viewing."""

    pictures: tuple[Picture, ...] = ()


Details = Episode | Advisory | Agreement | Potential | Event | Video | Gallery | None
"""What only one kind of article has; an infographic is its picture, with the body as the full text alternative."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of an article for one audience; the body's HTML is kept apart, under `text`.

    As read from its file it says what is typed there; `editorial.editions` lets it inherit the rest from the
    lead edition.

    Attributes:
        site, kind, year, slug: from the path; `year` is 0 for a page without one.
        id: only where the file declares one.
        digest: names the whole text, `face` all of it but the body (what a card in a list shows).
        text: under this name the sanitised HTML of the body is found in `Catalogue.texts`.
        references: what must exist elsewhere; those of the body in the order of their `kawat:<index>`.
        body_references: how many of the references, from the first on, are the body's.
        words: how many words the body has.
    """

    source: Source
    site: str
    kind: Kind
    year: int
    slug: str
    language: str
    register: Register
    title: str
    summary: str
    date: datetime | None
    digest: str
    face: str
    text: str
    words: int
    updated: datetime | None = None
    topics: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    picture: Picture = Picture()
    status: Status = Status.PUBLISHED
    reason: str = ""
    corrections: tuple[Correction, ...] = ()
    embargo: datetime | None = None
    expires: datetime | None = None
    id: str = ""
    aliases: tuple[str, ...] = ()
    crosspost: Crosspost = Crosspost()
    republish: Republish = Republish()
    credit: Credit = Credit()
    social: Social = Social()
    details: Details = None
    references: tuple[Reference, ...] = ()
    body_references: int = 0


@dataclass(frozen=True, slots=True)
class Cue:
    """A passage of a transcript, from its start in seconds; the speaker is empty where the file does not say."""

    start_s: int
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """A media file beside a text.

    Attributes:
        path: from the root of the tree.
        type: IANA media type, by the file's content and not its name.
        width_px, height_px: of pictures and video, upright; 0 otherwise.
        cues: of WebVTT files; faults: what is wrong with single ones, which are left out.
    """

    path: str
    sha256: str
    size_bytes: int
    type: str
    width_px: int = 0
    height_px: int = 0
    cues: tuple[Cue, ...] = ()
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """All editions of one story under its permanent id; what they share is the lead edition's.

    Attributes:
        editions: the lead edition first, then by the order of the home site's languages, full before simple.
        folder: the folder of the sources, from the root of the tree.
        date: when it is (or was) due to appear.
        embargo, expires: the latest and the earliest of what its editions say.
    """

    id: str
    kind: Kind
    site: str
    year: int
    slug: str
    folder: str
    date: datetime
    updated: datetime
    editions: tuple[Edition, ...]
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    countries: tuple[str, ...]
    provinces: tuple[str, ...]
    cities: tuple[str, ...]
    status: Status
    reason: str
    embargo: datetime | None
    expires: datetime | None
    aliases: tuple[str, ...]
    crosspost: Crosspost
    republish: Republish
    digest: str
    face: str

    @property
    def lead(self) -> Edition:
        """The edition that carries the shared fields."""
        return self.editions[0]


@dataclass(frozen=True, slots=True)
class Placement:
    """An article on a site, and why it is there; reasons are sorted."""

    article: str
    site: str
    role: Role
    reasons: tuple[str, ...]
    embargo: datetime | None = None
    expires: datetime | None = None


# ---------------------------------------------------------------- what readers get


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file attached to an Item (RSS 2.0): its real size matters to readers.

    Attributes:
        width_px, height_px: of pictures.
        duration_s: of recordings.
    """

    url: str
    type: str
    size_bytes: int
    width_px: int = 0
    height_px: int = 0
    duration_s: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a feed; `guid` survives every change of address.

    Attributes:
        url: where it is read: at home.
        content: the whole text as HTML, every address absolute, credit and licence at its end.
        creator: the mission.
        categories: names of its topics.
        recording: the audio of a talk; it goes before the picture where only one file may be attached.
        translations: (language, URL) of its other editions.
        transcript, chapters: URLs; guests: who speaks in a talk; live_at, live_url: of one that is only announced.
        retracted: whether it only says that the story was taken back; its content then is the reason.
    """

    guid: str
    url: str
    title: str
    summary: str
    content: str
    language: str
    creator: str
    published: datetime
    updated: datetime
    categories: tuple[str, ...] = ()
    picture: Enclosure | None = None
    picture_alt: str = ""
    credit: str = ""
    recording: Enclosure | None = None
    translations: tuple[tuple[str, str], ...] = ()
    transcript: str = ""
    chapters: str = ""
    guests: tuple[Guest, ...] = ()
    live_at: datetime | None = None
    live_url: str = ""
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed without its Items: what it is called and where it is.

    Attributes:
        url: its own address; home_url: of the page that it belongs to.
        updated: the newest change among its items, never the clock.
        hub: where changes are announced (WebSub); empty for none.
        current: of an archive, the URL of the feed that it belongs to.
        previous, next: URLs of the archives beside it, older and newer (RFC 5005); empty for none.
    """

    title: str
    description: str
    language: str
    url: str
    home_url: str
    updated: datetime
    hub: str = ""
    current: str = ""
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A file that shall exist below the destination.

    Attributes:
        path: relative to the destination, with forward slashes.
        recipe: how it is made: a name in the recipes of `publish.outputs`.
        subject: what the recipe is given, plain strings, so that any process can make it.
        key: equal keys imply equal bytes (see `digests.key`).
        site: the code of the site that it belongs to; empty for what all of a host share.
        texts: paths of the texts whose bodies it shows, or whose title; sorted.
        updated: when what it tells last changed, for a file that shall bear that time; its key tells of it.
    """

    path: str
    recipe: str
    subject: tuple[str, ...]
    key: str
    site: str
    texts: tuple[str, ...] = ()
    updated: datetime | None = None
