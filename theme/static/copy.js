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
      await navigator.clipboard.writeText(named ? named.textContent.trim() : link.href);
      say(link, link.dataset.copied);
    } catch {
      location.assign(link.href); // the browser refuses: do what the link says
    }
  });
}

function say(link, words) {
  const before = link.textContent;
  const status = document.querySelector("[role=status].copied");
  if (before === words) return;
  link.textContent = words;
  if (status) status.textContent = words;
  setTimeout(() => {
    link.textContent = before;
    if (status) status.textContent = "";
  }, SHOWN_MS);
}
