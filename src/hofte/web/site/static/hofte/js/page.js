// A page of the library: its steps read aloud, its videos played when pressed, its answers open on paper.
//
// Nothing is requested from another host before somebody presses a video. Reading aloud is off until it is asked for,
// and uses the voices of the device in the page's own language.
const text = document.getElementById("text");
const speech = window.speechSynthesis;

/** Read the steps one by one; a press on the same button stops. */
function readAloud(button) {
  const steps = [...button.closest(".steps").querySelectorAll("ol > li")];
  if (!speech || steps.length === 0) return;
  const { lang } = text;
  const start = button.textContent;
  const show = (reading) => {
    button.setAttribute("aria-pressed", String(reading));
    button.textContent = reading ? button.dataset.stop : start;
    if (!reading) for (const step of steps) step.classList.remove("said");
  };
  const stopped = () => button.getAttribute("aria-pressed") === "true" && show(false);
  const say = (step, isLast) => {
    const words = Object.assign(new SpeechSynthesisUtterance(step.textContent), { lang });
    words.addEventListener("start", () => steps.forEach((one) => one.classList.toggle("said", one === step)));
    if (isLast) words.addEventListener("end", stopped);
    words.addEventListener("error", stopped);
    speech.speak(words);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const reading = button.getAttribute("aria-pressed") === "true";
    speech.cancel();
    show(!reading);
    if (!reading) steps.forEach((step, n) => say(step, n === steps.length - 1));
  });
  addEventListener("pagehide", () => speech.cancel());
}

/** Put the player of a video where its button is, once it is pressed. */
function playHere(video) {
  video.querySelector(".play").addEventListener("click", (event) => {
    event.preventDefault();
    const frame = document.createElement("iframe");
    Object.assign(frame, {
      src: video.dataset.embed,
      title: event.currentTarget.textContent,
      allow: "fullscreen; encrypted-media; picture-in-picture",
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    video.replaceChildren(frame);
    frame.focus();
  });
}

function printable(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("main details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
  });
}

for (const button of document.querySelectorAll(".aloud")) readAloud(button);
printable(document.getElementById("print"));
for (const video of document.querySelectorAll("[data-embed]")) playHere(video);
