// Keeps the letters that are chosen while their list renews itself, and says how many they are.
const choosing = document.getElementById("brevval");
const everyHere = choosing.querySelector("[data-all-here]");
const chosen = new Set();
const boxes = () => [...choosing.querySelectorAll("input[name=brev]")];
const pickAll = () => choosing.querySelector("[data-pick-all]");

function show() {
  const count = choosing.querySelector("[data-count]");
  if (!count) return;
  const here = boxes();
  for (const box of here) box.closest(".row").classList.toggle("row--chosen", box.checked);
  everyHere.hidden = !here.length;
  everyHere.checked = here.length > 0 && chosen.size === here.length;
  everyHere.indeterminate = chosen.size > 0 && !everyHere.checked;
  if (pickAll()) pickAll().hidden = !everyHere.checked;
  choosing.classList.toggle("toolbar-selected", chosen.size > 0);
  count.textContent = chosen.size ? count.dataset.words.replace("{n}", chosen.size) : "";
}

function note(box) {
  if (box.checked) chosen.add(box.value);
  else chosen.delete(box.value);
}

choosing.addEventListener("change", (event) => {
  if (event.target === everyHere) for (const box of boxes()) box.checked = everyHere.checked;
  boxes().forEach(note);
  show();
});
document.addEventListener("htmx:afterSwap", () => {
  const here = boxes();
  for (const box of here) box.checked = chosen.has(box.value);
  chosen.clear();
  here.forEach(note);
  show();
});
choosing.classList.add("is-live");
boxes().forEach(note);
show();
