// Gives the frame with a sender's HTML the height of what it holds, so that the page has one scroll bar.
for (const frame of document.querySelectorAll("iframe.letter__frame")) {
  const fit = () => {
    const root = frame.contentDocument && frame.contentDocument.documentElement;
    if (root) {
      const height = `${root.offsetHeight + 2}px`;
      frame.style.height = height;
      frame.parentElement.style.setProperty("--frame-height", height);
    }
  };
  const follow = () => {
    fit();
    if (frame.contentDocument && frame.contentDocument.documentElement) {
      new ResizeObserver(fit).observe(frame.contentDocument.documentElement);
    }
  };
  frame.addEventListener("load", follow);
  follow();
}

for (const button of document.querySelectorAll("[data-print-page]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
