// Whether somebody wants the shortcuts, in this browser.
const wanted = document.querySelector("[data-keys-on]");
wanted.checked = !localStorage.getItem("shortcuts-off");
wanted.addEventListener("change", () => {
  if (wanted.checked) localStorage.removeItem("shortcuts-off");
  else localStorage.setItem("shortcuts-off", "1");
});
