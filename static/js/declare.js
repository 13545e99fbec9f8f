// Shows of the two declarations only the one that what is shown calls for. Without this both are
// there, each with the words that say when it is needed.
export function declare(form) {
  const shows = form.querySelector("select[name=shows]");
  if (!shows) return;
  const parts = form.querySelectorAll("[data-declares]");

  function fit() {
    const option = shows.selectedOptions[0];
    const needs = (option?.closest("optgroup")?.dataset.needs ?? "").split(" ");
    for (const part of parts) part.hidden = !needs.includes(part.dataset.declares);
  }

  shows.addEventListener("change", fit);
  fit();
}

for (const form of document.querySelectorAll("main form[data-add]")) declare(form);
