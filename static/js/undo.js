// Counts down the minute in which a post can be taken back, and puts Withdraw in its place when it
// is over. Times are the server's: the clock of a ward PC may be wrong.
for (const undo of document.querySelectorAll("[data-undo]")) {
  const { posted, now, seconds } = undo.dataset;
  const ends = Date.now() + (Number(posted) + Number(seconds) - Number(now)) * 1000;
  const left = undo.querySelector("[data-left]");
  const instead = undo.nextElementSibling?.hidden ? undo.nextElementSibling : null;

  function tick() {
    const rest = Math.ceil((ends - Date.now()) / 1000);
    if (rest > 0) {
      left.textContent = `${rest} s`;
      setTimeout(tick, 1000);
      return;
    }
    const hadFocus = undo.contains(document.activeElement);
    undo.hidden = true;
    if (!instead) return;
    instead.hidden = false;
    if (hadFocus) instead.querySelector("a").focus();
  }

  tick();
}
