// Prints all pages of a document. Their pictures are fetched when they come into view; a printer needs all of them.

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
