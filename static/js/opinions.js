// Asking for a second opinion: "Ask about this" beside each criterion, and closing the card. Asking works without this file.
const askCard = () => $("[data-asking]"), placeOf = (box) => {
  const number = box.closest("label").textContent.trim().split(" ")[0];
  return $(`#criterion-${number}`) || $(`#said-${number}`)?.closest(".said");
};
let closed = "";
function showToggles() {
  askCard().dataset.toggles = "";
  for (const box of $$("[name=ask_about]", askCard())) {
    const toggle = document.createElement("button"), place = placeOf(box);
    toggle.type = "button";
    toggle.className = "toggle";
    toggle.dataset.askAbout = box.id;
    place?.append(toggle);
    word(toggle, box);
  }
}
function word(toggle, box) {
  toggle.setAttribute("aria-pressed", box.checked);
  toggle.textContent = box.checked ? "In your question" : "Ask about this";
}
function hideToggles() {
  for (const toggle of $$("[data-ask-about]")) toggle.remove();
}
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id === "ask-card") closed = event.detail.target.innerHTML;
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "ask-card") return;
  hideToggles();
  showToggles();
  $("[data-asking-title]")?.focus({ preventScroll: true });
});
document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-ask-about]"), close = event.target.closest("[data-close-asking]");
  if (toggle) document.getElementById(toggle.dataset.askAbout).click();
  if (!close || !closed) return;
  event.preventDefault();
  const place = $("#ask-card");
  place.innerHTML = closed;
  htmx.process(place);
  hideToggles();
  $("button, a", place).focus();
});
document.addEventListener("change", (event) => {
  const toggle = event.target.matches("[name=ask_about]") && $(`[data-ask-about="${event.target.id}"]`);
  if (toggle) word(toggle, event.target);
});
// the question is not part of the draft, so typing it is no reason to save the draft
document.addEventListener("input", (event) => { if (event.target.closest("[data-asking]")) event.stopPropagation(); }, true);
