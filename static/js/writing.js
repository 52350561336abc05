// Writing a review: keys, quoting, and the two sides of a narrow page. The page works without this file.
const work = $("[data-work]"), rubric = $("#rubric");
const criteria = () => $$("[data-criterion]", rubric);
const isNarrow = () => matchMedia("(width < 62rem)").matches;

// --- the current criterion: the one in focus last, at first the first open one
let current = null, arrived = false;
const isOpen = (criterion) => !$("input[type=radio]:checked", criterion);
const target = () => current || criteria().find(isOpen) || criteria()[0];
function setCurrent(criterion) {
  current = criterion;
  show();
}
function show() {
  const at = target();
  for (const one of criteria()) one.toggleAttribute("data-current", one === current);
  for (const mark of $$(".marks > li")) mark.toggleAttribute("data-current", $("a", mark).hash === `#${current?.id}`);
  for (const number of $$("[data-current-number]")) if (at) number.textContent = at.dataset.number;
}
function moveTo(criterion) {
  if (!criterion) return;
  turnTo("rubric");
  setCurrent(criterion);
  ($("input[type=radio]:checked", criterion) || $("input[type=radio]", criterion)).focus({ preventScroll: true });
  criterion.scrollIntoView({ block: "nearest" });
}
function step(by) {
  const all = criteria();
  if (!current) return moveTo(target());
  moveTo(all[all.indexOf(current) + by]);
}
function answer(value) {
  const criterion = target(), input = criterion && $(`input[type=radio][value=${value}]`, criterion);
  if (!input) return;
  moveTo(criterion);
  input.focus({ preventScroll: true });
  input.click();
}
function agree() {
  const input = $("input[data-agree]", target());
  if (input) answer(input.value);
}
function comment(criterion) {
  if (!criterion) return;
  turnTo("rubric");
  setCurrent(criterion);
  criterion.setAttribute("data-open", "");
  $("textarea", criterion)?.focus();
}
document.addEventListener("focusin", (event) => {
  const criterion = event.target.closest("[data-criterion]");
  if (criterion) setCurrent(criterion);
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-add-comment]")) comment(event.target.closest("[data-criterion]"));
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-agree-rest]")) return;
  event.preventDefault();
  for (const one of criteria().filter(isOpen)) $("input[data-agree]", one).checked = true;
  rubric.dispatchEvent(new Event("input", { bubbles: true }));
});

// --- keys: single ones work anywhere outside a text box, unless the person turned them off
document.addEventListener("keydown", (event) => {
  const key = event.key;
  if (key === "F6") {
    event.preventDefault();
    return otherPane();
  }
  if (event.altKey && !event.ctrlKey && !event.metaKey) return altKey(event);
  if (event.target.matches("textarea") && key === "Escape") {
    event.target.blur();
    return moveTo(event.target.closest("[data-criterion]"));
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isText(event.target) || !singleKeys()) return;
  const act = {
    y: () => answer("yes"), n: () => answer("no"), "-": () => answer("na"), j: () => step(1), k: () => step(-1),
    c: () => comment(target()), q: () => $(".quoter") && quote(), a: agree,
  }[key.toLowerCase()];
  if (act) { event.preventDefault(); act(); }
});
function altKey(event) {
  const criterion = event.target.closest?.("[data-criterion]"), value = { KeyY: "yes", KeyN: "no", KeyA: "na" }[event.code];
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (!work.classList.contains("work--document") || !(value && criterion) && !by) return;
  event.preventDefault();
  if (value) return $(`input[type=radio][value=${value}]`, criterion)?.click();
  const texts = $$(".doc__text", rubric), at = texts.indexOf(document.activeElement);
  (texts[at + by] || texts[at])?.focus();
}
function otherPane() {
  const panes = $$("[data-pane]"), inside = panes.findIndex((pane) => pane.parentElement.contains(document.activeElement));
  if (isNarrow()) return turnTo(work.dataset.side === "case" ? "rubric" : "case");
  panes[inside === 0 ? 1 : 0].focus();
}

// --- the two sides of a narrow page: each keeps its place
const places = {};
function turnTo(side) {
  if (!isNarrow() || work.dataset.side === side) return;
  places[work.dataset.side] = scrollY;
  work.dataset.side = side;
  showSide();
  scrollTo(0, places[side] ?? Math.min(scrollY, work.offsetTop));
  $(side === "case" ? "#case-title" : "#rubric-title").focus({ preventScroll: true });
}
function showSide() {
  for (const link of $$("[data-to]")) {
    if (link.dataset.to === work.dataset.side) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  if (link.closest("#toast")) $("#toast").replaceChildren();
  if (link.dataset.to) { event.preventDefault(); return turnTo(link.dataset.to); }
  const goal = $(link.hash);
  if (!goal || !work.contains(goal)) return;
  event.preventDefault();
  goal.closest("details")?.setAttribute("open", "");
  if (goal.matches("[data-criterion]")) return moveTo(goal);
  turnTo(goal.closest(".pane--case") ? "case" : "rubric");
  goal.scrollIntoView({ block: "nearest" });
  goal.focus({ preventScroll: true });
});

