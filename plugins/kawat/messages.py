"""What every problem code says, in English and Indonesian; docs/problems.md and the tests derive from this table.

A sentence is a `str.format` template over the Problem's parameters.  The hint says what to do; where the
Problem carries a `suggestion`, "did you mean …?" is said instead, because it is the likelier mend.

Severity: an *error* quarantines the file (it is not published, the build ends with status 3); a *warning* says
what was mended or left out, and the file is published.
"""

from .problems import Problem
from .records import dataclass

__all__ = ["MESSAGES", "Message", "hint", "is_error", "sentence"]

LANGUAGES = ("en", "id")


@dataclass(frozen=True, slots=True)
class Message:
    """The words of one code."""

    severity: str
    en: str
    id: str
    hint_en: str
    hint_id: str


def _error(en: str, id: str, hint_en: str, hint_id: str) -> Message:
    return Message("error", en, id, hint_en, hint_id)


def _warning(en: str, id: str, hint_en: str, hint_id: str) -> Message:
    return Message("warning", en, id, hint_en, hint_id)


_SUGGESTION = {"en": 'did you mean "{suggestion}"?', "id": 'maksud Anda "{suggestion}"?'}


def _unknown(en: str, id: str, where: str) -> Message:
    return _error(
        f'unknown {en} "{{value}}"',
        f'{id} "{{value}}" tidak dikenal',
        f"the known ones are listed in {where}",
        f"yang dikenal tercantum di {where}",
    )


