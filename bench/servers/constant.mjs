// (a) What Node can do at the most: reads, parses, answers always the same.
import { createServer } from 'node:http';

const ANSWER = JSON.stringify({ ActionStatus: 'OK', ErrorInfo: '', ErrorCode: 0 });
const HEADERS = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(ANSWER) };

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = JSON.parse((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)).toString());
    if (typeof body !== 'object') throw new Error('A callback is an object.');
    response.writeHead(200, HEADERS).end(ANSWER);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
