// Says what the chosen levels come to, and asks whether nothing more can be done only where the risk would stay as it is.
// Without it the score is shown after saving, and the question stands with what it is needed for.

const says = document.getElementById("score-chosen");
const form = says.closest("form");
const asked = document.getElementById("nothing-more");
const floors = [["Black", says.dataset.black], ["Red", says.dataset.red], ["Amber", says.dataset.amber], ["Green", 1]];
const before = Number(says.dataset.before);

const chosen = (name) => Number(form.querySelector(`input[name="${name}"]:checked`)?.value ?? 0);
const bandOf = (score) => floors.find(([, floor]) => score >= Number(floor))[0];

function tag(score) {
  const band = document.createElement("strong");
  band.className = `band band--${bandOf(score).toLowerCase()}`;
  band.textContent = `${score} ${bandOf(score)}`;
  return band;
}

function tell() {
  const score = chosen("likelihood") * chosen("impact");
  if (!score) {
    says.textContent = "Choose a likelihood and an impact to see the score.";
  } else {
    says.replaceChildren("Likelihood × impact: ", tag(score));
    if (before && bandOf(before) !== bandOf(score)) {
      says.append(` It goes from ${bandOf(before)} to ${bandOf(score)}: say why below.`);
    }
  }
  if (asked) {
    const box = asked.querySelector("textarea");
    asked.hidden = Boolean(score) && score !== before && !box.value && !asked.querySelector(".govuk-error-message");
  }
}

form.addEventListener("change", tell);
tell();
