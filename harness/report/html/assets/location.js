// SPDX-License-Identifier: MIT
// Where the reader is, in the part of the address after #, so that a link leads there:
// #scenario=close/half_close&frame=12

function hashFor(key, frame) {
  const scenario = encodeURIComponent(key).replaceAll("%2F", "/");
  return `#scenario=${scenario}${frame === undefined ? "" : `&frame=${frame}`}`;
}

function rememberPlace(key, frame) {
  try {
    history.replaceState(null, "", key === null ? "#" : hashFor(key, frame));
  } catch {
    // A page in a sandbox has no history: then there is no link to this place.
  }
}

function followHash(matrix, filter) {
  const place = new URLSearchParams(location.hash.slice(1));
  const row = matrix.find(place.get("scenario"));
  if (!row) return;
  if (row.line.hidden) filter.reset();
  row.open();
  row.opener.focus({ preventScroll: true });
  row.line.scrollIntoView({ block: "start" });
  const frame = Number(place.get("frame"));
  if (frame > 0) requestAnimationFrame(() => row.detail.goToFrame(frame));
}

// For whoever does not see what changed.
function tell(text) {
  let box = document.getElementById("told");
  if (!box) document.body.append(box = h("p", { id: "told", role: "status" }));
  box.textContent = text;
  setTimeout(() => { if (box.textContent === text) box.textContent = ""; }, 6000);
}
