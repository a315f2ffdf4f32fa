// Takes the first paint away once the app has drawn a page of its own. Without this script a rule of style hides it.
(() => {
  const first = document.getElementById("aq-first");
  const root = document.getElementById("root");
  if (!first || !root) return;
  const drawn = () => root.querySelector('.aq-heading, .aq-fault, [data-testid="stException"]') !== null;
  const leave = () => {
    // A reader who had scrolled on keeps the place, as far as the app's page reaches.
    const main = root.querySelector('[data-testid="stMain"]');
    if (main && first.scrollTop) main.scrollTop = first.scrollTop;
    first.remove();
  };
  if (drawn()) return leave();
  const watching = new MutationObserver(() => {
    if (!drawn()) return;
    watching.disconnect();
    leave();
  });
  watching.observe(root, { childList: true, subtree: true });
})();