// --- quoting: the selected words, else the whole message
function selectedIn(message) {
  const selection = getSelection(), words = $("[data-words]", message);
  if (selection.isCollapsed || !words?.contains(selection.anchorNode) || !words.contains(selection.focusNode)) return "";
  return selection.toString();
}
function messageAt() {
  const node = getSelection().isCollapsed ? null : getSelection().anchorNode;
  const chosen = (node?.nodeType === 1 ? node : node?.parentElement)?.closest("[data-message]");
  return chosen || document.activeElement.closest("[data-message]") || $("[data-message]:hover");
}
function quote(message = messageAt()) {
  const button = message && $(".quoter", message);
  if (!button) return toast("Select words of the case first, or point at a message.");
  const values = { quote: button.value, quote_in: target().dataset.criterion, words: selectedIn(message) };
  if (!current) setCurrent(target());
  send(button, button.formAction, values);
}
function send(source, url, values = {}) {
  htmx.ajax("POST", url, { source, target: "#toast", swap: "innerHTML", values });
}
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest(".quoter")) event.preventDefault();  // the selected words stay selected
});
document.addEventListener("click", (event) => {
  const button = event.target.closest(".quoter, [data-unquote], [data-undo], [data-mark=quote]");
  if (!button) return;
  event.preventDefault();
  if (button.matches("[data-mark]")) return quote();
  if (button.matches(".quoter")) return quote(button.closest("[data-message]"));
  if (button.matches("[data-unquote]")) return send(button, button.formAction);
  const { undo, action, in: quote_in, position, wordsAgain } = button.dataset;
  send(rubric, action, { quote: undo, quote_in, position, words: wordsAgain });
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target: place, serverResponse } = event.detail;
  if (place?.id !== "toast" || event.detail.xhr.status !== 409 || !serverResponse.includes('id="save-state"')) return;
  event.detail.target = $("#save-state");
  event.detail.swapOverride = "outerHTML";
});
document.addEventListener("htmx:afterSettle", () => { show(); highlight(); });
let closing;
function toast(text) {
  const line = document.createElement("span");
  line.textContent = text;
  $("#toast").replaceChildren(line);
}
new MutationObserver(() => {
  clearTimeout(closing);
  closing = setTimeout(() => { if (!$("#toast:is(:hover, :focus-within)")) $("#toast").replaceChildren(); }, 12000);
}).observe($("#toast"), { childList: true });

// --- quoted words are marked in the message, where the browser can
function highlight() {
  if (!CSS.highlights) return;
  const ranges = $$(".quoting").flatMap((one) => {
    const place = $(`[data-message="${one.dataset.quotes}"] [data-words]`), words = $(".said-here", one)?.textContent;
    const isWhole = place && place.textContent.replace(/\s+/g, "") === words?.replace(/\s+/g, "");
    return place && words && !isWhole ? find(place, words) : [];
  });
  CSS.highlights.set("quoted", new Highlight(...ranges));
}
function find(place, words) {
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), letters = [], wanted = words.replace(/\s+/g, "");
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) if (/\S/.test(node.data[at])) letters.push([node, at]);
  }
  const at = letters.map(([node, index]) => node.data[index]).join("").indexOf(wanted);
  if (at < 0 || !wanted) return [];
  const range = new Range(), [first, start] = letters[at], [last, end] = letters[at + wanted.length - 1];
  range.setStart(first, start);
  range.setEnd(last, end + 1);
  return [range];
}

// --- the tools of the document
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest("[data-mark]")) event.preventDefault();  // the text box keeps the focus
});
document.addEventListener("click", (event) => {
  const tool = event.target.closest("[data-mark]")?.dataset.mark, box = document.activeElement;
  if (!tool || tool === "quote" || !box.matches(".doc__text")) return;
  const text = box.value.slice(box.selectionStart, box.selectionEnd);
  const written = {
    bold: `**${text || "bold"}**`, code: `\`${text || "code"}\``, link: `[${text || "words"}](https://)`,
    list: (text || "point").split("\n").map((line) => `- ${line}`).join("\n"),
  }[tool];
  box.setRangeText(written, box.selectionStart, box.selectionEnd, "select");
  box.dispatchEvent(new Event("input", { bubbles: true }));
});

showSide();
show();
highlight();
