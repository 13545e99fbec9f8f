// Ticks all, or with Shift all between two, and counts them. Without this each is ticked by itself.
const boxes = [...document.querySelectorAll(".pick input")];
const all = document.querySelector("[data-all]");
const count = document.querySelector("[data-count]");
let last = null;

function tell() {
  const ticked = boxes.filter((box) => box.checked).length;
  if (count) count.textContent = ticked ? `${ticked} chosen` : "";
  if (!all) return;
  all.checked = ticked > 0 && ticked === boxes.length;
  all.indeterminate = ticked > 0 && ticked < boxes.length;
}

for (const box of boxes) {
  box.addEventListener("click", (event) => {
    if (event.shiftKey && last !== null) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
    }
    last = box;
    tell();
  });
}

if (all) {
  all.closest("[hidden]")?.removeAttribute("hidden");
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
}
addEventListener("pageshow", tell); // the browser may have kept the ticks of the last visit
