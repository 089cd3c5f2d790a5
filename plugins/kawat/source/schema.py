"""The fields of a text, each declared once.

From this table derive the validation (`reading`), the handbook's tables and the browser editor's form.  Fields marked
`shared` are typed in a story's lead edition and inherited by its translations and its simple edition.
"""

from typing import Any

from ..model import (
    Advisory,
    Agreement,
    Chapter,
    Correction,
    Credit,
    Crosspost,
    Episode,
    Event,
    Gallery,
    Guest,
    Kind,
    Mode,
    Override,
    Party,
    Picture,
    Potential,
    Quote,
    Republish,
    Social,
    Status,
    Video,
)
from ..networks import NETWORKS
from .nodes import Mapping, Node
from .types import (
    Field,
    Sheet,
    Type,
    choice,
    code,
    day,
    duration,
    file,
    harmonized,
    instant,
    integer,
    listing,
    paragraph,
    post,
    quoted,
    record,
    reference,
    text,
    web,
)

__all__ = ["AUDIO", "DETAILS", "DOCUMENTS", "FIELDS", "PICTURES", "REQUIRED", "TRACKS", "VIDEO"]

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
AUDIO = (".mp3", ".m4a", ".ogg", ".opus")
VIDEO = (".mp4", ".webm")
TRACKS = (".vtt",)
DOCUMENTS = (".pdf",)

_ALIAS = r"/[a-z0-9][a-z0-9/_.-]{0,300}"
_TARGETS = listing(reference("site", "region", "topic", "kind"))


def _crosspost(**typed: object) -> Crosspost:
    if "except" in typed:
        typed["exclude"] = typed.pop("except")
    typed["approve"] = typed.pop("approve", "") == "required"
    return Crosspost(**typed)  # type: ignore[arg-type]


_OVERRIDES = (
    Field("title", text(200), "another title", "judul lain"),
    Field("summary", text(500), "another summary", "ringkasan lain"),
    Field("lead", paragraph(1000), "another first paragraph", "paragraf pertama lain"),
    Field("embargo", instant(), "not there before", "tidak di sana sebelum"),
)


def _override_type() -> Type:
    """`override` maps a site's code to other words; the codes are references like any other."""
    words = record(_OVERRIDES, dict)

    def read(node: Node, sheet: Sheet, name: str) -> Any:
        if not isinstance(node, Mapping):
            return made.wrong(node, sheet, name)
        for site, _ in node.entries:
            sheet.refer("site", site)
        found = [(site.value, words.read(value, sheet, name)) for site, value in node.entries]
        return tuple(Override(site, **values) for site, values in found if values)

    made = Type("other words by site", "kata lain menurut situs", "{osaka: {title: …}}", read, "object")
    return made


