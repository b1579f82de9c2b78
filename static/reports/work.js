// Unfolds what a status asks for besides, as soon as it is chosen, and folds it again where nothing was typed into it.
// Without it that part stands folded under its own words, to be opened by hand.

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLSelectElement) || !target.name.endsWith("-status")) return;
  for (const part of target.closest(".boxes").querySelectorAll("[data-unfolds]")) {
    const isTyped = [...part.querySelectorAll("input, textarea")].some((box) => box.value.trim());
    part.open = target.value === part.dataset.unfolds || isTyped;
  }
});
