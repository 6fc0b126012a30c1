// Passkeys (WebAuthn). A form holds what is asked and sends the answer; without script it offers a code.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

  const read = (options) => {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const list of [options.allowCredentials, options.excludeCredentials]) {
      for (const one of list || []) one.id = bytes(one.id);
    }
    return options;
  };

  const told = (credential) => {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    for (const part of ["attestationObject", "authenticatorData", "signature"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response });
  };

  const offer = (place) => {
    const form = place.closest("form");
    const fault = place.querySelector("[role=alert]");
    place.hidden = false;
    place.querySelector("button").addEventListener("click", async () => {
      fault.hidden = true;
      try {
        const options = { publicKey: read(JSON.parse(place.dataset.options)) };
        const credential = await navigator.credentials[place.dataset.passkey](options);
        form.elements.antwoord.value = told(credential);
        const main = form.querySelector("button[name=doe]");
        if (main) form.requestSubmit(main);
        else form.submit();
      } catch {
        fault.hidden = false;
      }
    });
  };

  for (const section of document.querySelectorAll("[data-if-passkeys]")) section.hidden = false;
  for (const place of document.querySelectorAll("[data-passkey]")) offer(place);
})();
