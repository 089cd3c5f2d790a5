// Runs in a page of the site that is judged; beside oracle.js, which says what is dangerous.

/** Opens pages in frames, a few at a time, uses what they offer, and returns what is dangerous in each: {path: [...]}. */
async function visit(paths, atOnce = 6) {
  const found = {};
  const waiting = [...paths];
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const said = await opened({ src: path }, (page) => dangers(page, true));
      if (said.length) found[path] = said;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
}

/** Shows texts as a reader of feeds does that trusts them; returns what is dangerous: {text: [...]}. */
async function read(texts) {
  return opened({ src: "/reader.html" }, (page) => {
    const found = {};
    for (const text of texts) {
      const shown = page.body.appendChild(page.createElement("div"));
      shown.innerHTML = text;
      const said = dangers(shown, false);
      if (said.length) found[text] = said;
    }
    return found;
  });
}

/** How many dangers a browser sees in each of these documents; nothing of them runs. */
function count(texts) {
  return texts.map((text) => dangers(new DOMParser().parseFromString(text, "text/html"), false).length);
}

/** What feeds give out as HTML, by their formats' own rules; as text, they give out what they like. */
async function fed(paths) {
  const found = new Set();
  for (const path of paths) {
    const text = await (await fetch(path)).text();
    if (path.endsWith(".json")) {
      JSON.parse(text, (name, value) => {
        if (name === "content_html") found.add(value);
        if (value?.contenttype === "text/html") found.add(value.value);
        return value;
      });
      continue;
    }
    const feed = new DOMParser().parseFromString(text, "application/xml");
    if (feed.querySelector("parsererror")) throw new Error(`${path} is not XML`);
    for (const one of feed.querySelectorAll("item > description, item > *|encoded, [type=html]")) found.add(one.textContent);
    if (feed.querySelector("[type=xhtml], [type='text/html'] > *")) throw new Error(`${path} has other HTML`);
  }
  return [...found];
}

/** The first heading of each of these pages, as text: {path: text}. */
async function headings(paths) {
  const found = {};
  for (const path of paths) {
    const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
    found[path] = call(page, "querySelector", "h1").textContent;
  }
  return found;
}

async function opened({ src }, use) {
  const frame = document.createElement("iframe");
  frame.src = src;
  frame.hidden = true; // what is not drawn runs all the same
  await new Promise((done) => {
    frame.onload = done;
    setTimeout(done, 20_000); // a page that never ends loading is judged as it is
    document.body.append(frame);
  });
  const page = frame.contentDocument;
  if (src.includes("?")) {
    for (let waits = 0; !call(page, "querySelector", "[data-search-done]") && waits < 500; waits++) {
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  const said = use(page);
  for (const element of call(page, "querySelectorAll", "*")) press(element);
  await new Promise((done) => setTimeout(done, 10));
  frame.remove();
  return said;
}

/** Follows links that run something, and lets happen whatever an element listens to by an attribute. */
function press(element) {
  if (/^\s*(data|blob|\w*script):/i.test(element.href ?? "")) element.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  for (const { name } of of(element, "attributes")) {
    if (/^on/i.test(name)) element.dispatchEvent(new Event(name.slice(2).toLowerCase()));
  }
}
