// Questions to the board's server.

import { hearTime } from './time.js';

// Throws an Error whose message is the server's own word for what is wrong; `final` when asking
// again would change nothing.
export async function ask(path, parameters, signal) {
  const query = new URLSearchParams(parameters.filter(([, value]) => value !== undefined && value !== null));
  const response = await fetch(`${path}${query.size > 0 ? `?${query}` : ''}`, { signal });
  const text = await response.text();
  if (!response.ok) {
    const error = new Error(wordOf(text) ?? `HTTP ${response.status}`);
    throw Object.assign(error, { final: response.status < 500 });
  }
  const answer = JSON.parse(text);
  hearTime(answer.now);
  return answer;
}

function wordOf(text) {
  try {
    return JSON.parse(text).error ?? null;
  } catch {
    // No JSON: what is between may answer for the server. Its first line says something.
    return text.split('\n')[0].slice(0, 200) || null;
  }
}
