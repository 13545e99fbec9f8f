// Single keys for those who decide all day: an element with data-key="d" is clicked when d is
// pressed outside a field. Where no element takes them, j and k walk through the list of cases.
// A switch turns them off for people whose speech input or screen reader sends letters (WCAG
// 2.1.4). Hints, switch and the list of the page's keys are hidden where there is no script.
const inField = (target) =>
  target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const keys = document.querySelector("[data-keys-switch]"); // a checkbox in a hidden label
const hints = document.querySelectorAll("[data-key-hint]");
const list = document.querySelector("[data-keys-list]");

let on = true;
try {
  on = localStorage.getItem("keys") !== "off";
} catch {
  // on for this page
}

function show() {
  for (const hint of hints) hint.hidden = !on;
  if (keys) keys.checked = on;
}

// What an element says, without its hint.
function nameOf(element) {
  const copy = element.cloneNode(true);
  for (const hint of copy.querySelectorAll("[data-key-hint]")) hint.remove();
  return element.dataset.keyName || copy.textContent.trim();
}

function explain(key, name) {
  const [term, words] = [document.createElement("dt"), document.createElement("dd")];
  term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  words.textContent = name;
  list.append(term, words);
}

function walk(step) {
  const rows = [...document.querySelectorAll(".case-list a")];
  const at = rows.indexOf(document.activeElement);
  rows[at < 0 ? 0 : at + step]?.focus();
  return rows.length > 0;
}

if (list) {
  for (const one of document.querySelectorAll("[data-key]")) explain(one.dataset.key, nameOf(one));
  const walks = document.querySelector(".case-list") && !document.querySelector(".queue--case");
  if (walks) explain("j, k", "The next case in the list, the one before");
  list.closest("[data-keys]").hidden = false;
}
if (keys) keys.closest("[hidden]")?.removeAttribute("hidden");
keys?.addEventListener("change", () => {
  on = keys.checked;
  try {
    localStorage.setItem("keys", on ? "on" : "off");
  } catch {
    // it holds for this page only
  }
  show();
});
show();

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (inField(event.target) || !/^[a-z0-9?]$/i.test(event.key)) return;
  const key = event.key.toLowerCase();
  const target = document.querySelector(`[data-key="${key}"]`);
  if (!target) {
    const step = { j: 1, k: -1 }[key];
    if (step && walk(step)) event.preventDefault();
    return;
  }
  if (target.disabled) return;
  event.preventDefault();
  target.focus();
  target.click();
});
