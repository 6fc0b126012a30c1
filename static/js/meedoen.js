// Small things that make the pages kinder. Every page works without them.
(() => {
  "use strict";
  const body = document.body;
  const find = (selector, root = document) => root.querySelector(selector);
  const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

  // "Weg hier": empty the page at once, then leave without a step back to it.
  const leave = (address) => {
    document.documentElement.className = "gone";
    document.title = "\u00a0";
    body.replaceChildren();
    location.replace(address);
  };

  const exit = body.dataset.exit;
  if (exit) {
    const presses = [];
    document.addEventListener("keyup", (event) => {
      if (event.key !== "Shift") {
        presses.length = 0;
        return;
      }
      presses.push(event.timeStamp);
      if (presses.length > 3) presses.shift();
      if (presses.length === 3 && presses[2] - presses[0] < 3000) leave(exit);
    });
    // The way out works without internet too; where that cannot be, it needs internet.
    navigator.serviceWorker?.register(body.dataset.worker, { scope: "/" }).catch(() => {});
    // A page that comes back from the browser's memory shows nothing, and is asked for again.
    addEventListener("pagehide", (event) => {
      if (event.persisted) document.documentElement.className = "gone";
    });
    addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      body.replaceChildren();
      location.reload();
    });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-exit]");
    if (!link) return;
    event.preventDefault();
    leave(link.href);
  });

  // A form is sent once. The pressed button stays enabled, so that its value is sent too.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent && Date.now() - form.dataset.sent < 8000) event.preventDefault();
    else form.dataset.sent = Date.now();
  });
  addEventListener("pageshow", () => findAll("form").forEach((form) => delete form.dataset.sent));

  // "Weet ik niet" clears the other choices, and the other way round.
  document.addEventListener("change", (event) => {
    const chosen = event.target;
    if (chosen.type !== "checkbox" || !chosen.checked || !chosen.form) return;
    findAll("input[type=checkbox]", chosen.form)
      .filter((other) => other !== chosen && other.name === chosen.name)
      .filter((other) => "alone" in chosen.dataset || "alone" in other.dataset)
      .forEach((other) => { other.checked = false; });
  });

  // How much room is left, shown at once and said when the typing rests.
  findAll("textarea[data-most]").forEach((area) => {
    const count = find(`#${CSS.escape(area.id)}-ruimte`);
    const heard = count.nextElementSibling;
    let rest;
    const show = () => {
      const left = area.dataset.most - [...area.value].length;
      const words = (left < 0 ? area.dataset.over : area.dataset.left).replace("{n}", Math.abs(left));
      count.textContent = words;
      clearTimeout(rest);
      rest = setTimeout(() => { heard.textContent = left < 100 ? words : ""; }, 1500);
    };
    area.addEventListener("input", show);
    if (area.value) show();
  });

  const faults = find("[data-focus]");
  if (faults) faults.focus();

  // Two minutes before the conversation closes: "Bent u er nog?"
  const dialog = find("#nog-daar");
  if (!dialog || !dialog.showModal) return;
  const part = (name) => find(`[data-idle-${name}]`, dialog);
  const length = body.dataset.idle * 1000;
  let closes = Date.now() + length;

  const show = (over) => {
    part("soon").hidden = over;
    part("over").hidden = !over;
    part("stay").hidden = over;
    part("close").hidden = !over;
    if (!dialog.open) dialog.showModal();
  };

  let isOver = false;
  const look = () => {
    if (isOver) return;
    isOver = Date.now() >= closes;
    if (isOver || Date.now() >= closes - 120000) show(isOver);
  };

  const stay = async () => {
    const sent = new FormData();
    const seal = find("input[name=zegel]");
    if (seal) sent.set("zegel", seal.value);
    const answer = await fetch(body.dataset.stay, { method: "POST", body: sent }).catch(() => null);
    if (answer && answer.ok && !answer.redirected) {
      closes = Date.now() + length;
      dialog.close();
    } else if (answer) {
      isOver = true;
      show(true);
    }
  };

  part("stay").addEventListener("click", stay);
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("cancel", (event) => { if (!isOver) { event.preventDefault(); stay(); } });
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
})();
