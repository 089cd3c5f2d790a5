// What is dangerous in a document: told by the DOM that a browser made of it, not by its text.
//
// dangers(root, own): of a document or an element with all below it, also in templates and shadow roots. `own` says
// whether the root is a page of ours, which has a head, a search and its scripts; else it is a text, which has none.

const ELEMENTS =
  "animate animatemotion animatetransform applet audio base bgsound dialog embed fencedframe feimage font foreignobject " +
  "form frame frameset handler iframe image input isindex keygen link map area marquee math meta noembed noframes " +
  "noscript object plaintext portal script select set slot style svg template textarea title track use video xmp";
const TEXT = new Set(ELEMENTS.split(" "));
const PAGE = new Set(
  ("animate animatemotion animatetransform applet base bgsound embed fencedframe feimage font foreignobject frame " +
    "frameset handler iframe image isindex keygen map area marquee math noembed noframes object plaintext " +
    "portal set slot style template use xmp").split(" "),
);
const ADDRESSES = new Set(
  ("action background cite classid code codebase content data dynsrc formaction from href longdesc lowsrc manifest " +
    "ping poster profile src srcset to usemap values xlink:href").split(" "),
);
const LOADED = new Set("background data dynsrc lowsrc poster src srcset".split(" "));
const HOME = "https://kawat.example";

/** A property as it is by nature: elements of a form or a document may bear the names of its properties. */
const NATURES = { 1: Element.prototype, 9: Document.prototype, 11: DocumentFragment.prototype };
const natureOf = Object.getOwnPropertyDescriptor(Node.prototype, "nodeType").get;
const of = (node, name) => Reflect.get(NATURES[natureOf.call(node)], name, node);
const call = (node, name, ...given) => of(node, name).call(node, ...given);

function dangers(root, own, home = location.origin) {
  const found = [];
  const say = (element, what) => found.push(`${of(element, "localName")} ${what} in ${of(element, "outerHTML").slice(0, 160)}`);
  const walk = (parent) => {
    for (const element of call(parent, "querySelectorAll", "*")) {
      judge(element);
      for (const hidden of [element.content, of(element, "shadowRoot")]) if (hidden?.nodeType === 11) walk(hidden);
    }
  };

  function judge(element) {
    const name = of(element, "localName").toLowerCase();
    const inside = own && !call(element, "closest", ".body");
    if (!(inside ? pageMay(element, name) : !TEXT.has(name))) say(element, "is there");
    if (name.includes("-") || String(element) === "[object HTMLUnknownElement]") say(element, "is unknown");
    for (const { name: typed, value } of of(element, "attributes")) {
      const attribute = typed.toLowerCase();
      if (attribute.startsWith("on")) say(element, `${attribute}=`);
      if (["style", "srcdoc", "ping", "is", "popovertarget", "autofocus", "nonce"].includes(attribute)) {
        say(element, `${attribute}=`);
      }
      if (ADDRESSES.has(attribute) && !(attribute === "content" && !refreshes(element))) address(element, attribute, value);
      if (!inside && attribute === "name") say(element, "has a name");
      if (!inside && attribute === "id" && !/^(t|fn|fnref|tokyo-u\d+)[-:]/.test(value)) say(element, `takes the id ${value}`);
    }
  }

  const refreshes = (element) => of(element, "localName") === "meta" && element.httpEquiv.toLowerCase() === "refresh";

  function pageMay(element, name) {
    if (PAGE.has(name)) return false;
    if (name === "script") {
      if (element.type === "application/ld+json") return parses(element.textContent) && !element.src;
      return element.type === "module" && /^\/theme\/\w+\.\w+\.js$/.test(element.getAttribute("src")) && !element.text;
    }
    if (name === "svg") return call(element, "matches", "main svg.chart, main svg[aria-labelledby=world-title]");
    if (name === "link") return element.matches("head > link") && !/import|preload|manifest/.test(element.rel);
    if (name === "meta") return element.matches("head > meta") && (!element.httpEquiv || metaMay(element));
    if (name === "form") return element.getAttribute("role") === "search";
    if (["title", "base"].includes(name)) return element.matches("head > title, main svg title");
    return true;
  }

  const metaMay = (element) => element.httpEquiv === "Content-Security-Policy" || refreshes(element);

  function parses(text) {
    try {
      const said = JSON.parse(text);
      return Array.isArray(said["@graph"]) && addressesOf(said).every((one) => one.startsWith("https://"));
    } catch {
      return false;
    }
  }

  const URLS = new Set("@id url mainEntityOfPage isBasedOn license contentUrl embedUrl thumbnailUrl item target".split(" "));
  const addressesOf = (node) =>
    Object.entries(node ?? {}).flatMap(([name, value]) =>
      typeof value === "object" ? addressesOf(value) : URLS.has(name) && typeof value === "string" ? [value] : [],
    );

  function address(element, attribute, value) {
    const many = attribute === "srcset" ? value.split(",").map((one) => one.trim().split(/\s+/)[0]) : [value];
    for (const one of refreshes(element) ? [value.replace(/^0; *url=/i, "")] : many) {
      let url;
      try {
        url = new URL(one, `${home}/x/`);
      } catch {
        say(element, `leads to ${one}`);
        continue;
      }
      const ours = /^https?:$/.test(url.protocol) && [home, HOME].includes(url.origin);
      const loaded = LOADED.has(attribute) || call(element, "matches", "link[rel=stylesheet], link[rel=icon]");
      const schemes = loaded || attribute === "action" ? ours : ours || ["https:", "mailto:", "tel:"].includes(url.protocol);
      if (!schemes || /^\s*[\\/]{2}/.test(one)) say(element, `leads to ${one}`);
    }
  }

  walk(root);
  return found;
}
