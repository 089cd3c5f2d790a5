// Search in the browser, as docs/search.md describes it. Every word that is shown stands in the page (search.html).
// What a reader types is compared and set as text, never as HTML, and goes into the search page's own address only.

// ---------------------------------------------------------------- words

const GRAMS =
  "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3041-\u30fa\u30fc-\u30ff\u31f0-\u31ff" +
  "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\u{20000}-\u{3ffff}";
const MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed";
const WORD = `[\\p{L}\\p{N}${MARKS}${GRAMS}]+`;
const TOKEN = new RegExp(`${WORD}(?:['-]${WORD})*`, "gu");
const RUN = new RegExp(`[${GRAMS}]+|[^${GRAMS}]+`, "gu");
const GRAM = new RegExp(`[${GRAMS}]`, "u");
const HAN = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
const MARK = new RegExp(`[${MARKS}]`, "gu");
const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ı: "i", ς: "σ", ى: "ي", ة: "ه" };
const LONGEST = 40;
const JOINED = 3;

const alike = (text) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’‘ʼʻ]/g, "'")
    .replace(/\u2010/g, "-")
    .replace(/_/g, " ")
    .replace(/[\u00ad\u200b-\u200f\u0640]/g, "");

export const fold = (word) =>
  word
    .normalize("NFD")
    .replace(MARK, "")
    .replace(/[ßæœøđłıςىة]/g, (letter) => PLAIN[letter])
    .normalize("NFC");

const size = (word) => [...word].length;

/** The surfaces of a text, with their places; a question's grams come without single characters. */
export function surfaces(text, question = false) {
  const found = [];
  const add = (surface, place, more) => found.push({ surface, place, ...more });
  const keep = (surface, place, more) => {
    if ((size(surface) > 1 || /^\p{Nd}$/u.test(surface)) && size(surface) <= LONGEST) add(surface, place, more);
  };
  let place = 0;
  for (const [token] of alike(text).matchAll(TOKEN)) {
    for (const [run] of token.matchAll(RUN)) {
      if (GRAM.test(run)) {
        const letters = [...run];
        letters.forEach((letter, at) => {
          if (letters.length === 1 || (!question && HAN.test(letter))) add(letter, place + at, { gram: true });
          if (at + 1 < letters.length) add(letter + letters[at + 1], place + at, { gram: true });
        });
        place += letters.length;
      } else {
        const parts = partsOf(run).map(fold);
        parts.forEach((part, at) => keep(part, place + at));
        if (parts.length === 2 && Math.min(...parts.map(size)) <= JOINED) keep(parts.join(""), place, { joined: true });
        place += parts.length;
      }
    }
  }
  return found;
}

