// Passkeys: the browser makes or uses one, and what it signed is sent with the form.
// <form data-passkey="create" or "get" data-passkey-data="<id of a JSON island>" or data-passkey-from="<address>">

const GAVE_UP = "No passkey was used. Try again, or choose another way.";
const OUT_OF_DATE = "This browser knows no passkeys.";

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function readable(options) {
  const asked = { ...options, challenge: bytes(options.challenge) };
  if (asked.user) asked.user = { ...asked.user, id: bytes(asked.user.id) };
  for (const name of ["excludeCredentials", "allowCredentials"]) {
    if (asked[name]) asked[name] = asked[name].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  return asked;
}

function written(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  if (form.dataset.passkeyData) return JSON.parse(document.getElementById(form.dataset.passkeyData).textContent);
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

async function ceremony(form) {
  const asked = await options(form);
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: readable(asked.request_options.publicKey) });
  }
  const publicKey = readable(asked.creation_options.publicKey);
  if (form.elements.passwordless?.checked) {
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
  }
  return navigator.credentials.create({ publicKey });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button[type=button]");
  const says = form.querySelector("[data-passkey-says]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    says.textContent = "";
    if (!window.PublicKeyCredential) {
      says.textContent = OUT_OF_DATE;
      return;
    }
    try {
      form.elements.credential.value = JSON.stringify(written(await ceremony(form)));
      form.submit();
    } catch {
      says.textContent = GAVE_UP;
    }
  });
}
