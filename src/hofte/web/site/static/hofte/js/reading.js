// Chips light up the words they were read from: on hover, on focus and, to stay, on a press.
const text = document.getElementById("text");

function marksOf(chip) {
  const key = chip.dataset.lights;
  return text ? [...text.querySelectorAll("mark")].filter((mark) => mark.dataset.read.split(" ").includes(key)) : [];
}

function light(chip, on) {
  for (const mark of marksOf(chip)) mark.classList.toggle("lit", on);
}

for (const chip of document.querySelectorAll("[data-lights]")) {
  const pressed = () => chip.getAttribute("aria-pressed") === "true";
  chip.addEventListener("pointerenter", () => light(chip, true));
  chip.addEventListener("pointerleave", () => light(chip, pressed()));
  chip.addEventListener("focus", () => light(chip, true));
  chip.addEventListener("blur", () => light(chip, pressed()));
  chip.addEventListener("click", () => {
    chip.setAttribute("aria-pressed", String(!pressed()));
    light(chip, pressed());
    if (!pressed()) return;
    const [first] = marksOf(chip);
    first?.closest("details")?.setAttribute("open", "");
    first?.scrollIntoView({ block: "center" });
  });
}
