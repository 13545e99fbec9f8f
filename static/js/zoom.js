// Looks into a picture: buttons, keys, wheel, one finger or two. What is drawn is moved and sized by
// a transform alone. Without this the picture is a link to itself in full size.
const MOST = 8; // times its own pixels: beyond that there is nothing more to see
const STEP = 1.25;
const SHIFT = 60; // px that an arrow key moves it

function look(box) {
  const stage = box.querySelector("[data-stage]");
  const picture = stage.querySelector("img");
  const said = box.querySelector("[data-said]");
  const link = stage.querySelector("[data-full]");
  const width = Number(picture.getAttribute("width"));
  const height = Number(picture.getAttribute("height"));
  const fingers = new Map();
  let scale = 1; // of the picture's own pixels
  let x = 0;
  let y = 0;
  let lastTap = 0;
  let telling = 0;
  let wasWhole = true; // a window that is turned shows the whole of it again

  // The whole of it; a small one is not blown up beyond twice its size.
  const smallest = () => Math.min(stage.clientWidth / width, stage.clientHeight / height, 2);
  const isWhole = () => scale <= smallest() * 1.01;

  function keepIn(at, whole, window) {
    return whole <= window ? (window - whole) / 2 : Math.min(0, Math.max(window - whole, at));
  }

  function draw() {
    wasWhole = isWhole();
    x = keepIn(x, width * scale, stage.clientWidth);
    y = keepIn(y, height * scale, stage.clientHeight);
    picture.style.setProperty("width", `${width}px`);
    picture.style.setProperty("height", `${height}px`);
    picture.style.setProperty("transform", `translate(${x}px, ${y}px) scale(${scale})`);
    if (scale * devicePixelRatio > 0.55 && picture.dataset.large) {
      picture.src = picture.dataset.large; // the full size, once someone looks closer
      delete picture.dataset.large;
    }
  }

  function tell(words) {
    clearTimeout(telling);
    telling = setTimeout(() => (said.textContent = words), 300); // not each notch of a wheel
  }

  // Sizes it so that what lies under (left, top) of the stage stays there.
  function size(wanted, left = stage.clientWidth / 2, top = stage.clientHeight / 2) {
    const next = Math.min(MOST, Math.max(smallest(), wanted));
    x = left - ((left - x) * next) / scale;
    y = top - ((top - y) * next) / scale;
    scale = next;
    draw();
    tell(isWhole() ? "The whole picture" : `${Math.round(scale * 100)} per cent`);
  }

  // As high as the whole picture needs, and no higher than the window lets one see at once.
  function fit() {
    const wanted = (stage.clientWidth * height) / width;
    const high = Math.min(Math.max(wanted, 240), innerHeight * 0.72);
    stage.style.setProperty("height", `${Math.round(high)}px`);
    scale = smallest();
    draw();
  }

  function move(right, down) {
    x += right;
    y += down;
    draw();
  }

  function at(event) {
    const frame = stage.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  }

  const middle = ([[a, b], [c, d]]) => [(a + c) / 2, (b + d) / 2, Math.hypot(a - c, b - d)];

  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, at(event));
  });
  stage.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, at(event));
    const now = [...fingers.values()];
    if (now.length === 1) return move(now[0][0] - before[0][0], now[0][1] - before[0][1]);
    const [fromX, fromY, from] = middle(before);
    const [toX, toY, to] = middle(now);
    move(toX - fromX, toY - fromY);
    if (from > 0) size((scale * to) / from, toX, toY);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
  }
  stage.addEventListener("pointerup", (event) => {
    const quick = event.timeStamp - lastTap < 300;
    lastTap = quick ? 0 : event.timeStamp;
    if (quick && fingers.size === 0) turn(at(event));
  });

  function turn([left, top]) {
    size(isWhole() ? Math.max(1, smallest() * 2.5) : 0, left, top);
  }

  stage.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && isWhole() && event.deltaY > 0) return; // the page scrolls on
      event.preventDefault();
      size(scale * Math.exp(-event.deltaY / 400), ...at(event));
    },
    { passive: false },
  );

  const ACTS = {
    "+": () => size(scale * STEP),
    "=": () => size(scale * STEP),
    "-": () => size(scale / STEP),
    0: () => size(0),
    1: () => size(1),
  };
  const ARROWS = {
    ArrowLeft: [SHIFT, 0, "prev"],
    ArrowRight: [-SHIFT, 0, "next"],
    ArrowUp: [0, SHIFT],
    ArrowDown: [0, -SHIFT],
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (ACTS[event.key]) ACTS[event.key]();
    else if (ARROWS[event.key] && !isWhole()) move(...ARROWS[event.key].slice(0, 2));
    else if (ARROWS[event.key]?.[2]) {
      const neighbour = box.querySelector(`a[rel=${ARROWS[event.key][2]}]`);
      if (!neighbour) return;
      neighbour.click();
    } else return;
    event.preventDefault();
  });

  const buttons = { in: ACTS["+"], out: ACTS["-"], fit: ACTS[0], real: ACTS[1] };
  for (const [name, act] of Object.entries(buttons)) {
    box.querySelector(`[data-${name}]`).addEventListener("click", act);
  }
  for (const button of box.querySelectorAll("[data-look]")) {
    button.addEventListener("click", () => {
      const on = box.classList.toggle(`lightbox--${button.dataset.look}`);
      button.setAttribute("aria-pressed", String(on));
    });
  }

  // The link stays for those who come by keyboard; a pointer on it moves the picture instead.
  link.addEventListener("click", (event) => event.detail > 0 && event.preventDefault());
  link.addEventListener("dragstart", (event) => event.preventDefault());
  box.classList.add("lightbox--on");
  box.querySelector("[data-tools]").hidden = false;
  for (const keys of document.querySelectorAll("[data-keys]")) keys.hidden = false;
  fit(); // at once: a key may be pressed before the observer has looked
  new ResizeObserver(() => (wasWhole || scale < smallest() ? fit() : draw())).observe(stage);
}

for (const box of document.querySelectorAll("[data-zoom]")) look(box);
