// The stream of server-sent events, kept alive: a browser gives up after some failures, and does
// not notice a connection that has silently died.

// The server says something every 2 s.
const SILENCE_MS = 6_000;
const AGAIN_MS = 2_000;

// Gives a function that listens to the stream of other parameters instead. onRefused: the board is
// there, but knows no such street or period.
export function listen({ onMessage, onLost, onRefused }) {
  let parameters = '';
  let source = null;
  let heardAt = 0;
  let again = null;

  function connect() {
    clearTimeout(again);
    source?.close();
    const opened = new EventSource(`api/stream${parameters}`);
    source = opened;
    heardAt = performance.now();
    const hear = (kind) => (event) => {
      heardAt = performance.now();
      onMessage(kind, JSON.parse(event.data));
    };
    opened.addEventListener('overview', hear('overview'));
    opened.addEventListener('status', hear('status'));
    opened.onerror = () => {
      if (opened !== source) return;
      onLost();
      if (opened.readyState === EventSource.CLOSED) {
        again = setTimeout(connect, AGAIN_MS);
        whyClosed(opened);
      }
    };
  }

  // A stream that does not begin never says why.
  async function whyClosed(closed) {
    try {
      const { status } = await fetch(`api/overview${parameters}`, { method: 'HEAD' });
      if (status === 400 && closed === source) onRefused();
    } catch {
      // No answer at all: the board is gone, and it is said already.
    }
  }

  // A page that is left may be kept for Back, with its stream: six of them, and a browser opens no
  // more connections to us.
  addEventListener('pagehide', () => {
    clearTimeout(again);
    source?.close();
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted) connect();
  });

  setInterval(() => {
    if (source !== null && performance.now() - heardAt > SILENCE_MS) {
      onLost();
      connect();
    }
  }, 1000);

  return (wanted) => {
    const text = new URLSearchParams(wanted).toString();
    parameters = text === '' ? '' : `?${text}`;
    connect();
  };
}
