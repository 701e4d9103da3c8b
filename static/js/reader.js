// Reads an attached document: the page that is in view, jumping, zooming, and printing all pages.

const LONGEST_WAIT = 30_000; // milliseconds: a picture that failed before never arrives
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const list = document.querySelector("[data-pages]");
const pictures = [...document.querySelectorAll(".page img")];

// Pictures of pages are fetched when they come into view. A printer needs all of them.
function arrival(picture) {
  return new Promise((done) => {
    for (const end of ["load", "error"]) picture.addEventListener(end, done, { once: true });
  });
}

function fetchAll() {
  const waiting = pictures.filter((picture) => !picture.complete || !picture.naturalWidth);
  const arrivals = Promise.all(waiting.map(arrival));
  for (const picture of waiting) picture.loading = "eager";
  return Promise.race([arrivals, new Promise((done) => setTimeout(done, LONGEST_WAIT))]);
}

// The browser's own command does not wait, but what it fetches now is there the next time.
window.addEventListener("beforeprint", fetchAll);

const printing = document.querySelector("[data-print]");
if (printing) {
  printing.hidden = false;
  printing.addEventListener("click", async () => {
    printing.disabled = true;
    await fetchAll();
    printing.disabled = false;
    window.print();
  });
}

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
  for (const page of list.children) watcher.observe(page);
}

const jump = document.querySelector("[data-jump]");
if (jump && list) {
  const field = jump.elements.sida;
  jump.addEventListener("submit", (event) => {
    event.preventDefault();
    if (showPage(Number(field.value))) field.select();
  });
  field.addEventListener("change", () => jump.requestSubmit());
  followPages(field);
}

const zoom = document.querySelector("[data-zoom]");
if (zoom && list) {
  const fit = zoom.querySelector("[data-zoom-fit]");
  const [less, more] = zoom.querySelectorAll("[data-zoom-by]");
  let factor = 1;

  const setZoom = (wanted) => {
    const page = [...list.children].find((each) => each.getBoundingClientRect().bottom > innerHeight / 2);
    const before = page && page.getBoundingClientRect();
    factor = wanted;
    list.style.setProperty("--zoom", factor);
    list.classList.toggle("pages--zoomed", factor !== 1);
    fit.textContent = `${Math.round(factor * 100)} %`;
    less.disabled = factor === STEPS[0];
    more.disabled = factor === STEPS[STEPS.length - 1];
    if (!before) return;
    // What was in the middle of the window stays there.
    const after = page.getBoundingClientRect();
    const part = (innerHeight / 2 - before.top) / before.height;
    scrollBy({ top: after.top + part * after.height - innerHeight / 2, behavior: "instant" });
  };

  zoom.hidden = false;
  fit.addEventListener("click", () => setZoom(1));
  for (const button of [less, more]) {
    const by = Number(button.dataset.zoomBy);
    button.addEventListener("click", () => setZoom(STEPS[STEPS.indexOf(factor) + by]));
  }
}
