// Warns two minutes before the session ends, and keeps it when asked to. Asking how long is left does not lengthen it.

const BEFORE = 120;
const dialog = document.querySelector("[data-session]");
const says = dialog.querySelector("[data-session-says]");
const form = dialog.querySelector("form");
const stay = form.querySelector("button");
const again = form.querySelector("a");
const LOST = "You were signed out. What is in a form of this page is still here: sign in again in another tab, then save it.";
let timer = 0;

async function ask(method) {
  const answer = await fetch(dialog.dataset.session, {
    method,
    body: method === "POST" ? new URLSearchParams(new FormData(form)) : undefined,
    credentials: "same-origin",
    redirect: "error",
    cache: "no-store",
  });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

function wait(seconds, next) {
  clearTimeout(timer);
  timer = setTimeout(next, Math.max(1, seconds) * 1000);
}

function show(text, { over, helps }) {
  says.textContent = text;
  stay.hidden = over || !helps;
  again.hidden = !over;
  again.target = "_blank";
  if (!dialog.open) dialog.showModal();
}

function told(left) {
  if (left.seconds <= 0) {
    clearTimeout(timer);
    show(LOST, { over: true });
  } else if (left.seconds > BEFORE + 5) {
    if (dialog.open) dialog.close();
    wait(left.seconds - BEFORE, look);
  } else {
    const minutes = Math.ceil(left.seconds / 60);
    const when = minutes > 1 ? `In ${minutes} minutes` : "In less than a minute";
    const why = left.can_stay ? "because nothing was asked for in a while" : "because a session lasts twelve hours at most: save what you typed";
    show(`${when} you are signed out, ${why}.`, { over: false, helps: left.can_stay });
    wait(left.seconds > 60 ? left.seconds - 60 : left.seconds + 1, look);
  }
}

async function look() {
  try {
    told(await ask("GET"));
  } catch {
    wait(30, look);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    told(await ask("POST"));
  } catch {
    says.textContent = "There was no answer. Try again.";
  }
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) look();
});
const left = Number(dialog.dataset.sessionLeft);
if (left > BEFORE + 5) wait(left - BEFORE, look);
else look();
