"""The registry: missions/*.yaml and missions/_network/*.yaml become a Registry.

All sites depend on these files, so an error in them stops the build (`NetworkError`) and the output stays as it was; a
mission that is half understood would take its stories down on every other site.
"""

import os
import re
from collections.abc import Iterator
from typing import Any
from zlib import crc32

from ..codes import is_language, unknown, vocabulary
from ..messages import is_error
from ..model import (
    Approval,
    City,
    Kind,
    Mission,
    MissionKind,
    Mode,
    Network,
    Outlet,
    Province,
    Refusal,
    Registry,
    Rule,
    SiteStatus,
    Term,
)
from ..problems import NetworkError, problem
from ..records import dataclass
from .frontmatter import parse
from .nodes import Mapping, Refused, Scalar
from .plain import clean
from .types import (
    Field,
    Sheet,
    boolean,
    choice,
    code,
    days,
    latlon,
    listing,
    names,
    read_fields,
    record,
    reference,
    text,
    web,
)

__all__ = ["ACCENTS", "MISSION_FIELDS", "load"]

_MAX_BYTES = 64 * 1024
_SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
# The portal's own first folders (docs/content.md, "Addresses and feeds"); a mission of that name would hide them.
_TAKEN = frozenset(
    {
        "search",
        "social",
        "feeds",
        "embed",
        "editors",
        "safe-travel",
        "media",
        "theme",
        "topics",
        "countries",
        "provinces",
        "missions",
        "wire",
        "advisories",
        "portal",
    }
)
_ORIGINS = listing(reference("site", "region", "kind"))
ACCENTS = ("garuda", "samudra", "rimba", "kunyit", "senja", "batu", "nila", "terakota")
"""The theme's palette; the first is the default (theme/static/kawat.css)."""


def _accent(code: str) -> str:
    """The accent of a site that names none: always the same for its code, and the default for the ministry alone."""
    return ACCENTS[0] if code == "portal" else ACCENTS[1 + crc32(code.encode()) % (len(ACCENTS) - 1)]


_KINDS = listing(choice(Kind))
_LANGUAGES = listing(reference("language"))


def _rule(**typed: Any) -> Rule:
    typed["origins"] = typed.pop("from", ())
    typed["max_age_days"] = typed.pop("max_age", None)
    typed["approve"] = typed.pop("approve", "") == "required"
    return Rule(**typed)


def _refusal(**typed: Any) -> Refusal:
    typed["origins"] = typed.pop("from", ("all",))
    return Refusal(**typed)


_SUBSCRIBE = listing(
    record(
        (
            Field("from", _ORIGINS, "sites, region:…, kind:…, all", "situs, region:…, kind:…, all", required=True),
            Field("topics", listing(reference("topic")), "only these topics", "hanya topik ini"),
            Field("kinds", _KINDS, "only these kinds", "hanya jenis ini"),
            Field("countries", listing(reference("country")), "only about these", "hanya tentang ini"),
            Field("provinces", listing(reference("province")), "only about these", "hanya tentang ini"),
            Field("languages", _LANGUAGES, "only with such an edition", "hanya bila ada edisinya"),
            Field("mode", choice(Mode), "copy or link", "copy atau link"),
            Field("max_age", days(), "not older than", "tidak lebih tua dari"),
            Field("approve", choice(("required",)), "an approver decides", "disetujui dahulu"),
        ),
        _rule,
    )
)
_REFUSE = listing(
    record(
        (
            Field("from", _ORIGINS, "sites, region:…, kind:…, all", "situs, region:…, kind:…, all"),
            Field("topics", listing(reference("topic")), "these topics", "topik ini"),
            Field("kinds", _KINDS, "these kinds", "jenis ini"),
        ),
        _refusal,
    )
)

