// SPDX-License-Identifier: BSL-1.0
// What is wrong with how the page is laid out: text over text, text that is cut off, a page that is too wide.
(() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth)
    wrong.push(`the page is ${root.scrollWidth} wide, the window ${innerWidth}`);
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
    if (parent.closest(".skip, .unseen, script, style, noscript")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    if (lines.size > 1 && /^\S{1,14}$/u.test(node.data.trim())) wrong.push(`broken: ${node.data.trim()}`);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      boxes.push({top: box.top, bottom: box.bottom, left: box.left, right: box.right, text: node.data.trim()});
      let scrolls = false;
      for (let up = parent; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        const around = up.getBoundingClientRect();
        if (style.overflowX === "auto" || style.overflowX === "scroll") scrolls = true;
        const isOut = box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 2 ||
                      box.bottom > around.bottom + 2;
        if (style.overflowX === "hidden" && isOut) wrong.push(`cut off: ${node.data.trim().slice(0, 60)}`);
        if (!scrolls && isOut && style.display !== "inline" && style.display !== "contents")
          wrong.push(`sticks out of <${up.tagName.toLowerCase()} class="${up.className}">: `
                     + node.data.trim().slice(0, 60));
      }
      if (!scrolls && (box.left < -0.5 || box.right > innerWidth + 0.5))
        wrong.push(`beside the window: ${node.data.trim().slice(0, 60)}`);
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  for (let i = 0; i < boxes.length; ++i) {
    for (let k = i + 1; k < boxes.length && boxes[k].top < boxes[i].bottom - 3; ++k) {
      const [a, b] = [boxes[i], boxes[k]];
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - b.top > 4)
        wrong.push(`one over the other: ${a.text.slice(0, 40)} | ${b.text.slice(0, 40)}`);
    }
  }
  return {boxes: boxes.length, wrong: wrong.slice(0, 20)};
})()
