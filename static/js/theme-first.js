// Runs before anything is drawn, so that a chosen theme does not flash. Not a module: those wait.
// The admin keeps its choice under the same name.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // a browser that keeps nothing follows its system
}