MISSION_FIELDS: dict[str, Field] = {
    one.name: one
    for one in (
        Field("kind", choice(MissionKind), "What it is.", "Jenisnya.", required=True),
        Field("demonstration", boolean(), "Whether every page says so.", "Apakah tiap halaman menyebutnya."),
        Field("report", boolean(), "Whether the partner report is published.", "Apakah laporan mitra diterbitkan."),
        Field("names", names(), "Its full name by language.", "Nama lengkap menurut bahasa.", required=True),
        Field("status", choice(SiteStatus), "open, suspended or closed.", "open, suspended, atau closed."),
        Field("successor", reference("site"), "Who took over from a closed one.", "Penggantinya."),
        Field("url", web(), "Its own host, if it has one.", "Alamat sendiri, bila ada."),
        Field("hub", web(), "WebSub hub of all feeds.", "Hub WebSub untuk semua umpan."),
        Field("authority", text(120), "Host name in permanent feed ids.", "Nama hos pada id umpan."),
        Field("country", reference("country"), "Where it is (ISO 3166-1).", "Negaranya.", required=True),
        Field("city", names(), "Its city, by language.", "Kotanya, menurut bahasa.", required=True),
        Field("location", latlon(), "Latitude and longitude in degrees.", "Lintang dan bujur.", required=True),
        Field("region", reference("region"), "World region.", "Kawasan dunia.", required=True),
        Field("timezone", reference("zone"), "IANA time zone.", "Zona waktu IANA.", required=True),
        Field("languages", _LANGUAGES, "BCP 47, the default first.", "BCP 47, bawaan dahulu.", required=True),
        Field("accreditation", listing(reference("accredited")), "Countries, organisations.", "Negara, organisasi."),
        Field(
            "accent",
            choice(ACCENTS),
            "Accent of the theme; else by its code.",
            "Warna aksen tema; bila tidak diisi, menurut kodenya.",
        ),
        Field(
            "cards",
            choice(("all", "pictureless", "none")),
            "Which stories have a card with their title where they are shared; all, unless said.",
            "Naskah mana yang berkartu judul saat dibagikan; semua (all), bila tidak diisi.",
        ),
        Field("menu", listing(choice(Kind)), "Kinds in the menu, in order.", "Jenis di menu, berurutan."),
        Field("address", names(), "Postal address by language.", "Alamat pos menurut bahasa."),
        Field("telephone", code(r"\+[0-9]([ -]?[0-9]){6,14}", "+62 21 0000000"), "Published number.", "Nomor telepon."),
        Field(
            "emergency",
            code(r"\+[0-9]([ -]?[0-9]){6,14}", "+62 21 0000000"),
            "Published number for emergencies.",
            "Nomor darurat.",
        ),
        Field("email", code(r"[\w.+-]+@[\w.-]+\.\w+", "redaksi@example.org"), "Published e-mail.", "Alamat surel."),
        Field("hours", names(), "Opening hours by language.", "Jam buka menurut bahasa."),
        Field("writers", listing(text(120)), "Git e-mail addresses of its writers.", "Alamat git penulisnya."),
        Field("approvers", listing(text(120)), "Git e-mail addresses of approvers.", "Alamat git penyetujunya."),
        Field("maintainers", listing(text(120)), "The web team; of the portal.", "Tim web; pada portal."),
        Field("approve", choice(("required",)), "Approve all that comes in.", "Setujui semua yang masuk."),
        Field("subscribe", _SUBSCRIBE, "Standing rules: what it shows of others.", "Aturan tetap berlangganan."),
        Field("refuse", _REFUSE, "What it never shows.", "Yang tidak pernah ditampilkan."),
        Field("markdown", choice(("commonmark", "python")), "Markdown of its texts.", "Ragam Markdown naskahnya."),
    )
}

_NAMED = (
    Field("names", names(), "names", "nama", required=True),
    Field("description", names(), "description", "keterangan"),
)
_PROVINCE = (
    Field("names", names(), "names", "nama", required=True),
    Field("capital", text(60), "capital", "ibu kota", required=True),
    Field("location", latlon(), "of the capital", "ibu kotanya", required=True),
    Field("island", text(60), "island group", "kepulauan", required=True),
)
_CITY = (
    Field("names", names(), "names", "nama", required=True),
    Field("province", reference("province"), "province", "provinsi", required=True),
    Field("kind", choice(("city", "regency")), "kind", "jenis", required=True),
)
_OUTLET = (
    Field("name", text(120), "name", "nama", required=True),
    Field("feed", code(r"https?://[!-~]{3,490}", "https://example.org/feed"), "address", "alamat umpan", required=True),
    Field("provinces", listing(reference("province")), "where it is read", "daerah pembacanya"),
    Field("license", text(80), "terms agreed", "syarat yang disepakati"),
    Field("contact", text(200), "published contact of an office", "kontak kantor"),
)


def load(root: str) -> Registry:
    """Return the registry of the tree at `root`.

    Raises:
        NetworkError: with every Problem of every file.
    """
    loader = _Loader(root)
    registry = loader.registry()
    known = {**vocabulary(registry), "site": frozenset(loader.codes)}  # one that is wrong is not unknown
    for sheet in loader.sheets:
        sheet.problems += unknown(sheet.file, sheet.references, known)
    problems = sorted(found for sheet in loader.sheets for found in sheet.problems)
    if any(is_error(found) for found in problems):
        raise NetworkError(problems)
    return registry


