// Copies hashes and ids, prints, and closes the small-screen menu on Escape. Everything else works without scripts of ours.
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

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// A vote shows at once; what the server answers then takes its place, whatever it is.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-rate]");
  if (!button) return;
  const pressed = button.getAttribute("aria-pressed") === "true";
  for (const one of button.parentElement.querySelectorAll("[data-rate]")) one.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", String(!pressed));
});

// The page's own entry of the long menu is in sight, without moving the page itself.
const side = document.querySelector(".side");
const here = side?.querySelector("[aria-current='page']");
if (here) side.scrollTop = Math.max(0, here.offsetTop - side.clientHeight / 2);

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Several tables on a page page apart: each pager is named by the heading it stands under.
function namePagers() {
  for (const pager of document.querySelectorAll(".ui-paginator[role='navigation']:not([aria-labelledby])")) {
    const heading = pager.closest("section[aria-labelledby]");
    if (heading) pager.setAttribute("aria-labelledby", heading.getAttribute("aria-labelledby"));
  }
}
namePagers();
globalThis.jQuery?.(document).on("pfAjaxComplete", namePagers);

// A form sent by script gets no page for an answer: without this a lost session would look like a dead button.
const pageMessages = document.getElementById("page-messages");

function showFailure(...content) {
  const note = document.createElement("div");
  note.className = "note note-bad";
  note.setAttribute("role", "alert");
  const line = document.createElement("p");
  line.append(...content);
  note.append(line);
  pageMessages.replaceChildren(note);
  note.scrollIntoView({ block: "nearest" });
}

function signInAgain() {
  const { ended, signin, address } = announce.dataset;
  const link = Object.assign(document.createElement("a"), { href: address, textContent: signin });
  showFailure(`${ended} `, link);
}

globalThis.jQuery?.(document).on("pfAjaxError", (_, answer) => {
  if (answer.status === 401 || answer.status === 403) {
    signInAgain();
  } else {
    showFailure(announce.dataset.failed);
  }
});
