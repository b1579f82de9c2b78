// Keeps what is being typed as a draft: one second after the last key, and when the page is left.
// A form asks for it with data-draft="<address>". The server brings a draft back; this never fills anything in.
// data-draft-by="<name of a hidden box>" keeps the drafts of several quarters or reviews of one page apart.

const PAUSE = 1000;
const LEFT_OUT = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"]);

function address(form) {
  const by = form.elements[form.dataset.draftBy];
  return by ? `${location.pathname}?${new URLSearchParams([[by.name, by.value]])}` : location.pathname;
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

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE, false);
  });
  // The form itself is on its way: a draft sent now could outlive it.
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    underway.abort();
  });
  addEventListener("pagehide", () => send(true));
  addEventListener("pageshow", () => { leaving = false; });
}

document.querySelectorAll("form[data-draft]").forEach(keep);
