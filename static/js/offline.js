// Says so while there is no connection: the browser has none, or what a page asked for was not answered.
function sayConnected(isConnected) {
  for (const words of document.querySelectorAll("[data-offline]")) words.hidden = isConnected;
}

addEventListener("offline", () => sayConnected(false));
for (const event of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(event, () => sayConnected(false));
document.addEventListener("htmx:afterRequest", (event) => event.detail.xhr.status && sayConnected(event.detail.xhr.status < 502));
