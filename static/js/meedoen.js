// Small things that make the pages kinder. Every page works without them.
(() => {
  "use strict";
  const body = document.body;
  const find = (selector, root = document) => root.querySelector(selector);
  const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];

  // What this tab keeps until "Weg hier"; nothing where the browser keeps nothing.
  const kept = (() => {
    try { return sessionStorage; } catch { return {}; }
  })();

  // "Weg hier": empty the page at once, then leave without a step back to it.
  const vanish = (address) => {
    document.documentElement.className = "gone";
    document.title = "\u00a0";
    body.replaceChildren();
    kept.clear?.();
    location.replace(address);
  };

  // Every tab of ours leaves too. A page that rests in the browser's memory does not listen.
  let tabs;
  const listen = () => {
    if (!("BroadcastChannel" in self)) return;
    tabs = new BroadcastChannel("weg");
    tabs.addEventListener("message", ({ data }) => vanish(data));
  };
  listen();
  addEventListener("pagehide", () => tabs?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

  const leave = (address) => {
    vanish(address);
    tabs?.postMessage(address);
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

  // A form is sent once. The pressed button stays enabled, so that its value is sent too. A page with faults, which
  // came by sending, is from then on one to ask for: else who comes Back to it finds a warning of the browser.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent && Date.now() - form.dataset.sent < 8000) event.preventDefault();
    else form.dataset.sent = Date.now();
    if (find(".error-list")) history.replaceState(history.state, "");
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
    area.addEventListener("focus", () => area.scrollIntoView({ block: "nearest" }));  // Not behind the bar.
    if (area.value) show();
  });

  // Share and copy: a text goes straight from this device. A button shows only where the device can do it.
  findAll("[data-share], [data-copy]").forEach((button) => {
    const shares = "share" in button.dataset;
    if (!(shares ? navigator.share : navigator.clipboard)) return;
    const source = document.getElementById(button.dataset.share || button.dataset.copy);
    const byHand = find(`#${CSS.escape(source.id)}-zelf`);
    const status = find(`#${CSS.escape(source.id)}-klaar`);
    button.hidden = false;
    if (byHand) byHand.hidden = true;
    button.addEventListener("click", async () => {
      if (status) status.textContent = "";
      const text = source.value ?? source.innerText;
      try {
        await (shares ? navigator.share({ title: button.dataset.shareTitle, text }) : navigator.clipboard.writeText(text));
        if (!shares && status) status.textContent = button.dataset.done;
      } catch (refused) {
        if (refused.name === "AbortError") return;  // Somebody thought better of it.
        if (byHand) byHand.hidden = false;
        source.select?.();
      }
    });
  });

  // The words of a search stay out of the address, and are gone after "Weg hier". Going back brings them;
  // another language keeps the choices.
  const search = find("[role=search] input");
  if (search) {
    body.addEventListener("htmx:replacedInHistory", ({ detail }) => {
      kept.zoek = search.value;
      findAll("[name=naar]").forEach((to) => { to.value = detail.path; });
    });
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) return;
      const [came] = performance.getEntriesByType("navigation");
      if (came.type === "navigate") kept.zoek = search.value;
      if (!kept.zoek) return;
      search.value = kept.zoek;
      search.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  // On the workbench htmx puts a new main part in the place of the old one: whoever reads begins at its top.
  // What it does not put there (an address that is gone, no connection) is asked again as a whole page.
  body.addEventListener("htmx:afterSettle", () => {
    const main = find("#inhoud");
    const start = main.dataset.focused ? null : main.querySelector("[data-focus], h1");
    if (!start || find("[role=search]")) return;
    main.dataset.focused = "1";
    start.tabIndex = -1;
    start.focus();
  });
  body.addEventListener("htmx:responseError", ({ detail }) => {
    if (detail.target?.id === "inhoud" && !detail.xhr.getResponseHeader("HX-Redirect")) location.reload();
  });

  // Words that came after the # of a link: they never went to us. The address forgets them at once.
  const fromLink = find("[data-from-link]");
  if (fromLink && location.hash) {
    fromLink.value = location.hash.slice(1).replaceAll("-", " ");
    history.replaceState(null, "", location.pathname);
  }

  const faults = find("[data-focus]");
  if (faults) faults.focus();

  // Two minutes before the conversation closes: "Bent u er nog?" The server knows when that is.
  const dialog = find("#nog-daar");
  if (!dialog || !dialog.showModal) return;
  const soon = 120000;
  const again = 10000;
  const part = (name) => find(`[data-idle-${name}]`, dialog);
  let closes = Date.now() + body.dataset.idle * 1000;
  let askAt = closes - soon;
  let said = "";

  const say = (what) => {
    if (what === said) return;
    said = what;
    findAll("[data-idle-says]", dialog).forEach((line) => { line.hidden = line.dataset.idleSays !== what; });
    const mayStay = what === "soon" || what === "lost";
    part("stay").hidden = !mayStay;
    part("close").hidden = what === "soon";
    if (what === "over") part("words")?.remove();
    if (!dialog.open) dialog.showModal();
    part(mayStay ? "stay" : "close").focus();
  };

  // Ask for how many seconds it is still open (GET), or stay (POST).
  const ask = async (method) => {
    askAt = Infinity;
    const answer = await fetch(body.dataset.stay, { method }).catch(() => null);
    const isOver = answer && [403, 404].includes(answer.status);
    if (!isOver && !answer?.ok) {
      askAt = Date.now() + again;
      say(method === "POST" || Date.now() >= closes ? "lost" : "soon");
      return;
    }
    const left = isOver ? 0 : await answer.text() * 1000;
    closes = Date.now() + left;
    if (left > soon) {
      askAt = closes - soon;
      said = "";
      dialog.close();
    } else {
      askAt = left > 0 ? closes : Infinity;
      say(left <= 0 ? "over" : method === "POST" ? "last" : "soon");
    }
  };

  const look = () => { if (Date.now() >= askAt) ask("GET"); };
  part("stay").addEventListener("click", () => ask("POST"));
  part("close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("cancel", (event) => {
    if (part("stay").hidden) return;
    event.preventDefault();
    ask("POST");
  });
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
})();