@dataclass(slots=True)
class _Loader:
    root: str
    sheets: list[Sheet]
    codes: list[str]

    def __init__(self, root: str) -> None:
        self.root, self.sheets, self.codes = root, [], []

    def registry(self) -> Registry:
        missions = [self._mission(file) for file in self._files("missions")]
        portal = [mission for mission in missions if mission and mission.code == "portal"]
        if "portal" not in self.codes:
            self.sheets.append(Sheet("missions/portal.yaml", problems=[problem("K070", "missions/portal.yaml")]))
        others = [mission for mission in missions if mission and mission.code != "portal"]
        self._refuse_shared_addresses(portal + others)
        network = Network(
            topics=self._terms("topics"),
            regions=self._terms("regions"),
            organisations=self._terms("organisations"),
            provinces=tuple(Province(code, **values) for code, values in self._table("provinces", _PROVINCE)),
            cities=tuple(City(code, **values) for code, values in self._table("cities", _CITY)),
            country_names=self._country_names(),
            outlets=tuple(Outlet(code, **values) for code, values in self._table("outlets", _OUTLET)),
            subscribe=self._routing(),
        )
        approvals = tuple(self._approvals(mission.code) for mission in portal + others)
        return Registry(tuple(portal + others), network, tuple(one for one in approvals if one[1]))

    def _refuse_shared_addresses(self, missions: list[Mission]) -> None:
        taken: dict[str, str] = {}
        for mission in missions:
            url = mission.url.rstrip("/").lower()
            other = taken.setdefault(url, mission.code) if url else mission.code
            if other != mission.code:
                file = f"missions/{mission.code}.yaml"
                self.sheets.append(Sheet(file, problems=[problem("K075", file, value=mission.url, other=other)]))

    def _files(self, folder: str) -> list[str]:
        try:
            found = sorted(os.listdir(os.path.join(self.root, folder)))
        except FileNotFoundError:
            return []
        return [f"{folder}/{name}" for name in found if name.endswith(".yaml") and not name.startswith(".")]

    def _read(self, file: str) -> tuple[Mapping, Sheet]:
        """An absent file is empty; one that cannot be read is empty too, with its Problem noted."""
        sheet = Sheet(file)
        self.sheets.append(sheet)
        empty = Mapping((), 1, 1)
        path = os.path.join(self.root, file)
        if os.path.islink(path):
            sheet.problems.append(problem("K006", file))
            return empty, sheet
        try:
            with open(path, "rb") as opened:
                plain, sheet.problems = clean(opened.read(), file)
            return parse(plain, file, most=_MAX_BYTES), sheet
        except FileNotFoundError:
            return empty, sheet
        except Refused as refused:
            sheet.problems.append(refused.problem)
            return empty, sheet

    def _mission(self, file: str) -> Mission | None:
        node, sheet = self._read(file)
        name = file.removeprefix("missions/").removesuffix(".yaml")
        if not re.fullmatch(_SLUG, name, re.ASCII) or (name in _TAKEN and name != "portal") or is_language(name):
            sheet.problems.append(problem("K073", file, value=name, known=", ".join(sorted(_TAKEN))))
        self.codes.append(name)
        if any(is_error(found) for found in sheet.problems):
            return None
        values = read_fields(node, MISSION_FIELDS, sheet)
        if values.get("status") == SiteStatus.CLOSED and "successor" not in values:
            sheet.problems.append(problem("K074", file, 1, 1))
        if any(is_error(found) for found in sheet.problems):
            return None
        values.setdefault("status", SiteStatus.OPEN)
        values.setdefault("accent", _accent(name))
        values["approve"] = values.get("approve") == "required"
        return Mission(code=name, **values)

    def _terms(self, name: str) -> tuple[Term, ...]:
        return tuple(Term(code, **values) for code, values in self._table(name, _NAMED))

    def _table(self, name: str, fields: tuple[Field, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the entries of missions/_network/<name>.yaml: a code, and the values of its fields."""
        node, sheet = self._read(f"missions/_network/{name}.yaml")
        entry = record(fields, dict)
        for key, value in node.entries:
            values = entry.read(value, sheet, key.value)
            if values is not None:
                yield key.value, values

    def _country_names(self) -> tuple[tuple[str, Any], ...]:
        node, sheet = self._read("missions/_network/countries.yaml")
        for key, _ in node.entries:
            sheet.refer("country", key)
        read = [(key.value, names().read(value, sheet, key.value)) for key, value in node.entries]
        return tuple((country, called) for country, called in read if called)

    def _routing(self) -> tuple[Rule, ...]:
        node, sheet = self._read("missions/_network/routing.yaml")
        fields = {"subscribe": MISSION_FIELDS["subscribe"]}
        rules: tuple[Rule, ...] = read_fields(node, fields, sheet).get("subscribe", ())
        return rules

    def _approvals(self, site: str) -> tuple[str, tuple[Approval, ...]]:
        """missions/approvals/<site>.yaml maps ids to {digest, by}; `tasks.py approve` writes it."""
        node, sheet = self._read(f"missions/approvals/{site}.yaml")
        fields = (
            Field("digest", text(80), "digest of the text approved", "intisari naskah", required=True),
            Field("by", text(120), "the approver", "penyetuju", required=True),
            Field("at", text(40), "when", "kapan"),
        )
        entry, approvals = record(fields, dict), []
        for key, value in node.entries:
            values = entry.read(value, sheet, key.value) if isinstance(key, Scalar) else None
            if values:
                approvals.append(Approval(key.value, **values))
        return site, tuple(approvals)
