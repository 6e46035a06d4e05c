// Copies hashes and ids, and closes the small-screen menu on Escape. Everything else works without scripts of ours.
const announce = document.getElementById("announce");

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  announce.textContent = "";
  announce.textContent = announce.dataset.copied;
  const icon = button.querySelector(".pi");
  icon.classList.replace("pi-copy", "pi-check");
  setTimeout(() => icon.classList.replace("pi-check", "pi-copy"), 1500);
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
