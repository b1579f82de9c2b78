// Keeps what is being typed as a draft: one second after the last key, and when the page is left.
// A form asks for it with data-draft="<address>". The server brings a draft back; this never fills anything in.
// data-draft-page="<address>" keeps it as the draft of another page than the one the form stands on.
// data-draft-by="<names of hidden boxes>" keeps the drafts of several quarters, reviews or units of one page apart.
// Before such a form is sent, and before a page marked data-guard is left by a link, the server is asked whether it is
// there: without a connection the page stays, words and all. Nothing is put into the browser's storage.

const PAUSE = 1000;
const PATIENCE = 4000;
const AGAIN = 10000;
const LEFT_OUT = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);
const CUT_OFF = "No connection. Your words are on this page.";

async function reachable() {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), PATIENCE);
  try {
    const answer = await fetch("/readyz", { cache: "no-store", credentials: "omit", signal: waiting.signal });
    return answer.ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

function address(form) {
  const page = form.dataset.draftPage ?? location.pathname;
  const names = (form.dataset.draftBy || "").split(" ");
  const by = names.map((name) => form.elements[name]).filter(Boolean);
  if (!by.length) return page;
  return `${page}?${new URLSearchParams(by.map((box) => [box.name, box.value]))}`;
}

function typed(form) {
  const fields = new URLSearchParams();
  fields.append("address", address(form));
  for (const control of form.elements) {
    if (!control.name || control.disabled || LEFT_OUT.has(control.type) || control.type === "fieldset") continue;
    if ((control.type === "checkbox" || control.type === "radio") && !control.checked) continue;
    if (control.type === "select-multiple") {
      for (const option of control.selectedOptions) fields.append(control.name, option.value);
    } else {
      fields.append(control.name, control.value);
    }
  }
  return fields;
}

function keep(form) {
  const status = document.createElement("p");
  status.className = "house-draft";
  status.setAttribute("role", "status");
  form.append(status);

  let timer = 0;
  let sent = typed(form).toString();
  let leaving = false;
  let underway = new AbortController();

  async function send(keepalive) {
    clearTimeout(timer);
    const fields = typed(form);
    if (leaving || fields.toString() === sent) return;
    const before = sent;
    sent = fields.toString();
    underway = new AbortController();
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: fields,
        headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        credentials: "same-origin",
        redirect: "error",
        keepalive,
        signal: underway.signal,
      });
      if (!answer.ok) throw new Error(answer.statusText);
      const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      status.textContent = `Saved as a draft at ${time}`;
    } catch {
      if (leaving) return;
      sent = before;
      status.textContent = "The draft could not be saved. Your words are still on this page: keep it open, or copy them.";
    }
  }

  // Saving: `pressed` is the button that was pressed while there was no answer yet. Whoever types on takes it back, so
  // that no sentence is cut in the middle.
  let asking = false;
  let pressed = null;
  let retry = 0;

  function go(button) {
    leaving = true;
    clearTimeout(timer);
    underway.abort();
    form.requestSubmit(button);
  }

  async function save() {
    clearTimeout(retry);
    if (asking || !pressed) return;
    asking = true;
    const there = await reachable();
    asking = false;
    if (!pressed) return;
    if (there) {
      const { button } = pressed;
      pressed = null;
      go(button);
    } else {
      status.textContent = `${CUT_OFF} Trying again every 10 seconds; they are saved as soon as it is back.`;
      retry = setTimeout(save, AGAIN);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE, false);
    if (!pressed) return;
    pressed = null;
    clearTimeout(retry);
    status.textContent = "Not saved yet: you typed on. Save again when you have finished.";
  });
  form.addEventListener("submit", (event) => {
    if (leaving || !form.requestSubmit) return;
    event.preventDefault();
    pressed = { button: event.submitter };
    save();
  });
  addEventListener("online", () => (pressed ? save() : send(false)));
  addEventListener("pagehide", () => send(true));
  addEventListener("pageshow", () => { leaving = false; });
}

// A page that is worked through step by step is not left by a link or a list to jump from while nothing answers.
function guard() {
  const status = document.createElement("p");
  status.className = "house-draft";
  status.setAttribute("role", "status");
  document.querySelector("[data-guard]").prepend(status);

  async function leave(event, go) {
    event.preventDefault();
    status.textContent = "";
    if (await reachable()) go();
    else status.textContent = `${CUT_OFF} Try again when the connection is back.`;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    // Into another tab or window; an access key's click comes with its modifiers and without a mouse (detail 0).
    const aside = event.button || event.ctrlKey || event.metaKey || (event.detail && (event.shiftKey || event.altKey));
    if (!link || aside || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
    if (link.getAttribute("href").startsWith("#")) return;
    leave(event, () => location.assign(link.href));
  });
  for (const form of document.querySelectorAll("form:not([data-draft])")) {
    let sure = false;
    form.addEventListener("submit", (event) => {
      if (sure || !form.requestSubmit) return;
      leave(event, () => {
        sure = true;
        form.requestSubmit(event.submitter);
      });
    });
    addEventListener("pageshow", () => { sure = false; });
  }
}

document.querySelectorAll("form[data-draft]").forEach(keep);
if (document.querySelector("[data-guard]")) guard();
