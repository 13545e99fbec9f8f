// Where in the topic the reader is, to the post. Without this the bar names the page's first and
// last.
const here = document.querySelector("[data-here]");
const line = document.querySelector(".place__line");

if (here) {
  let waiting = false;

  function show() {
    waiting = false;
    const posts = [...document.querySelectorAll("[data-post]")];
    const passed = posts.filter((post) => post.getBoundingClientRect().top < innerHeight / 2);
    const post = passed.at(-1) ?? posts[0];
    if (!post) return;
    here.textContent = post.dataset.post;
    line.value = Number(post.dataset.post);
    line.hidden = false;
  }

  addEventListener(
    "scroll",
    () => {
      if (!waiting) requestAnimationFrame(show);
      waiting = true;
    },
    { passive: true },
  );
  show();
}
