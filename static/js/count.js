// How many characters are left, said only when it begins to matter.
const NEAR = 2000;

for (const count of document.querySelectorAll("[data-count]")) {
  const text = count.closest("form").querySelector("textarea[maxlength]");
  if (!text) continue;
  const show = () => {
    const left = text.maxLength - text.value.length;
    count.hidden = left > NEAR;
    count.className = left < NEAR / 10 ? "composer__count--near" : "";
    count.textContent = `${left.toLocaleString("en-GB")} characters left`;
  };
  text.addEventListener("input", show);
  show();
}