/** The parts of a token; a word that is only said twice is one. */
function partsOf(run) {
  const parts = [];
  for (const piece of run.replace(/^['-]+|['-]+$/g, "").split("-")) {
    const whole = piece.replace(/'s$/, "");
    const elided = /^(.|qu)'(.+)$/su.exec(whole);
    for (const part of (elided ? elided.slice(1) : [whole]).map((one) => one.replaceAll("'", ""))) {
      if (part !== parts.at(-1)) parts.push(part);
    }
  }
  return parts;
}

/** What a question asks for: words between quotes belong together, + says that one must be there. */
export function clauses(question) {
  const parts = question.matchAll(/(\+?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/gu);
  return [...parts]
    .map(([, plus, quoted, word]) => ({
      words: surfaces(quoted ?? word, true),
      phrase: quoted !== undefined,
      must: plus !== "" || quoted !== undefined,
    }))
    .filter((clause) => clause.words.length);
}

// Indonesian affixes, and what may have stood where a prefix ends (kawat/publish/search/indonesian.py).
const SUFFIXES = " nya kan an i kannya annya lah kah".split(" ");
const PREFIXES = [];
for (const m of "mp") PREFIXES.push([m + "eng", "", "k"], [m + "eny", "s"], [m + "em", "", "p"], [m + "en", "", "t"]);
for (const m of "me pe ber be ter per di ke se memper diper keber pember pembel".split(" ")) PREFIXES.push([m, ""]);

/** What may be a word's root, the longest first. */
export function roots(word) {
  const found = new Set();
  for (const suffix of SUFFIXES.filter((one) => word.endsWith(one))) {
    const trunk = word.slice(0, word.length - suffix.length);
    found.add(trunk);
    for (const [prefix, ...restored] of PREFIXES) {
      if (trunk.startsWith(prefix)) restored.forEach((begin) => found.add(begin + trunk.slice(prefix.length)));
    }
  }
  found.delete(word);
  return [...found].filter((one) => one.length >= 3).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** How many letters are wrong, missing, too many or swapped (Damerau and Levenshtein, restricted). */
export function distance(one, other) {
  let before = [];
  let last = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[other.length];
}

// ---------------------------------------------------------------- reading

/** Reads numbers (base 47, least digit first) and characters. */
function reader(text) {
  let at = 0;
  const code = () => text.charCodeAt(at++);
  const number = () => {
    let value = 0;
    for (let unit = 1; ; unit *= 47) {
      const digit = code();
      if (digit < 80) return value + (digit - 33) * unit;
      value += (digit - 80) * unit;
    }
  };
  return { code, number, more: () => at < text.length };
}

const lengthOf = (code) => (code <= 12 ? code : 12 * 2 ** ((code - 12) / 4));

/** Calls back with document, weight and length of a term shard's postings. */
function weights(text, found) {
  const { code, number, more } = reader(text);
  for (let document = -1; more(); ) {
    document += 1 + number();
    const told = code() - 33;
    found(document, told < 47 ? 1 : number() + 2, lengthOf(told % 47));
  }
}

/** Calls back with document and positions of a position shard's postings. */
function positions(text, found) {
  const { number, more } = reader(text);
  for (let document = -1; more(); ) {
    document += 1 + number();
    const places = [];
    for (let left = number(), place = 0; left > 0; left--) places.push((place += number()));
    found(document, places);
  }
}

/** A family in a shard: how many documents it has, where it was cut, and [surface, postings]. */
function family(shard, stem) {
  const begin = Math.max(shard.indexOf(`\n${stem}\t`), shard.indexOf(`\n${stem} `));
  if (begin < 0) return null;
  const [head, ...fields] = shard.slice(begin + 1, shard.indexOf("\n", begin + 1)).split("\t");
  const forms = fields.map((field) => {
    const cut = field.indexOf(" ");
    return [field.slice(0, cut).replace("*", stem) || stem, field.slice(cut + 1)];
  });
  return { documents: Number(head.slice(stem.length)), forms };
}

/** The lines of a lexicon's shard. */
function lexicon(text) {
  let before = "";
  return text
    .split("\n")
    .filter((line) => line)
    .map((line) => {
      const [rest, frequency = "0", ...stems] = line.slice(1).split(" ");
      const surface = (before = before.slice(0, line.charCodeAt(0) - 33) + rest);
      const stop = frequency === "-";
      if (!stems.length && !stop) stems.push(surface);
      return { surface, stop, frequency: Number(frequency), stems };
    });
}

/** FNV-1a, 32 bit, over code points. */
function hash(term) {
  let value = 2166136261;
  for (const letter of term) value = Math.imul(value ^ letter.codePointAt(0), 16777619) >>> 0;
  return value;
}

const reversed = (word) => [...word].reverse().join("");

// ---------------------------------------------------------------- the index

const K1 = 1.2;
const B = 0.75;
const EXACT = 0.3;
const ALL = 1.3;
const RECENT = 0.1;
export const PER_PAGE = 10;
const CARDS = 4;

async function text(url, fresh) {
  const answer = await fetch(url, fresh ? { cache: "no-cache" } : {});
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

export class Index {
  /** Of a folder (a whole URL); `read` makes a file a text. */
  constructor(base, read = text) {
    this.base = base;
    this.read = read;
    this.files = new Map();
  }

  /** What `make` makes of a file, fetched once; what failed may be asked for again. */
  file(path, make = (content) => content, fresh = false) {
    if (!this.files.has(path)) {
      const content = this.read(this.base + path, fresh).then(make);
      content.catch(() => this.files.delete(path));
      this.files.set(path, content);
    }
    return this.files.get(path);
  }

  /** All segments, the oldest first. */
  async segments() {
    const { segments } = await this.file("index.json", JSON.parse, true);
    return Promise.all(segments.map((names) => this.part(names, "segment.json", (content) => segment(names, content))));
  }

  /** A segment's file; its version in the address lets browsers keep it for ever. */
  part([name, version], file, make) {
    return this.file(`${name}/${file}?${version}`, make);
  }

  async family({ names, terms, positions }, kind, stem) {
    const count = kind === "t" ? terms : positions;
    return family(await this.part(names, `${kind}${hash(stem) & (count - 1)}.txt`), stem);
  }

  /** The lexicon's lines around a word ("w"), or around one that is written backwards ("e"). */
  async near({ names, words, endings }, kind, word) {
    const starts = kind === "w" ? words : endings;
    const at = starts.findLastIndex((start) => start <= word);
    return at < 0 ? [] : this.part(names, `${kind}${at}.txt`, lexicon);
  }

  /** A surface with its stems, and whether it is a stop word; null where nobody used it. */
  async known(surface) {
    const near = await this.everywhere((one) => this.near(one, "w", surface));
    const lines = near.map((some) => some.find((line) => line.surface === surface)).filter(Boolean);
    const stems = [...new Set(lines.flatMap((line) => line.stems))];
    return lines.length ? { surface, stems, stop: lines.some((line) => line.stop) } : null;
  }

  async everywhere(ask) {
    return Promise.all((await this.segments()).map(ask));
  }

  /** What a word of a question stands for; `typed` where it was taken for a slip. */
  async meaning({ surface, gram }) {
    if (gram) return { surface, stems: [surface] };
    const known = await this.known(surface);
    if (known) return known;
    const kin = await Promise.all(roots(surface).map((root) => this.known(root)));
    const root = kin.find((one) => one && !one.stop);
    if (root) return { ...root, surface };
    const meant = await this.nearest(surface);
    return meant ? { ...(await this.known(meant)), typed: surface } : { surface, stems: [] };
  }

  /** The surface that was most probably meant. */
  async nearest(word) {
    const most = /\d/.test(word) || word.length < 4 ? 0 : word.length < 6 ? 1 : 2;
    const around = await this.everywhere(async (one) => {
      const ending = await this.near(one, "e", reversed(word));
      const turned = ending.map((line) => ({ ...line, surface: reversed(line.surface) }));
      return [...(await this.near(one, "w", word)).filter((line) => !line.stop), ...turned];
    });
    let [best, least] = [null, Infinity];
    for (const { surface, frequency } of around.flat()) {
      if (Math.abs(surface.length - word.length) > most) continue;
      const far = distance(word, surface);
      const rank = far * 10 - frequency;
      if (far <= most && (rank < least || (rank === least && surface < best))) [best, least] = [surface, rank];
    }
    return best;
  }

  /** The most used words that begin like this one. */
  async complete(beginning, most = 6) {
    const used = new Map();
    for (const lines of await this.everywhere((one) => this.near(one, "w", beginning))) {
      for (const { surface, frequency, stop } of lines) {
        if (!stop && surface !== beginning && surface.startsWith(beginning)) {
          used.set(surface, Math.max(frequency, used.get(surface) ?? 0));
        }
      }
    }
    const ranked = [...used].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
    return ranked.slice(0, most).map(([surface]) => surface);
  }

  /** What a question finds within {site, lang, kind, year}: [segment, document] of hits, the best first. */
  async find(question, within = {}) {
    const asked = await Promise.all(
      clauses(question).map(async ({ words, phrase, must }) => {
        const meant = words.map(async (word) => ({
          ...word,
          ...(await this.meaning(word)),
          phrase,
          must: must && !word.joined,
        }));
        return { phrase, words: await Promise.all(meant) };
      }),
    );
    const stops = asked.every(({ words }) => words.every((word) => word.stop)); // nothing else was asked for
    for (const clause of asked) clause.words = clause.words.filter((word) => stops || !word.stop);
    const words = asked.flatMap((clause) => clause.words);
    const whole = Object.values(within).some(Boolean) || words.some((word) => word.must);
    const found = await this.everywhere(async (one) => {
      const postings = await Promise.all(words.map((word) => this.postings(one, word, whole)));
      return { segment: one, postings, fits: await this.fits(one, asked, postings, within) };
    });
    const forms = words.map((word, at) => (word.phrase ? [] : found.flatMap((one) => one.postings[at].forms)));
    return {
      hits: rank(found, words.length),
      marked: new Set([...words.map((word) => word.surface), ...forms.flat()]),
      typed: words.filter((word) => word.typed).map((word) => [word.typed, word.surface]),
    };
  }

  /** What a segment has of a word: postings of each stem and of the surface itself, and all its forms. */
  async postings(one, { surface, stems }, whole) {
    const exact = postings();
    const forms = [];
    const all = stems.map(async (stem) => {
      const [mine, line] = [postings(), await this.family(one, "t", stem)];
      for (const [form, listed] of line?.forms ?? []) {
        forms.push(form);
        weights(listed, (document, weight, length) => {
          mine.add(document, weight, length);
          if (form === surface) exact.add(document, weight, length);
        });
      }
      mine.documents = line?.documents || mine.size;
      if (whole && mine.documents > mine.size) {
        // Only the best were listed; whoever asks for a site's stories wants the others too.
        for (const [, listed] of (await this.family(one, "p", stem)).forms) {
          positions(listed, (document, places) => {
            if (!mine.has(document)) mine.add(document, places.length, one.length / one.documents);
          });
        }
      }
      return mine;
    });
    const found = await Promise.all(all);
    exact.documents = exact.size;
    return { stems: found, exact, forms };
  }

  /** Whether a document of a segment may be a hit, by the filters and by what has to be there. */
  async fits(one, asked, postings, { site, lang, kind, year }) {
    const phrases = await Promise.all(asked.map((clause) => clause.phrase && this.phrase(one, clause)));
    const kinds = one.kinds.length;
    const codes = lang || kind ? await this.part(one.names, "d.txt", (content) => runs(content, one.documents)) : null;
    const words = asked.flatMap((clause) => clause.words);
    return (document) =>
      phrases.every((held) => !held || held.has(document)) &&
      words.every((word, at) => !word.must || postings[at].stems.some((stem) => stem.has(document))) &&
      (!site || one.sites[one.home[document]][0] === site) &&
      (!year || one.years[document] === Number(year)) &&
      (!lang || one.languages[Math.floor(codes[document] / kinds)] === lang) &&
      (!kind || one.kinds[codes[document] % kinds] === kind);
  }

  /** The documents of a segment that hold a phrase, with the places at which it begins. */
  async phrase(one, { words }) {
    let held = null;
    for (const word of words.filter((each) => !each.joined)) {
      const mine = new Map();
      for (const stem of word.stems) {
        for (const [form, listed] of (await this.family(one, "p", stem))?.forms ?? []) {
          if (form !== word.surface) continue;
          positions(listed, (document, places) => {
            const begins = places.map((place) => place - word.place);
            const both = begins.filter((begin) => !held || held.get(document)?.has(begin));
            if (both.length) mine.set(document, new Set([...(mine.get(document) ?? []), ...both]));
          });
        }
      }
      held = mine;
    }
    return held ?? new Map();
  }

  /** The cards of hits. */
  async cards(hits) {
    return Promise.all(
      hits.map(async ([one, document]) => {
        const cards = await this.part(one.names, `c${Math.floor(document / CARDS)}.json`, JSON.parse);
        const [href, title, excerpt, language, kind, date, site] = cards[document % CARDS];
        return { href: new URL(href, this.base).href, title, excerpt, language, kind, date, site };
      }),
    );
  }
}

/** What segment.json says, with site and year of each document. */
function segment(names, content) {
  const told = JSON.parse(content);
  const home = new Uint16Array(told.documents);
  const years = new Uint16Array(told.documents);
  let from = 0;
  told.sites.forEach(([, first, ...counts], site) => {
    counts.forEach((count, after) => {
      home.fill(site, from, from + count);
      years.fill(first + after, from, (from += count));
    });
  });
  return { ...told, names, home, years };
}

/** The codes of language and kind, by document. */
function runs(content, documents) {
  const codes = new Uint16Array(documents);
  const { number, more } = reader(content.trim());
  for (let from = 0; more(); ) {
    const code = number();
    codes.fill(code, from, (from += number()));
  }
  return codes;
}

/** Weight and length by document; weights add up. */
function postings() {
  const found = new Map();
  found.add = (document, weight, length) => found.set(document, [(found.get(document)?.[0] ?? 0) + weight, length]);
  return found;
}

/** The hits of all segments in order: BM25F, and what docs/search.md adds to that. */
function rank(found, words) {
  const sum = (of) => found.reduce((total, one) => total + of(one), 0);
  const total = sum((one) => one.segment.documents);
  const average = sum((one) => one.segment.length) / total;
  const newest = Math.max(...found.map((one) => one.segment.years.reduce((latest, year) => Math.max(latest, year), 0)));
  const hits = [];
  found.forEach(({ segment, fits, postings }, age) => {
    const scores = new Map();
    postings.forEach(({ stems, exact }, word) => {
      const mine = new Map();
      const score = (listed, documents, share) => {
        const idf = Math.log(total / (documents + 1)) + 1;
        for (const [document, [weight, length]] of listed) {
          const gain = (idf * weight * (K1 + 1)) / (weight + K1 * (1 - B + (B * length) / average));
          mine.set(document, (mine.get(document) ?? 0) + share * gain);
        }
      };
      stems.forEach((listed, stem) => score(listed, sum((one) => one.postings[word].stems[stem].documents), 1));
      score(exact, sum((one) => one.postings[word].exact.documents), EXACT);
      for (const [document, gain] of mine) {
        const [before, count] = scores.get(document) ?? [0, 0];
        scores.set(document, [before + gain, count + 1]);
      }
    });
    for (const [document, [score, count]] of scores) {
      if (fits(document)) {
        const whole = words > 1 && count === words ? ALL : 1;
        const recent = 1 + RECENT / (1 + newest - segment.years[document]);
        hits.push({ age, document, segment, score: score * whole * recent });
      }
    }
  });
  hits.sort((one, other) => other.score - one.score || other.age - one.age || other.document - one.document);
  return hits.map((hit) => [hit.segment, hit.document]);
}

// ---------------------------------------------------------------- the page

/** The form of any page completes words; that of the search page finds as well. */
export function start(form) {
  if (form.dataset.started) return;
  form.dataset.started = "yes";
  const index = new Index(new URL(form.dataset.index, location.href).href);
  index.segments().catch(() => {}); // ahead of the question
  offer(form, index);
  const results = document.getElementById("results");
  if (results && !form.hasAttribute("action")) finder(form, results, index);
}

function set(one, attributes) {
  for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, value);
  return one;
}

function element(name, attributes, ...children) {
  const made = set(document.createElement(name), attributes);
  made.append(...children);
  return made;
}

/** Suggestions below the field (WAI-ARIA Authoring Practices, "Combobox Pattern"). */
function offer(form, index) {
  const field = form.elements.q;
  const list = form.querySelector("[role=listbox]");
  let chosen = -1;
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });

  const show = (words) => {
    choose(-1);
    list.replaceChildren(
      ...words.map((word, at) => element("li", { role: "option", id: `offer-${at}`, "aria-selected": "false" }, word)),
    );
    list.hidden = !words.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
  };
  const choose = (at) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    list.children[chosen]?.setAttribute("aria-selected", "true");
    if (list.children[chosen]) field.setAttribute("aria-activedescendant", list.children[chosen].id);
    else field.removeAttribute("aria-activedescendant");
  };
  const take = (option) => {
    field.value = `${field.value.slice(0, lastWord(field.value).index)}${option.textContent} `;
    show([]);
    field.focus();
  };

  let asked = 0;
  const suggest = async () => {
    const mine = ++asked;
    await new Promise((done) => setTimeout(done, 120)); // until the typing pauses
    if (mine !== asked) return;
    const [typed] = surfaces(lastWord(field.value)[0], true).slice(-1);
    const able = typed && !typed.gram && typed.surface.length > 1;
    const words = able ? await index.complete(typed.surface).catch(() => []) : [];
    if (mine === asked && document.activeElement === field) show(words);
  };
  field.addEventListener("input", suggest);
  if (document.activeElement === field && field.value !== field.defaultValue) suggest(); // typed before we came
  field.addEventListener("keydown", (event) => {
    const count = list.hidden ? 0 : list.children.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) choose(((chosen + 1 + step + count + 1) % (count + 1)) - 1); // past either end: none
    else if (event.key === "Enter" && chosen >= 0 && count) take(list.children[chosen]);
    else if (event.key === "Escape" && count) show([]);
    else return;
    event.preventDefault();
  });
  field.addEventListener("blur", () => show([]));
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  form.addEventListener("submit", () => {
    asked++;
    show([]);
  });
}

