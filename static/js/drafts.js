// Forms that save themselves: form[data-autosave]. On top of app.js.

// --- autosave: say what happened to what was typed
function say(form, state, text) {
  const line = document.getElementById(form.dataset.autosave || "save-state");
  if (!line) return;
  line.dataset.state = state;
  ($("span", line) || line).textContent = text;
}
for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    const form = event.target.closest("form[data-autosave]");
    if (!form) return;
    const status = event.detail.xhr?.status;
    clearTimeout(form.retry);
    if (status >= 400 && status < 500) return say(form, "error", "Not saved: copy your text and reload this page");
    say(form, "error", "Not saved: retrying");
    form.retry = setTimeout(() => typed(form), 5000);
  });
}
const typed = (form) => form.dispatchEvent(new Event("input", { bubbles: true }));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (!form || event.detail.xhr?.status !== 401) return;
  say(form, "error", "Not saved: you are signed out. Open another tab to sign in, then come back here");
  addEventListener("focus", () => typed(form), { once: true });
});

// --- a page numbers its saves, so that one that arrives late overwrites nothing
function numbered(form) {
  const field = $("[name=save_number]", form);
  if (field) field.value = Number(field.value) + 1;
  return field;
}
document.addEventListener("submit", (event) => numbered(event.target));
document.addEventListener("htmx:configRequest", (event) => {
  const form = event.target.form || event.target, field = form.matches("form[data-autosave]") && numbered(form);
  if (field) event.detail.parameters.save_number = field.value;
});
document.addEventListener("submit", (event) => { event.target.leaving = "autosave" in event.target.dataset; });
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.leaving) event.preventDefault();  // what was typed travels with the form itself
});
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-autosave]");
  if (form) say(form, "dirty", "Not saved yet");
});

// --- leaving just before an autosave asks first: what was typed is saved while the question is read
addEventListener("beforeunload", (event) => {
  const isDirty = (form) => document.getElementById(form.dataset.autosave || "save-state")?.dataset.state === "dirty";
  if ($$("form[data-autosave]").some((form) => !form.leaving && isDirty(form))) event.preventDefault();
});
