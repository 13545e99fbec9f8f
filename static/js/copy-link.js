// Copy the address of a post. Without this the link simply goes there.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-link]");
  if (!link || !navigator.clipboard) return;
  event.preventDefault();
  const words = link.querySelector("[data-words]") ?? link;
  const before = words.textContent;
  try {
    await navigator.clipboard.writeText(link.href);
    words.textContent = "Copied";
  } catch {
    location.href = link.href;
    return;
  }
  setTimeout(() => {
    words.textContent = before;
  }, 2000);
});
