// Single keys for those who decide all day: an element with data-key="d" is clicked when d is
// pressed outside a field. A switch turns them off for people whose speech input or screen
// reader sends letters (WCAG 2.1.4). Hints and switch are hidden where there is no script.
const inField = (target) =>
  target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
const keys = document.querySelector("[data-keys-switch]"); // a checkbox in a hidden label
const hints = document.querySelectorAll("[data-key-hint]");

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
  if (inField(event.target) || !/^[a-z0-9]$/i.test(event.key)) return;
  const target = document.querySelector(`[data-key="${event.key.toLowerCase()}"]`);
  if (!target || target.disabled) return;
  event.preventDefault();
  target.focus();
  target.click();
});
