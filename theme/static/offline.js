// The script of pages that can be read without a network: it has the worker keep them, and shows what has become true.

for (const one of document.querySelectorAll("[data-until]")) {
  if (Date.parse(one.dataset.until) <= Date.now()) one.hidden = false;
}

const place = document.querySelector("[data-worker]");
if (place && "serviceWorker" in navigator) {
  navigator.serviceWorker
    .register(place.dataset.worker)
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active.postMessage(shown()))
    .catch(() => {}); // without a worker the page is as good, as long as there is a network
}

// This page with all that it shows, and the pages that go with it.
function shown() {
  const files = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], img");
  const named = [...files].map((one) => one.currentSrc || one.src || one.href);
  const kept = place.dataset.keep.split(" ").map((href) => new URL(href, location.href).href);
  return [...new Set([location.href.split("#")[0], ...kept, ...named])].filter((url) => url.startsWith(location.origin));
}
