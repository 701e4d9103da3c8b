// Goes to a page by its number, and says which page is in view. A page of another part is fetched by the form itself.

const jumpList = document.querySelector("[data-pages]");

function showPage(number) {
  const page = document.getElementById(`sida-${number}`);
  if (page) page.scrollIntoView();
  return page;
}

function followPages(field) {
  const watcher = new IntersectionObserver(
    (seen) => {
      const page = seen.find((entry) => entry.isIntersecting);
      if (page && document.activeElement !== field) field.value = page.target.id.slice("sida-".length);
    },
    { rootMargin: "-45% 0px -45% 0px" },
  );
  for (const page of jumpList.children) watcher.observe(page);
}

const jump = document.querySelector("[data-jump]");
if (jump && jumpList) {
  const field = jump.elements.sida;
  jump.addEventListener("submit", (event) => {
    if (!showPage(Number(field.value))) return;
    event.preventDefault();
    field.select();
  });
  field.addEventListener("change", () => jump.requestSubmit());
  followPages(field);
}
