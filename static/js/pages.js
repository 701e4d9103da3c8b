// Pictures of pages are fetched when they come into view. A printer needs all of them.

const pictures = [...document.querySelectorAll(".page img")];

function arrival(picture) {
  return new Promise((done) => {
    for (const end of ["load", "error"]) picture.addEventListener(end, done, { once: true });
  });
}

function fetchAll() {
  // A picture that failed is complete and has no width: it is fetched anew.
  const waiting = pictures.filter((picture) => !picture.complete || !picture.naturalWidth);
  const arrivals = waiting.map(arrival);
  for (const picture of waiting) {
    picture.loading = "eager";
    if (picture.complete) picture.src = picture.src;
  }
  return Promise.all(arrivals);
}

// The browser's own command does not wait, but what it fetches now is there the next time.
window.addEventListener("beforeprint", fetchAll);

const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    await fetchAll();
    button.disabled = false;
    window.print();
  });
}
