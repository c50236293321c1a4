// The hand that moves the bot's clock, forwards only.

import { post } from "./net.js";
import { clockText, dayText } from "./words.js";

/** notice(code) says what went wrong. Returns a function that shows a new time. */
export function startClock(notice) {
  const face = document.getElementById("clock-open");
  const hand = document.getElementById("clock-hand");
  const to = document.getElementById("clock-to");
  const now = document.getElementById("clock-now");

  const move = async (body) => {
    const error = await post("/api/clock", body);
    notice(error);
    return !error;
  };
  const open = (wanted) => {
    hand.classList.toggle("open", wanted);
    face.setAttribute("aria-expanded", String(wanted));
  };

  face.addEventListener("click", () => open(!hand.classList.contains("open")));
  hand.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    face.focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".clock")) open(false);
  });
  for (const step of hand.querySelectorAll("[data-minutes]")) {
    step.addEventListener("click", () => move({ minutes: Number(step.dataset.minutes) }));
  }
  hand.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!to.value) return void to.focus();
    if (await move({ to: to.value })) to.value = "";
  });

  return (iso) => {
    now.dateTime = iso;
    now.querySelector(".at").textContent = clockText(iso);
    now.querySelector(".day-long").textContent = dayText(iso);
    now.querySelector(".day-short").textContent = dayText(iso, "web.day.short");
    to.min = iso.slice(0, 16);
  };
}
