// Refresh: an open page shows what was built anew.  Only what differs is replaced, so that the page neither blinks nor jumps.
// It is loaded again where more hangs on the difference (a script, a style, a form), or a script has touched that place.

const WHOLE = "script[src], link, form";

let before; // the page as it was served
let turn = Promise.resolve();

function listen() {
  before = document.documentElement.cloneNode(true); // modules run only after this
  const events = new EventSource("/.kawat/events");
  events.onopen = events.onmessage = () => (turn = turn.then(refresh).catch(() => {}));
}

async function refresh() {
  const answer = await fetch(location.href);
  const after = new DOMParser().parseFromString(await answer.text(), "text/html").documentElement;
  const places = [...differing(document.documentElement, before, after)];
  if (!answer.ok || !places.every(([now, was, is]) => now?.isEqualNode(was) && !hangs(was) && !hangs(is))) {
    location.reload();
    return;
  }
  for (const [now, , is] of places) now.replaceWith(document.importNode(is, true));
  before = after;
}

// The places at which two versions of the page differ, as small as they can be told: where each is now, was, and is to be.
function* differing(now, was, is) {
  if (was.localName === "noscript" || was.isEqualNode(is)) return; // what that holds is text or not, as scripts run or not
  const count = was.childNodes.length;
  if (count && count === is.childNodes.length && was.cloneNode().isEqualNode(is.cloneNode())) {
    for (let at = 0; at < count; at++) yield* differing(now?.childNodes[at], was.childNodes[at], is.childNodes[at]);
  } else {
    yield [now, was, is];
  }
}

function hangs(node) {
  return node instanceof Element && (node.matches(WHOLE) || node.querySelector(WHOLE) !== null);
}

document.addEventListener("readystatechange", listen, { once: true });
