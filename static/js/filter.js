// Lists that are searched as you type. On top of app.js.

// --- search as you type: <input data-filter="#list"> hides children without the words and counts the others
document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-filter]");
  if (!box) return;
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const list of $$(box.dataset.filter)) {
    let shown = 0;
    for (const row of $$(":scope > li", list)) {
      row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
      shown += !row.hidden;
    }
    if (shown) list.removeAttribute("data-none");
    else list.dataset.none = `No match for “${box.value}”`;
    const count = list.closest("section")?.querySelector("[data-shown]");
    if (count) count.textContent = words.length ? `${shown} of ${list.children.length}` : shown;
  }
});
