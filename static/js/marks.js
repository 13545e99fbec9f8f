// Marks and bookmarks change where they stand. Without this each press loads the page again.
const form = document.querySelector("#acts");

form?.addEventListener("submit", async (event) => {
  const button = event.submitter;
  const part = button?.closest("[data-part]");
  if (!part) return;
  event.preventDefault();
  if (part.ariaBusy === "true") return;
  part.ariaBusy = "true";
  const data = new FormData(form);
  data.append(button.name, button.value);
  try {
    const answer = await fetch(button.formAction, {
      method: "POST",
      body: data,
      headers: { "X-Requested-With": "fetch" },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    const fresh = document.createElement("template");
    fresh.innerHTML = await answer.text(); // the server's own words, none of a member's
    const shown = fresh.content.firstElementChild;
    part.replaceWith(shown);
    (shown.querySelector(`[value="${button.value}"]`) ?? shown.querySelector("button")).focus();
  } catch {
    // the long way round says what is wrong
    delete part.dataset.part;
    form.requestSubmit(button);
  }
});
