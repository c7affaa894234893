import autocannon from 'autocannon';
import { withNonce } from './shot.mjs';

/** @type {import('./generator.mjs').Fire} */
export async function fireAutocannon({ port, shot, first, connections, seconds }) {
  let nonce = shot.takeNonce();
  let at = first;
  const setupRequest = (request) => {
    const { path, body } = shot.messages[at++ % shot.messages.length];
    return { ...request, path, body: withNonce(body, ++nonce) };
  };
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections,
    duration: seconds,
    timeout: 10,
    requests: [{ method: 'POST', headers: { 'content-type': 'application/json' }, setupRequest }],
  });
  return {
    seconds: result.duration,
    answered: result.requests.total,
    refused: result.non2xx,
    broken: result.errors + result.timeouts,
    p50: result.latency.p50,
    p99: result.latency.p99,
    p999: result.latency.p99_9,
  };
}
