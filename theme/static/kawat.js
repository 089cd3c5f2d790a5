// The script of every page: it fetches the search once somebody is about to search, and not before.

for (const form of document.querySelectorAll("form[data-module]")) {
  const load = () => import(form.dataset.module).then((search) => search.start(form), () => {});
  form.addEventListener("focusin", load, { once: true });
  if (!form.hasAttribute("action")) load(); // the search page itself: there may be words in its address
}
