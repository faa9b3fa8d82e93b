// The stream of server-sent events, kept alive: a browser gives up after some failures, and does
// not notice a connection that has silently died.

const SILENCE_MS = 10_000;
const AGAIN_MS = 3_000;

export function listen({ onMessage, onLost }) {
  let source = null;
  let heardAt = 0;
  let again = null;

  function connect() {
    clearTimeout(again);
    source?.close();
    source = new EventSource('api/stream');
    heardAt = performance.now();
    source.addEventListener('overview', (event) => hear('overview', event));
    source.addEventListener('status', (event) => hear('status', event));
    source.onerror = () => {
      onLost();
      if (source.readyState === EventSource.CLOSED) again = setTimeout(connect, AGAIN_MS);
    };
  }

  function hear(kind, event) {
    heardAt = performance.now();
    onMessage(kind, JSON.parse(event.data));
  }

  setInterval(() => {
    if (performance.now() - heardAt > SILENCE_MS) {
      onLost();
      connect();
    }
  }, 1000);
  connect();
}
