// Who has reviewed whom: arrow keys move between the cells, and the one pointed at says its dates in a bubble.
const table = document.querySelector(".matrix");
let bubble = null;

function hide() {
  bubble?.remove();
  bubble = null;
}
function tell(cell) {
  hide();
  const words = cell.querySelector(".vh");
  if (!words) return;
  bubble = document.createElement("div");
  bubble.className = "bubble";
  bubble.setAttribute("aria-hidden", "true");  // the same words are in the cell
  bubble.append(...[...words.children].map((line) => line.cloneNode(true)));
  document.body.append(bubble);
  const at = cell.getBoundingClientRect(), own = bubble.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - own.width / 2), innerWidth - own.width - 8);
  const under = at.bottom + own.height + 12 < innerHeight;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${under ? at.bottom + 6 : at.top - own.height - 6}px`;
}
function step(cell, rows, columns) {
  let line = cell.parentElement, index = cell.cellIndex;
  do {
    index += columns;
    for (let n = rows; n && line; n -= Math.sign(n)) line = n > 0 ? line.nextElementSibling : line.previousElementSibling;
  } while (line?.cells[index]?.matches('[data-level="self"]'));
  const next = line?.cells[index];
  if (!next?.matches("[tabindex]")) return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

table?.addEventListener("mouseover", (event) => event.target.closest("td") ? tell(event.target.closest("td")) : hide());
table?.addEventListener("mouseleave", hide);
table?.addEventListener("focusin", (event) => event.target.matches("td") && tell(event.target));
table?.addEventListener("focusout", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
  const cell = event.target.closest?.(".matrix td");
  const way = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (cell && way && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    step(cell, ...way);
  }
});
