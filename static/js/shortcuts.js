// Keys for what the page's buttons do: each button names its own. Nothing happens while somebody types.
const OFF = "shortcuts-off";
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
const rows = () => [...document.querySelectorAll(".row__link")];
const here = () => rows().indexOf(document.activeElement.closest(".row")?.querySelector(".row__link"));
let place = 0;

const isTyping = (at) => at.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog, [popover]");

function go(step) {
  const next = here() + step;
  const row = next < 0 ? rows()[0] : rows()[next] || document.querySelector("[data-more]");
  row?.focus();
}

function press(key) {
  const button = key === "z" ? document.querySelector("[data-toast] form button") : document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!button) return false;
  const row = rows()[here()]?.closest(".row").querySelector("input[name=brev]");
  place = Math.max(0, here());
  if (button.name === "gor" && row && !document.querySelector("input[name=brev]:checked")) row.click();
  button.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || localStorage.getItem(OFF)) return;
  const field = document.querySelector(`[data-focus-key="${CSS.escape(event.key)}"]`);
  const isArrowElsewhere = event.key.startsWith("Arrow") && here() < 0;
  if (field) field.focus();
  else if (STEPS[event.key] && !isArrowElsewhere) go(STEPS[event.key]);
  else if (event.key === "x") rows()[here()]?.closest(".row").querySelector("input[name=brev]")?.click();
  else if (!press(event.key)) return;
  event.preventDefault();
});
// The row that had the focus is gone: the next one takes its place.
document.addEventListener("htmx:afterSettle", () => document.activeElement === document.body && rows()[place]?.focus({ preventScroll: true }));
