// Ctrl+Enter, or Cmd+Enter, sends what is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat) return;
  const form = event.target.closest(".composer form");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button.button--primary"));
});
