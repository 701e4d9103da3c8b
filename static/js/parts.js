// Dialogs open, toasts close, and the first field that is wrong gets the keyboard. Without this a button that opens a dialog is a link or a form of its own.
const TOAST_STAYS = 15_000; // milliseconds; not while somebody points at it or has the keyboard in it

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  const closer = event.target.closest("[data-close]");
  if (closer) {
    const dialogAround = closer.closest("dialog");
    if (dialogAround) dialogAround.close();
    else closer.closest("[data-toast]").remove();
  }
});

function prepare(toast) {
  toast.querySelector("[data-close]").hidden = false;
  const leave = () => {
    if (toast.matches(":hover, :focus-within")) setTimeout(leave, TOAST_STAYS);
    else toast.remove();
  };
  setTimeout(leave, TOAST_STAYS);
}

const prepareAll = (within) => within.querySelectorAll("[data-toast]").forEach(prepare);
prepareAll(document);
document.addEventListener("htmx:oobAfterSwap", (event) => prepareAll(event.target));

document.querySelector(".field--wrong :is(input, select, textarea)")?.focus();
