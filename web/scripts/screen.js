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
      address.hash = `${place + 1}`;
      history.replaceState(null, "", address);
    } catch {}
  };

  const show = (number) => {
    const all = slides();
    place = Math.min(Math.max(number, 0), all.length - 1);
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
    const helped = !help().hidden;
    help().hidden = true;
    deck = found;
    show(place);
    help().hidden = !helped;
  };

  const help = () => decks[deck].querySelector(".help");

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
  const helping = () => {
    help().hidden = !help().hidden;
    (help().hidden ? slides()[place] : help()).focus({ preventScroll: true });
  };
  const blacken = () => {
    black.hidden = !black.hidden;
  };

  const deeds = {
    next: () => show(place + 1),
    previous: () => show(place - 1),
    first: () => show(0),
    last: () => show(Infinity),
    language: () => speak(decks[(deck + 1) % decks.length].lang),
    longer: () => allow(1),
    shorter: () => allow(-1),
    black: blacken,
    help: helping,
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
  };
  // Remote controls send Page Up and Page Down, "." or B, F5 for their start button. F5 must not load anew: the
  // network may be gone by then.
  const keys = {
    ArrowRight: "next",
    ArrowDown: "next",
    PageDown: "next",
    " ": "next",
    ArrowLeft: "previous",
    ArrowUp: "previous",
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
    if (!help().hidden) helping();
    black.hidden = true;
    typed = "";
  };
  const goTyped = () => {
    if (typed) show(Number(typed) - 1);
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
    if (event.repeat && !["next", "previous", "longer", "shorter"].includes(deed)) return;
    if (!black.hidden && deed !== "black") black.hidden = true;
    else deeds[deed]();
  });

  document.addEventListener("click", (event) => {
    const language = event.target.closest("[data-language]");
    if (language) {
      event.preventDefault();
      return speak(language.dataset.language);
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
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1 || 0));

  root.classList.add("turning");
  clock.hidden = false;
  reset();
  setInterval(tick, 250);
  show(Number(location.hash.slice(1)) - 1 || 0);
  document.fonts?.ready.then(() => fit(slides()[place]));
})();
