// Turns the slides of a hearing by keys, buttons and swipes; the language changes on the same slide. Asks for nothing.
(() => {
  const decks = [...document.querySelectorAll(".deck")];
  const clock = document.querySelector(".clock");
  const black = document.querySelector(".black");
  const root = document.documentElement;
  if (!decks.length) return;

  let deck = Math.max(decks.findIndex((one) => !one.hidden), 0);
  let place = 0;
  let typed = "";

  const slides = () => [...decks[deck].querySelectorAll(".slide")];

  // A room's computer may write wider than was reckoned: such a slide is drawn a little smaller, never cut.
  const fit = (slide) => {
    const body = slide.querySelector(".body");
    for (let size = 100; size >= 50; size -= 5) {
      body.style.fontSize = size === 100 ? "" : `${size}%`;
      if (body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1) return;
    }
  };

  const remember = () => {
    // The address names slide and language, so that loading anew shows the same; files of a stick may refuse.
    try {
      const address = new URL(location.href);
      address.searchParams.set("lang", decks[deck].lang);
      address.hash = slides()[place].dataset.number;
      history.replaceState(null, "", address);
    } catch {}
  };

  const panels = () => [...decks[deck].querySelectorAll(".panel")];
  const opened = () => panels().findIndex((one) => !one.hidden);

  const show = (number) => {
    const all = slides();
    place = Math.min(Math.max(number, 0), all.length - 1);
    for (const one of panels()) one.hidden = true;
    decks.forEach((one, index) => {
      one.hidden = index !== deck;
    });
    all.forEach((one, index) => one.classList.toggle("on", index === place));
    root.lang = decks[deck].lang;
    document.title = decks[deck].dataset.title;
    fit(all[place]);
    all[place].focus({ preventScroll: true });
    remember();
  };

  const speak = (language) => {
    const found = decks.findIndex((one) => one.lang === language);
    if (found < 0) return;
    const panel = opened();
    deck = found;
    show(place);
    if (panel >= 0) toggle(panels()[panel]);
  };

  const toggle = (panel) => {
    const opens = panel.hidden;
    for (const one of panels()) one.hidden = true;
    panel.hidden = !opens;
    (opens ? panel.querySelector("a") || panel : slides()[place]).focus({ preventScroll: true });
  };

  // Slides of details are passed over, unless asked for by ↓, ↑, their number or a link.
  const turn = (by) => {
    const all = slides();
    let to = place + by;
    while (all[to]?.classList.contains("aside")) to += by;
    show(to);
  };
  const named = (number) => {
    const to = slides().findIndex((one) => one.dataset.number === number);
    show(to < 0 ? place : to);
  };

  // The timer counts down the minutes of one speaker, and past them what is over.
  let minutes = Number(document.body.dataset.minutes) || 3;
  let left = minutes * 60000;
  let end = 0;
  const now = () => (end ? end - Date.now() : left);
  const tick = () => {
    const seconds = Math.ceil(now() / 1000);
    const shown = Math.abs(seconds);
    clock.textContent = `${seconds < 0 ? "+" : ""}${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
    clock.classList.toggle("over", seconds <= 0);
    clock.classList.toggle("running", end > 0);
  };
  const timer = () => {
    if (end) {
      left = now();
      end = 0;
    } else {
      end = Date.now() + left;
    }
    tick();
  };
  const reset = () => {
    left = minutes * 60000;
    end = 0;
    tick();
  };
  const allow = (more) => {
    const chosen = Math.min(Math.max(minutes + more, 1), 60);
    const change = (chosen - minutes) * 60000;
    minutes = chosen;
    if (end) end += change;
    else left += change;
    tick();
  };

  const dark = () => {
    const is = root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = is === "dark" ? "light" : "dark";
  };
  const full = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (root.requestFullscreen) root.requestFullscreen().catch(() => {});
  };
  const blacken = () => {
    black.hidden = !black.hidden;
  };

  const deeds = {
    next: () => turn(1),
    previous: () => turn(-1),
    down: () => show(place + 1),
    up: () => show(place - 1),
    first: () => show(0),
    last: () => show(Infinity),
    language: () => speak(decks[(deck + 1) % decks.length].lang),
    longer: () => allow(1),
    shorter: () => allow(-1),
    black: blacken,
    contents: () => toggle(decks[deck].querySelector(".contents")),
    help: () => toggle(decks[deck].querySelector(".help")),
    timer,
    reset,
    dark,
    full,
  };
  // Letters by their place on the keyboard: under a Kazakh or Russian layout the same key bears another letter.
  const codes = {
    KeyF: "full",
    KeyB: "black",
    KeyT: "timer",
    KeyR: "reset",
    KeyL: "language",
    KeyD: "dark",
    KeyH: "help",
    KeyC: "contents",
  };
  // Remote controls send Page Up and Page Down, "." or B, F5 for their start button. F5 must not load anew: the
  // network may be gone by then.
  const keys = {
    ArrowRight: "next",
    ArrowDown: "down",
    PageDown: "next",
    " ": "next",
    ArrowLeft: "previous",
    ArrowUp: "up",
    PageUp: "previous",
    Backspace: "previous",
    Home: "first",
    End: "last",
    F5: "full",
    "+": "longer",
    "=": "longer",
    "-": "shorter",
    ".": "black",
    "?": "help",
  };

  const escape = () => {
    if (opened() >= 0) toggle(panels()[opened()]);
    black.hidden = true;
    typed = "";
  };
  const goTyped = () => {
    // A number beyond the last leads to the last.
    if (typed) named(`${Math.min(Number(typed), Number(slides().at(-1).dataset.number))}`);
    typed = "";
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = event.target.closest("a, button");
    if (pressed && (event.key === "Enter" || event.key === " ")) return;
    if (/^\d$/.test(event.key)) {
      typed = (typed + event.key).slice(-3);
      return;
    }
    if (event.key === "Escape") return escape();
    if (event.key === "Enter") return goTyped();
    typed = "";
    const deed = keys[event.key] || codes[event.code];
    if (!deed) return;
    event.preventDefault();
    if (event.repeat && !["next", "previous", "down", "up", "longer", "shorter"].includes(deed)) return;
    if (!black.hidden && deed !== "black") black.hidden = true;
    else deeds[deed]();
  });

  document.addEventListener("click", (event) => {
    const language = event.target.closest("[data-language]");
    if (language) {
      event.preventDefault();
      return speak(language.dataset.language);
    }
    const within = event.target.closest("a[href^='#']");
    if (within) {
      event.preventDefault();
      return named(within.hash.slice(within.hash.indexOf("-") + 1));
    }
    const button = event.target.closest("[data-do]");
    if (button) return deeds[button.dataset.do]();
    if (event.target === black) blacken();
  });

  let from = null;
  document.addEventListener(
    "touchstart",
    (event) => {
      from = event.touches.length === 1 ? event.touches[0] : null;
    },
    { passive: true },
  );
  document.addEventListener(
    "touchend",
    (event) => {
      if (!from) return;
      const [wide, high] = [event.changedTouches[0].clientX - from.clientX, event.changedTouches[0].clientY - from.clientY];
      from = null;
      if (Math.abs(wide) < 60 || Math.abs(wide) < Math.abs(high) * 1.5) return;
      (wide < 0 ? deeds.next : deeds.previous)();
    },
    { passive: true },
  );

  // Buttons are seen while a pointer moves, and go when it rests.
  let resting = 0;
  const stir = () => {
    root.classList.add("stirred");
    clearTimeout(resting);
    resting = setTimeout(() => root.classList.remove("stirred"), 3000);
  };
  for (const kind of ["pointermove", "pointerdown"]) document.addEventListener(kind, stir, { passive: true });

  addEventListener("resize", () => fit(slides()[place]));
  addEventListener("hashchange", () => named(location.hash.slice(1)));

  root.classList.add("turning");
  clock.hidden = false;
  reset();
  setInterval(tick, 250);
  named(location.hash.slice(1));
  document.fonts?.ready.then(() => fit(slides()[place]));
})();
