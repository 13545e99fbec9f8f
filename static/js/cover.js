// Draws boxes over a picture, with a pointer or by keys alone. The rows of numbers below are what is
// sent, and the only place where a box is kept; without this they are filled in by hand.
const SIDES = ["left", "top", "width", "height"];
const STEP = 1; // per cent that an arrow key moves or sizes a box
const LEAST = 1;
const MOST = 20;
const GRIP = 14; // px at the lower right corner of a box that size it

const within = (number, least, most) => Math.min(most, Math.max(least, number));
const tidy = (number) => Math.round(number * 10) / 10;

function cover(form) {
  const stage = form.querySelector("[data-stage]");
  const rows = form.querySelector("[data-rows]");
  const blank = form.querySelector("[data-row]").content.firstElementChild;
  const said = form.querySelector("[data-said]");
  const drop = form.querySelector("[data-drop]");
  const add = form.querySelector("[data-add]");
  const boxes = []; // {row, button}
  let chosen = null;

  const read = ({ row }) =>
    SIDES.map((side) => parseFloat(row.elements[side].value.replace(",", ".")) || 0);

  function tell(words) {
    said.textContent = words;
  }

  function name(box) {
    const [left, top, width, height] = read(box).map(tidy);
    const number = boxes.indexOf(box) + 1;
    return `Box ${number}: ${left}% from the left, ${top}% from the top, ${width}% wide, ${height}% high`;
  }

  function draw(box) {
    const values = read(box);
    SIDES.forEach((side, i) => box.button.style.setProperty(side, `${values[i]}%`));
    box.button.setAttribute("aria-label", name(box));
    box.button.textContent = boxes.indexOf(box) + 1;
    box.row.querySelector("legend").textContent = `Box ${boxes.indexOf(box) + 1}`;
  }

  function write(box, [left, top, width, height]) {
    const w = within(width, LEAST, 100);
    const h = within(height, LEAST, 100);
    const all = [within(left, 0, 100 - w), within(top, 0, 100 - h), w, h];
    SIDES.forEach((side, i) => (box.row.elements[side].value = tidy(all[i])));
    draw(box);
  }

  function choose(box) {
    chosen = box;
    drop.disabled = !box;
  }

  // A box for a row that has numbers, or for a new one.
  function make(row = rows.appendChild(blank.cloneNode(true))) {
    const button = document.createElement("button");
    const box = { row, button };
    button.type = "button";
    button.className = "cover__box";
    button.setAttribute("aria-describedby", "how");
    button.addEventListener("focus", () => choose(box));
    button.addEventListener("keydown", (event) => press(event, box));
    button.addEventListener("pointerdown", (event) => take(event, box));
    row.addEventListener("input", () => draw(box));
    stage.append(button);
    boxes.push(box);
    return box;
  }

  function remove(box) {
    const at = boxes.indexOf(box);
    boxes.splice(at, 1);
    box.row.remove();
    box.button.remove();
    boxes.forEach(draw);
    choose(null);
    (boxes[Math.min(at, boxes.length - 1)]?.button ?? add).focus();
    tell(`Box ${at + 1} is removed. ${boxes.length} left.`);
  }

  function isFull() {
    if (boxes.length < MOST) return false;
    tell(`At most ${MOST} boxes at a time.`);
    return true;
  }

  const ARROWS = {
    ArrowLeft: [-STEP, 0],
    ArrowRight: [STEP, 0],
    ArrowUp: [0, -STEP],
    ArrowDown: [0, STEP],
  };

  function press(event, box) {
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      return remove(box);
    }
    const arrow = ARROWS[event.key];
    if (!arrow || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [left, top, width, height] = read(box);
    if (event.shiftKey) {
      const w = Math.min(width + arrow[0], 100 - left); // grows to the edge and no further
      const h = Math.min(height + arrow[1], 100 - top);
      write(box, [left, top, w, h]);
    } else write(box, [left + arrow[0], top + arrow[1], width, height]);
    tell(name(box));
  }

  function at(event) {
    const frame = stage.getBoundingClientRect();
    return [
      within(((event.clientX - frame.left) / frame.width) * 100, 0, 100),
      within(((event.clientY - frame.top) / frame.height) * 100, 0, 100),
    ];
  }

  // Until the pointer is let go, `moved` is told where it is.
  function follow(event, target, moved, let_go) {
    event.preventDefault();
    event.stopPropagation();
    target.setPointerCapture(event.pointerId);
    const on = (next) => moved(at(next));
    const done = (last) => {
      target.removeEventListener("pointermove", on);
      target.removeEventListener("pointerup", done);
      target.removeEventListener("pointercancel", done);
      let_go(at(last));
    };
    target.addEventListener("pointermove", on);
    target.addEventListener("pointerup", done);
    target.addEventListener("pointercancel", done);
  }

  function take(event, box) {
    if (event.button > 0) return;
    box.button.focus();
    const [left, top, width, height] = read(box);
    const [x, y] = at(event);
    const edge = box.button.getBoundingClientRect();
    const sizes = edge.right - event.clientX < GRIP && edge.bottom - event.clientY < GRIP;
    const moved = ([toX, toY]) =>
      sizes
        ? write(box, [left, top, Math.min(toX, 100) - left, Math.min(toY, 100) - top])
        : write(box, [left + toX - x, top + toY - y, width, height]);
    follow(event, box.button, moved, () => tell(name(box)));
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0 || isFull()) return;
    const [x, y] = at(event);
    let box = null;
    const moved = ([toX, toY]) => {
      const [w, h] = [Math.abs(toX - x), Math.abs(toY - y)];
      if (!box && w < LEAST && h < LEAST) return; // a touch is no box
      box ??= make();
      write(box, [Math.min(x, toX), Math.min(y, toY), w, h]);
    };
    follow(event, stage, moved, () => {
      if (!box) return;
      box.button.focus();
      tell(name(box));
    });
  });

  add.addEventListener("click", () => {
    if (isFull()) return;
    const box = make();
    const aside = (boxes.length % 5) * 3; // not one upon the other
    write(box, [40 + aside, 44 + aside, 20, 12]);
    box.button.focus();
    tell(`${name(box)}. Added.`);
  });
  drop.addEventListener("click", () => chosen && remove(chosen));

  for (const row of [...rows.children]) {
    if (SIDES.some((side) => row.elements[side].value)) draw(make(row));
    else row.remove();
  }
  form.querySelector("[data-drawn]")?.remove();
  form.querySelector("[data-tools]").hidden = false;
  form.querySelector("[data-preview-button]").hidden = true;
  form.querySelector("[data-numbers]").open = false;
  form.classList.add("cover--on");
}

for (const form of document.querySelectorAll("form[data-cover]")) cover(form);
