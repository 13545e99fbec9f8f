// Write and Preview without leaving the page. Without this the Preview button submits the form.
for (const button of document.querySelectorAll("button[data-preview]")) {
  const form = button.form;
  const text = form.querySelector("[data-fields]") ?? form.querySelector("textarea");
  const write = form.querySelector("[data-write]");
  const out = form.querySelector("[data-preview-out]");

  function turn(previewing) {
    text.hidden = previewing;
    out.hidden = !previewing;
    write.setAttribute("aria-pressed", String(!previewing));
    button.setAttribute("aria-pressed", String(previewing));
  }

  write.hidden = false;
  turn(false);
  write.addEventListener("click", () => {
    turn(false);
    (text.querySelector("textarea") ?? text).focus();
  });
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    out.textContent = "One moment…";
    turn(true);
    try {
      const answer = await fetch(button.dataset.preview, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "manual", // to the sign-in, which is no preview
      });
      if (!answer.ok) throw new Error(answer.status);
      out.innerHTML = await answer.text(); // cleaned by the server, like a post
    } catch {
      out.textContent = "The preview could not be made just now. Your text is safe: go back to Write.";
    }
  });
}
