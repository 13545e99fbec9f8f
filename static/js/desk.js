// One key picks a decision (a, m, r or w); Enter sends it. Keys work outside text fields, and on
// the picks themselves, which have the focus when the page opens. The switch of the moderation
// queue ("keys") turns them off here too.
const inText = (target) =>
  target.isContentEditable ||
  /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
  (target.tagName === "INPUT" && target.type !== "radio");

let on = true;
try {
  on = localStorage.getItem("keys") !== "off";
} catch {
  // on for this page
}

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (inText(event.target) || !/^[a-z]$/i.test(event.key)) return;
  const pick = document.querySelector(`[data-pick="${event.key.toLowerCase()}"]`);
  if (!pick) return;
  event.preventDefault();
  pick.checked = true;
  pick.focus();
});
