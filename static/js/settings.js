// Forms of settings. Every page works without this file.
// --- the bar of a long form appears with the first change and names what changed
const isChanged = (field) => {
  if (field.type === "checkbox") return field.checked !== field.defaultChecked;
  if (field.type === "radio") return field.checked && !field.defaultChecked;
  if (field.options) return !field.selectedOptions[0]?.defaultSelected && $("option[selected]", field) !== null;
  return field.value !== field.defaultValue;
};
function showChanges(form) {
  const bar = form && $(".savebar", form);
  if (!bar) return;
  const labels = [...form.elements].filter((field) => field.name && field.type !== "hidden" && isChanged(field))
    .map((field) => $(".field__label", field.closest(".field"))?.firstChild.textContent.trim());
  const names = [...new Set(labels)].filter(Boolean);
  bar.toggleAttribute("data-clean", !names.length && !$("[data-errors]"));
  $("[data-changes]", bar).textContent = names.length ? `Changed: ${names.join(", ")}.` : "";
}

document.addEventListener("input", (event) => showChanges(event.target.form));

// --- the time zone of this browser: chosen where nobody has chosen yet, offered by a button elsewhere
for (const select of $$("[data-browser-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const option = [...select.options].find((each) => each.value === zone);
  if (!option || option.selected || $("[data-errors]")) continue;
  if (select.dataset.browserZone === "choose") { option.selected = true; continue; }
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button--s", textContent: `Use ${option.text}, as this browser does` });
  button.addEventListener("click", () => { option.selected = true; button.remove(); select.focus(); });
  select.after(button);
}
