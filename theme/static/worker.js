// Safe Travel's service worker: who has opened a page of travel advice can open it again without a network.
//
// It serves what lies in its own folder, and what those pages show; of nothing else does a browser ask it
// (w3.org/TR/service-workers, "scope").  The network comes first, memory only where that fails.  A page from memory says when
// it was saved, and advice that has expired since says so: both sentences stand in the page, hidden (offline.html).

const CACHE = "safe-travel";
const SAVED = "X-Saved"; // the moment, in milliseconds since 1970
const MOST = 300; // pages and files; the oldest go first

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(Promise.allSettled(event.data.map(save))));
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "GET" && url.origin === location.origin) event.respondWith(answer(event));
});

async function save(url) {
  const response = await fetch(url);
  if (response.ok) await keep(url, response);
}

async function answer(event) {
  const { request } = event;
  try {
    const response = await fetch(request);
    if (response.ok && response.status === 200) event.waitUntil(keep(request.url, response.clone()));
    else if (response.status === 404 || response.status === 410) event.waitUntil(forget(request.url));
    return response;
  } catch {
    const kept = await (await caches.open(CACHE)).match(request.url, { ignoreSearch: true, ignoreVary: true });
    if (!kept) return Response.error();
    return kept.headers.get("Content-Type")?.startsWith("text/html") ? told(kept) : kept;
  }
}

async function keep(url, response) {
  const cache = await caches.open(CACHE);
  const headers = new Headers(response.headers);
  headers.set(SAVED, String(Date.now()));
  await cache.put(url.split("#")[0], new Response(await response.blob(), { headers }));
  const names = await cache.keys();
  await Promise.all(names.slice(0, Math.max(0, names.length - MOST)).map((name) => cache.delete(name)));
}

async function forget(url) {
  await (await caches.open(CACHE)).delete(url.split("#")[0]);
}

// The page as it was saved, with what must be said of that.
async function told(kept) {
  const page = await kept.text();
  const language = page.match(/<html lang="([^"]+)"/)?.[1];
  const form = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  const said = page
    .replace(" data-saved hidden", " data-saved")
    .replace("<span data-saved-at></span>", `<span data-saved-at>${form.format(Number(kept.headers.get(SAVED)))}</span>`)
    .replace(/ data-until="([^"]+)" hidden/g, (all, moment) => (Date.parse(moment) <= Date.now() ? all.slice(0, -7) : all));
  return new Response(said, { headers: kept.headers });
}
