// Shows of a list only what has the words that one writes. The field that it needs is hidden without scripts.

for (const box of document.querySelectorAll("[data-narrows]")) {
  const field = box.querySelector("input");
  const none = box.querySelector("[data-words]");
  const rows = [...document.getElementById(box.dataset.narrows).children];
  const texts = rows.map((row) => row.textContent.toLowerCase());

  const narrow = () => {
    const words = field.value.toLowerCase().split(/\s+/);
    const shown = rows.filter((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
      return !row.hidden;
    });
    none.textContent = shown.length ? "" : none.dataset.words;
  };
  field.addEventListener("input", narrow);
  box.hidden = false;
  // A page that the browser kept has the words in the field, and all rows.
  narrow();
}
