import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

// Stands in for a provider: a text that says `slow` takes two seconds, one that says `broken` ends in an error.
const LABELS = ['insult', 'advertisement'];

const server = createServer(async (request, response) => {
  if (request.method !== 'POST') return response.writeHead(405).end();
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const { text } = JSON.parse(body) as { text: string };
  if (text.includes('slow')) await sleep(2_000);
  response.writeHead(text.includes('broken') ? 500 : 200, { 'content-type': 'application/json' });
  return response.end(JSON.stringify({ label: LABELS.find((label) => text.includes(label)) ?? 'fine' }));
});
server.listen(Number(process.env['PORT'] ?? 4000), '127.0.0.1');
