// Keeps the way out open without internet. Two public files are kept, and nothing that anybody told.
"use strict";
const SHELL = "schil-1";
const STYLE = "css/kalender.css";
const ICON = "icons/kalender.svg";
const WAY_OUT = "/weg";
const LEFT = "/weg?zonder-internet"; // Somebody left while the server could not be told.

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((shell) => shell.addAll([STYLE, ICON])));
});

addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([forgetOlder(), registration.navigationPreload?.enable(), clients.claim()]));
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(visit(event, pathname));
  else if ([STYLE, ICON].includes(pathname)) event.respondWith(kept(event.request));
});

async function visit(event, pathname) {
  const shell = await caches.open(SHELL);
  if (pathname === WAY_OUT) return ask(event).catch(() => leave(shell));
  if (await shell.match(LEFT)) {
    try {
      await fetch(WAY_OUT, { redirect: "manual" });
      await shell.delete(LEFT);
    } catch {
      return calendar();
    }
    return fetch(event.request);
  }
  return ask(event);
}

async function ask(event) {
  return await event.preloadResponse || fetch(event.request);
}

async function leave(shell) {
  await shell.put(LEFT, new Response());
  return calendar();
}

async function kept(request) {
  return await caches.match(request) || fetch(request);
}

async function forgetOlder() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("schil-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  const shell = await caches.open(SHELL);
  const stored = (await shell.keys()).filter(({ url }) => ![STYLE, ICON, LEFT].some((one) => url.endsWith(one)));
  await Promise.all(stored.map((request) => shell.delete(request)));
}

// The same neutral page that the server shows: this month, in the language of the device.
function calendar() {
  const today = new Date();
  const [year, month] = [today.getFullYear(), today.getMonth()];
  const say = (date, how) => new Intl.DateTimeFormat(navigator.language, how).format(date);
  const title = say(today, { month: "long", year: "numeric" });
  const blanks = (new Date(year, month, 1).getDay() + 6) % 7;
  const length = new Date(year, month + 1, 0).getDate();
  const cells = Array.from({ length: Math.ceil((blanks + length) / 7) * 7 }, (_, at) => {
    const day = at - blanks + 1;
    if (day < 1 || day > length) return "<td></td>";
    return day === today.getDate() ? `<td class="today" aria-current="date">${day}</td>` : `<td>${day}</td>`;
  });
  const weeks = cells.map((cell, at) => (at % 7 ? cell : `</tr><tr>${cell}`)).join("");
  const names = Array.from({ length: 7 }, (_, at) => say(new Date(2024, 0, at + 1), { weekday: "short" }));
  const head = names.map((name) => `<th scope="col">${name}</th>`).join("");
  return new Response(
    `<!DOCTYPE html><html lang="${navigator.language}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <title>${title}</title><link rel="icon" href="${ICON}" type="image/svg+xml"><link rel="stylesheet" href="${STYLE}">
    </head><body><main><h1>${title}</h1><table><thead><tr>${head}</tr></thead><tbody><tr>${weeks}</tr></tbody></table>
    </main></body></html>`,
    { headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'",
      "Cache-Control": "no-store",
    } },
  );
}
