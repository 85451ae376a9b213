// Drawing over the bars of the years chooses the span of years; a click chooses one bar. Without
// this script the bars are links, and the fields beneath them take any span.
"use strict";

for (const bars of document.querySelectorAll(".year-bars")) {
  const links = [...bars.querySelectorAll("a")];
  const form = bars.closest("form");
  let start = -1;
  let end = -1;

  const place = (event) => {
    const box = bars.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    // In Arabic the bars run from right to left.
    const mirrored = getComputedStyle(bars).direction === "rtl" ? 1 - share : share;
    return Math.min(Math.max(Math.floor(mirrored * links.length), 0), links.length - 1);
  };

  const show = () => {
    const [first, last] = [Math.min(start, end), Math.max(start, end)];
    links.forEach((link, number) => {
      link.classList.toggle("year-drawn", start >= 0 && number >= first && number <= last);
    });
    if (start >= 0) {
      form.elements.from.value = links[first].dataset.first;
      form.elements.to.value = links[last].dataset.last;
    }
  };

  bars.addEventListener("pointerdown", (event) => {
    if (event.button === 0) {
      start = end = place(event);
      bars.setPointerCapture(event.pointerId);
      show();
    }
  });
  bars.addEventListener("pointermove", (event) => {
    if (start >= 0) {
      end = place(event);
      show();
    }
  });
  bars.addEventListener("pointerup", () => {
    if (start >= 0) {
      start = -1;
      form.requestSubmit();
    }
  });
  bars.addEventListener("pointercancel", () => {
    start = -1;
    show();
  });
  // The drawing has chosen already: the link of a single bar would lead to less.
  bars.addEventListener("click", (event) => event.preventDefault());
  bars.addEventListener("dragstart", (event) => event.preventDefault());
}
