// Lets the parts of a page that ask for news do so: often while the page is seen, seldom while it is hidden.
const SEEN = 2000;
const HIDDEN = 15000;
let timer;

function plan() {
  clearTimeout(timer);
  timer = setTimeout(ask, document.hidden ? HIDDEN : SEEN);
}

function ask() {
  for (const part of document.querySelectorAll("[data-poll]")) {
    htmx.trigger(part, "poll");
  }
  plan();
}

document.addEventListener("visibilitychange", () => (document.hidden ? plan() : ask()));
plan();
