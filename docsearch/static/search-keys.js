// Keys for searching: "/" goes to the search box, "j" and "k" walk the documents found, Enter
// opens the one that has the focus. Single keys can disturb people who speak to their computer or
// type with a switch, so the help has a box to turn them off (WCAG 2.1.4).
"use strict";

(() => {
  const SETTING = "docsearch.keys";
  // By place on the keyboard as well: in Arabic the same keys write letters.
  const ACTIONS = { "/": "box", Slash: "box", j: "next", KeyJ: "next", k: "previous", KeyK: "previous" };

  const isOn = () => {
    try {
      return localStorage.getItem(SETTING) !== "off";
    } catch {
      return true;
    }
  };

  const turn = (on) => {
    try {
      localStorage.setItem(SETTING, on ? "on" : "off");
    } catch {
      // The setting then lasts as long as the page.
    }
  };

  const isTyping = (target) =>
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  const action = (event) => {
    const arabic = /[\u0600-\u06ff]/.test(event.key);
    return ACTIONS[event.key] || (arabic ? ACTIONS[event.code] : undefined);
  };

  const walk = (step) => {
    const titles = [...document.querySelectorAll(".hit .hit-title a, .inside-pages > li > a")];
    const here = titles.findIndex(
      (title) => title.closest("li").contains(document.activeElement),
    );
    const place = here < 0 ? (step > 0 ? 0 : titles.length - 1) : here + step;
    const title = titles[Math.min(Math.max(place, 0), titles.length - 1)];
    if (title) {
      title.focus();
      title.scrollIntoView({ block: "nearest" });
    }
  };

  const goToBox = () => {
    const box = document.querySelector("form[role=search] input[name=q]");
    if (box) {
      box.focus();
      box.select();
    }
  };

  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.defaultPrevented;
    const wanted = plain && isOn() && !isTyping(event.target) ? action(event) : undefined;
    if (!wanted) {
      return;
    }
    event.preventDefault();
    if (wanted === "box") {
      goToBox();
    } else {
      walk(wanted === "next" ? 1 : -1);
    }
  });

  for (const box of document.querySelectorAll("input[data-keys]")) {
    box.checked = isOn();
    box.closest("[hidden]")?.removeAttribute("hidden");
    box.addEventListener("change", () => turn(box.checked));
  }
})();
