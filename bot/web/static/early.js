// Before the first paint: scripts are there, and the text size chosen last time.
document.documentElement.classList.add("js");
try {
  if (localStorage.getItem("larger") === "yes") document.documentElement.classList.add("larger");
} catch { /* storage is closed: the usual size */ }
