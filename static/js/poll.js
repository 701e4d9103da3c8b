// Lets the parts of a page that ask for news do so: often while somebody is there, seldom when nobody has been for
// five minutes or the page is hidden, and at once when somebody is back.
const OFTEN = 2000;
const SELDOM = 15000;
const IDLE_AFTER = 300000;
let timer;
let lastSeen = performance.now();

const isIdle = () => document.hidden || performance.now() - lastSeen > IDLE_AFTER;

function plan() {
  clearTimeout(timer);
  timer = setTimeout(ask, isIdle() ? SELDOM : OFTEN);
}

function ask() {
  for (const part of document.querySelectorAll("[data-poll]")) htmx.trigger(part, "poll");
  plan();
}

function wakeUp() {
  const wasIdle = isIdle();
  lastSeen = performance.now();
  if (wasIdle && !document.hidden) ask();
}

// A form leads to another page. The answer to what was asked before it could come first and lead elsewhere.
function giveWay(event) {
  if (event.defaultPrevented) return;
  for (const part of document.querySelectorAll("[data-poll]")) htmx.trigger(part, "htmx:abort");
  clearTimeout(timer);
  timer = setTimeout(ask, SELDOM);
}

addEventListener("submit", giveWay);
for (const sign of ["pointermove", "pointerdown", "keydown", "wheel", "focus"]) addEventListener(sign, wakeUp, { passive: true });
document.addEventListener("visibilitychange", () => (document.hidden ? plan() : ((lastSeen = performance.now()), ask())));
addEventListener("online", ask);
plan();
