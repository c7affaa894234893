import { segmentsOf } from '../../src/openim/openim-path.js';

it.each([
  ['/openim', '', ''],
  ['/openim/', '', ''],
  ['/openim/s', 's', ''],
  ['/openim/s/', 's', ''],
  ['/openim/s/c', 's', 'c'],
  ['/openim/s//c', 's', 'c'],
  ['/openim//s/c/', 's', 'c'],
  ['/openim/s/more/c', 's', 'c'],
  ['/openim/%73/%63', 's', 'c'],
  ['/openim/%ZZ/c', '%ZZ', 'c'],
])('parses %s', (path, secret, command) => {
  expect(segmentsOf(path)).toEqual({ secret, command });
});
