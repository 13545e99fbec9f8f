// Note how far the reader has come, so that the next visit begins there. A post counts once half
// of it, or half a screen of it, has been in view for a moment. Without this there is a button.
const form = document.querySelector("[data-read-to]");
const LOOKED_AT = 600; // milliseconds: what only flew past was not read
const SOON = 1500;

if (form && "IntersectionObserver" in window) {
  const begun = new Map();
  let read = Number(form.dataset.readTo);
  let noted = read;
  let timer;
  form.hidden = true;

  async function note() {
    clearTimeout(timer);
    if (read <= noted) return;
    const [before, body] = [noted, new FormData(form)];
    body.set("number", read);
    noted = read;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        keepalive: true, // it may be the last thing the page does
        redirect: "manual",
        headers: { "X-Requested-With": "fetch" },
      });
      if (answer.status !== 204) watching.disconnect(); // signed out, or no longer open to them
    } catch {
      noted = before; // offline: with the next post
    }
  }

  function see(post) {
    const number = Number(post.dataset.post);
    if (number <= read) return;
    read = number;
    clearTimeout(timer);
    timer = setTimeout(note, SOON);
  }

  const watching = new IntersectionObserver(
    (entries) => {
      for (const { target, intersectionRatio, intersectionRect } of entries) {
        const inView = intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight / 2;
        if (!inView) {
          clearTimeout(begun.get(target));
          begun.delete(target);
        } else if (!begun.has(target)) {
          begun.set(target, setTimeout(see, LOOKED_AT, target));
        }
      }
    },
    { threshold: [0, 0.1, 0.2, 0.3, 0.4, 0.5] },
  );

  const watch = () => {
    for (const post of document.querySelectorAll("[data-post]")) watching.observe(post);
  };
  watch();
  document.addEventListener("posts:added", watch);
  addEventListener("pagehide", note);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) note();
  });
}
