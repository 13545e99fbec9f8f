// Say that something came, beside the reader's place in the topic: nothing moves, and what is being
// written stays. Asks now and then while someone looks at the page, and less often while nothing
// comes. Show puts the new posts after the last one; from a page before the last it goes there.
const place = document.querySelector("[data-news]");
const FIRST = 30_000; // milliseconds
const LONGEST = 10 * 60_000;

if (place) {
  let after = Number(place.dataset.after);
  let wait = FIRST;
  let asked = Date.now();
  let timer;

  const askIn = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(ask, milliseconds);
  };

  async function ask() {
    if (document.hidden) return; // goes on when someone looks again
    asked = Date.now();
    let answer;
    try {
      answer = await fetch(`${place.dataset.news}?after=${after}`, {
        redirect: "manual",
        headers: { "X-Requested-With": "fetch" },
      });
    } catch {
      // offline: later
    }
    if (answer && answer.status < 500 && ![200, 204].includes(answer.status)) return stop();
    const words = answer?.status === 200 ? await answer.text() : "";
    wait = words ? FIRST : Math.min(wait * 1.5, LONGEST);
    if (words && words !== place.dataset.said) {
      place.innerHTML = words; // escaped by the server: a number and a link
      place.dataset.said = words;
    }
    askIn(wait);
  }

  // Signed out, or no longer open to them. The page says no more than it did.
  function stop() {
    place.remove();
  }

  const numberOf = (post) => Number(post.dataset.post);
  const postsOf = (page) => [...page.querySelectorAll("[data-post]")];

  async function show(address) {
    let last = postsOf(document).at(-1);
    if (numberOf(last) < after) throw new Error("not the last page: they do not belong here");
    const answer = await fetch(address);
    const isHere = answer.ok && new URL(answer.url).pathname === location.pathname;
    if (!isHere) throw new Error("elsewhere by now");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const posts = postsOf(page).filter((post) => numberOf(post) > after);
    for (const post of posts) {
      last.after(post);
      last = post;
    }
    after = numberOf(last);
    place.textContent = "";
    delete place.dataset.said;
    document.dispatchEvent(new CustomEvent("posts:added"));
    posts[0].tabIndex = -1;
    posts[0].focus();
  }

  place.addEventListener("click", async (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await show(link.href);
    } catch {
      location.href = link.href;
    }
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !place.isConnected) return;
    wait = FIRST;
    askIn(Math.max(0, asked + FIRST - Date.now()));
  });
  askIn(FIRST);
}
