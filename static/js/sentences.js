// Puts a ready sentence into the reason and, if none was chosen yet, chooses the rule it belongs to.
for (const form of document.querySelectorAll(".decision-form")) {
  const reason = form.elements.reason;
  const rule = form.elements.rule;

  for (const button of form.querySelectorAll("[data-insert]")) {
    const sentence = button.parentElement.querySelector("[data-sentence]");
    button.hidden = false;
    button.addEventListener("click", () => {
      const before = reason.value.trimEnd();
      reason.value = before ? `${before} ${sentence.textContent}` : sentence.textContent;
      if (rule && !rule.value) rule.value = sentence.dataset.rule;
      reason.dispatchEvent(new Event("input", { bubbles: true }));
      reason.focus();
    });
  }
}