FIELDS: dict[str, Field] = {
    one.name: one
    for one in (
        Field("title", text(200), "The title, as readers see it.", "Judul yang dilihat pembaca.", required=True),
        Field(
            "date",
            instant(),
            "When it appears; without an offset, in the zone of the home site.",
            "Saat terbit; tanpa selisih waktu, menurut zona situs asal.",
            required=True,
            shared=True,
        ),
        Field(
            "updated",
            instant(),
            "When its meaning last changed.",
            "Saat isinya terakhir berubah.",
        ),
        Field(
            "summary",
            text(500),
            "One sentence for lists and feeds.",
            "Satu kalimat untuk daftar dan umpan.",
        ),
        Field("topics", listing(reference("topic"), 8), "Declared topics.", "Topik yang dikenal.", shared=True),
        Field("tags", listing(text(60), 12), "Free words.", "Kata bebas.", shared=True),
        Field(
            "countries",
            listing(reference("country"), 30),
            "Countries concerned (ISO 3166-1).",
            "Negara terkait (ISO 3166-1).",
            shared=True,
        ),
        Field(
            "provinces",
            listing(reference("province"), 38),
            "Provinces concerned (ISO 3166-2:ID).",
            "Provinsi terkait (ISO 3166-2:ID).",
            shared=True,
        ),
        Field("cities", listing(reference("city"), 20), "Cities concerned.", "Kota terkait.", shared=True),
        Field(
            "authors",
            listing(text(120), 10),
            "Offices or people who wrote it.",
            "Unit atau orang yang menulis.",
        ),
        Field("image", file(*PICTURES), "The lead picture.", "Gambar utama.", shared=True),
        Field(
            "image_alt",
            text(300),
            "What the lead picture shows, for those who cannot see it.",
            "Isi gambar utama, bagi yang tidak melihatnya.",
        ),
        Field("image_credit", text(200), "Whose picture it is.", "Sumber gambar.", shared=True),
        Field(
            "status",
            choice(Status),
            "draft, published, withdrawn (the page stays, with a notice) or removed (only a notice stays).",
            "draft, published, withdrawn (halaman tetap, dengan catatan) atau removed (tinggal catatan).",
        ),
        Field(
            "reason",
            text(500),
            "Why it was withdrawn or removed; readers see it.",
            "Alasan dicabut atau dihapus; dilihat pembaca.",
        ),
        Field(
            "corrections",
            listing(
                record(
                    (
                        Field("at", instant(), "when", "kapan", required=True),
                        Field("note", text(500), "what", "apa", required=True),
                    ),
                    Correction,
                ),
                20,
            ),
            "Visible correction notes, each with its time.",
            "Catatan ralat yang terlihat, masing-masing dengan waktunya.",
        ),
        Field("embargo", instant(), "Invisible before this moment.", "Tak terlihat sebelum saat ini."),
        Field("expires", instant(), "Invisible from this moment on.", "Tak terlihat sejak saat ini."),
        Field(
            "id",
            code(r"[a-z0-9-]+(/[a-z0-9._-]+){1,4}", "tokyo/news/2026/festival"),
            "The permanent id; by default <site>/<kind>/<year>/<slug>.",
            "Id tetap; bawaannya <situs>/<jenis>/<tahun>/<slug>.",
            shared=True,
        ),
        Field(
            "aliases",
            listing(code(_ALIAS, "/tokyo/id/news/2026/festival-lama/"), 20),
            "Former addresses, which lead here.",
            "Alamat lama yang menuju ke sini.",
            shared=True,
        ),
        Field(
            "crosspost",
            record(
                (
                    Field(
                        "to", _TARGETS, "sites, region:…, topic:…, kind:…, all", "situs, region:…, topic:…, kind:…, all"
                    ),
                    Field("except", _TARGETS, "not there", "tidak di sana"),
                    Field("mode", choice(Mode), "copy or link", "copy atau link"),
                    Field("override", _override_type(), "other words by site", "kata lain menurut situs"),
                    Field("approve", choice(("required",)), "the target approves first", "tujuan menyetujui dahulu"),
                ),
                _crosspost,
            ),
            "To which sites it is pushed.",
            "Ke situs mana naskah dikirim.",
            shared=True,
        ),
        Field(
            "republish",
            record(
                (
                    Field("license", text(40), "SPDX identifier", "pengenal SPDX"),
                    Field(
                        "images", choice(("included", "excluded")), "with pictures or not", "dengan gambar atau tidak"
                    ),
                ),
                Republish,
            ),
            "On which terms others may carry it.",
            "Syarat pemuatan ulang.",
            shared=True,
        ),
        Field(
            "credit",
            record(
                (
                    Field("name", text(160), "outlet or agency", "media atau kantor berita", required=True),
                    Field("url", code(r"https?://[!-~]{3,490}", "https://example.org/page"), "its page", "halamannya"),
                    Field("license", text(80), "its terms", "syaratnya"),
                    Field("digest", code(r"[0-9a-f]{8,64}", "3f9a2c17"), "its state", "keadaannya"),
                ),
                Credit,
            ),
            "From whom the text was taken; readers see name and link.",
            "Dari siapa naskah diambil; pembaca melihat nama dan tautannya.",
            shared=True,
        ),
        Field(
            "social",
            record(
                (
                    *(
                        Field(one.code, post(one), f"{one.name}, up to {one.limit}", f"{one.name}, sampai {one.limit}")
                        for one in NETWORKS
                    ),
                ),
                Social,
            ),
            "Texts for the networks.",
            "Teks untuk media sosial.",
        ),
        Field(
            "markdown",
            choice(("commonmark", "python")),
            "Which Markdown the body is written in.",
            "Ragam Markdown naskah ini.",
        ),
        # ---- episode
        Field("audio", file(*AUDIO), "The recording.", "Rekaman.", ("episode",), shared=True),
        Field("duration", duration(), "How long it lasts.", "Lamanya.", ("episode", "video"), shared=True),
        Field("transcript", file(*TRACKS), "Transcript (WebVTT).", "Transkrip (WebVTT).", ("episode", "video")),
        Field(
            "chapters",
            listing(
                record(
                    (
                        Field("start", duration(), "from", "mulai", required=True),
                        Field("title", text(120), "title", "judul", required=True),
                    ),
                    lambda start, title: Chapter(start, title),
                )
            ),
            "Chapters of the recording.",
            "Bab rekaman.",
            ("episode",),
        ),
        Field(
            "guests",
            listing(
                record(
                    (
                        Field("name", text(120), "name", "nama", required=True),
                        Field("role", text(120), "role", "peran"),
                    ),
                    Guest,
                )
            ),
            "Who speaks.",
            "Yang berbicara.",
            ("episode",),
        ),
        Field(
            "quotes",
            listing(
                record(
                    (
                        Field("text", quoted(), "what was said", "yang diucapkan", required=True),
                        Field("by", text(120), "by whom", "oleh siapa"),
                    ),
                    Quote,
                ),
                20,
            ),
            "Words of the talk that outlets may quote.",
            "Kutipan dari bincang untuk media.",
            ("episode",),
        ),
        Field("live_at", instant(), "When it is live.", "Saat siaran langsung.", ("episode",), shared=True),
        Field("live_url", web(), "Where it is live.", "Tempat siaran langsung.", ("episode",), shared=True),
        # ---- advisory
        Field("country", reference("country"), "The country advised on.", "Negara.", ("advisory",), True, True),
        Field(
            "level", integer(1, 4), "1 (normal care) to 4 (do not travel).", "1 sampai 4.", ("advisory",), True, True
        ),
        Field("areas", listing(text(120)), "Areas, where not all of it.", "Wilayah tertentu.", ("advisory",)),
        Field(
            "severity",
            choice(("Extreme", "Severe", "Moderate", "Minor", "Unknown")),
            "CAP 1.2 severity.",
            "Tingkat keparahan (CAP 1.2).",
            ("advisory",),
            shared=True,
        ),
        Field(
            "urgency",
            choice(("Immediate", "Expected", "Future", "Past", "Unknown")),
            "CAP 1.2 urgency.",
            "Kemendesakan (CAP 1.2).",
            ("advisory",),
            shared=True,
        ),
        Field(
            "certainty",
            choice(("Observed", "Likely", "Possible", "Unlikely", "Unknown")),
            "CAP 1.2 certainty.",
            "Kepastian (CAP 1.2).",
            ("advisory",),
            shared=True,
        ),
        Field("effective", instant(), "In force from.", "Berlaku sejak.", ("advisory",), shared=True),
        Field("reviewed", instant(), "Last reviewed.", "Terakhir ditinjau.", ("advisory",), shared=True),
        # ---- agreement
        Field(
            "form",
            choice(("sister-city", "sister-province", "mou", "loi")),
            "Form of the agreement.",
            "Bentuk kerja sama.",
            ("agreement",),
            True,
            True,
        ),
        Field(
            "parties",
            listing(
                record(
                    (
                        Field("name", text(160), "name", "nama", required=True),
                        Field(
                            "kind",
                            choice(("ministry", "province", "regency", "city", "organisation", "country")),
                            "kind",
                            "jenis",
                        ),
                        Field("country", reference("country"), "country", "negara"),
                        Field("province", reference("province"), "province", "provinsi"),
                    ),
                    Party,
                )
            ),
            "Who agrees, in order of signature.",
            "Para pihak.",
            ("agreement",),
            True,
            True,
        ),
        Field(
            "stage",
            choice(("initiated", "letter-of-intent", "mou", "in-force", "ended")),
            "How far it is.",
            "Tahap.",
            ("agreement",),
            True,
            True,
        ),
        Field("sectors", listing(text(60)), "Sectors.", "Bidang.", ("agreement",)),
        Field("signed", day(), "Signed on.", "Ditandatangani.", ("agreement",), shared=True),
        Field("ends", day(), "Ends on.", "Berakhir.", ("agreement",), shared=True),
        # ---- potential
        Field("province", reference("province"), "Province that offers it.", "Provinsi.", ("potential",), True, True),
        Field("city", reference("city"), "City or regency.", "Kota atau kabupaten.", ("potential",), shared=True),
        Field("sector", text(80), "Sector.", "Sektor.", ("potential",)),
        Field("product", text(120), "Product or service.", "Produk atau jasa.", ("potential",)),
        Field(
            "hs_code",
            harmonized(),
            "Harmonized System code: chapter, heading or subheading.",
            "Kode HS: bab, pos, atau subpos.",
            ("potential",),
            shared=True,
        ),
        Field("capacity", text(160), "How much.", "Kapasitas.", ("potential",)),
        Field("offered_by", text(160), "Institution that offers it.", "Lembaga yang menawarkan.", ("potential",)),
        Field("contact", text(200), "Published contact of an institution.", "Kontak lembaga.", ("potential",)),
        # ---- event
        Field("start", instant(), "Begins.", "Mulai.", ("event",), True, True),
        Field("end", instant(), "Ends.", "Selesai.", ("event",), shared=True),
        Field("venue", text(160), "Where.", "Tempat.", ("event",)),
        Field("online", web(), "Where online.", "Tautan daring.", ("event",), shared=True),
        # ---- video
        Field("video", file(*VIDEO, or_web=True), "File or link.", "Berkas atau tautan.", ("video",), True, True),
        Field("poster", file(*PICTURES), "Still picture.", "Gambar diam.", ("video",), shared=True),
        Field("poster_alt", text(300), "What the still shows.", "Isi gambar diam.", ("video",)),
        Field("captions", file(*TRACKS), "Captions (WebVTT).", "Takarir (WebVTT).", ("video",)),
        # ---- gallery
        Field(
            "pictures",
            listing(
                record(
                    (
                        Field("image", file(*PICTURES), "file", "berkas", required=True),
                        Field("alt", text(300), "what it shows", "isi gambar", required=True),
                        Field("credit", text(200), "whose", "sumber"),
                        Field("caption", text(500), "caption", "keterangan"),
                    ),
                    Picture,
                )
            ),
            "The pictures in order.",
            "Gambar berurutan.",
            ("gallery",),
            True,
            True,
        ),
    )
}

DETAILS: dict[Kind, type] = {
    Kind.EPISODE: Episode,
    Kind.ADVISORY: Advisory,
    Kind.AGREEMENT: Agreement,
    Kind.POTENTIAL: Potential,
    Kind.EVENT: Event,
    Kind.VIDEO: Video,
    Kind.GALLERY: Gallery,
}
"""The value that holds a kind's own fields; kinds that are not named here have none."""

REQUIRED: dict[Kind, tuple[tuple[str, str], ...]] = {
    kind: tuple(
        (field.name, f"{field.name}: {field.type.example}")
        for field in FIELDS.values()
        if field.required and field.shared and (not field.kinds or kind in field.kinds)
    )
    for kind in Kind
}
"""What the lead edition of a kind must have: names of fields, each with an example."""