const lastWord = (typed) => /[^\s"“”„«»+]*$/u.exec(typed);

/** The search page shows what its address asks, so links, the back button and reloading work. */
function finder(form, results, index) {
  const { q, site, lang, kind, year } = form.elements;
  const filters = [site, lang, kind, year];
  const { own } = site.dataset;
  const words = results.dataset;
  const [title, status] = [document.title, results.querySelector("[role=status]")];
  const [rows, pager] = [results.querySelector(".rows"), results.querySelector("nav")];
  let asked = 0;

  /** This page's address for what the form says, and something else. */
  const address = (other) => {
    const url = new URL(location.pathname, location.href);
    const values = Object.fromEntries([q, ...filters].map((one) => [one.name, one.value]));
    for (const [name, value] of Object.entries({ ...values, ...other })) {
      if (value !== (name === "site" ? own : "")) url.searchParams.set(name, value);
    }
    return url.href;
  };
  const go = (href, focus) => {
    if (href !== location.href) history.pushState(null, "", href);
    show(focus);
  };
  const link = (label, other) => element("a", { href: address(other), "data-go": "" }, label);

  async function show(focus) {
    const mine = ++asked;
    const parameters = new URLSearchParams(location.search);
    q.value = parameters.get("q") ?? "";
    for (const one of filters) {
      one.value = parameters.get(one.name) ?? (one === site ? own : "");
      if (one.selectedIndex < 0) one.value = ""; // there is no such site, language, kind or year
    }
    const question = q.value.trim();
    const page = Math.max(1, Math.floor(parameters.get("page")) || 1);
    delete words.searchDone;
    results.hidden = !question;
    document.title = question ? `${question} – ${title}` : title;
    if (!question) return;
    status.textContent = words.waiting;
    try {
      const within = Object.fromEntries(filters.map((one) => [one.name, one.value]));
      const found = await index.find(question, within);
      const cards = await index.cards(found.hits.slice((page - 1) * PER_PAGE, page * PER_PAGE));
      if (mine === asked) put(question, page, found, cards);
    } catch {
      index.files.clear(); // there may be another index by now
      if (mine !== asked) return;
      put(question, 1, { hits: [], marked: new Set(), typed: [] }, []);
      status.textContent = words.failed;
    }
    if (focus) results.focus();
  }

  function put(question, page, { hits, marked, typed }, cards) {
    const quoted = (all) => all.map((word) => `“${word}”`).join(", ");
    const said = [];
    if (hits.length && typed.length) {
      const [was, meant] = [0, 1].map((at) => quoted(typed.map((pair) => pair[at])));
      said.push(fill(words.instead, { words: was, others: meant }));
    }
    said.push(hits.length ? fill(words.some, { count: hits.length }) : fill(words.none, { words: quoted([question]) }));
    status.replaceChildren(said.join(" "));
    if (site.value) status.append(" ", link(words.everywhere, { site: "" }));
    rows.replaceChildren(...cards.map((one) => card(one, marked)));
    rows.hidden = !cards.length;
    const links = [];
    if (page > 1) links.push(link(words.previous, { page: page - 1 }));
    if (page * PER_PAGE < hits.length) links.push(link(words.next, { page: page + 1 }));
    pager.firstElementChild.replaceChildren(...links.map((one) => element("li", {}, one)));
    pager.hidden = !links.length;
    words.searchDone = hits.length;
  }

  /** The page's word for one of our codes. */
  const label = (select, code) => [...select.options].find((option) => option.value === code)?.label ?? code;

  function card(one, marked) {
    const { language } = form.dataset;
    const own = { lang: one.language, dir: "auto" };
    const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(one.date));
    const about = [element("span", {}, element("time", { datetime: one.date }, day))];
    about.push(" ", element("span", {}, label(site, one.site)));
    if (one.language !== language) about.push(" ", element("span", { class: "foreign" }, label(lang, one.language)));
    const heading = element("a", { href: one.href, hreflang: one.language }, ...mark(one.title, marked));
    const text = [
      element("p", { class: "kicker" }, label(kind, one.kind)),
      element("h2", { class: "card-title", ...own }, heading),
      element("p", { class: "card-summary", ...own }, ...mark(one.excerpt, marked)),
      element("p", { class: "meta" }, ...about),
    ];
    const hit = { class: "card card-row", "data-hit": "", "data-site": one.site, "data-lang": one.language };
    return element("article", hit, element("div", { class: "card-text" }, ...text));
  }

  for (const part of form.querySelectorAll(".search-filters, .search-hint")) part.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(address({}));
  });
  for (const one of filters) one.addEventListener("change", () => go(address({})));
  results.addEventListener("click", (event) => {
    const chosen = event.target.closest("a[data-go]");
    if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(chosen.href, true);
  });
  addEventListener("popstate", () => show());
  show();
}

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** A text as nodes, with the words marked that were searched for, in all their forms. */
export function pieces(text, marked) {
  const found = [];
  const put = (part, hit) => {
    if (part && found.length && found.at(-1)[1] === hit) found.at(-1)[0] += part;
    else if (part) found.push([part, hit]);
  };
  let done = 0;
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
    put(text.slice(done, index), false);
    done = index + run.length;
    for (const [part] of run.matchAll(RUN)) {
      if (!GRAM.test(part)) {
        put(part, surfaces(part).some(({ surface }) => marked.has(surface)));
        continue;
      }
      const letters = [...part];
      const hit = letters.map((letter) => marked.has(letter));
      letters.forEach((letter, at) => {
        if (marked.has(letter + letters[at + 1])) hit[at] = hit[at + 1] = true;
      });
      letters.forEach((letter, at) => put(letter, hit[at]));
    }
  }
  put(text.slice(done), false);
  return found;
}

const mark = (text, marked) => pieces(text, marked).map(([part, hit]) => (hit ? element("mark", {}, part) : part));
