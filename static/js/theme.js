// The theme switch: first the other one than the system shows, then the system's, then as the
// system again, as in the admin. Without scripts the page follows the system.
const WORDS = { auto: "Theme: as your system", light: "Theme: light", dark: "Theme: dark" };
const NEXT = matchMedia("(prefers-color-scheme: dark)").matches
  ? { auto: "light", light: "dark", dark: "auto" }
  : { auto: "dark", dark: "light", light: "auto" };

const root = document.documentElement;
const current = () => (root.dataset.theme in NEXT ? root.dataset.theme : "auto");

function show(button) {
  button.querySelector("[data-theme-words]").textContent = WORDS[current()];
  button.title = WORDS[current()];
}

const buttons = document.querySelectorAll("[data-theme-switch]");

for (const button of buttons) {
  button.hidden = false;
  show(button);
  button.addEventListener("click", () => {
    root.dataset.theme = NEXT[current()];
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // it holds for this page only
    }
    buttons.forEach(show);
  });
}
