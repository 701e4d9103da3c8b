// Pictures of pages are fetched when they come into view. A printer needs all of them.

const LONGEST_WAIT = 30_000; // milliseconds: a picture that failed before never arrives
const pictures = [...document.querySelectorAll(".page img")];

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
