// For pages that embed a view: gives each of our frames the height that it asks for.
(() => {
  const home = new URL(document.currentScript.src).origin;
  window.addEventListener("message", (event) => {
    const said = event.data;
    if (event.origin !== home || !said || said.type !== "aqsha:height" || !Number.isFinite(said.height)) return;
    for (const frame of document.querySelectorAll("iframe")) {
      if (frame.contentWindow === event.source) frame.style.height = `${Math.min(Math.max(said.height, 80), 4000)}px`;
    }
  });
})();
