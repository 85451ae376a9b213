/* The search box as a combobox (ARIA 1.2): proposals while one types, recent searches when it is
   empty. Without this script the box is an ordinary form. Recent searches stay in this browser. */
(() => {
  "use strict";

  const RECENT = "docsearch.recent-searches";
  const MOST_RECENT = 8;
  const SHORTEST = 2;
  const LONGEST = 200;
  const PAUSE = 120;

  const recent = {
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(RECENT)) || [];
        return kept.filter((text) => typeof text === "string").slice(0, MOST_RECENT);
      } catch {
        return [];
      }
    },
    add(text) {
      if (!text || text.length > LONGEST) return;
      const others = recent.read().filter((other) => other !== text);
      try {
        localStorage.setItem(RECENT, JSON.stringify([text, ...others].slice(0, MOST_RECENT)));
      } catch {
        // Private windows and full stores keep nothing.
      }
    },
    forget() {
      try {
        localStorage.removeItem(RECENT);
      } catch {
        // There was nothing.
      }
    },
  };

  function element(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  class SearchBox {
    constructor(input) {
      this.input = input;
      this.form = input.form;
      this.words = input.dataset;
      this.active = -1;
      this.asked = 0;
      this.list = element("ul", { id: `${input.id}-list`, className: "proposals", hidden: true });
      this.list.setAttribute("role", "listbox");
      this.list.setAttribute("aria-label", this.words.listLabel);
      this.status = element("span", { className: "visually-hidden" });
      this.status.setAttribute("role", "status");
      for (const [name, value] of Object.entries({
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": this.list.id,
      })) input.setAttribute(name, value);
      this.form.append(this.list, this.status);
      this.listen();
    }

    listen() {
      this.input.addEventListener("input", () => this.ask());
      this.input.addEventListener("click", () => this.input.value || this.offerRecent());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.input.addEventListener("blur", () => this.close());
      // The focus stays in the box, or leaving it would close the list before the click.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option) this.choose([...this.list.children].indexOf(option));
      });
      this.form.addEventListener("submit", () => {
        recent.add(this.input.value.trim());
        this.close();
      });
    }

    ask() {
      clearTimeout(this.waiting);
      this.asked += 1;
      const typed = this.input.value.trim();
      if (!typed) return this.offerRecent();
      if (typed.length < SHORTEST || typed.length > LONGEST) return this.close();
      this.waiting = setTimeout(() => this.fetch(typed, this.asked), PAUSE);
    }

    async fetch(typed, asked) {
      let found = [];
      try {
        const address = `${this.words.suggestions}?q=${encodeURIComponent(typed)}`;
        const answer = await fetch(address, { headers: { Accept: "application/json" } });
        if (answer.ok) found = (await answer.json()).suggestions;
      } catch {
        // Nothing is proposed; searching works as before.
      }
      if (asked !== this.asked || document.activeElement !== this.input) return;
      this.show(found.map(({ text, kind, url }) => ({
        text,
        kind,
        go: () => (url ? location.assign(url) : this.search(text)),
      })));
    }

    offerRecent() {
      const kept = recent.read();
      if (!kept.length) return this.close();
      const searches = kept.map((text) => ({ text, kind: this.words.recentLabel, go: () => this.search(text) }));
      const forget = { text: this.words.forgetLabel, forgets: true, go: () => this.forget() };
      this.show([...searches, forget]);
    }

    search(text) {
      this.input.value = text;
      this.form.requestSubmit();
    }

    forget() {
      recent.forget();
      this.close();
      this.status.textContent = this.words.forgottenLabel;
    }

    show(choices) {
      this.choices = choices;
      this.active = -1;
      this.input.removeAttribute("aria-activedescendant");
      this.list.replaceChildren(...choices.map((choice, number) => this.option(choice, number)));
      const open = choices.length > 0;
      this.list.hidden = !open;
      this.input.setAttribute("aria-expanded", String(open));
      this.status.textContent = open ? this.words.countLabel.replace("{}", choices.length) : "";
    }

    option({ text, kind, forgets }, number) {
      const option = element(
        "li",
        { id: `${this.list.id}-${number}`, className: forgets ? "proposal-forget" : "" },
        element("span", { className: "proposal-text", dir: "auto", textContent: text }),
      );
      if (kind) option.append(" ", element("span", { className: "proposal-kind", textContent: kind }));
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      return option;
    }

    press(event) {
      if (event.isComposing) return;
      const open = !this.list.hidden;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.key in steps) {
        event.preventDefault();
        if (open) this.move(steps[event.key]);
        else if (this.input.value.trim()) this.ask();
        else this.offerRecent();
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        this.close();
      } else if (event.key === "Enter" && open && this.active >= 0) {
        event.preventDefault();
        this.choose(this.active);
      }
    }

    move(step) {
      // Before the first and after the last comes the box itself, where no proposal is chosen.
      const places = this.choices.length + 1;
      this.active = ((this.active + 1 + step + places) % places) - 1;
      [...this.list.children].forEach((option, number) => {
        option.setAttribute("aria-selected", String(number === this.active));
      });
      const active = this.list.children[this.active];
      if (active) {
        this.input.setAttribute("aria-activedescendant", active.id);
        active.scrollIntoView({ block: "nearest" });
      } else {
        this.input.removeAttribute("aria-activedescendant");
      }
    }

    choose(number) {
      this.choices[number].go();
    }

    close() {
      clearTimeout(this.waiting);
      this.asked += 1;
      if (!this.list.hidden) this.show([]);
    }
  }

  document.querySelectorAll("input[data-suggestions]").forEach((input) => new SearchBox(input));

  // Whoever signs out may leave the machine to somebody else.
  document.querySelectorAll("form[data-sign-out]").forEach((form) => {
    form.addEventListener("submit", recent.forget);
  });
})();