MESSAGES: dict[str, Message] = {
    # ---- where a file lies
    "K001": _error(
        "this file is not where a text can lie",
        "berkas ini tidak berada di tempat naskah",
        "texts are content/<site>/<kind>/<year>/<slug>/index.<language>[.simple].md",
        "naskah: content/<situs>/<jenis>/<tahun>/<slug>/index.<bahasa>[.simple].md",
    ),
    "K002": _error(
        'there is no site "{value}"',
        'tidak ada situs "{value}"',
        "a folder of content/ bears the code of a file in missions/",
        "folder di content/ memakai kode sebuah berkas di missions/",
    ),
    "K003": _error(
        'there is no kind of text "{value}"', 'tidak ada jenis naskah "{value}"', "kinds: {known}", "jenis: {known}"
    ),
    "K004": _error(
        'the folder name "{value}" cannot be part of an address',
        'nama folder "{value}" tidak dapat menjadi bagian alamat',
        "use at most 80 of a-z, 0-9 and hyphens: {proposal}",
        "pakai paling banyak 80 huruf a-z, angka 0-9, dan tanda hubung: {proposal}",
    ),
    "K005": _error(
        'the site "{site}" has no language "{value}"',
        'situs "{site}" tidak memiliki bahasa "{value}"',
        "its languages are {known} (missions/{site}.yaml)",
        "bahasanya: {known} (missions/{site}.yaml)",
    ),
    "K006": _error(
        "this is a symbolic link; links are not followed",
        "ini tautan simbolis; tautan tidak diikuti",
        "put the file itself here",
        "letakkan berkasnya sendiri di sini",
    ),
    "K007": _error(
        "the text is {size} KB long; at most {limit} KB are read",
        "naskah {size} KB; paling banyak {limit} KB dibaca",
        "split it into several stories, or attach the long part as a document",
        "bagi menjadi beberapa naskah",
    ),
    "K008": _error(
        "this is not UTF-8 text (byte {byte})",
        "ini bukan teks UTF-8 (bita {byte})",
        'save the file as "UTF-8" in your editor',
        'simpan berkas sebagai "UTF-8" di penyunting Anda',
    ),
    "K009": _warning(
        "a control character ({value}) was left out",
        "karakter kendali ({value}) dihilangkan",
        "it comes from copying out of another program; delete it",
        "asalnya dari salinan program lain; hapuslah",
    ),
    "K010": _error(
        "the file holds NUL bytes; it is not a text",
        "berkas berisi bita NUL; ini bukan teks",
        "was a document or a picture saved under this name?",
        "apakah dokumen atau gambar disimpan dengan nama ini?",
    ),
    "K011": _warning(
        "an invisible character that reverses text ({value}) was left out",
        "karakter tak terlihat yang membalik teks ({value}) dihilangkan",
        "right-to-left text needs no such character; delete it",
        "teks kanan-ke-kiri tidak memerlukannya; hapuslah",
    ),
    # ---- words that must be declared
    "K012": _unknown("site", "situs", "missions/"),
    "K013": _unknown("topic", "topik", "missions/_network/topics.yaml"),
    "K014": _unknown("country", "negara", "ISO 3166-1 alpha-2"),
    "K015": _unknown("province", "provinsi", "missions/_network/provinces.yaml (ISO 3166-2:ID)"),
    "K016": _unknown("city", "kota", "missions/_network/cities.yaml"),
    "K017": _unknown("region", "kawasan", "missions/_network/regions.yaml"),
    "K018": _unknown("kind of mission", "jenis perwakilan", "docs/content.md"),
    "K019": _unknown("organisation", "organisasi", "missions/_network/organisations.yaml"),
    # ---- front matter
    "K020": _error(
        "the file does not begin with front matter",
        "berkas tidak diawali data pembuka",
        'begin with a line "---", then title: and date:, then a line "---"',
        'awali dengan baris "---", lalu title: dan date:, lalu baris "---"',
    ),
    "K021": _error(
        "the front matter cannot be read: {reason}",
        "data pembuka tidak dapat dibaca: {reason_id}",
        'put a value that contains ": " or "#" between quotes',
        'apit nilai yang berisi ": " atau "#" dengan tanda kutip',
    ),
    "K022": _error(
        'the field "{value}" stands here twice',
        'isian "{value}" tertulis dua kali',
        "it was first set on line {first}; keep one",
        "pertama ditulis di baris {first}; pilih satu",
    ),
    "K023": _error(
        "anchors, aliases and tags are not allowed here",
        "jangkar, alias, dan tag YAML tidak diizinkan",
        "put the value between quotes if it begins with &, * or !",
        "apit nilai dengan tanda kutip bila diawali &, * atau !",
    ),
    "K024": _error(
        "the front matter is nested more than {limit} deep",
        "data pembuka bersarang lebih dari {limit} tingkat",
        "no field needs that",
        "tidak ada isian yang memerlukannya",
    ),
    "K025": _error(
        "the front matter is {size} KB long; at most {limit} KB are read",
        "data pembuka {size} KB; paling banyak {limit} KB dibaca",
        'is the closing "---" missing?',
        'apakah "---" penutup terlupa?',
    ),
    "K026": _error(
        'unknown field "{value}"',
        'isian "{value}" tidak dikenal',
        "the fields are listed in docs/content.md",
        "daftar isian ada di docs/content.md",
    ),
    "K027": _error(
        'the field "{value}" does not belong to the kind "{kind}"',
        'isian "{value}" bukan milik jenis "{kind}"',
        "it belongs to: {known}",
        "isian itu milik: {known}",
    ),
    "K028": _error('the field "{value}" is missing', 'isian "{value}" tidak ada', "{example}", "{example}"),
    "K029": _error('"{field}" wants {wanted}', '"{field}" harus berupa {wanted_id}', "{example}", "{example}"),
    "K030": _error(
        '"{value}" is not a {wanted}',
        '"{value}" bukan {wanted_id}',
        "write it as {example}",
        "tulislah seperti {example}",
    ),
    "K031": _error(
        '"{value}" is not possible for "{field}"',
        '"{value}" tidak mungkin untuk "{field}"',
        "possible: {known}",
        "yang mungkin: {known}",
    ),
    "K032": _error(
        '"{value}" is not a number from {low} to {high}',
        '"{value}" bukan angka dari {low} sampai {high}',
        "write digits only",
        "tulis angka saja",
    ),
    "K033": _error(
        '"{value}" is not an https address',
        '"{value}" bukan alamat https',
        "write it whole, such as https://example.org/page",
        "tulis lengkap, misalnya https://example.org/halaman",
    ),
    "K034": _error(
        '"{value}" is not the name of a file beside this text',
        '"{value}" bukan nama berkas di samping naskah ini',
        "put the file into the same folder and write its name alone: a-z, 0-9, hyphen, dot",
        "letakkan berkas di folder yang sama dan tulis namanya saja: a-z, 0-9, tanda hubung, titik",
    ),
    "K035": _error(
        'the picture "{value}" has no alternative text',
        'gambar "{value}" tidak memiliki teks alternatif',
        "say in {field} what it shows, for readers who cannot see it",
        "jelaskan di {field} isi gambar, bagi pembaca yang tidak melihatnya",
    ),
    "K036": _error(
        'status "{value}" wants a reason',
        'status "{value}" memerlukan alasan',
        "add reason: one sentence that readers will see",
        "tambahkan reason: satu kalimat yang akan dilihat pembaca",
    ),
    "K037": _error(
        '"{value}" cannot be a permanent id',
        '"{value}" tidak dapat menjadi id tetap',
        "an id looks like {example}",
        "id berbentuk {example}",
    ),
    "K038": _error(
        'the former address "{value}" does not lie below {site}',
        'alamat lama "{value}" tidak berada di bawah {site}',
        "an alias is a path of this site, such as {example}",
        "alias ialah jalur di situs ini, misalnya {example}",
    ),
    "K039": _error(
        '"{field}" is {size} characters long; at most {limit} are taken',
        '"{field}" sepanjang {size} karakter; paling banyak {limit}',
        "shorten it; the body may be long",
        "persingkat; isi naskah boleh panjang",
    ),
    # ---- the body
    "K040": _error(
        "there is no text below the front matter",
        "tidak ada naskah di bawah data pembuka",
        "write at least one sentence",
        "tulis sedikitnya satu kalimat",
    ),
    "K041": _warning(
        "HTML that is not allowed was left out: {value}",
        "HTML yang tidak diizinkan dihilangkan: {value}",
        "write Markdown; scripts, frames, forms and styles are never published",
        "tulis Markdown; skrip, bingkai, formulir, dan gaya tidak pernah diterbitkan",
    ),
    "K042": _warning(
        'the link leads nowhere: "{value}"',
        'tautan tidak menuju ke mana pun: "{value}"',
        "link to the text's file, such as /tokyo/news/2026/festival/index.id.md; its words stay, without the link",
        "tautkan berkas naskahnya, misalnya /tokyo/news/2026/festival/index.id.md; kata-katanya tetap, tanpa tautan",
    ),
    "K043": _error(
        'there is no file "{value}" beside this text',
        'tidak ada berkas "{value}" di samping naskah ini',
        "put it into {folder}/",
        "letakkan di {folder}/",
    ),
    "K044": _error(
        '"{value}" cannot be read as {wanted}',
        '"{value}" tidak dapat dibaca sebagai {wanted}',
        "allowed: {known}",
        "yang diizinkan: {known}",
    ),
    "K045": _error(
        'the picture "{value}" has {size} megapixels; at most {limit} are taken',
        'gambar "{value}" {size} megapiksel; paling banyak {limit}',
        "save it smaller; 2400 pixels wide are plenty",
        "simpan lebih kecil; lebar 2400 piksel sudah cukup",
    ),
    "K046": _error(
        'the file "{value}" is {size} MB large; at most {limit} MB are taken',
        'berkas "{value}" {size} MB; paling banyak {limit} MB',
        "save it smaller",
        "simpan lebih kecil",
    ),
    "K047": _warning(
        'the link "{value}" was left out: only https, mailto and tel are allowed',
        'tautan "{value}" dihilangkan: hanya https, mailto, dan tel yang diizinkan',
        "use the https address of the page",
        "pakai alamat https halaman itu",
    ),
    "K048": _warning(
        'the picture "{value}" lies on another server and became a link',
        'gambar "{value}" berada di peladen lain dan dijadikan tautan',
        "put a copy beside this text, if its licence allows",
        "letakkan salinannya di samping naskah ini, bila lisensinya mengizinkan",
    ),
    "K049": _error(
        'the picture "{value}" in the text has no alternative text',
        'gambar "{value}" dalam naskah tidak memiliki teks alternatif',
        "write ![what it shows]({value})",
        "tulis ![apa isinya]({value})",
    ),
    # ---- articles
    "K050": _error(
        'the id "{value}" belongs to {other}',
        'id "{value}" milik {other}',
        "choose another id, or leave the field out",
        "pilih id lain, atau hapus isian ini",
    ),
    "K051": _error(
        "this text is there twice: {other} is the same edition",
        "naskah ini ada dua kali: {other} edisi yang sama",
        "keep one of the two files",
        "pertahankan satu dari dua berkas",
    ),
    "K052": _error(
        "not published: the story's lead edition {other} has an error",
        "tidak diterbitkan: edisi utama {other} bermasalah",
        "mend that file first; dates and places come from it",
        "perbaiki berkas itu dahulu; tanggal dan tempat berasal darinya",
    ),
    "K053": _warning(
        '"{field}" differs from the lead edition {other}, which decides',
        '"{field}" berbeda dari edisi utama {other}, yang menentukan',
        "leave the field out here: a translation inherits it",
        "hapus isian ini di sini: terjemahan mewarisinya",
    ),
    "K055": _error(
        '"{field}" lies before "{other}"',
        '"{field}" mendahului "{other}"',
        "check both dates",
        "periksa kedua tanggal",
    ),
    "K056": _warning(
        'the embedded frame "{value}" became a link',
        'bingkai tersemat "{value}" dijadikan tautan',
        "that is how it is published, and fed to others; for a video of its own, write a text of the kind video",
        "begitulah ia diterbitkan dan disalurkan; untuk video tersendiri, tulis naskah jenis video",
    ),
    "K057": _error(
        'the published story "{value}" would vanish without a trace',
        'tulisan terbit "{value}" akan hilang tanpa jejak',
        "bring its file back with status: removed and a reason; where its folder was renamed, give it id: {value}; "
        "--allow-removal forgets it",
        "kembalikan berkasnya dengan status: removed dan reason; bila foldernya diganti nama, beri id: {value}; "
        "--allow-removal melupakannya",
    ),
    "K058": _error(
        "the former address {value} is in use by something else",
        "alamat lama {value} dipakai halaman lain",
        "remove the alias: readers who go there find what stands there now",
        "hapus alias itu: pembaca akan menemukan halaman yang ada di sana",
    ),
    "K059": _error(
        "the Harmonized System has no chapter {value}",
        "Sistem Harmonisasi tidak memiliki bab {value}",
        "chapters are 01 to 97, without 77; a code begins with its chapter",
        "bab ialah 01 sampai 97, tanpa 77; kode diawali nomor babnya",
    ),
    # ---- limits
    "K060": _error(
        "reading this file took longer than {limit} seconds",
        "membaca berkas ini lebih dari {limit} detik",
        "look for very long lines or thousands of brackets, stars or underscores in a row",
        "cari baris sangat panjang atau ribuan tanda kurung, bintang, atau garis bawah berderet",
    ),
    "K061": _error(
        "reading this file took too much memory or crashed the reader",
        "membaca berkas ini menghabiskan memori atau menghentikan pembaca",
        "look for deeply nested lists, quotations or tables",
        "cari daftar, kutipan, atau tabel yang bersarang dalam",
    ),
    "K062": _error(
        "the page would be {factor} times as long as the text",
        "halaman akan {factor} kali panjang naskahnya",
        "look for constructions that repeat themselves, such as references to references",
        "cari bentuk yang berulang, misalnya rujukan ke rujukan",
    ),
    "K063": _warning(
        "no text shows this file; it is not published",
        "tidak ada naskah yang menampilkan berkas ini; tidak diterbitkan",
        "name it in a text of the same folder, or delete it",
        "sebutkan dalam naskah di folder yang sama, atau hapus",
    ),
    "K064": _warning(
        "files of this type are not published",
        "berkas jenis ini tidak diterbitkan",
        "allowed beside a text: {known}",
        "yang diizinkan di samping naskah: {known}",
    ),
    "K065": _error(
        "the text for {network} counts {size} with the story's address; at most {limit} are taken",
        "teks untuk {network} terhitung {size} bersama alamat naskah; paling banyak {limit}",
        "X and Mastodon count an address as 23, and X counts emoji and the letters of East Asia twice",
        "X dan Mastodon menghitung alamat sebagai 23, dan X menghitung emoji serta aksara Asia Timur dua kali",
    ),
    "K066": _error(
        "elements lie {depth} deep in one another; at most {limit} are taken",
        "unsur bersarang sedalam {depth}; paling banyak {limit}",
        "look for lists within lists, quotations within quotations, and HTML tags that are never closed",
        "cari daftar di dalam daftar, kutipan di dalam kutipan, dan tag HTML yang tidak pernah ditutup",
    ),
    # ---- missions/
    "K070": _error(
        "the mission files have no portal.yaml",
        "berkas perwakilan tidak memiliki portal.yaml",
        "the portal is the ministry itself; see docs/missions.md",
        "portal ialah kementerian sendiri; lihat docs/missions.md",
    ),
    "K071": _error(
        '"{value}" is not a time zone',
        '"{value}" bukan zona waktu',
        "write the IANA name, such as Asia/Tokyo",
        "tulis nama IANA, misalnya Asia/Tokyo",
    ),
    "K072": _error(
        '"{value}" is not a language',
        '"{value}" bukan bahasa',
        "write the BCP 47 code, such as id, en, ja or zh-Hant",
        "tulis kode BCP 47, misalnya id, en, ja, atau zh-Hant",
    ),
    "K073": _error(
        'the code "{value}" cannot be part of an address',
        'kode "{value}" tidak dapat menjadi bagian alamat',
        "use a-z, 0-9 and hyphens, and none of the portal's own folders ({known})",
        "pakai a-z, 0-9, dan tanda hubung, bukan folder portal sendiri ({known})",
    ),
    "K074": _error(
        "a closed mission names its successor",
        "perwakilan yang ditutup menyebut penggantinya",
        "add successor: the code of the mission in charge",
        "tambahkan successor: kode perwakilan yang bertugas",
    ),
    "K075": _error(
        'the address "{value}" belongs to {other}',
        'alamat "{value}" milik {other}',
        "give each site a host or a folder of its own",
        "beri tiap situs hos atau folder sendiri",
    ),
    # ---- old Pelican posts
    "K080": _error(
        'the header line "{value}" is not "Name: value"',
        'baris kepala "{value}" bukan "Nama: nilai"',
        "an empty line ends the header",
        "baris kosong mengakhiri kepala",
    ),
    "K081": _warning(
        'the header "{value}" of this Pelican post is not used',
        'kepala "{value}" pada tulisan Pelican ini tidak dipakai',
        "used are: {known}",
        "yang dipakai: {known}",
    ),
    # ---- who has changed it (guard)
    "K090": _error(
        "commit {commit} is by {author}, who may not change this file",
        "commit {commit} dibuat oleh {author}, yang tidak berwenang mengubah berkas ini",
        "those who may: {people}; a maintainer lists writers in missions/<site>.yaml",
        "yang berwenang: {people}; pengelola mencantumkan penulis di missions/<situs>.yaml",
    ),
    "K091": _error(
        "commit {commit} is by {author}, and this file is for the maintainers alone",
        "commit {commit} dibuat oleh {author}, padahal berkas ini hanya untuk pengelola",
        "maintainers are listed in missions/portal.yaml; leave the file as it was",
        "pengelola tercantum di missions/portal.yaml; biarkan berkas seperti semula",
    ),
    "K092": _error(
        "commit {commit} adds a link, a submodule or a hidden file",
        "commit {commit} menambahkan tautan, submodul, atau berkas tersembunyi",
        "content/ and missions/ hold plain files only; take it out again",
        "content/ dan missions/ hanya memuat berkas biasa; keluarkan lagi",
    ),
    # ---- talks: transcripts, chapters, quotations
    "K100": _warning(
        'the time "{value}" cannot be read, so this cue is left out',
        'waktu "{value}" tidak dapat dibaca, sehingga baris ini dilewati',
        "a cue's line is 00:00:12.000 --> 00:00:18.500, with three digits after the dot",
        "baris waktu: 00:00:12.000 --> 00:00:18.500, tiga angka sesudah titik",
    ),
    "K101": _warning(
        'this cue ends before it begins: "{value}"',
        'baris ini berakhir sebelum mulai: "{value}"',
        "check both times",
        "periksa kedua waktu",
    ),
    "K102": _warning(
        'this cue begins before the one above: "{value}"',
        'baris ini mulai sebelum baris di atasnya: "{value}"',
        "cues stand in the order of time (WebVTT, 4.1)",
        "baris diurutkan menurut waktu (WebVTT, 4.1)",
    ),
    "K103": _error(
        "this chapter does not begin after the one above",
        "bab ini tidak mulai sesudah bab di atasnya",
        "chapters stand in the order of time, each with a time of its own",
        "bab diurutkan menurut waktu, masing-masing dengan waktunya sendiri",
    ),
    "K104": _error(
        "this chapter begins after the end of the recording, which lasts {limit} seconds",
        "bab ini mulai sesudah akhir rekaman, yang lamanya {limit} detik",
        "check start and duration",
        "periksa start dan duration",
    ),
    "K105": _warning(
        "these words are not in the transcript",
        "kata-kata ini tidak ada dalam transkrip",
        "quote what was said, word for word; capitals and punctuation do not matter",
        "kutip kata demi kata yang diucapkan; huruf besar dan tanda baca tidak berpengaruh",
    ),
}


def is_error(problem: Problem) -> bool:
    """Return whether the Problem keeps its file from being published."""
    return MESSAGES[problem.code].severity == "error"


def sentence(problem: Problem, language: str = "en") -> str:
    """Return what is wrong, in English ("en") or Indonesian ("id")."""
    message = MESSAGES[problem.code]
    return (message.id if language == "id" else message.en).format_map(dict(problem.about))


def hint(problem: Problem, language: str = "en") -> str:
    """Return what to do about it, in English ("en") or Indonesian ("id")."""
    message, about = MESSAGES[problem.code], dict(problem.about)
    if "suggestion" in about:
        return _SUGGESTION[language].format_map(about)
    return (message.hint_id if language == "id" else message.hint_en).format_map(about)
