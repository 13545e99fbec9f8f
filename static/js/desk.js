// One key picks a decision (a, m, r or w), p ticks that the papers were seen, n that the account may
// bear another name, a digit picks ready words, Enter sends. Keys work outside text fields, and on
// the picks themselves, which have the focus when the page opens. The switch of the moderation
// queue ("keys") turns them off here too.
const inText = (target) =>
  target.isContentEditable ||
  /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
  (target.tagName === "INPUT" && !/^(radio|checkbox)$/.test(target.type));

let on = true;
try {
  on = localStorage.getItem("keys") !== "off";
} catch {
  // on for this page
}

function tick(key) {
  const box = document.querySelector(`[data-tick="${key}"]`);
  if (box) box.checked = !box.checked;
  return Boolean(box);
}

function pick(key) {
  const choice = document.querySelector(`[data-pick="${key}"]`);
  if (!choice) return false;
  choice.checked = true;
  choice.focus();
  return true;
}

function say(digit) {
  const ready = document.querySelector("#id_ready");
  if (!ready?.options[digit]) return false;
  ready.selectedIndex = digit;
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (inText(event.target) || !/^[a-z1-9]$/i.test(event.key)) return;
  const done = /\d/.test(event.key) ? say(Number(event.key)) : tick(event.key.toLowerCase()) || pick(event.key.toLowerCase());
  if (done) event.preventDefault();
});
