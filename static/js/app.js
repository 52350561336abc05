// Comfort only: every page works without this file. No dependency but htmx's events.
document.documentElement.classList.add("script");
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- Ctrl+Enter submits a form from any of its fields; ? opens the keys. Single keys can be turned off in the help
const isText = (element) => element.matches?.("textarea, select, input:not([type=radio], [type=checkbox])") || element.isContentEditable;
const singleKeys = () => $("[data-single-keys]")?.dataset.singleKeys !== "off";
document.addEventListener("keydown", (event) => {
  if (event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit($("[data-submit]", event.target.form));
  }
  if (event.key !== "?" || event.ctrlKey || event.metaKey || !singleKeys()) return;
  if (isText(event.target)) return;
  document.getElementById("keys")?.togglePopover();
});

// --- tabs that scroll sideways on a phone begin with the current one in view
for (const link of $$(".tabs [aria-current]")) {
  const row = link.parentElement;
  if (row.scrollWidth > row.clientWidth) row.scrollLeft = link.offsetLeft - (row.clientWidth - link.offsetWidth) / 2;
}

// --- after a refused form, the summary of errors has the focus and the title says so
function announceErrors(root) {
  const summary = $("[data-errors]", root);
  if (!summary) return;
  if (!document.title.startsWith("Error: ")) document.title = "Error: " + document.title;
  summary.focus();
}

// --- signing in again in another tab makes the safety mark of every open form an old one
const mark = () => document.cookie.match(/(?:^|; )(?:__Host-)?csrf=([^;]+)/)?.[1];
document.addEventListener("submit", (event) => {
  const field = $("[name=csrfmiddlewaretoken]", event.target);
  if (field && mark()) field.value = mark();
});
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb === "post" && mark()) event.detail.parameters.csrfmiddlewaretoken = mark();
});

// --- a hidden tab must not poll; one that is seen again asks at once, and one that is signed out says so and stops
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.matches("[hx-trigger^=every]")) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) $("#inbox-link")?.dispatchEvent(new Event("seen"));
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.target.id !== "inbox-link" || event.detail.xhr?.status !== 401) return;
  event.target.remove();
  const out = $("#signed-out");
  ($("#inbox-new") || out.parentElement).replaceChildren(out);
  out.hidden = false;
});

// --- copying a text; a list of links counts how many of them were copied
const copiedCount = (copy) => {
  const buttons = $$(".handover__row .copy");
  if (!buttons.includes(copy)) return "All copied";
  const done = buttons.filter((button) => "done" in button.dataset);
  return `${done.length} of ${buttons.length} copied`;
};
document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]"), show = event.target.closest("[data-show]");
  if (copy) {
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.dataset.done = "";
    const label = $("[data-copy-label]", copy), count = $("[data-copied-count]");
    if (label) label.textContent = "Copied";
    copy.setAttribute("aria-label", "Copied");
    if (count) count.textContent = copiedCount(copy);
  }
  if (show) {
    const box = document.getElementById(show.dataset.show), open = box.type === "password";
    box.type = open ? "text" : "password";
    show.setAttribute("aria-pressed", open);
  }
  for (const open of $$("details.more[open]")) if (!open.contains(event.target)) open.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = event.target.closest?.("details.more[open]");
  if (open) { open.open = false; $("summary", open).focus(); }
});

document.addEventListener("DOMContentLoaded", () => announceErrors(document));
document.addEventListener("htmx:afterSwap", (event) => announceErrors(event.target));
// a part of the page that was refused takes the focus to its first error
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status === 422 && document.activeElement === document.body) $("[aria-invalid=true]")?.focus();
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });

// --- ticks every row without a reload, which would lose what was typed
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-tick-all]");
  if (!link) return;
  event.preventDefault();
  for (const box of $$("tbody [type=checkbox]", link.closest("form"))) box.checked = true;
});

// --- a failed request is explained where its answer would have appeared; forms that save themselves use their own line
const WHY = {
  0: "The server did not answer. Check your connection and try again.", 401: "You are signed out. Open another tab to sign in, then try again.",
  403: "You can see this, but you cannot change it.", 404: "This is no longer available to you. Reload the page.",
  413: "That is too large.", 503: "The database is not answering right now. Try again in a moment.",
};
function explainFailure(event) {
  const { elt, xhr, target } = event.detail, status = xhr?.status || 0, id = status && xhr.getResponseHeader("X-Request-ID");
  if (elt.closest("form[data-autosave]") || elt.matches("[hx-trigger^=every]")) return;
  const box = document.getElementById("why") || document.createElement("div"), line = document.createElement("p");
  box.id = "why";
  box.className = "notice notice--bad";
  box.setAttribute("role", "alert");
  line.textContent = WHY[status] || "Something went wrong on our side. Nothing was partly saved." + (id ? ` Give this to your administrator: ${id}` : "");
  box.replaceChildren(line);
  (target?.isConnected ? target : $("main")).before(box);
}
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) document.addEventListener(name, explainFailure);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr?.status === 401) explainFailure(event);
  if (event.detail.successful && !event.detail.elt.matches("[hx-trigger^=every]")) document.getElementById("why")?.remove();
});
