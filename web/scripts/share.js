// Hands a view to the phone's own way of sending, where the browser has one; elsewhere the button is not shown.
(() => {
  if (!navigator.share) return;
  document.documentElement.classList.add("aq-can-send");
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-aq-share]");
    if (!button) return;
    const { aqShare: url, aqTitle: title } = button.dataset;
    // A reader who changes their mind is no fault.
    navigator.share({ url, title, text: title }).catch(() => {});
  });
})();
