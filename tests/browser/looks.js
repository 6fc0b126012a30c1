// What somebody who looks closely sees on a page: read in Chromium itself, after it laid the page out.
// The whole file is one expression, so that a test can ask `(...).targets()` without leaving anything behind.
(() => {
  const CONTROLS = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const said = (element) => (element.innerText || element.value || element.id || element.tagName).trim().slice(0, 60);
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1 && box.bottom > 0;
  };
  const all = (selector) => [...document.querySelectorAll(selector)].filter(seen);
  const round = (box) => `${Math.round(box.width)}x${Math.round(box.height)}`;

  // The card that is tapped: an input that stands on its label is as big as that label.
  const target = (element) => (element.matches(".choice > input") ? element.nextElementSibling : element);

  // Controls are at least 48 by 48; a link in running text is at least 24 high.
  const targets = () => [...new Set(all(CONTROLS).map(target))].filter((element) => {
    const box = element.getBoundingClientRect();
    const inText = element.matches("a") && ["inline", "inline-block"].includes(getComputedStyle(element).display);
    return inText ? box.height < 24 : box.width < 47.5 || box.height < 47.5;
  }).map((element) => `${said(element)}: ${round(element.getBoundingClientRect())}`);

  // Every piece of text, with the boxes of its lines.
  const texts = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !seen(node.parentElement) || node.parentElement.closest(".hear-only, .skip")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      found.push([node, [...range.getClientRects()].filter((box) => box.width > 0)]);
    }
    return found;
  };

  // Text that sticks out of the window, of the box with a border that it stands in, or of what cuts it off.
  const cut = () => {
    const wide = document.documentElement.clientWidth;
    const boxes = "button, summary, label, .card, .notice, .row, .seat, .tag, .button, .tool, dialog, li, dd, td";
    return texts().filter(([node, lines]) => {
      const frame = node.parentElement.closest(boxes);
      const box = frame?.getBoundingClientRect();
      const scrolls = frame?.matches("dialog");
      return lines.some((line) => line.left < -1 || line.right > wide + 1
        || (box && (line.left < box.left - 2 || line.right > box.right + 2
          || (!scrolls && (line.top < box.top - 6 || line.bottom > box.bottom + 6)))));
    }).map(([node]) => node.data.trim().slice(0, 60));
  };

  const sideways = () => {
    const page = document.documentElement;
    return page.scrollWidth > page.clientWidth ? [`${page.scrollWidth} wide in a window of ${page.clientWidth}`] : [];
  };

  // Text of one line that lies over text of another element.
  const overlaps = () => {
    const upper = document.querySelector("dialog[open], details[open] > .tool-panel") ?? document.body;
    const lines = texts().flatMap(([node, boxes]) => boxes.map((box) => [node, box]))
      .filter(([node]) => upper.contains(node) && !node.parentElement.closest(".actions"));
    return lines.filter(([node, box], index) => lines.slice(index + 1).some(([other, that]) =>
      other.parentElement !== node.parentElement
      && Math.min(box.right, that.right) - Math.max(box.left, that.left) > 3
      && Math.min(box.bottom, that.bottom) - Math.max(box.top, that.top) > box.height / 2,
    )).map(([node]) => node.data.trim().slice(0, 60));
  };

  const head = () => ({
    title: document.title,
    headings: [...document.querySelectorAll("h1")].map((h1) => h1.textContent.trim()),
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
  });

  // What a resident typed stands in an element of its own direction, which a bdi is by itself.
  const ownWay = (element) => element.dir === "auto" || (element.matches("bdi") && !element.dir);
  const directions = (typed) => texts()
    .filter(([node]) => node.data.includes(typed) && !ownWay(node.parentElement.closest("bdi, [dir]")))
    .map(([node]) => node.parentElement.outerHTML.slice(0, 120));

  const inView = (element) => {
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
    return box.top >= 0 && box.bottom <= innerHeight && element.contains(top);
  };
  // Where faults are listed, the list comes first and may fill the window.
  const goOnInView = () => all(".error-list").length > 0 || all("button[value=verder]").every(inView);

  // The place where the keyboard is now; nothing when it left the page, or came round to where it was before.
  const stop = () => {
    const element = document.activeElement;
    const visited = (globalThis.__visited ??= new WeakSet());
    if (!element || element === document.body) return null;
    // A day and an hour have a stop for each of their parts.
    if (visited.has(element)) return ["date", "time"].includes(element.type) ? { isPart: true } : null;
    visited.add(element);
    const place = target(element);
    // Of a link on two lines the first; of a box for text the line of the caret, which the browser brings in view.
    const { left, right, top: upper, bottom } = place.getClientRects()[0];
    const lower = place.matches("textarea") ? Math.min(bottom, upper + 48) : bottom;
    const top = document.elementFromPoint(
      Math.min(Math.max((left + right) / 2, 0), innerWidth - 1),
      Math.min(Math.max((upper + lower) / 2, 0), innerHeight - 1),
    );
    const ring = Math.max(...[element, place].map((one) => {
      const style = getComputedStyle(one);
      return style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    }));
    const before = globalThis.__before;
    globalThis.__before = element;
    return {
      name: `${element.tagName.toLowerCase()} ${said(place)}`,
      id: element.id,
      inWindow: lower - upper > innerHeight || (upper >= -1 && lower <= innerHeight + 1 && left >= -1),
      covered: !(place.contains(top) || element.contains(top)),
      ring,
      backwards: Boolean(before?.isConnected
        && !(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)),
    };
  };

  // The next Tab comes at the first stop, as on a page that was just opened.
  const toTheTop = () => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  };

  // Everything on the page that the keyboard must be able to reach; of a group of radios only one.
  const reachable = () => {
    const groups = new Set();
    return all(CONTROLS).filter((element) => {
      if (element.disabled || element.tabIndex < 0) return false;
      if (element.type !== "radio") return true;
      const isNew = !groups.has(element.name);
      groups.add(element.name);
      return isNew;
    }).length;
  };

  return { targets, cut, sideways, overlaps, head, directions, goOnInView, stop, toTheTop, reachable };
})()
