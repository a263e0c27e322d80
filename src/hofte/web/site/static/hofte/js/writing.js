// Shows a page anew when its file is saved: asks the server once a second whether what it showed still holds.
const EVERY_MS = 1000;
let mark = null;

async function look() {
  try {
    const headers = mark ? { "If-None-Match": mark } : {};
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", headers });
    const now = answer.headers.get("ETag");
    if (mark && answer.ok && now !== mark) return location.reload();
    mark ??= now;
  } catch {
    // The server is being started again; it is asked the next time.
  }
  setTimeout(look, EVERY_MS);
}

look();
