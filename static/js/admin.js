// Names and roles for what select2 puts in place of a list: without them a screen reader hears "edit" alone.

// A button to clear all would stand as no item among the items of its list; each item has its own.
for (const select of document.querySelectorAll("select.admin-autocomplete[multiple]")) select.dataset.allowClear = "false";

function nameBox(box) {
  const select = box.previousElementSibling;
  const label = select && document.querySelector(`label[for="${select.id}"]`);
  if (!label) return;
  label.id ||= `${select.id}_label`;
  const shown = box.querySelector(".select2-selection__rendered");
  const choice = box.querySelector(".select2-selection--single");
  if (choice) {
    choice.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    if (choice.hasAttribute("aria-owns")) choice.setAttribute("aria-controls", choice.getAttribute("aria-owns"));
    for (const name of ["role", "aria-readonly"]) shown.removeAttribute(name);
  }
  const open = box.classList.contains("select2-container--open") ? ".select2-dropdown .select2-search__field" : "";
  for (const field of [box.querySelector(".select2-search__field"), open && document.querySelector(open)])
    if (field) field.setAttribute("aria-labelledby", label.id);
}

const nameAll = () => document.querySelectorAll(".select2-container:not([style*='position'])").forEach(nameBox);
new MutationObserver(nameAll).observe(document.body, { childList: true, subtree: true });
nameAll();
