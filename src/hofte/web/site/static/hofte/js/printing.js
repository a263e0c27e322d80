// The button that prints a report; without scripts it is not there.
const button = document.getElementById("print");
button.hidden = false;
button.addEventListener("click", () => print());
