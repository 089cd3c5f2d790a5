// Copy: a click on a link of the class "copy" copies the address that it leads to, or the text of the element that it
// names. Without this module, or where a page may not write to the clipboard, the link simply leads there.

const SHOWN_MS = 2000;

if (navigator.clipboard) {
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a.copy");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const named = link.hash && link.pathname === location.pathname && document.getElementById(link.hash.slice(1));
    try {
      await navigator.clipboard.writeText(named ? (named.value ?? named.textContent).trim() : link.href);
      say(link);
    } catch {
      location.assign(link.href); // the browser refuses: do what the link says
    }
  });
}

function say(link) {
  const status = document.querySelector(".copied");
  if (!status || link.textContent === status.dataset.word) return;
  const before = link.textContent;
  link.textContent = status.textContent = status.dataset.word;
  setTimeout(() => {
    link.textContent = before;
    status.textContent = "";
  }, SHOWN_MS);
}
