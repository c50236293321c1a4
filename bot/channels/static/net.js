// Talking to the server: a call answers "" or the code of what went wrong.

const PATIENCE = 30_000;

export async function post(url, body) {
  return call(url, { body: JSON.stringify(body), headers: { "content-type": "application/json" } });
}

export async function upload(words, file) {
  const query = new URLSearchParams(Object.entries(words).map(([name, value]) => [name, String(value)]));
  const type = file.type || "application/octet-stream";
  return call(`/api/upload?${query}`, { body: file, headers: { "content-type": type } });
}

async function call(url, request) {
  try {
    const answer = await fetch(url, { method: "POST", signal: AbortSignal.timeout(PATIENCE), ...request });
    if (answer.ok) return "";
    const problem = await answer.json().catch(() => ({}));
    return problem.error ?? "not_taken";
  } catch {
    return "unreachable";
  }
}

/** The server's events, for as long as the page is open; connected(bool) tells of the line. */
export function listen({ status, entry, connected }) {
  const source = new EventSource("/api/stream");
  source.addEventListener("status", (event) => status(JSON.parse(event.data)));
  source.addEventListener("entry", (event) => entry(JSON.parse(event.data)));
  source.addEventListener("open", () => connected(true));
  source.addEventListener("error", () => {
    connected(false);
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(() => listen({ status, entry, connected }), 1000);
  });
}
