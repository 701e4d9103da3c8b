// The way back from a letter leads to the place in the list that one left: how far down, and at which row.
const KEPT = "place-in-list";
const list = document.querySelector("[data-list]");
const address = () => location.pathname + location.search;

function keep() {
  sessionStorage.setItem(KEPT, JSON.stringify({ address: address(), top: scrollY }));
}

function restore(top) {
  document.getElementById(location.hash.slice(1))?.focus({ preventScroll: true });
  // Without the row's name in the address the browser does not scroll to it in its turn.
  history.replaceState(history.state, "", address());
  scrollTo(0, top);
}

if (list) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
  sessionStorage.removeItem(KEPT);
  if (kept.address === address()) addEventListener("load", () => restore(kept.top));
  list.addEventListener("click", (event) => event.target.closest(".row__link") && keep());
  addEventListener("submit", keep);
}
