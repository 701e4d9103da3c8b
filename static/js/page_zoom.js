// Makes the pages of a document wider or narrower, around the middle of the window.

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const list = document.querySelector("[data-pages]");
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
